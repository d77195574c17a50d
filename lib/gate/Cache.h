//===-- Cache.h - Verdicts that still hold -------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// A folder of earlier results. A result is found under a key of everything
/// that is known before clang-tidy runs: programs, arguments, compile commands,
/// configuration, environment. It holds as long as each file that was read then
/// still has the same text, and each file that was looked for in vain is still
/// not there. Entries are written whole or not at all, so that any number of
/// runs can share the folder.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_CACHE_H
#define NETTIDY_LIB_GATE_CACHE_H

#include "gate/UnitRun.h"
#include "llvm/ADT/StringMap.h"
#include <mutex>

namespace nettidy::gate {

/// What files look like during one run; each is looked at once.
class FileStates {
public:
  /// Of the text; empty when there is no such file.
  std::string hash(llvm::StringRef Path);
  bool exists(llvm::StringRef Path);
  bool isFolder(llvm::StringRef Path);

private:
  enum class Kind : char { Nothing, File, Folder };
  Kind kind(llvm::StringRef Path);

  std::mutex Guard;
  llvm::StringMap<std::string> Hashes;
  llvm::StringMap<Kind> Kinds;
};

class Cache {
public:
  /// \p Common is part of every key.
  Cache(llvm::StringRef Folder, llvm::StringRef Common);

  /// \p Configuration is the text of the files that configure the unit.
  std::string key(const UnitContext &Context, const Unit &U,
                  llvm::ArrayRef<std::string> Arguments,
                  llvm::StringRef Configuration);

  /// The output of an earlier run, if it still holds.
  std::optional<UnitOutput> find(llvm::StringRef Key);
  /// False when it could not be written, which does no harm.
  bool store(llvm::StringRef Key, const UnitOutput &Output);

private:
  std::string path(llvm::StringRef Key) const;
  void addCommand(const CompileCommand &Command, std::string &Text);
  bool holds(const Evidence &Seen);

  std::string Folder, Common;
  FileStates Files;
};

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_CACHE_H
