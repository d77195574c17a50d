//===-- Files.h - Reading and writing whole files ------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_FILES_H
#define NETTIDY_LIB_GATE_FILES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace nettidy::gate {

std::optional<std::string> readFile(llvm::StringRef Path);

/// False when not all of it could be written. \p Error says why.
bool writeFile(llvm::StringRef Path, llvm::StringRef Text,
               std::string *Error = nullptr);

/// Writes a neighbour and renames it, so that a reader sees either the old text
/// or all of the new one. Devices and pipes are written directly.
bool replaceFile(llvm::StringRef Path, llvm::StringRef Text,
                 std::string *Error = nullptr);

/// A folder that exists as long as this object.
class TemporaryFolder {
public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder &) = delete;
  /// Empty when it could not be made.
  const std::string &path() const { return Path; }

private:
  std::string Path;
};

/// An error that the user can mend, in one line.
llvm::Error usageError(const llvm::Twine &Message);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_FILES_H
