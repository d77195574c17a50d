//===-- NameWords.h - What names say ------------------*- C++ -*-----------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the name of a function or variable says about it, where nothing better
/// is known: code of libraries without a model, and of other files.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_NAMEWORDS_H
#define NETTIDY_CHECKS_NAMEWORDS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace nettidy {

/// True when one of \p Words, in lower case, is a word of the name: `error` is
/// one of `log_error`, `logError` and `LOG_ERROR`, but none of `terrors`.
bool hasWholeWord(llvm::StringRef Name, llvm::ArrayRef<llvm::StringRef> Words);
/// Functions of libraries that wait, or may.
bool mayWait(llvm::StringRef Name);
/// Functions that only say something.
bool onlyTells(llvm::StringRef Name);
/// Names of what is true when all went well.
bool saysSuccess(llvm::StringRef Name);
/// Names of what is true, or set, when something failed.
bool saysFailure(llvm::StringRef Name);
/// Names of failures that come at once, of a peer that cannot be reached.
bool saysUnreachable(llvm::StringRef Name);
/// Functions that tell the time, or how much of it is left.
bool asksForTime(llvm::StringRef Name);

} // namespace nettidy

#endif // NETTIDY_CHECKS_NAMEWORDS_H
