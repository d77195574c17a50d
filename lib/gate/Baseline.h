//===-- Baseline.h - Findings that are known ------------------ -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// A file in the repository lists the findings that a project lives with, so
/// that only new ones count. An entry holds no line number: it is known by its
/// check, file, function and code, and survives inserted lines, reformatting, a
/// moved function and a renamed file or function. It is meant to be read in a
/// diff.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_BASELINE_H
#define NETTIDY_LIB_GATE_BASELINE_H

#include "gate/Report.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

namespace nettidy::gate {

class Baseline {
public:
  struct Entry {
    std::string Check, File, Function, Code;
    unsigned Count = 1;
  };

  static llvm::Expected<Baseline> read(llvm::StringRef Path);
  /// One entry for each finding.
  static Baseline of(llvm::ArrayRef<Finding> Findings);

  /// The text of the file.
  std::string print() const;

  /// Marks the findings that are known, and counts what is no longer found.
  /// What is known of files that the report did not look at stays known.
  void apply(Report &R);

  /// After apply: without what is no longer found.
  Baseline pruned() const;
  /// After apply: the findings of the report, and what it did not look at.
  Baseline updated(const Report &R) const;

  unsigned size() const;

private:
  using Test = llvm::function_ref<bool(const Entry &, const Finding &)>;
  void match(Report &R, Test IsSame);

  std::vector<Entry> Entries; ///< sorted
  /// Of each entry, how many findings it still stands for.
  std::vector<unsigned> Left;
  std::vector<bool> LookedAt;
};

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_BASELINE_H
