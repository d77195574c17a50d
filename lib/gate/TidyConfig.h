//===-- TidyConfig.h - The project's .clang-tidy -------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_TIDYCONFIG_H
#define NETTIDY_LIB_GATE_TIDYCONFIG_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace nettidy::gate {

/// What the gate needs to know of the `.clang-tidy` that applies to a folder.
/// clang-tidy itself reads all of it.
struct TidyConfig {
  std::string Checks; ///< of all files that apply, outermost first
  bool HasHeaderFilter = false;
  std::vector<std::string> Files; ///< those that apply, innermost first
  /// What clang-tidy does not tell of itself.
  std::vector<std::string> Mistakes;
  /// Text of every configuration file above the folder, `.nettidy.yaml`
  /// included: whatever changes there may change a verdict.
  std::string Identity;
};

class TidyConfigs {
public:
  const TidyConfig &of(llvm::StringRef Folder);

private:
  llvm::StringMap<TidyConfig> Known;
};

/// The items of a list such as `-*,net-*`, blanks removed.
std::vector<std::string> splitChecks(llvm::StringRef Checks);

/// Whether a glob of such a list, without its minus, matches a name.
bool matchesGlob(llvm::StringRef Glob, llvm::StringRef Name);

/// Whether such a list switches a check on.
bool isEnabled(llvm::StringRef Checks, llvm::StringRef Name);

/// The list that a file is checked with: the user's, or all checks of nettidy
/// with what the project's configuration says of them. Its other checks are
/// clang-tidy's business, not the gate's.
std::string effectiveChecks(llvm::StringRef FromUser, const TidyConfig &Config);

/// The globs that match none of the checks that exist: misspelt, and a gate
/// that is green because of it has checked nothing.
std::vector<std::string> unknownChecks(llvm::StringRef Checks,
                                       llvm::ArrayRef<std::string> Existing);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_TIDYCONFIG_H
