//===-- Files.cpp ---------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Files.h"
#include "gate/Interrupts.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace nettidy::gate {

std::optional<std::string> readFile(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return std::nullopt;
  return (*Buffer)->getBuffer().str();
}

static bool finish(raw_fd_ostream &Out, std::string *Error) {
  Out.close();
  if (!Out.has_error())
    return true;
  if (Error)
    *Error = Out.error().message();
  // The stream would otherwise end the program.
  Out.clear_error();
  return false;
}

bool writeFile(StringRef Path, StringRef Text, std::string *Error) {
  std::error_code Code;
  raw_fd_ostream Out(Path, Code, sys::fs::OF_None);
  if (Code) {
    if (Error)
      *Error = Code.message();
    return false;
  }
  Out << Text;
  return finish(Out, Error);
}

bool replaceFile(StringRef Path, StringRef Text, std::string *Error) {
  sys::fs::file_status Status;
  if (!sys::fs::status(Path, Status) &&
      Status.type() != sys::fs::file_type::regular_file)
    return writeFile(Path, Text, Error);
  SmallString<256> Neighbour;
  int Descriptor;
  std::error_code Code = sys::fs::createUniqueFile(
      Path + ".%%%%%%%%", Descriptor, Neighbour, sys::fs::OF_None,
      sys::fs::all_read | sys::fs::owner_write);
  if (!Code) {
    raw_fd_ostream Out(Descriptor, /*shouldClose=*/true);
    Out << Text;
    if (finish(Out, Error)) {
      Code = sys::fs::rename(Neighbour, Path);
      if (!Code)
        return true;
    } else {
      sys::fs::remove(Neighbour);
      return false;
    }
    sys::fs::remove(Neighbour);
  }
  if (Error)
    *Error = Code.message();
  return false;
}

TemporaryFolder::TemporaryFolder() {
  SmallString<256> Name;
  if (!sys::fs::createUniqueDirectory("nettidy", Name))
    Path = Name.str().str();
  if (!Path.empty())
    temporaryFolderMade(Path);
}

TemporaryFolder::~TemporaryFolder() {
  if (!Path.empty())
    sys::fs::remove_directories(Path);
  temporaryFolderGone(Path);
}

Error usageError(const Twine &Message) {
  return createStringError(inconvertibleErrorCode(), "%s",
                           Message.str().c_str());
}

} // namespace nettidy::gate
