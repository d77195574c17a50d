//===-- CompileDatabase.h - What is compiled, and how --------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_COMPILEDATABASE_H
#define NETTIDY_LIB_GATE_COMPILEDATABASE_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include <string>
#include <vector>

namespace nettidy::gate {

/// As Clang wants it; see CommandRepair.h.
struct CompileCommand {
  std::string Directory;
  std::string File; ///< absolute, without `.` and `..`
  std::vector<std::string> Arguments;
};

class CompileDatabase {
public:
  /// Reads `compile_commands.json` in \p Folder.
  static llvm::Expected<CompileDatabase> read(llvm::StringRef Folder);

  /// The folder with the newest `compile_commands.json` in the usual places of
  /// a project: itself, `build*`, `out*`, `cmake-build-*`, ... and the folders
  /// above it. Empty when there is none.
  static std::string find(llvm::StringRef ProjectFolder);

  /// The command that makes one for a project that find() found none for; empty
  /// when nothing tells how it is built.
  static std::string advice(llvm::StringRef ProjectFolder);

  llvm::StringRef folder() const { return Folder; }
  llvm::ArrayRef<CompileCommand> commands() const { return Commands; }
  /// The positions in commands() of a file.
  llvm::ArrayRef<unsigned> commandsOf(llvm::StringRef File) const;
  /// The files that are neither C nor C++; they have no commands here.
  const llvm::StringSet<> &others() const { return Others; }

private:
  llvm::Error add(const llvm::json::Object &Entry);

  std::string Folder;
  std::vector<CompileCommand> Commands;
  llvm::StringMap<std::vector<unsigned>> ByFile;
  llvm::StringSet<> Others;
};

/// Absolute, without `.` and `..`, symbolic links kept.
std::string normalPath(llvm::StringRef Path, llvm::StringRef Folder = "");

/// Without symbolic links; a path that does not exist stays as it is.
std::string realPath(llvm::StringRef Path);

/// Whether \p Path lies below \p Folder; both are normal paths.
bool isBelow(llvm::StringRef Path, llvm::StringRef Folder);

/// Whether the name is that of a C or C++ source, or of a header.
bool isSourceName(llvm::StringRef Name);
bool isHeaderName(llvm::StringRef Name);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_COMPILEDATABASE_H
