//===-- Statements.h - Parts of branches and loops ---*- C++ -*------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What statements of different kinds have in common.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_AST_STATEMENTS_H
#define NETTIDY_LIB_AST_STATEMENTS_H

namespace clang {
class Expr;
class Stmt;
} // namespace clang

namespace nettidy {

/// What a loop repeats; null for other statements.
const clang::Stmt *loopBody(const clang::Stmt *S);

/// What decides whether `while`, `do` and `for` go on; null for other
/// statements, and where nothing is written.
const clang::Expr *loopCondition(const clang::Stmt *S);

/// What decides in a loop, an `if` or `a ? b : c`; null for other statements.
const clang::Expr *conditionOf(const clang::Stmt *S);

} // namespace nettidy

#endif // NETTIDY_LIB_AST_STATEMENTS_H
