//===-- CoroutineRewriter.h - coroutines for the engine ---------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The engine drops a path at the first `co_await`, `co_yield` or `co_return`.
/// While this object lives, these are calls and returns to it:
///
///   Size = co_await read(Socket);    // Size = unknown(read(Socket));
///   co_return Size;                  // return unknown(Size);
///
/// To wait takes nothing that is not handed over, and gives something that
/// nobody knows.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_COROUTINEREWRITER_H
#define NETTIDY_LIB_PATH_COROUTINEREWRITER_H

#include "ast/TranslationUnit.h"
#include "path/RepairContext.h"

namespace nettidy::path {

class CoroutineRewriter {
public:
  /// Rewrites the coroutines among the user's functions of \p TU.
  explicit CoroutineRewriter(TranslationUnit &TU);
  /// Puts them back.
  ~CoroutineRewriter();
  CoroutineRewriter(const CoroutineRewriter &) = delete;
  CoroutineRewriter &operator=(const CoroutineRewriter &) = delete;

  /// To call one of these does not run its body.
  llvm::ArrayRef<const clang::FunctionDecl *> coroutines() const {
    return Coroutines;
  }

private:
  void rewriteBelow(clang::Stmt &Parent);
  void rewrite(clang::Stmt *&Slot);
  clang::Expr *given(clang::Expr *Operand, clang::QualType T,
                     clang::ExprValueKind Kind, clang::SourceRange Range);

  RepairContext All;
  std::vector<const clang::FunctionDecl *> Coroutines;
};

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_COROUTINEREWRITER_H
