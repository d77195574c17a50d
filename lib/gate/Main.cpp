//===-- Main.cpp ----------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// `nettidy`: clang-tidy with the plugin over a whole project, as a gate.
///
//===----------------------------------------------------------------------===//

#include "gate/CommandLine.h"
#include "gate/Commands.h"
#include "gate/Interrupts.h"
#include "gate/Run.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace nettidy::gate;

static Expected<ExitCode> run(const CommandLine &Line) {
  switch (Line.What) {
  case Command::Check:
    return runCheck(Line.Asked);
  case Command::Merge:
    return runMerge(Line.Asked);
  case Command::Baseline:
    return runBaseline(Line.Asked);
  case Command::Doctor:
    return runDoctor(Line.Asked);
  case Command::Explain:
    return runExplain(Line.Asked);
  case Command::Models:
    return runModels(Line.Asked);
  case Command::ListChecks:
    return runListChecks(Line.Asked);
  case Command::None:
    break;
  }
  return createStringError(inconvertibleErrorCode(),
                           "what to do? `nettidy check`, for instance; "
                           "`nettidy --help` lists all commands");
}

int main(int Count, const char **Arguments) {
  InitLLVM Init(Count, Arguments);
  endCleanlyWhenInterrupted();
  Expected<CommandLine> Line = readCommandLine(Count, Arguments);
  Expected<ExitCode> Code =
      Line ? run(*Line) : Expected<ExitCode>(Line.takeError());
  if (Code)
    return *Code;
  errs() << "nettidy: error: " << toString(Code.takeError()) << '\n';
  return UsageError;
}
