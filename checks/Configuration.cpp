//===-- Configuration.cpp -------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Configuration.h"
#include "Checks.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace nettidy {

/// A relative name counts from the working directory or from a folder above the
/// source, whichever has the file: clang-tidy may run in the build folder of a
/// compile command, while the user thinks of the project's root.
static std::string locateModel(StringRef Name, StringRef SourceFile,
                               std::vector<std::string> &Absent) {
  if (sys::path::is_absolute(Name) || sys::fs::exists(Name))
    return Name.str();
  Absent.push_back(Name.str());
  SmallString<256> Folder(SourceFile);
  sys::fs::make_absolute(Folder);
  while (sys::path::has_parent_path(Folder)) {
    sys::path::remove_filename(Folder);
    SmallString<256> Candidate(Folder);
    sys::path::append(Candidate, Name);
    if (sys::fs::exists(Candidate))
      return Candidate.str().str();
    Absent.push_back(Candidate.str().str());
  }
  return Name.str();
}

Configuration::Configuration(StringRef SourceFile)
    : SourceFile(SourceFile.str()),
      Project(model::findProjectConfig(SourceFile, Problems)) {
  if (!Project.File.empty())
    Read.Files.push_back(Project.File);
  for (const auto &[Key, Value] : Project.Options)
    if (!isCheckOption(Key))
      Problems.push_back({Project.File, 0, 0,
                          "no check has an option '" + Key + "'"});
}

std::optional<StringRef> Configuration::projectOption(StringRef Check,
                                                      StringRef Option) const {
  for (const auto &[Key, Value] : Project.Options)
    if (StringRef(Key) == (Check + "." + Option).str())
      return StringRef(Value);
  return std::nullopt;
}

void Configuration::loadModels(StringRef ExtraModels) {
  SmallVector<StringRef, 4> Names;
  ExtraModels.split(Names, ';', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  std::vector<std::string> Files = Project.Models;
  for (StringRef Name : Names)
    Files.push_back(locateModel(Name.trim(), SourceFile, Read.Absent));
  StringSet<> Known;
  for (const std::string &File : Files) {
    SmallString<256> Path;
    if (sys::fs::real_path(File, Path))
      Path = File;
    if (!Known.insert(Path).second)
      continue;
    Read.Files.push_back(File);
    Models.addFile(File, Problems);
  }
}

} // namespace nettidy
