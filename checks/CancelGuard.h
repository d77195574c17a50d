//===-- CancelGuard.h - A fix for handlers of cancelled waits ---*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_CANCELGUARD_H
#define NETTIDY_CHECKS_CANCELGUARD_H

#include "ast/Callbacks.h"
#include "clang/Basic/Diagnostic.h"

namespace nettidy {

/// Makes a lambda return at once when its parameter \p Index reports an error,
/// and gives that parameter a name if it has none. Empty where that cannot be
/// done in place.
llvm::SmallVector<clang::FixItHint, 2>
cancelGuard(const Callback &Handler, unsigned Index, clang::ASTContext &Context);

} // namespace nettidy

#endif // NETTIDY_CHECKS_CANCELGUARD_H
