//===-- Fixes.h - Changing the source ------------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_FIXES_H
#define NETTIDY_LIB_GATE_FIXES_H

#include "gate/Report.h"
#include "gate/SourceText.h"
#include "llvm/Support/Error.h"
#include <map>
#include <set>

namespace nettidy::gate {

/// The fixes of a report that go together: one that overlaps an earlier one is
/// left for the next run, with all of its edits.
class Fixes {
public:
  /// Fixes for findings that are new.
  Fixes(const Report &R, SourceTexts &Texts);

  /// How many findings are repaired.
  unsigned findings() const { return Repaired.size(); }
  unsigned conflicts() const { return Conflicts; }
  size_t files() const { return Files.size(); }

  /// A unified diff that `patch -p1` and `git apply` take.
  std::string diff() const;
  /// Writes the files.
  llvm::Error apply() const;
  /// Takes the repaired findings out of the report that the fixes are of.
  void removeRepaired(Report &R) const;

private:
  struct FileEdits {
    std::string Path; ///< on this machine
    const SourceText *Text = nullptr;
    std::vector<const Edit *> Edits; ///< in order, without overlap
  };
  bool fits(const Finding &F) const;
  std::string changed(const FileEdits &File) const;
  void addHunks(const FileEdits &File, std::string &Patch) const;

  std::map<std::string, FileEdits> Files; ///< by the path in the report
  std::set<std::string> Repaired;         ///< fingerprints
  unsigned Conflicts = 0;
};

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_FIXES_H
