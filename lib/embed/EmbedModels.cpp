//===-- EmbedModels.cpp - Generates EmbeddedModels.cpp ----------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Runs at build time: `nettidy-embed-models OUTPUT MODEL...` writes the models
/// into a C++ source, see EmbeddedModels.h.
///
//===----------------------------------------------------------------------===//

#include "model/EmbeddedModels.h"
#include "model/ModelSet.h"
#include "model/YamlTree.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

using namespace llvm;
using namespace nettidy::model;

// What is being made here.
ArrayRef<EmbeddedModel> nettidy::model::embeddedModels() { return {}; }
const EmbeddedTables &nettidy::model::embeddedTables() {
  static const EmbeddedTables None{};
  return None;
}

namespace {

/// Texts, each kept once.
class TextTable {
public:
  uint32_t add(StringRef Text) {
    auto [Place, New] = Offsets.try_emplace(Text, Size);
    if (New) {
      Texts.push_back(Text.str());
      Size += Text.size();
    }
    return Place->second;
  }

  void write(raw_ostream &OS) const {
    OS << "const char Texts[] =\n";
    for (const std::string &Text : Texts) {
      OS << "    \"";
      OS.write_escaped(Text);
      OS << "\"\n";
    }
    OS << "    \"\";\n";
  }
  uint32_t size() const { return Size; }

private:
  StringMap<uint32_t> Offsets;
  std::vector<std::string> Texts;
  uint32_t Size = 0;
};

/// A row that can be left out.
struct Row {
  uint32_t Node;
  unsigned FirstLine, LastLine;
  uint32_t Number = EmbeddedName::NoRow; ///< once it has names
};

/// The tree of one model, written down in order.
class Packer {
public:
  Packer(TextTable &Texts, std::vector<EmbeddedNode> &Nodes)
      : Texts(Texts), Nodes(Nodes) {}

  bool pack(const YamlNode &Root) {
    packNode(Root, Place::Top);
    return Good;
  }
  std::vector<Row> Rows;

private:
  enum class Place { Top, Listed, Elsewhere };

  /// Texts and positions that are longer than the tables allow for are no
  /// model's.
  void packNode(const YamlNode &Node, Place Where) {
    size_t At = Nodes.size();
    Nodes.push_back({Texts.add(Node.Text), uint32_t(Node.Text.size()), 0,
                     Node.Where.Column, Node.Where.Line,
                     static_cast<unsigned>(Node.What), Node.Quoted});
    Good &= Nodes[At].Column == Node.Where.Column &&
            Nodes[At].Line == Node.Where.Line;
    LastLine = std::max(LastLine, Node.Where.Line);
    for (const YamlNode &Item : Node.Items) {
      uint32_t First = Nodes.size();
      bool IsRow = Where == Place::Listed;
      LastLine = Item.Where.Line;
      packNode(Item, Place::Elsewhere);
      if (IsRow)
        Rows.push_back({First, Item.Where.Line, LastLine});
    }
    for (const YamlNode::Entry &Entry : Node.Entries) {
      packNode(Entry.Key, Place::Elsewhere);
      bool Begins = Where == Place::Top && (Entry.Key.Text == "functions" ||
                                            Entry.Key.Text == "options");
      // Tables of options have names of their own.
      packNode(Entry.Value,
               Begins || Where == Place::Listed ? Place::Listed
                                                : Place::Elsewhere);
    }
    Nodes[At].Next = Nodes.size();
  }

  TextTable &Texts;
  std::vector<EmbeddedNode> &Nodes;
  unsigned LastLine = 0;
  bool Good = true;
};

/// The names that the rows of \p L describe, by the lines they stand on.
std::multimap<unsigned, std::string> namesByLine(const Library &L) {
  std::multimap<unsigned, std::string> Names;
  for (const std::unique_ptr<Function> &F : L.Functions)
    // Of classes that are known by a member, it is the member that occurs.
    Names.emplace(F->Where.Line,
                  F->Declares.empty() ? F->Name : "*::" + F->Declares);
  for (const OptionTable &Table : L.Tables)
    for (const Option &O : Table.Options)
      Names.emplace(O.Where.Line, O.Key);
  return Names;
}

std::string literal(StringRef Text) {
  std::string Result = "StringRef(\"";
  raw_string_ostream OS(Result);
  OS.write_escaped(Text);
  OS << "\", " << Text.size() << ")";
  return OS.str();
}

class Embedder {
public:
  /// False when the file cannot be read or is not YAML. What else is wrong in a
  /// model, the tests say; the rest of it counts.
  bool add(StringRef File) {
    auto Buffer = MemoryBuffer::getFile(File);
    if (!Buffer) {
      errs() << File << ": " << Buffer.getError().message() << "\n";
      return false;
    }
    std::vector<ModelDiagnostic> Problems;
    StringRef Text = (*Buffer)->getBuffer();
    YamlTree Tree(Text, File, Problems);
    std::unique_ptr<Library> L = readModel(Tree, File);
    for (const ModelDiagnostic &D : Problems)
      errs() << D.str() << "\n";
    if (Tree.broken())
      return false;
    uint32_t Root = Nodes.size();
    Packer Packed(Texts, Nodes);
    if (!Packed.pack(Tree.root())) {
      errs() << File << ": a line is too long\n";
      return false;
    }
    if (L)
      addModel(File, Text, *L, Root, Packed.Rows);
    return true;
  }

  void write(raw_ostream &OS);

private:
  struct Name {
    uint32_t Hash;
    bool Pattern;
    EmbeddedName Entry;
  };

  void addName(const Library &L, StringRef Spelled, uint32_t InRow) {
    for (const std::string &Spelling : spellings(L, Spelled)) {
      StringRef Word = indexWord(Spelling);
      Names.push_back({wordHash(Word),
                       Word.empty(),
                       {uint32_t(NameList.size()), uint16_t(Spelling.size()),
                        uint16_t(Models), InRow}});
      NameList += Spelling + "\n";
    }
  }

  void addRows(const Library &L, MutableArrayRef<Row> InFile) {
    std::multimap<unsigned, std::string> Described = namesByLine(L);
    for (Row &R : InFile) {
      auto Begin = Described.lower_bound(R.FirstLine);
      auto End = Described.upper_bound(R.LastLine);
      // Where nothing was understood of a row, it stays.
      if (Begin == End)
        continue;
      for (auto I = Begin; I != End; ++I)
        addName(L, I->second, Rows.size());
      Described.erase(Begin, End);
      Rows.push_back(R.Node);
    }
    for (const auto &[Line, Spelled] : Described)
      addName(L, Spelled, EmbeddedName::NoRow);
  }

  /// The names of all but functions.
  void addClasses(const Library &L) {
    auto Add = [&](StringRef Spelled) {
      addName(L, Spelled, EmbeddedName::NoRow);
    };
    for (const std::unique_ptr<Object> &O : L.Objects) {
      if (O->Kind == ObjectKind::Class)
        for (const std::string &Type : O->Types)
          Add(Type);
      for (const Object::Instance &I : O->Instances)
        Add(I.Template);
    }
    for (const Field &Assigned : L.Fields)
      Add(Assigned.Name);
    for (const HandlerClass &H : L.HandlerClasses)
      Add(H.Class);
  }

  void addModel(StringRef File, StringRef Text, const Library &L, uint32_t Root,
                MutableArrayRef<Row> InFile) {
    NameList.clear();
    addRows(L, InFile);
    addClasses(L);
    std::string Headers;
    for (const std::string &Header : L.Headers)
      Headers += Header + "\n";
    ModelRows += formatv("    {{{0}, {1},\n     {2}, {3},\n     {4}, {5}},\n",
                         literal(sys::path::filename(File)), literal(Text),
                         literal(L.Name), literal(Headers), literal(NameList),
                         Root);
    ++Models;
  }

  TextTable Texts;
  std::vector<EmbeddedNode> Nodes;
  std::vector<uint32_t> Rows;
  std::vector<Name> Names;
  std::string NameList; ///< of the model that is being added
  std::string ModelRows;
  unsigned Models = 0;
};

void Embedder::write(raw_ostream &OS) {
  llvm::sort(Names, [](const Name &A, const Name &B) {
    return std::tie(A.Pattern, A.Hash, A.Entry.Model, A.Entry.Begin) <
           std::tie(B.Pattern, B.Hash, B.Entry.Model, B.Entry.Begin);
  });
  OS << "// Generated from lib/models/*.yaml by nettidy-embed-models.\n"
        "#include \"model/EmbeddedModels.h\"\n\n"
        "using llvm::ArrayRef, llvm::StringRef;\n"
        "namespace nettidy::model {\n"
        "namespace {\n";
  Texts.write(OS);
  OS << "const EmbeddedNode Nodes[] = {\n";
  for (const EmbeddedNode &N : Nodes)
    OS << "{" << N.Text << "," << N.Length << "," << N.Next << "," << N.Column
       << "," << N.Line << "," << N.What << "," << N.Quoted << "},\n";
  OS << "};\nconst uint32_t Rows[] = {\n";
  for (uint32_t Node : Rows)
    OS << Node << ",\n";
  OS << "};\nconst EmbeddedName Names[] = {\n";
  for (const Name &N : Names)
    OS << "{" << N.Entry.Begin << "," << N.Entry.Length << "," << N.Entry.Model
       << "," << N.Entry.Row << "u},\n";
  OS << "};\nconst EmbeddedWord Words[] = {\n";
  std::vector<uint64_t> Filter(2048);
  size_t FirstPattern = 0;
  for (; FirstPattern < Names.size() && !Names[FirstPattern].Pattern;
       ++FirstPattern) {
    uint32_t Hash = Names[FirstPattern].Hash;
    if (FirstPattern && Names[FirstPattern - 1].Hash == Hash)
      continue;
    OS << "{" << Hash << "u," << FirstPattern << "},\n";
    uint32_t Bit = Hash % (64 * Filter.size());
    Filter[Bit / 64] |= uint64_t(1) << Bit % 64;
  }
  OS << "{~0u," << FirstPattern << "}};\nconst uint64_t Filter[] = {\n";
  for (uint64_t Bits : Filter)
    OS << Bits << "u,\n";
  OS << "};\nconst EmbeddedModel Models[] = {\n"
     << ModelRows << "};\n"
     << "} // namespace\n\n"
        "ArrayRef<EmbeddedModel> embeddedModels() { return Models; }\n\n"
        "const EmbeddedTables &embeddedTables() {\n"
        "  static const EmbeddedTables Tables{StringRef(Texts, "
     << Texts.size() << "), Nodes, Rows, Names, Words, " << FirstPattern
     << ", Filter};\n"
        "  return Tables;\n"
        "}\n"
        "} // namespace nettidy::model\n";
}

} // namespace

int main(int Count, char **Arguments) {
  if (Count < 3) {
    errs() << "usage: nettidy-embed-models OUTPUT MODEL...\n";
    return 1;
  }
  Embedder Models;
  bool Good = true;
  for (StringRef File : ArrayRef<char *>(Arguments + 2, Count - 2))
    Good &= Models.add(File);
  if (!Good)
    return 1;
  std::error_code Error;
  raw_fd_ostream OS(Arguments[1], Error, sys::fs::OF_Text);
  if (Error) {
    errs() << Arguments[1] << ": " << Error.message() << "\n";
    return 1;
  }
  Models.write(OS);
  return 0;
}
