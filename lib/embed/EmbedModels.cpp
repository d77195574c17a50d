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

/// 1-based numbers of the lines on which the rows under `functions:` begin, and
/// of the line behind the last row. Empty where they are not written line by
/// line.
std::vector<unsigned> rowStarts(ArrayRef<StringRef> Lines) {
  size_t I = 0;
  while (I < Lines.size() && Lines[I].rtrim() != "functions:")
    ++I;
  std::vector<unsigned> Starts;
  size_t Indentation = 0;
  for (++I; I < Lines.size(); ++I) {
    StringRef Content = Lines[I].ltrim(' ');
    if (Content.rtrim().empty() || Content.starts_with("#"))
      continue;
    size_t Spaces = Lines[I].size() - Content.size();
    bool Item = Content.starts_with("- ");
    if (Starts.empty())
      Indentation = Spaces;
    if (Spaces < Indentation || (Spaces == Indentation && !Item))
      break;
    if (Item && Spaces == Indentation)
      Starts.push_back(I + 1);
  }
  if (!Starts.empty())
    Starts.push_back(I + 1);
  return Starts;
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

/// Writes the initialisers of the rows and collects the names of all functions.
void writeRows(raw_ostream &OS, std::string &Names, StringRef Text,
               const Library &L) {
  std::vector<StringRef> Lines = linesOf(Text);
  std::vector<unsigned> Starts = rowStarts(Lines);
  auto F = L.Functions.begin();
  for (size_t Row = 0; Row + 1 < Starts.size(); ++Row) {
    unsigned First = Starts[Row], Next = Starts[Row + 1];
    size_t NamesBegin = Names.size();
    for (; F != L.Functions.end() && (*F)->Where.Line < Next; ++F)
      addName(Names, L, (*F)->Name);
    // Where nothing was understood of a row, it stays.
    if (Names.size() > NamesBegin)
      OS << formatv("    {{{0}, {1}, {2}, {3}, {4}},\n",
                    Lines[First - 1].begin() - Text.begin(),
                    Lines[Next - 2].end() - Text.begin(), Next - First,
                    NamesBegin, Names.size());
  }
  for (; F != L.Functions.end(); ++F)
    addName(Names, L, (*F)->Name);
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
