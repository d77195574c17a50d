//===-- UnitRun.h - One translation unit through clang-tidy --- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_UNITRUN_H
#define NETTIDY_LIB_GATE_UNITRUN_H

#include "gate/CommandRepair.h"
#include "gate/Options.h"
#include "gate/Plan.h"
#include "gate/TidyOutput.h"
#include "gate/Toolchain.h"
#include <mutex>
#include <string>
#include <vector>

namespace nettidy::gate {

/// What the plugin says of the translation units that it has seen; see
/// report/RunRecord.h.
struct Evidence {
  std::vector<std::string> Checks;
  bool HasModelledNames = false;
  unsigned TranslationUnits = 0;
  std::vector<std::pair<std::string, std::string>> Files; ///< name and hash
  std::vector<std::string> Absent;
  /// Findings that are notes rather than warnings; see hintKey.
  std::vector<std::string> Hints;
};

/// Identifies a diagnostic of a translation unit.
std::string hintKey(llvm::StringRef Check, llvm::StringRef File,
                    uint64_t Offset);

/// Nothing when a line is malformed, as after a full disk.
std::optional<Evidence> parseEvidence(llvm::StringRef Lines);

/// What clang-tidy left behind: all that a verdict is made of.
struct UnitOutput {
  std::string Fixes;    ///< of --export-fixes
  std::string Evidence; ///< lines of the plugin
};

struct UnitResult {
  enum class Status { Analysed, NotCompiled, Failed, Disabled, Skipped };
  Status What = Status::Failed;
  bool FromCache = false;
  std::string Reason, Command;
  std::vector<TidyDiagnostic> Diagnostics;
  Evidence Seen;
  UnitOutput Output; ///< to be cached when it was analysed
};

/// What Clang complains of in the project's flags. They are the same for most files,
/// so that what one file has shown serves the others.
class ForeignFlags {
public:
  void add(const Complaints &New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Known.insert(New.begin(), New.end());
  }
  Complaints all() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Known;
  }

private:
  mutable std::mutex Mutex;
  Complaints Known;
};

/// What is the same for all units of a run.
struct UnitContext {
  const Options &Asked;
  const Plan &Planned;
  const Toolchain &Tools;
  ForeignFlags &Foreign;
  std::string WorkFolder;
};

/// The arguments of clang-tidy that can change its verdict, without names of
/// temporary files.
std::vector<std::string> tidyArguments(const UnitContext &Context,
                                       const Unit &U, llvm::StringRef Checks,
                                       bool ProjectFiltersHeaders);

/// Runs clang-tidy on the unit and judges what comes back. \p Name is unique
/// in the work folder.
UnitResult runUnit(const UnitContext &Context, const Unit &U,
                   llvm::ArrayRef<std::string> Arguments, llvm::StringRef Name);

/// Fills in the diagnostics and the evidence from the output of a clang-tidy
/// that ended by itself; false when they do not show that the file was
/// analysed.
bool judgeOutput(const UnitContext &Context, const Unit &U, UnitResult &Result);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_UNITRUN_H
