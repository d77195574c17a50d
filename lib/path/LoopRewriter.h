//===-- LoopRewriter.h - loops that the engine cannot finish ----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The engine follows a loop for a few rounds and drops the path when it has
/// not ended by then. Where the number of rounds is known and larger, nothing
/// behind the loop would ever be seen. While this object lives,
///
///   for (int I = 0; I < 10; ++I)          // may end after 2 rounds, with 10
///     attempt(I);                         // in I
///
///   FD_ZERO(&Set);                        // a library's macro that is a
///                                         // loop is an unknown call
///
/// What a library does inside its macros is as little our business as what its
/// functions do; it has to call nothing and hold nothing of the user's.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_LOOPREWRITER_H
#define NETTIDY_LIB_PATH_LOOPREWRITER_H

#include "ast/TranslationUnit.h"
#include "path/RepairContext.h"

namespace nettidy::path {

class LoopRewriter {
public:
  /// Rewrites the loops in the user's functions of \p TU.
  explicit LoopRewriter(TranslationUnit &TU);
  /// Puts them back.
  ~LoopRewriter();
  LoopRewriter(const LoopRewriter &) = delete;
  LoopRewriter &operator=(const LoopRewriter &) = delete;

private:
  void rewriteBelow(clang::Stmt &Parent);

  bool isOfLibrary(const clang::Stmt &Loop) const;
  clang::Stmt *unknownCall(clang::Stmt &Loop);

  llvm::SmallVector<clang::Expr *, 4>
  indexedBy(clang::ForStmt &Loop, const clang::ValueDecl *Counter);
  clang::Expr *openCondition(clang::ForStmt &Loop);
  clang::Expr *referenceTo(const clang::DeclRefExpr &Like);

  RepairContext All;
};

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_LOOPREWRITER_H
