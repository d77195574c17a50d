//===-- TidyDriver.h - The analyzer's engine inside clang-tidy --*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clang-tidy can neither load analyzer plugins nor run checkers that are not
/// built in. This file runs the static analyzer's engine from a clang-tidy
/// check: own options, own checkers, own choice of functions, and its reports
/// turned into findings. Nothing of the host is changed.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_TIDYDRIVER_H
#define NETTIDY_LIB_PATH_TIDYDRIVER_H

#include "ast/TranslationUnit.h"
#include "path/ObjectEvents.h"
#include "report/Finding.h"
#include <vector>

namespace clang {
class CompilerInstance;
}

namespace nettidy::path {

class BodyRepair;

/// A check that reads the engine's events.
struct PathCheck {
  llvm::StringRef Name; ///< `net-missing-timeout`; static storage
  ObjectEvents *Reader;
};

/// Follows modelled objects through \p TU once for all of \p Checks and hands
/// their reports to \p Sink. \p Repair has made its functions fit for that.
void runPathChecks(TranslationUnit &TU, clang::CompilerInstance &Compiler,
                   llvm::ArrayRef<PathCheck> Checks, const BodyRepair &Repair,
                   FindingSink &Sink);

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_TIDYDRIVER_H
