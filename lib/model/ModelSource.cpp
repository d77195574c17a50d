//===-- ModelSource.cpp - Which models a translation unit needs -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelSource.h"
#include "model/EmbeddedModels.h"
#include "model/NameLookup.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>
#include <mutex>

using namespace llvm;

namespace nettidy::model {

namespace {

std::string pathOf(const EmbeddedModel &M) {
  return ("<embedded>/" + M.File).str();
}

/// An embedded model in full, read once per process: the entries of users'
/// models point into it.
struct CompleteModel {
  std::unique_ptr<Library> Content;
  std::vector<ModelDiagnostic> Problems;
};

const CompleteModel &complete(const EmbeddedModel &M) {
  static std::mutex Guard;
  static std::map<const EmbeddedModel *, CompleteModel> Read;
  std::lock_guard<std::mutex> Lock(Guard);
  auto [Place, New] = Read.try_emplace(&M);
  CompleteModel &Model = Place->second;
  if (New)
    Model.Content = parseModel(M.Text, pathOf(M), Model.Problems);
  return Model;
}

/// Whether one of the names in \p List, each on a line, may occur. Neighbours
/// tend to have the same scope, which need not be looked for more than once.
bool anyOccurs(StringRef List, const NameLookup &Names) {
  StringRef Absent;
  while (!List.empty()) {
    auto [Name, Rest] = List.split('\n');
    List = Rest;
    auto [Scope, Member] = Name.split("::");
    if (!Member.empty() && Scope == Absent)
      continue;
    if (Names.mayOccur(Name))
      return true;
    Absent = Names.identifier(Scope) || Scope.contains('*') ? "" : Scope;
  }
  return false;
}

/// The text of \p M without the rows of which no name occurs. Lines stay where
/// they are.
std::string textFor(const EmbeddedModel &M, const NameLookup &Names) {
  std::string Result;
  Result.reserve(M.Text.size());
  uint32_t Done = 0;
  for (const EmbeddedRow &Row : M.Rows) {
    if (anyOccurs(M.Names.slice(Row.NamesBegin, Row.NamesEnd), Names))
      continue;
    Result += M.Text.slice(Done, Row.Begin);
    Result.append(Row.Lines, '\n');
    Done = Row.End;
  }
  Result += M.Text.substr(Done);
  return Result;
}

} // namespace

void ModelSource::addFile(StringRef File,
                          std::vector<ModelDiagnostic> &Problems) {
  auto Buffer = MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer) {
    Problems.push_back({File.str(), 0, 0,
                        "cannot read the model: " +
                            Buffer.getError().message()});
    return;
  }
  StringRef Text = (*Buffer)->getBuffer();
  std::vector<const Library *> Others;
  for (const EmbeddedModel &M : embeddedModels())
    if (Text.contains((M.Library + ".").str()) && complete(M).Content) {
      Referenced.insert(&M);
      Others.push_back(complete(M).Content.get());
    }
  for (const std::unique_ptr<Library> &L : UserModels)
    Others.push_back(L.get());
  std::unique_ptr<Library> L = parseModel(Text, File, Problems, Others);
  if (!L)
    return;
  L->UserSupplied = true;
  UserModels.push_back(std::move(L));
}

ModelSet ModelSource::select(const NameLookup &Names,
                             std::vector<ModelDiagnostic> &Problems) const {
  ModelSet Result;
  // The tests see to it that there are none.
  std::vector<ModelDiagnostic> Ignored;
  for (const EmbeddedModel &M : embeddedModels()) {
    if (Referenced.contains(&M))
      Result.add(*complete(M).Content, Ignored);
    else if (anyOccurs(M.Names, Names))
      if (auto L = parseModel(textFor(M, Names), pathOf(M), Ignored))
        Result.add(std::move(L), Ignored);
  }
  return withUserModels(std::move(Result), Problems);
}

ModelSet ModelSource::all(std::vector<ModelDiagnostic> &Problems) const {
  ModelSet Result;
  for (const EmbeddedModel &M : embeddedModels()) {
    const CompleteModel &Model = complete(M);
    append_range(Problems, Model.Problems);
    if (Model.Content)
      Result.add(*Model.Content, Problems);
  }
  return withUserModels(std::move(Result), Problems);
}

ModelSet
ModelSource::withUserModels(ModelSet Embedded,
                            std::vector<ModelDiagnostic> &Problems) const {
  for (const std::unique_ptr<Library> &L : UserModels)
    Embedded.add(*L, Problems);
  return Embedded;
}

} // namespace nettidy::model
