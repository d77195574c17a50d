//===-- Options.h - What the user asked for ------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_OPTIONS_H
#define NETTIDY_LIB_GATE_OPTIONS_H

#include "gate/Report.h"
#include <optional>
#include <string>
#include <vector>

namespace nettidy::gate {

enum class Format { Text, Json, Sarif, GitLab, RdJson, Html };

std::optional<Format> formatOf(llvm::StringRef Name);

struct Output {
  Format Form = Format::Text;
  std::string File; ///< empty: standard output
};

struct Shard {
  unsigned Number = 1, Count = 1;
};

/// The options of `nettidy check` and of what runs it.
struct Options {
  std::vector<std::string> Paths;
  std::string BuildFolder, Root, Checks, ClangTidy, Plugin, Cache, Baseline,
      NewFrom;
  std::vector<std::string> ExtraArguments, ExtraArgumentsBefore;
  /// What stood after `--`: the compiler's flags, instead of a database.
  std::optional<std::vector<std::string>> Flags;
  std::vector<Output> Outputs;
  unsigned Jobs = 0, Timeout = 900;
  Shard Part;
  Level FailOn = Level::Warning;
  /// Without a compilation database, say so and succeed.
  bool SkipWithoutDatabase = false;
  bool Fix = false, Diff = false, KeepGoing = false, Skip = true, Quiet = false;
  std::optional<bool> Color; ///< nothing: as the terminal has it
};

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_OPTIONS_H
