//===-- Merge.h - One report of several ----------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_MERGE_H
#define NETTIDY_LIB_GATE_MERGE_H

#include "gate/Report.h"
#include "llvm/Support/Error.h"

namespace nettidy::gate {

/// Adds the report of one part. Findings that another part has too, in a header
/// for instance, are kept once. Reports of different programs do not mix.
llvm::Error addPart(Report &Whole, Report Part, bool IsFirst);

/// Parts `k/n` must be there for each k, or something was not analysed.
void addMissingParts(Report &Whole);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_MERGE_H
