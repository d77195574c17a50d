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
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

using namespace llvm;
using namespace nettidy::model;

// The models that are being embedded.
ArrayRef<EmbeddedModel> nettidy::model::embeddedModels() { return {}; }

namespace {

/// The lines of a text; the last one may lack its newline.
std::vector<StringRef> linesOf(StringRef Text) {
  std::vector<StringRef> Lines;
  while (!Text.empty()) {
    size_t End = std::min(Text.find('\n'), Text.size() - 1) + 1;
    Lines.push_back(Text.take_front(End));
    Text = Text.drop_front(End);
  }
  return Lines;
}

/// Lines of a row, 1-based: from the first to the one behind the last.
struct LineRange {
  unsigned First, Next;
};

/// The rows of the lists under `functions:` and `options:`, as far as they are
/// written line by line.
std::vector<LineRange> rowsOf(ArrayRef<StringRef> Lines) {
  std::vector<LineRange> Rows;
  bool Listed = false, InRow = false;
  size_t Indentation = 0;
  for (size_t I = 0; I < Lines.size(); ++I) {
    StringRef Content = Lines[I].ltrim(' ').rtrim();
    if (Content.empty() || Content.starts_with("#"))
      continue;
    size_t Spaces = Lines[I].size() - Lines[I].ltrim(' ').size();
    bool Item = Content.starts_with("- ");
    if (InRow && (Spaces < Indentation || (Spaces == Indentation && !Item))) {
      Rows.back().Next = I + 1;
      InRow = false;
    }
    if (!Spaces)
      Listed = Content == "functions:" || Content == "options:";
    if (!Listed || !Item || (InRow && Spaces > Indentation))
      continue;
    if (InRow)
      Rows.back().Next = I + 1;
    InRow = true;
    Indentation = Spaces;
    Rows.push_back({unsigned(I + 1), unsigned(Lines.size() + 1)});
  }
  return Rows;
}

void addName(std::string &Names, const Library &L, StringRef Name) {
  for (const std::string &Spelling : spellings(L, Name))
    Names += Spelling + "\n";
}

/// The names of all but functions.
void addClasses(std::string &Names, const Library &L) {
  for (const std::unique_ptr<Object> &O : L.Objects) {
    if (O->Kind == ObjectKind::Class)
      for (const std::string &Type : O->Types)
        addName(Names, L, Type);
    for (const Object::Instance &I : O->Instances)
      addName(Names, L, I.Template);
  }
  for (const Field &Assigned : L.Fields)
    addName(Names, L, Assigned.Name);
  for (const HandlerClass &H : L.HandlerClasses)
    addName(Names, L, H.Class);
}

/// The names that the rows of \p L describe, by the lines they stand on.
std::multimap<unsigned, StringRef> namesByLine(const Library &L) {
  std::multimap<unsigned, StringRef> Names;
  for (const std::unique_ptr<Function> &F : L.Functions)
    Names.emplace(F->Where.Line, F->Name);
  for (const OptionTable &Table : L.Tables)
    for (const Option &O : Table.Options)
      Names.emplace(O.Where.Line, O.Key);
  return Names;
}

/// Writes the initialisers of the rows and collects their names.
void writeRows(raw_ostream &OS, std::string &Names, StringRef Text,
               const Library &L) {
  std::vector<StringRef> Lines = linesOf(Text);
  std::multimap<unsigned, StringRef> Described = namesByLine(L);
  for (LineRange Row : rowsOf(Lines)) {
    auto Begin = Described.lower_bound(Row.First);
    auto End = Described.lower_bound(Row.Next);
    // Where nothing was understood of a row, it stays.
    if (Begin == End)
      continue;
    size_t NamesBegin = Names.size();
    for (auto I = Begin; I != End; ++I)
      addName(Names, L, I->second);
    Described.erase(Begin, End);
    OS << formatv("    {{{0}, {1}, {2}, {3}, {4}},\n",
                  Lines[Row.First - 1].begin() - Text.begin(),
                  Lines[Row.Next - 2].end() - Text.begin(),
                  Row.Next - Row.First, NamesBegin, Names.size());
  }
  for (auto [Line, Name] : Described)
    addName(Names, L, Name);
}

void writeList(raw_ostream &OS, StringRef Text) {
  OS << "StringRef(";
  if (Text.empty())
    OS << "\"\"";
  for (StringRef Line : linesOf(Text))
    OS << "\n     \"" << Line.rtrim('\n') << "\\n\"";
  OS << ", " << Text.size() << ")";
}

void write(raw_ostream &Definitions, raw_ostream &Table, StringRef Text,
           const Library &L, StringRef File, unsigned Number) {
  std::string Names, Headers;
  for (const std::string &Header : L.Headers)
    Headers += Header + "\n";
  Definitions << "const EmbeddedRow Rows" << Number << "[] = {\n";
  writeRows(Definitions, Names, Text, L);
  Definitions << "    {0, 0, 0, 0, 0}};\n";
  addClasses(Names, L);
  Definitions << "const char Text" << Number << "[] = R\"__yaml__(" << Text
              << ")__yaml__\";\n";
  Table << "    {\"" << File << "\", StringRef(Text" << Number << ", "
        << Text.size() << "), \"" << L.Name << "\",\n     ";
  writeList(Table, Headers);
  Table << ",\n     ";
  writeList(Table, Names);
  Table << ",\n     ArrayRef<EmbeddedRow>(Rows" << Number << ").drop_back()},\n";
}

bool embed(raw_ostream &OS, ArrayRef<char *> Files) {
  std::string Definitions, Table;
  raw_string_ostream DefinitionsOS(Definitions), TableOS(Table);
  unsigned Number = 0;
  for (StringRef File : Files) {
    auto Buffer = MemoryBuffer::getFile(File);
    if (!Buffer) {
      errs() << File << ": " << Buffer.getError().message() << "\n";
      return false;
    }
    // What is wrong in a model, the tests say; the rest of it counts.
    std::vector<ModelDiagnostic> Problems;
    StringRef Text = (*Buffer)->getBuffer();
    std::unique_ptr<Library> L = parseModel(Text, File, Problems);
    for (const ModelDiagnostic &D : Problems)
      errs() << D.str() << "\n";
    if (L)
      write(DefinitionsOS, TableOS, Text, *L, sys::path::filename(File),
            Number++);
  }
  OS << "// Generated from lib/models/*.yaml by nettidy-embed-models.\n"
        "#include \"model/EmbeddedModels.h\"\n\n"
        "using llvm::ArrayRef, llvm::StringRef;\n"
        "namespace nettidy::model {\n"
        "namespace {\n"
     << DefinitionsOS.str() << "const EmbeddedModel Models[] = {\n"
     << TableOS.str() << "};\n"
     << "} // namespace\n\n"
        "ArrayRef<EmbeddedModel> embeddedModels() { return Models; }\n"
        "} // namespace nettidy::model\n";
  return true;
}

} // namespace

int main(int Count, char **Arguments) {
  if (Count < 3) {
    errs() << "usage: nettidy-embed-models OUTPUT MODEL...\n";
    return 1;
  }
  std::error_code Error;
  raw_fd_ostream OS(Arguments[1], Error, sys::fs::OF_Text);
  if (Error) {
    errs() << Arguments[1] << ": " << Error.message() << "\n";
    return 1;
  }
  return embed(OS, ArrayRef<char *>(Arguments + 2, Count - 2)) ? 0 : 1;
}
