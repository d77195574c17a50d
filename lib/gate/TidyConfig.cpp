//===-- TidyConfig.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/TidyConfig.h"
#include "gate/Files.h"
#include "model/YamlTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace nettidy::gate {
namespace {

constexpr const char *OwnPrefix = "net-";

/// Adds what one `.clang-tidy` says; true when the one above it counts as well.
bool addFile(StringRef Text, StringRef Path, TidyConfig &Config) {
  std::vector<model::ModelDiagnostic> Problems; // clang-tidy reports them
  model::YamlTree Tree(Text, Path, Problems);
  bool Inherits = false;
  for (const model::YamlNode::Entry &Entry : Tree.root().Entries) {
    std::vector<std::string> Items;
    if (Entry.Key.Text == "Checks" && Tree.read(Entry.Value, Items)) {
      Config.Checks = join(Items, ",") + "," + Config.Checks;
    } else if (Entry.Key.Text == "HeaderFilterRegex") {
      Config.HasHeaderFilter = true;
      std::string Error;
      if (!Regex(Entry.Value.Text).isValid(Error))
        Config.Mistakes.push_back((Path + ": HeaderFilterRegex '" +
                                   Entry.Value.Text + "' is wrong: " + Error)
                                      .str());
    } else if (Entry.Key.Text == "InheritParentConfig") {
      Inherits = Entry.Value.Text == "true";
    }
  }
  return Inherits;
}

} // namespace

const TidyConfig &TidyConfigs::of(StringRef Folder) {
  auto [Entry, New] = Known.try_emplace(Folder);
  TidyConfig &Config = Entry->second;
  if (!New)
    return Config;
  bool Applies = true;
  for (std::string At = Folder.str(); !At.empty();
       At = sys::path::parent_path(At).str()) {
    for (StringRef Name : {".clang-tidy", ".nettidy.yaml"}) {
      std::string Path = (At + "/" + Name).str();
      std::optional<std::string> Text = readFile(Path);
      if (!Text)
        continue;
      Config.Identity += Path + "\n" + *Text + "\n";
      if (Applies && Name == ".clang-tidy") {
        Config.Files.push_back(Path);
        Applies = addFile(*Text, Path, Config);
      }
    }
    if (At == "/")
      break;
  }
  return Config;
}

std::vector<std::string> splitChecks(StringRef Checks) {
  std::vector<std::string> Result;
  SmallVector<StringRef, 16> Items;
  SplitString(Checks, Items, ",\n");
  for (StringRef Item : Items)
    if (!Item.trim().empty())
      Result.push_back(Item.trim().str());
  return Result;
}

bool matchesGlob(StringRef Glob, StringRef Name) {
  size_t Star = Glob.find('*');
  if (Star == StringRef::npos)
    return Glob == Name;
  if (Glob.take_front(Star) != Name.take_front(Star) || Name.size() < Star)
    return false;
  StringRef Rest = Glob.drop_front(Star + 1);
  for (size_t At = Star; At <= Name.size(); ++At)
    if (matchesGlob(Rest, Name.drop_front(At)))
      return true;
  return false;
}

bool isEnabled(StringRef Checks, StringRef Name) {
  bool Enabled = false;
  for (const std::string &Item : splitChecks(Checks)) {
    StringRef Glob(Item);
    bool Removes = Glob.consume_front("-");
    if (matchesGlob(Glob, Name))
      Enabled = !Removes;
  }
  return Enabled;
}

std::string effectiveChecks(StringRef FromUser, const TidyConfig &Config) {
  if (!FromUser.empty())
    return FromUser.str();
  std::vector<std::string> Own;
  bool OnlyNamed = false;
  for (const std::string &Item : splitChecks(Config.Checks)) {
    StringRef Glob(Item);
    bool Removes = Glob.consume_front("-");
    if (Glob.take_front(4) != OwnPrefix)
      continue;
    // A project that names some of our checks has chosen: it gets those.
    OnlyNamed |= !Removes;
    Own.push_back(Item);
  }
  std::string Result = OnlyNamed ? "-*" : "-*,net-*";
  for (const std::string &Item : Own)
    Result += "," + Item;
  return Result;
}

std::vector<std::string> unknownChecks(StringRef Checks,
                                       ArrayRef<std::string> Existing) {
  std::vector<std::string> Result;
  for (const std::string &Item : splitChecks(Checks)) {
    StringRef Glob(Item);
    Glob.consume_front("-");
    // The compiler's own warnings are not in clang-tidy's list.
    if (matchesGlob("clang-diagnostic*", Glob))
      continue;
    if (none_of(Existing,
                [&](StringRef Name) { return matchesGlob(Glob, Name); }))
      Result.push_back(Item);
  }
  return Result;
}

} // namespace nettidy::gate
