//===-- Commands.h - What the commands do --------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_COMMANDS_H
#define NETTIDY_LIB_GATE_COMMANDS_H

#include "gate/Options.h"
#include "gate/Run.h"

namespace nettidy::gate {

llvm::Expected<ExitCode> runCheck(const Options &Asked);

/// `Asked.Paths` are the reports.
llvm::Expected<ExitCode> runMerge(const Options &Asked);
/// The first word is what to do, the others are paths.
llvm::Expected<ExitCode> runBaseline(Options Asked);

llvm::Expected<ExitCode> runDoctor(const Options &Asked);
llvm::Expected<ExitCode> runExplain(const Options &Asked);
llvm::Expected<ExitCode> runModels(const Options &Asked);
llvm::Expected<ExitCode> runListChecks(const Options &Asked);

/// What follows an analysis: baseline, outputs, summary, verdict.
llvm::Expected<ExitCode> conclude(Report &R, const Options &Asked,
                                  SourceTexts &Texts);

/// Writes a report in all forms that were asked for.
llvm::Error writeOutputs(const Report &R, const Options &Asked,
                         SourceTexts &Texts);

/// Prints to standard output; an error when that is not possible.
llvm::Error print(llvm::StringRef Text);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_COMMANDS_H
