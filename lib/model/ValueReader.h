//===-- ValueReader.h - What an expression visibly is -----------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads constants off expressions as the user wrote them. Only what nobody can
/// change counts: literals, enumerators, and variables declared const with such
/// an initialiser. A parameter, a variable, or a choice (`fast ? 1 : 0`) is the
/// program's own business, whatever an evaluator might find out about it.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_VALUEREADER_H
#define NETTIDY_LIB_MODEL_VALUEREADER_H

#include "model/Matcher.h"
#include "model/NameLookup.h"

namespace nettidy::model {

class ValueReader {
public:
  ValueReader(clang::ASTContext &AST, const NameLookup &N)
      : Context(AST), Names(N) {}

  ValueVerdict judge(const clang::Expr *Value,
                     llvm::ArrayRef<ValuePattern> Patterns,
                     const clang::FunctionDecl *Function) const;

  /// The integer of a constant: a literal, an enumerator, a null pointer (0), a
  /// floating constant (its sign and magnitude, never rounded to zero), or a
  /// class object made of nothing but one integer, such as a duration.
  std::optional<int64_t> integer(const clang::Expr &E) const;

  /// The text of a string literal, also within a string object or a constant.
  std::optional<std::string> text(const clang::Expr &E) const;

  /// The enumerator that \p E names, or the one of its type with \p Value.
  const clang::EnumConstantDecl *enumerator(const clang::Expr &E,
                                            std::optional<int64_t> Value) const;

  /// The macros in whose expansion \p E is written, innermost first.
  llvm::SmallVector<std::string, 2> macroNames(const clang::Expr &E) const;

  /// Names and values of a list of pairs; false when it is not all visible.
  using Pairs =
      llvm::SmallVector<std::pair<const clang::Expr *, const clang::Expr *>, 4>;
  bool pairs(const clang::Expr &List, const clang::FunctionDecl *Function,
             Pairs &Result) const;

private:
  ValueVerdict judgeOne(const clang::Expr &Value, const ValuePattern &Pattern,
                        const clang::FunctionDecl *Function) const;
  ValueVerdict judgeName(const clang::Expr &Value, llvm::StringRef Name) const;
  /// The same for texts, also those of variables that are only initialised and
  /// of arrays, where one element is enough.
  ValueVerdict judgeText(const clang::Expr &Value, llvm::StringRef Pattern,
                         const clang::FunctionDecl *Function) const;
  /// The initialiser of a constant, or of a local variable of \p Function that
  /// nothing changes; null for anything else.
  const clang::Expr *
  onlyInitializer(const clang::Expr &Value,
                  const clang::FunctionDecl *Function) const;
  /// Whether a struct, or the struct whose address is given, holds only zeros.
  ValueVerdict judgeStruct(const clang::Expr &Value,
                           const clang::FunctionDecl *Function) const;

  bool isChoice(const clang::Stmt &S, unsigned Depth = 0) const;
  bool refersTo(const clang::Expr &E, llvm::StringRef Name,
                unsigned Depth = 0) const;
  bool isNamed(const clang::NamedDecl &D, llvm::StringRef Name) const;
  std::optional<int64_t> integerOfObject(const clang::Expr &E,
                                         unsigned Depth) const;
  std::optional<int64_t> integer(const clang::Expr &E, unsigned Depth) const;
  std::optional<std::string> text(const clang::Expr &E, unsigned Depth) const;
  bool pairsOfInit(const clang::Expr &List, Pairs &Result) const;
  /// The integer that a name stands for: an enumerator, or a macro of a single
  /// number. Nothing when it is neither.
  std::optional<int64_t> integerOfName(llvm::StringRef Name) const;

  clang::ASTContext &Context;
  const NameLookup &Names;
};

/// The initialiser of the constant that \p E refers to, or null: a variable
/// declared const or constexpr that is initialised where it can be seen.
const clang::Expr *constantInitializer(const clang::Expr &E);

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_VALUEREADER_H
