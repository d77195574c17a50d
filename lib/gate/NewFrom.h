//===-- NewFrom.h - Only what a change brought ---------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_NEWFROM_H
#define NETTIDY_LIB_GATE_NEWFROM_H

#include "gate/Options.h"
#include "gate/Report.h"
#include "gate/SourceText.h"
#include "llvm/Support/Error.h"

namespace nettidy::gate {

/// Analyses the files that the change since `Asked.NewFrom` can have affected,
/// in the working tree and as they were at that revision, and marks the
/// findings that were there before. To look at changed lines alone would miss
/// what a removed line causes elsewhere.
llvm::Expected<Report> analyseChange(const Options &Asked, SourceTexts &Texts);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_NEWFROM_H
