//===-- Toolchain.h - clang-tidy and the plugin --------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_TOOLCHAIN_H
#define NETTIDY_LIB_GATE_TOOLCHAIN_H

#include "gate/Report.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace nettidy::gate {

/// The programs that do the analysis, and the proof that they can.
class Toolchain {
public:
  /// \p ClangTidy and \p Plugin may be empty: then they are looked for where
  /// this LLVM and this program are installed.
  Toolchain(llvm::StringRef ClangTidy, llvm::StringRef Plugin);

  const std::string &clangTidy() const { return ClangTidy; }
  const std::string &plugin() const { return Plugin; }
  const std::string &version() const { return Version; }
  /// All checks that clang-tidy knows with the plugin.
  llvm::ArrayRef<std::string> checks() const { return Checks; }

  /// Loads the plugin and lists the checks. What is wrong is appended to
  /// \p Problems.
  bool prove(std::vector<Problem> &Problems);
  /// Analyses a small source with two known defects, in \p Folder, and looks
  /// for them: one that the syntax tree shows and one at the end of a path.
  bool findCanary(llvm::StringRef Folder, std::vector<Problem> &Problems);

  /// What clang-tidy says of the configuration files that apply to a source, if it
  /// concerns this program.
  std::vector<std::string> mistakesInConfiguration(llvm::StringRef File) const;

  /// Identifies everything of the toolchain that can change a verdict.
  std::string identity() const;

private:
  std::string ClangTidy, Plugin, Version;
  std::vector<std::string> Checks;
};

/// The folder of this program.
std::string programFolder();

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_TOOLCHAIN_H
