//===-- IncludeScan.h - Who includes whom, by the text -------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_INCLUDESCAN_H
#define NETTIDY_LIB_GATE_INCLUDESCAN_H

#include "gate/CompileDatabase.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace nettidy::gate {

/// Follows `#include` lines through the folders that the compile commands name,
/// without a preprocessor: conditions are not looked at, and a name made by a
/// macro is not found.
class IncludeScan {
public:
  explicit IncludeScan(const CompileDatabase &Database) : Database(Database) {}

  /// A source of the database that includes the header, directly or not; one
  /// of the same name where possible. Empty when there is none.
  std::string sourceIncluding(llvm::StringRef Header);

  /// All files that the source reads, itself included.
  llvm::StringSet<> filesReadBy(llvm::StringRef Source);

private:
  struct Include {
    std::string Name;
    bool Quoted;
  };
  llvm::ArrayRef<Include> includesOf(llvm::StringRef File);
  std::vector<std::string> searchFolders(const CompileCommand &Command);
  void follow(llvm::StringRef File, llvm::ArrayRef<std::string> Folders,
              llvm::StringSet<> &Result);
  bool exists(llvm::StringRef Path);

  const CompileDatabase &Database;
  llvm::StringMap<std::vector<Include>> Includes;
  llvm::StringMap<bool> Existing;
};

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_INCLUDESCAN_H
