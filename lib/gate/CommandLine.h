//===-- CommandLine.h - The options of each command ----------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_COMMANDLINE_H
#define NETTIDY_LIB_GATE_COMMANDLINE_H

#include "gate/Options.h"
#include "llvm/Support/Error.h"

namespace nettidy::gate {

enum class Command {
  None,
  Check,
  Merge,
  Baseline,
  Doctor,
  Explain,
  Models,
  ListChecks,
};

struct CommandLine {
  Command What = Command::None;
  Options Asked;
  /// The words that are not options: of `baseline`, the action comes first.
  std::vector<std::string> Words;
};

/// Reads the command line; prints help, the version and mistakes by itself, and
/// ends the program after them. An error is a contradiction between options.
llvm::Expected<CommandLine> readCommandLine(int Count, const char **Arguments);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_COMMANDLINE_H
