//===-- Callbacks.h - What runs when a handler is called --------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Handlers are lambdas, bound member functions and plain functions, often
/// wrapped in binders of executors. A Callback says which function runs in the
/// end, which of its parameters receives what the library passes, and how it
/// reaches the object that armed it.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_AST_CALLBACKS_H
#define NETTIDY_LIB_AST_CALLBACKS_H

#include "ast/CallIndex.h"
#include "clang/AST/ExprCXX.h"
#include <optional>

namespace nettidy {

struct Callback {
  /// What is run; a definition.
  const clang::FunctionDecl *Function = nullptr;
  /// Null for bound and plain functions.
  const clang::LambdaExpr *Lambda = nullptr;
  /// The lambda, the call that binds, or the name.
  const clang::Expr *Written = nullptr;
  /// It holds `this` as a plain pointer.
  bool RawThis = false;
  /// It holds a shared pointer of the standard library (or one like it).
  bool Strong = false;
  /// It holds a weak pointer or another object that may tell whether the owner
  /// lives.
  bool Guarded = false;
  /// For each argument that the library passes, the parameter of Function; -1
  /// for one that is dropped.
  llvm::SmallVector<int, 2> Passed;

  /// The parameter that receives the library's argument \p Index; null when it
  /// is dropped.
  const clang::ParmVarDecl *parameter(unsigned Index) const;
};

/// What the handler argument \p E of a call in \p Owner runs; nothing when that
/// cannot be seen.
std::optional<Callback> resolveCallback(const clang::Expr *E,
                                        const model::Matcher &Match);

/// What a callback looks at first.
enum class FirstUse {
  Nothing,
  Status, ///< its status parameter
  Owner,  ///< a member of the object that it was armed by
};

/// What \p F, a lambda's call operator or a member function, evaluates first:
/// its parameter \p Status (may be null) or a member of `this`. \p Where
/// receives the place. Visible member functions are looked into.
FirstUse firstUse(const clang::FunctionDecl *F,
                  const clang::ParmVarDecl *Status,
                  const clang::Expr **Where = nullptr);

/// True when \p F reaches \p Target through calls, lambdas and callbacks of
/// this translation unit, itself included. What is in \p Seen is not entered.
bool reaches(const CallIndex &Calls, const clang::Decl *F,
             const clang::Decl *Target,
             llvm::DenseSet<const clang::Decl *> &Seen);

} // namespace nettidy

#endif // NETTIDY_LIB_AST_CALLBACKS_H
