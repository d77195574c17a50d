//===-- Checks.h - The list of all checks -----------------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_CHECKS_H
#define NETTIDY_CHECKS_CHECKS_H

#include "NetCheck.h"
#include "llvm/ADT/ArrayRef.h"
#include <memory>

namespace nettidy {

struct CheckInfo {
  std::unique_ptr<NetCheck> (*Create)();
  llvm::StringRef Name;    ///< `net-missing-timeout`
  llvm::StringRef Summary; ///< one sentence
  std::string CheckerName; ///< `net.MissingTimeout`
};

/// All checks in alphabetical order. Both plugins register from here.
llvm::ArrayRef<CheckInfo> allChecks();

struct CheckOptions {
  const CheckInfo *Info;
  std::vector<std::pair<std::string, std::string>> Options; ///< and defaults
};

/// The options of all checks. Checker registries keep references to the names.
llvm::ArrayRef<CheckOptions> allOptions();

/// Whether a check has this option: `net-client-per-call.Evidence`.
bool isCheckOption(llvm::StringRef Key);

} // namespace nettidy

#endif // NETTIDY_CHECKS_CHECKS_H
