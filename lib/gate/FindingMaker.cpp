//===-- FindingMaker.cpp --------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/FindingMaker.h"
#include "gate/CompileDatabase.h"
#include "model/EmbeddedModels.h"
#include "report/RunRecord.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace nettidy::gate {
namespace {

constexpr const char *ConfigurationProblem = "clang-tidy-config";

/// The word at an offset: what a message without a range points to.
unsigned wordLength(StringRef Text, unsigned Offset) {
  if (Offset >= Text.size())
    return 0;
  size_t Length = Text.drop_front(Offset)
                      .take_while([](char C) { return isAlnum(C) || C == '_'; })
                      .size();
  return std::max<size_t>(Length, 1);
}

unsigned lengthAt(const TidyMessage &M) {
  for (const TidyMessage::Range &R : M.Ranges)
    if (R.File == M.File && R.Offset == M.Offset)
      return R.Length;
  return 0;
}

} // namespace

std::string absolutePath(StringRef Shown, StringRef Root) {
  return normalPath(Shown, Root);
}

/// A file of the project by its name below the root: clang-tidy gives it another one
/// where symbolic links lead to it.
std::string FindingMaker::inProject(StringRef File) {
  if (File.empty() || isBelow(File, Root))
    return File.str();
  auto [Entry, New] = OtherNames.try_emplace(File, File.str());
  if (New) {
    std::string Real = realPath(File);
    if (isBelow(Real, RealRoot))
      Entry->second = Root + Real.substr(RealRoot.size());
  }
  return Entry->second;
}

void FindingMaker::nameInProject(TidyMessage &M) {
  M.File = inProject(M.File);
  for (auto *Ranges : {&M.Ranges, &M.Replacements})
    for (TidyMessage::Range &R : *Ranges)
      R.File = inProject(R.File);
}

std::string FindingMaker::shown(StringRef File) const {
  return isBelow(File, Root) ? File.drop_front(Root.size() + 1).str()
                             : File.str();
}

Place FindingMaker::place(StringRef File, unsigned Offset, unsigned Length) {
  Place Result;
  Result.File = shown(File);
  Result.Offset = Offset;
  Result.Line = Result.Column = Result.EndLine = Result.EndColumn = 1;
  if (const SourceText *Text = Texts.get(File)) {
    Result.Length = Length ? Length : wordLength(Text->text(), Offset);
    std::tie(Result.Line, Result.Column) = Text->position(Offset);
    std::tie(Result.EndLine, Result.EndColumn) =
        Text->position(Offset + Result.Length);
  }
  return Result;
}

void FindingMaker::add(TidyDiagnostic D, ArrayRef<std::string> OnlyIn) {
  nameInProject(D.Message);
  for (TidyMessage &Note : D.Notes)
    nameInProject(Note);
  if (D.Name == ConfigurationProblem) {
    // A model that is not read as it was meant makes for missed findings.
    if (Seen.insert(D.Message.Text).second)
      Result.Run.Problems.push_back({"", D.Message.Text, ""});
    return;
  }
  if (D.isCompileError() || D.Message.File.empty() ||
      (!OnlyIn.empty() && none_of(OnlyIn, [&](StringRef File) {
         return inProject(File) == D.Message.File;
       })))
    return;
  std::string Key = (D.Name + "\n" + D.Message.File + "\n" +
                     Twine(D.Message.Offset) + "\n" + D.Message.Text)
                        .str();
  if (!Seen.insert(Key).second) {
    ++Result.Run.Duplicates;
    return;
  }
  if (!isBelow(D.Message.File, Root)) {
    ++Result.Run.OutsideRoot;
    return;
  }
  Finding F;
  F.Check = StringRef(D.Name).split(',').first.str();
  F.Message = D.Message.Text;
  F.Severity = D.Level == "Error"    ? Level::Error
               : D.Level == "Remark" ? Level::Note
                                     : Level::Warning;
  F.At = place(D.Message.File, D.Message.Offset, lengthAt(D.Message));
  for (const TidyMessage &Note : D.Notes)
    if (!Note.File.empty())
      F.Steps.push_back(
          {place(Note.File, Note.Offset, lengthAt(Note)), Note.Text});
  for (const TidyMessage::Range &R : D.Message.Replacements) {
    Edit E{place(R.File, R.Offset, R.Length), R.Text};
    // A replacement of nothing is an insertion, not one of a word.
    if (!R.Length) {
      E.At.Length = 0;
      E.At.EndLine = E.At.Line;
      E.At.EndColumn = E.At.Column;
    }
    F.Edits.push_back(std::move(E));
  }
  if (const SourceText *Text = Texts.get(D.Message.File)) {
    SourceText::Context Context = Text->context(D.Message.Offset);
    F.Function = Context.Function;
    F.Code = Context.Code;
    F.LineHash = Text->lineHash(F.At.Line).str();
  }
  F.Library = libraryOf(F);
  Result.Findings.push_back(std::move(F));
}

void FindingMaker::readNames() {
  for (const model::EmbeddedModel &M : model::embeddedModels()) {
    SmallVector<StringRef, 0> Names;
    M.Names.split(Names, '\n', -1, /*KeepEmpty=*/false);
    for (StringRef Name : Names) {
      Libraries.try_emplace(Name, M.Library);
      size_t Colon = Name.rfind(':');
      if (Colon == StringRef::npos)
        continue;
      auto [Entry, New] =
          Methods.try_emplace(Name.drop_front(Colon + 1), M.Library);
      // A name of several libraries tells nothing.
      if (!New && Entry->second != M.Library)
        Entry->second = "";
    }
  }
}

/// The library of the first name in the code that is modelled as it stands there,
/// `curl_easy_init` or `httplib::Client`.
StringRef FindingMaker::libraryOfName(StringRef Code) const {
  SmallVector<StringRef, 16> Words;
  SplitString(Code, Words, " ()[]{}<>;,.&|*/+-=!~^%?'\"\\");
  for (StringRef Word : Words) {
    auto Known = Libraries.find(Word.trim(':'));
    if (Known != Libraries.end())
      return Known->second;
  }
  return "";
}

/// The library of the first call of a method whose name only one of them has.
StringRef FindingMaker::libraryOfMethod(StringRef Code) const {
  SmallVector<StringRef, 16> Words;
  SplitString(Code, Words, " ()[]{}<>;:,.&|*/+-=!~^%?'\"\\");
  for (StringRef Word : Words) {
    StringRef After = Code.drop_front(Word.end() - Code.begin()).ltrim();
    auto Known = Methods.find(Word);
    if (After.take_front(1) == "(" && Known != Methods.end() &&
        !Known->second.empty())
      return Known->second;
  }
  return "";
}

/// The library that the code at the finding, or at one of its steps, speaks of.
std::string FindingMaker::libraryOf(const Finding &F) {
  if (Libraries.empty())
    readNames();
  std::vector<const Place *> Places{&F.At};
  for (const Step &S : F.Steps)
    Places.push_back(&S.At);
  std::vector<std::string> Codes;
  for (const Place *At : Places)
    if (const SourceText *Text = Texts.get(absolutePath(At->File, Root)))
      Codes.push_back(Text->context(At->Offset).Code);
  for (StringRef Code : Codes)
    if (StringRef Library = libraryOfName(Code); !Library.empty())
      return Library.str();
  for (StringRef Code : Codes)
    if (StringRef Library = libraryOfMethod(Code); !Library.empty())
      return Library.str();
  return "";
}

void FindingMaker::finish() {
  Result.sort();
  StringMap<unsigned> Counts;
  for (Finding &F : Result.Findings) {
    std::string Identity = textHash(F.Check + "\n" + F.At.File + "\n" +
                                    F.Function + "\n" + F.Code);
    // The second of two that look alike is another finding.
    if (unsigned Number = Counts[Identity]++)
      Identity = textHash(Identity + std::to_string(Number));
    F.Fingerprint = Identity;
  }
}

} // namespace nettidy::gate
