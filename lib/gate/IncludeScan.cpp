//===-- IncludeScan.cpp ---------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/IncludeScan.h"
#include "gate/Files.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace nettidy::gate {

bool IncludeScan::exists(StringRef Path) {
  auto [Entry, New] = Existing.try_emplace(Path, false);
  if (New)
    Entry->second = sys::fs::is_regular_file(Path);
  return Entry->second;
}

ArrayRef<IncludeScan::Include> IncludeScan::includesOf(StringRef File) {
  auto [Entry, New] = Includes.try_emplace(File);
  if (!New)
    return Entry->second;
  std::string Text = readFile(File).value_or("");
  SmallVector<StringRef, 0> Lines;
  StringRef(Text).split(Lines, '\n');
  for (StringRef Line : Lines) {
    Line = Line.ltrim();
    if (!Line.consume_front("#"))
      continue;
    Line = Line.ltrim();
    if (!Line.consume_front("include"))
      continue;
    Line.consume_front("_next");
    Line = Line.ltrim();
    bool Quoted = Line.consume_front("\"");
    if (!Quoted && !Line.consume_front("<"))
      continue;
    Entry->second.push_back(
        {Line.take_front(Line.find(Quoted ? '"' : '>')).str(), Quoted});
  }
  return Entry->second;
}

std::vector<std::string>
IncludeScan::searchFolders(const CompileCommand &Command) {
  std::vector<std::string> Result;
  for (size_t I = 1; I < Command.Arguments.size(); ++I) {
    StringRef Argument = Command.Arguments[I];
    for (StringRef Option : {"-I", "-isystem", "-iquote", "-idirafter"}) {
      StringRef Folder = Argument;
      if (!Folder.consume_front(Option))
        continue;
      if (Folder.empty() && I + 1 < Command.Arguments.size())
        Folder = Command.Arguments[++I];
      Result.push_back(normalPath(Folder, Command.Directory));
      break;
    }
  }
  return Result;
}

void IncludeScan::follow(StringRef File, ArrayRef<std::string> Folders,
                         StringSet<> &Result) {
  std::vector<std::string> Pending{File.str()};
  while (!Pending.empty()) {
    std::string Current = std::move(Pending.back());
    Pending.pop_back();
    if (!Result.insert(Current).second)
      continue;
    for (const Include &I : includesOf(Current)) {
      std::vector<std::string> Candidates;
      if (I.Quoted)
        Candidates.push_back(sys::path::parent_path(Current).str());
      append_range(Candidates, Folders);
      for (const std::string &Folder : Candidates) {
        std::string Path = normalPath(I.Name, Folder);
        if (!exists(Path))
          continue;
        Pending.push_back(std::move(Path));
        break;
      }
    }
  }
}

StringSet<> IncludeScan::filesReadBy(StringRef Source) {
  StringSet<> Result;
  for (unsigned Index : Database.commandsOf(Source)) {
    StringSet<> OfCommand;
    const CompileCommand &Command = Database.commands()[Index];
    follow(Source, searchFolders(Command), OfCommand);
    for (const auto &File : OfCommand)
      Result.insert(File.getKey());
  }
  return Result;
}

std::string IncludeScan::sourceIncluding(StringRef Header) {
  // `client.cpp` is the most likely to include `client.h`.
  std::vector<StringRef> Likely, Others;
  for (const CompileCommand &Command : Database.commands())
    (sys::path::stem(Command.File) == sys::path::stem(Header) ? Likely : Others)
        .push_back(Command.File);
  for (ArrayRef<StringRef> Sources : {ArrayRef(Likely), ArrayRef(Others)})
    for (StringRef Source : Sources)
      if (filesReadBy(Source).contains(Header))
        return Source.str();
  return "";
}

} // namespace nettidy::gate
