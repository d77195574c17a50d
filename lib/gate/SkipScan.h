//===-- SkipScan.h - Files that need no analysis -------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// Parsing is what an analysis costs. A translation unit in whose text, headers
/// of its own included, no modelled name stands has nothing to analyse, and
/// that is seen without a compiler. Everything doubtful is analysed: a header
/// that is not found and is no part of the standard library, a name that is put
/// together by the preprocessor, a module, a file of options.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_SKIPSCAN_H
#define NETTIDY_LIB_GATE_SKIPSCAN_H

#include "gate/Plan.h"
#include "gate/TidyConfig.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace nettidy::gate {

class SkipScan {
public:
  explicit SkipScan(const Plan &Planned);

  /// True when the unit cannot reach a modelled name; \p FilesRead then gets
  /// what was looked at. \p Configuration may bring models of the project.
  bool canSkip(const Unit &U, const TidyConfig &Configuration,
               std::vector<std::string> &FilesRead);

private:
  struct FileFacts {
    bool Suspect = false; ///< holds a modelled name, or cannot be judged
    std::vector<std::pair<std::string, bool>> Includes; ///< name, in quotes
  };
  const FileFacts &factsOf(llvm::StringRef File);
  bool addProjectModels(llvm::StringRef Source);
  void addName(llvm::StringRef Canonical);
  bool isModelled(llvm::StringRef Word) const;
  bool isSuspect(const CompileCommand &Command,
                 std::vector<std::string> &FilesRead);
  std::string resolve(llvm::StringRef Name, bool Quoted,
                      llvm::StringRef Includer,
                      llvm::ArrayRef<std::string> Folders);

  const Plan &Planned;
  llvm::StringSet<> Words; ///< last components of modelled names
  std::vector<std::string> Globs;
  bool Hopeless = false; ///< a model that anything may match
  llvm::StringSet<> ProjectConfigs;
  llvm::StringMap<FileFacts> Files;
  llvm::StringMap<bool> Existing;
};

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_SKIPSCAN_H
