//===-- Report.h - The result of a run ------------------------ -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// What every report format shows: the findings, and the facts that prove that
/// the analysis took place.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_REPORT_H
#define NETTIDY_LIB_GATE_REPORT_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace nettidy::gate {

/// A range of a file. Lines and columns are 1-based and count bytes; the end
/// is exclusive.
struct Place {
  std::string File; ///< relative to the project's root where it is below it
  unsigned Offset = 0, Length = 0;
  unsigned Line = 0, Column = 0, EndLine = 0, EndColumn = 0;
};

struct Step {
  Place At;
  std::string Message;
};

struct Edit {
  Place At;
  std::string Text;
};

enum class Level { Note, Warning, Error };

/// Against a baseline or an older revision.
enum class State { New, Unchanged };

struct Finding {
  std::string Check, Message;
  std::string Library; ///< whose object it is about; empty if unknown
  Level Severity = Level::Warning;
  Place At;
  std::vector<Step> Steps;
  std::vector<Edit> Edits;
  /// The code around it without layout, and the function: what a finding is
  /// known by when lines move.
  std::string Function, Code;
  std::string Fingerprint; ///< unique in a report
  std::string LineHash;    ///< GitHub's `primaryLocationLineHash`
  State Against = State::New;
};

/// Something that was to be analysed and was not.
struct Problem {
  std::string File; ///< empty: it concerns the whole run
  std::string Reason;
  std::string Command; ///< to see it again
};

/// What was done. A verdict without it is worth nothing.
struct Facts {
  std::string Version, LLVM, ClangTidy, Plugin, Database, Root, Shard;
  std::vector<std::string> Checks; ///< that ran on some file; sorted
  /// The project's files that were read, headers included; sorted.
  std::vector<std::string> FilesRead;
  bool CanaryFound = false;
  unsigned Planned = 0, Analysed = 0, FromCache = 0;
  unsigned WithoutModelledNames = 0; ///< analysed; nothing there to report
  unsigned Skipped = 0;   ///< not parsed: cannot reach a modelled name
  unsigned Disabled = 0;  ///< the project's configuration has no check
  unsigned Generated = 0; ///< in the build folder, left out
  unsigned OtherLanguages = 0; ///< neither C nor C++, left out
  unsigned Duplicates = 0, OutsideRoot = 0;
  unsigned BaselineMatched = 0, BaselineFixed = 0;
  bool HasBaseline = false;
  std::vector<Problem> Problems; ///< any makes the analysis incomplete
  std::vector<std::string> Warnings;
  bool complete() const { return CanaryFound && Problems.empty(); }
};

struct Report {
  Facts Run;
  std::vector<Finding> Findings; ///< sorted by place

  void sort();
  unsigned count(State Against) const;
};

llvm::StringRef levelName(Level L);
std::optional<Level> levelOf(llvm::StringRef Name);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_REPORT_H
