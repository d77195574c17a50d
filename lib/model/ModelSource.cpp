//===-- ModelSource.cpp - Which models a translation unit needs -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelSource.h"
#include "model/EmbeddedModels.h"
#include "model/NameLookup.h"
#include "model/YamlTree.h"
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

/// \p M with all of its rows, or with those in \p Rows.
std::unique_ptr<Library> read(const EmbeddedModel &M, const BitVector *Rows,
                              std::vector<ModelDiagnostic> &Problems) {
  std::string File = pathOf(M);
  YamlTree Tree(embeddedTables(), M.Root, Rows, File, Problems);
  return readModel(Tree, File);
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
    Model.Content = read(M, /*Rows=*/nullptr, Model.Problems);
  return Model;
}

/// What of the embedded models a translation unit asks for.
class Demand {
public:
  explicit Demand(const NameLookup &Names)
      : Names(Names), Models(embeddedModels().size()),
        Rows(embeddedTables().Rows.size()) {
    const EmbeddedTables &All = embeddedTables();
    bool Listed = Names.forEachIdentifier([&](StringRef Word) {
      uint32_t Hash = wordHash(Word);
      uint32_t Bit = Hash % (64 * All.Filter.size());
      if (All.Filter[Bit / 64] >> Bit % 64 & 1)
        addNamesOf(Hash);
    });
    if (!Listed)
      lookUpAll();
    addNames(All.FirstPattern, All.Names.size());
  }

  bool needs(size_t Model) const { return Models.test(Model); }
  const BitVector &rows() const { return Rows; }

private:
  static StringRef nameAt(uint32_t Number) {
    const EmbeddedName &Name = embeddedTables().Names[Number];
    return embeddedModels()[Name.Model].Names.substr(Name.Begin, Name.Length);
  }

  /// From the side of the models.
  void lookUpAll() {
    StringRef Last;
    bool Occurs = false;
    for (uint32_t I = 0; I != embeddedTables().FirstPattern; ++I) {
      StringRef Word = indexWord(nameAt(I));
      if (Word != Last)
        Occurs = Names.identifier(Word);
      Last = Word;
      if (Occurs)
        addNames(I, I + 1);
    }
  }

  void addNamesOf(uint32_t Hash) {
    ArrayRef<EmbeddedWord> Words = embeddedTables().Words;
    const EmbeddedWord *Found =
        llvm::partition_point(Words, [&](const EmbeddedWord &Word) {
          return Word.Hash < Hash;
        });
    // Words of one hash stand behind each other, the end of the list behind all.
    for (; Found + 1 < Words.end() && Found->Hash == Hash; ++Found)
      addNames(Found[0].FirstName, Found[1].FirstName);
  }

  void addNames(uint32_t Begin, uint32_t End) {
    for (uint32_t I = Begin; I != End; ++I) {
      const EmbeddedName &Name = embeddedTables().Names[I];
      bool HasRow = Name.Row != EmbeddedName::NoRow;
      if (HasRow ? Rows.test(Name.Row) : Models.test(Name.Model))
        continue;
      if (!Names.mayOccur(nameAt(I)))
        continue;
      Models.set(Name.Model);
      if (HasRow)
        Rows.set(Name.Row);
    }
  }

  const NameLookup &Names;
  BitVector Models, Rows;
};

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
  Demand Asked(Names);
  for (auto [Number, M] : llvm::enumerate(embeddedModels())) {
    if (Referenced.contains(&M))
      Result.add(*complete(M).Content, Ignored);
    else if (Asked.needs(Number))
      if (auto L = read(M, &Asked.rows(), Ignored))
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
