//===-- ProjectConfig.cpp - The project's .nettidy.yaml ---------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ProjectConfig.h"
#include "model/YamlTree.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace nettidy::model {

namespace {

constexpr const char *FileName = ".nettidy.yaml";

void readOptions(YamlTree &Tree, const YamlNode &Node, ProjectConfig &Config) {
  if (!Node.isMapping()) {
    Tree.error(Node, "'options' must be a mapping (`check.Option: value`), "
                     "not " +
                         Node.describe());
    return;
  }
  for (const YamlNode::Entry &Entry : Node.Entries) {
    std::string Value;
    StringRef Key = Entry.Key.Text;
    auto [Check, Option] = Key.split('.');
    if (Check.empty() || Option.empty())
      Tree.error(Entry.Key, "malformed option '" + Key +
                                "'; expected the name of a check, a dot and "
                                "the name of its option");
    else if (!Entry.Value.Broken && Tree.read(Entry.Value, Value))
      Config.Options.emplace_back(Key.str(), std::move(Value));
  }
}

void readModels(YamlTree &Tree, const YamlNode &Node, ProjectConfig &Config) {
  SmallVector<std::string, 4> Names;
  Tree.read(Node, Names);
  for (const std::string &Name : Names) {
    SmallString<256> Path(Name);
    if (sys::path::is_relative(Path)) {
      Path = sys::path::parent_path(Config.File);
      sys::path::append(Path, Name);
    }
    if (!Name.empty())
      Config.Models.push_back(Path.str().str());
  }
}

} // namespace

ProjectConfig parseProjectConfig(StringRef Text, StringRef File,
                                 std::vector<ModelDiagnostic> &Problems) {
  ProjectConfig Config;
  Config.File = File.str();
  YamlTree Tree(Text, File, Problems);
  // An empty file asks for nothing, but marks where a project begins.
  if (Tree.root().What == YamlNode::Kind::Null)
    return Config;
  YamlFields Fields(Tree, Tree.root(), "the configuration");
  if (const YamlNode *Models = Fields.find("models"))
    readModels(Tree, *Models, Config);
  if (const YamlNode *Options = Fields.find("options"))
    readOptions(Tree, *Options, Config);
  Fields.finish();
  return Config;
}

ProjectConfig findProjectConfig(StringRef SourceFile,
                                std::vector<ModelDiagnostic> &Problems) {
  SmallString<256> Folder(SourceFile);
  if (sys::fs::make_absolute(Folder))
    return {};
  sys::path::remove_dots(Folder, /*remove_dot_dot=*/true);
  while (sys::path::has_parent_path(Folder)) {
    Folder = StringRef(sys::path::parent_path(Folder)).str();
    SmallString<256> Candidate(Folder);
    sys::path::append(Candidate, FileName);
    if (!sys::fs::exists(Candidate))
      continue;
    std::string File = Candidate.str().str();
    auto Buffer = MemoryBuffer::getFile(File, /*IsText=*/true);
    if (Buffer)
      return parseProjectConfig((*Buffer)->getBuffer(), File, Problems);
    Problems.push_back(
        {File, 0, 0,
         "cannot read the configuration: " + Buffer.getError().message()});
    return {};
  }
  return {};
}

} // namespace nettidy::model
