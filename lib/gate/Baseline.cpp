//===-- Baseline.cpp ------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Baseline.h"
#include "gate/Files.h"
#include "gate/FindingMaker.h"
#include "model/YamlTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include <map>
#include <tuple>

using namespace llvm;

namespace nettidy::gate {
namespace {

constexpr int FormatVersion = 1;

std::string quoted(StringRef Text) {
  // What breaks a line or the quotes is of no use in telling code apart.
  std::string Result = "'";
  for (char C : Text)
    if (C == '\'')
      Result += "''";
    else if (static_cast<unsigned char>(C) >= ' ')
      Result += C;
  return Result + "'";
}

/// As it comes back from the file.
std::string plain(StringRef Text) {
  std::string Result;
  for (char C : Text)
    if (static_cast<unsigned char>(C) >= ' ')
      Result += C;
  return Result;
}

auto key(const Baseline::Entry &E) {
  return std::tie(E.File, E.Check, E.Function, E.Code);
}

bool readEntry(model::YamlTree &Tree, const model::YamlNode &Node,
               Baseline::Entry &E) {
  size_t Errors = Tree.errors();
  model::YamlFields Fields(Tree, Node, "a known finding");
  auto Require = [&](StringRef Key, std::string &Into) {
    if (const model::YamlNode *Value = Fields.require(Key))
      Tree.read(*Value, Into);
  };
  Require("check", E.Check);
  Require("file", E.File);
  Require("code", E.Code);
  Fields.read("function", E.Function);
  Fields.read("count", E.Count);
  Fields.finish();
  return Tree.errors() == Errors;
}

} // namespace

Expected<Baseline> Baseline::read(StringRef Path) {
  std::optional<std::string> Text = readFile(Path);
  if (!Text)
    return createStringError(
        inconvertibleErrorCode(),
        "there is no baseline %s; 'nettidy baseline create' makes one",
        Path.str().c_str());
  std::vector<model::ModelDiagnostic> Problems;
  model::YamlTree Tree(*Text, Path, Problems);
  model::YamlFields Fields(Tree, Tree.root(), "the baseline");
  Baseline Result;
  int64_t Version = 0;
  if (const model::YamlNode *Format = Fields.require("format"))
    if (Tree.read(*Format, Version) && Version != FormatVersion)
      Tree.error(*Format, "this nettidy reads format 1");
  if (const model::YamlNode *List = Fields.require("findings"))
    if (List->What != model::YamlNode::Kind::Null)
      model::YamlTree::forEach(*List, [&](const model::YamlNode &Node) {
        Entry E;
        if (readEntry(Tree, Node, E))
          Result.Entries.push_back(std::move(E));
      });
  Fields.finish();
  if (!Problems.empty())
    return createStringError(inconvertibleErrorCode(), "%s",
                             Problems.front().str().c_str());
  llvm::sort(Result.Entries,
             [](const Entry &A, const Entry &B) { return key(A) < key(B); });
  return std::move(Result);
}

Baseline Baseline::of(ArrayRef<Finding> Findings) {
  std::map<std::tuple<std::string, std::string, std::string, std::string>,
           unsigned>
      Counts;
  for (const Finding &F : Findings)
    ++Counts[{F.At.File, F.Check, plain(F.Function), plain(F.Code)}];
  Baseline Result;
  for (const auto &[Key, Count] : Counts) {
    const auto &[File, Check, Function, Code] = Key;
    Result.Entries.push_back({Check, File, Function, Code, Count});
  }
  return Result;
}

std::string Baseline::print() const {
  std::string Text =
      "# Findings that are known and do not count; `nettidy check --baseline`\n"
      "# reads them, `nettidy baseline update` and `prune` keep them current.\n"
      "format: 1\n"
      "findings:";
  if (Entries.empty())
    return Text + " []\n";
  Text += '\n';
  for (const Entry &E : Entries) {
    Text += "  - check: " + E.Check + "\n";
    Text += "    file: " + quoted(E.File) + "\n";
    if (!E.Function.empty())
      Text += "    function: " + quoted(E.Function) + "\n";
    Text += "    code: " + quoted(E.Code) + "\n";
    if (E.Count != 1)
      Text += "    count: " + std::to_string(E.Count) + "\n";
  }
  return Text;
}

void Baseline::match(Report &R, Test IsSame) {
  for (Finding &F : R.Findings) {
    if (F.Against != State::New)
      continue;
    for (size_t I = 0; I < Entries.size(); ++I) {
      if (!Left[I] || !IsSame(Entries[I], F))
        continue;
      --Left[I];
      F.Against = State::Unchanged;
      break;
    }
  }
}

void Baseline::apply(Report &R) {
  Left.clear();
  LookedAt.clear();
  for (const Entry &E : Entries) {
    Left.push_back(E.Count);
    // What is gone has no findings left, whoever looks.
    LookedAt.push_back(std::binary_search(R.Run.FilesRead.begin(),
                                          R.Run.FilesRead.end(), E.File) ||
                       !sys::fs::exists(absolutePath(E.File, R.Run.Root)));
  }
  auto SameCode = [](const Entry &E, const Finding &F) {
    return E.Check == F.Check && E.Code == plain(F.Code);
  };
  auto SameFunction = [](const Entry &E, const Finding &F) {
    return E.Function == plain(F.Function);
  };
  // First what is the same in all; then functions that were renamed; then
  // functions, and files, that have moved.
  match(R, [&](const Entry &E, const Finding &F) {
    return SameCode(E, F) && E.File == F.At.File && SameFunction(E, F);
  });
  match(R, [&](const Entry &E, const Finding &F) {
    return SameCode(E, F) && E.File == F.At.File;
  });
  match(R, [&](const Entry &E, const Finding &F) {
    return SameCode(E, F) && SameFunction(E, F) && !E.Function.empty();
  });
  R.Run.HasBaseline = true;
  R.Run.BaselineMatched = R.count(State::Unchanged);
  R.Run.BaselineFixed = 0;
  for (size_t I = 0; I < Entries.size(); ++I)
    if (LookedAt[I])
      R.Run.BaselineFixed += Left[I];
}

Baseline Baseline::pruned() const {
  Baseline Result;
  for (size_t I = 0; I < Entries.size(); ++I) {
    Entry E = Entries[I];
    if (LookedAt[I])
      E.Count -= Left[I];
    if (E.Count)
      Result.Entries.push_back(std::move(E));
  }
  return Result;
}

Baseline Baseline::updated(const Report &R) const {
  Baseline Result = of(R.Findings);
  for (size_t I = 0; I < Entries.size(); ++I)
    if (!LookedAt[I] && Left[I]) {
      Result.Entries.push_back(Entries[I]);
      Result.Entries.back().Count = Left[I];
    }
  llvm::sort(Result.Entries,
             [](const Entry &A, const Entry &B) { return key(A) < key(B); });
  return Result;
}

unsigned Baseline::size() const {
  unsigned Total = 0;
  for (const Entry &E : Entries)
    Total += E.Count;
  return Total;
}

} // namespace nettidy::gate
