//===-- LocalStruct.h - What is written to a local struct -------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_LOCALSTRUCT_H
#define NETTIDY_LIB_MODEL_LOCALSTRUCT_H

#include "model/Matcher.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"

namespace nettidy::model {

/// Whether everything that a function visibly writes to one of its struct
/// variables is zero. One look at all writes, without regard to their order:
///
/// \code
///   struct timeval tv = {0, 0};   // Matches: only zeros
///   tv.tv_sec = 5;                // Differs: a constant other than zero
///   tv.tv_usec = us;              // Unknown: so is any escape
/// \endcode
class LocalStruct {
public:
  /// Whether an initialiser or assigned value holds only zeros.
  using Judge = llvm::function_ref<ValueVerdict(const clang::Expr &)>;

  /// \p Use is the expression whose value is asked for; that it hands out the
  /// variable is no escape.
  LocalStruct(const clang::VarDecl &V, const clang::Expr *U, Judge J)
      : Variable(V), Use(U), IsZero(J) {}

  ValueVerdict judge(const clang::Stmt &Body);
  /// Whether anything but the declaration may write to the variable.
  bool isChanged(const clang::Stmt &Body);

private:
  void visit(const clang::Stmt *S);
  void visitChildren(const clang::Stmt &S);
  bool visitAssignment(const clang::Stmt &S);
  bool visitCall(const clang::Stmt &S);
  bool isVariable(const clang::Expr *E) const;
  bool isAddress(const clang::Expr *E) const;
  bool isUse(const clang::Expr *E) const;
  bool path(const clang::Expr *E, std::string &Path) const;
  void write(llvm::StringRef Path, ValueVerdict Zero);
  bool coversAllFields() const;

  const clang::VarDecl &Variable;
  const clang::Expr *Use;
  Judge IsZero;
  bool Escapes = false;
  bool Written = false; ///< outside of its declaration
  /// Writes to the variable as a whole and to its members, by member path.
  std::optional<ValueVerdict> Whole;
  llvm::StringMap<ValueVerdict> Members;
};

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_LOCALSTRUCT_H
