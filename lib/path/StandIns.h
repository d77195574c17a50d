//===-- StandIns.h - Expressions for what is not known ----------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Builds expressions outside of semantic analysis: calls to functions that
/// nobody knows, and the implicit conversions that the parser would have added.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_STANDINS_H
#define NETTIDY_LIB_PATH_STANDINS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"

namespace nettidy::path {

class StandIns {
public:
  explicit StandIns(clang::ASTContext &Context) : Context(Context) {}

  enum class Kind {
    Call,     ///< may change whatever it can reach
    Value,    ///< only gives a value
    NoReturn, ///< ends the path
  };
  /// A call, of the type \p T, to a variadic function without a body. A
  /// reference type gives an lvalue.
  clang::Expr *unknown(clang::QualType T, llvm::ArrayRef<clang::Expr *> Args,
                       clang::SourceRange Range, Kind What = Kind::Call);

  /// The same for a value of exactly the type \p T, class objects included,
  /// where the expressions around it already expect a call.
  clang::Expr *result(clang::QualType T, clang::ExprValueKind ValueKind,
                      llvm::ArrayRef<clang::Expr *> Args,
                      clang::SourceRange Range);

  /// What a value of \p T can be passed as; int for types that are not known.
  clang::QualType usableType(clang::QualType T) const;
  /// True for a type that is known and complete.
  bool isUsable(clang::QualType T) const;

  /// The value of \p E: loaded from an lvalue, arrays and functions decayed.
  clang::Expr *value(clang::Expr *E);
  /// \p E converted to \p T; null when no implicit conversion leads there.
  clang::Expr *convert(clang::Expr *E, clang::QualType T);
  clang::Expr *addressOf(clang::Expr *LValue);
  clang::Expr *pointee(clang::Expr *Pointer, clang::ExprValueKind Kind);
  clang::Expr *reference(clang::ValueDecl &D, bool Captured,
                         clang::SourceLocation Where);
  clang::Expr *member(clang::Expr *Base, clang::FieldDecl &Field);
  clang::Expr *integer(int64_t Value, clang::QualType T,
                       clang::SourceLocation Where);
  clang::QualType conditionType() const;

private:
  clang::FunctionDecl *function(clang::QualType Result, Kind What,
                                clang::SourceLocation Where);

  clang::ASTContext &Context;
  llvm::DenseMap<std::pair<const void *, unsigned>, clang::FunctionDecl *>
      Functions;
};

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_STANDINS_H
