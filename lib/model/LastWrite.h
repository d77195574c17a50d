//===-- LastWrite.h - What was last written to a variable -------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Some functions take the value of a setting by its address, so that the
/// caller has to keep it in a variable:
///
///     DWORD flags = IGNORE_UNKNOWN_CA;
///     set_option(handle, SECURITY_FLAGS, &flags, sizeof flags);
///
/// Such a variable is as good as the value that was last written to it.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_LASTWRITE_H
#define NETTIDY_LIB_MODEL_LASTWRITE_H

#include "clang/AST/Expr.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace nettidy::model {

/// The last write to a local variable of a plain type that every way to one of
/// its uses goes through.
class LastWrite {
public:
  /// \p OnlyReads says that a call does not write through this argument.
  using ReadsArgument =
      llvm::function_ref<bool(const clang::CallExpr &, unsigned)>;
  LastWrite(const clang::VarDecl &Variable, const clang::Stmt &Use,
            ReadsArgument OnlyReads)
      : Variable(Variable), Use(Use), OnlyReads(OnlyReads) {}

  /// The value written, in what is assigned or, for `|=`, added; null when
  /// nobody can say.
  const clang::Expr *in(const clang::Stmt &Body);

private:
  bool isVariable(const clang::Expr *E) const;
  bool contains(const clang::Stmt &S) const;
  bool isMentioned(const clang::Stmt &S) const;
  void pass(const clang::Stmt &S);
  void descend(const clang::Stmt &S);

  const clang::VarDecl &Variable;
  const clang::Stmt &Use;
  ReadsArgument OnlyReads;
  const clang::Expr *Value = nullptr;
};

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_LASTWRITE_H
