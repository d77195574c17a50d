//===-- Run.h - The analysis of a project --------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_RUN_H
#define NETTIDY_LIB_GATE_RUN_H

#include "gate/Options.h"
#include "gate/Report.h"
#include "gate/SourceText.h"
#include "llvm/Support/Error.h"

namespace nettidy::gate {

/// Exit codes; docs/gate.md explains them.
enum ExitCode { Clean = 0, HasFindings = 1, UsageError = 2, Incomplete = 3 };

/// Plans, proves the toolchain, analyses, and collects the findings. An error
/// is one of usage. \p Texts gets the files that the report quotes.
llvm::Expected<Report> analyse(const Options &Asked, SourceTexts &Texts);

/// What a report means for the caller.
ExitCode verdict(const Report &R, const Options &Asked);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_RUN_H
