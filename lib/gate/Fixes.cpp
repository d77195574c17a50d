//===-- Fixes.cpp ---------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Fixes.h"
#include "gate/Files.h"
#include "gate/FindingMaker.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace nettidy::gate {
namespace {

bool sameEdit(const Edit &A, const Edit &B) {
  return A.At.File == B.At.File && A.At.Offset == B.At.Offset &&
         A.At.Length == B.At.Length && A.Text == B.Text;
}

bool overlap(const Edit &A, const Edit &B) {
  unsigned AEnd = A.At.Offset + A.At.Length, BEnd = B.At.Offset + B.At.Length;
  // Two insertions at one place have no order.
  if (A.At.Offset == B.At.Offset)
    return true;
  return A.At.Offset < BEnd && B.At.Offset < AEnd;
}

} // namespace

bool Fixes::fits(const Finding &F) const {
  for (const Edit &E : F.Edits) {
    auto File = Files.find(E.At.File);
    if (File == Files.end())
      continue;
    for (const Edit *Taken : File->second.Edits)
      if (!sameEdit(E, *Taken) && overlap(E, *Taken))
        return false;
  }
  return true;
}

Fixes::Fixes(const Report &R, SourceTexts &Texts) {
  for (const Finding &F : R.Findings) {
    if (F.Edits.empty() || F.Against != State::New)
      continue;
    if (!fits(F)) {
      ++Conflicts;
      continue;
    }
    Repaired.insert(F.Fingerprint);
    for (const Edit &E : F.Edits) {
      FileEdits &File = Files[E.At.File];
      if (!File.Text) {
        File.Path = absolutePath(E.At.File, R.Run.Root);
        File.Text = Texts.get(File.Path);
      }
      if (none_of(File.Edits,
                  [&](const Edit *Taken) { return sameEdit(E, *Taken); }))
        File.Edits.push_back(&E);
    }
  }
  for (auto &[Name, File] : Files)
    llvm::sort(File.Edits, [](const Edit *A, const Edit *B) {
      return A->At.Offset < B->At.Offset;
    });
}

std::string Fixes::changed(const FileEdits &File) const {
  std::string Result;
  unsigned At = 0;
  StringRef Old = File.Text->text();
  for (const Edit *E : File.Edits) {
    Result += Old.slice(At, E->At.Offset);
    Result += E->Text;
    At = E->At.Offset + E->At.Length;
  }
  return Result + Old.drop_front(At).str();
}

namespace {

constexpr unsigned Context = 3;

/// A group of edits whose lines are near each other.
struct Hunk {
  unsigned First, Last; ///< lines that change, 1-based
  std::vector<const Edit *> Edits;
};

std::vector<Hunk> hunks(const SourceText &Text, ArrayRef<const Edit *> Edits) {
  std::vector<Hunk> Result;
  for (const Edit *E : Edits) {
    unsigned First = Text.position(E->At.Offset).first;
    unsigned Last = Text.position(E->At.Offset + E->At.Length).first;
    if (Result.empty() || First > Result.back().Last + 2 * Context)
      Result.push_back({First, Last, {}});
    Result.back().Last = std::max(Result.back().Last, Last);
    Result.back().Edits.push_back(E);
  }
  return Result;
}

unsigned addLines(StringRef Text, char Mark, std::string &Patch) {
  unsigned Count = 0;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    bool Ends = Line.size() < Text.size();
    Patch += Mark + Line.str() + "\n";
    if (!Ends)
      Patch += "\\ No newline at end of file\n";
    ++Count;
    Text = Rest;
  }
  return Count;
}

} // namespace

void Fixes::addHunks(const FileEdits &File, std::string &Patch) const {
  const SourceText &Text = *File.Text;
  // A last line that ends with a newline is followed by an empty one.
  unsigned Lines = Text.lines() - (Text.text().take_back(1) == "\n");
  auto Start = [&](unsigned Line) {
    return Line > Text.lines() ? Text.text().size() : Text.lineStart(Line);
  };
  int Shift = 0;
  for (const Hunk &H : hunks(Text, File.Edits)) {
    unsigned Before = H.First > Context ? H.First - Context : 1;
    unsigned After = std::min(H.Last + Context, Lines);
    unsigned Begin = Start(H.First), End = Start(H.Last + 1);
    std::string New;
    unsigned At = Begin;
    for (const Edit *E : H.Edits) {
      New += Text.text().slice(At, E->At.Offset);
      New += E->Text;
      At = E->At.Offset + E->At.Length;
    }
    New += Text.text().slice(At, End);
    std::string Body;
    unsigned Same =
        addLines(Text.text().slice(Start(Before), Begin), ' ', Body);
    unsigned Removed = addLines(Text.text().slice(Begin, End), '-', Body);
    unsigned Added = addLines(New, '+', Body);
    Same += addLines(Text.text().slice(End, Start(After + 1)), ' ', Body);
    Patch += "@@ -" + std::to_string(Before) + "," +
             std::to_string(Same + Removed) + " +" +
             std::to_string(Before + Shift) + "," +
             std::to_string(Same + Added) + " @@\n" + Body;
    Shift += static_cast<int>(Added) - static_cast<int>(Removed);
  }
}

std::string Fixes::diff() const {
  std::string Patch;
  for (const auto &[Name, File] : Files) {
    if (!File.Text)
      continue;
    Patch += "--- a/" + Name + "\n+++ b/" + Name + "\n";
    addHunks(File, Patch);
  }
  return Patch;
}

Error Fixes::apply() const {
  for (const auto &[Name, File] : Files) {
    std::string Reason = "it cannot be read";
    if (!File.Text || !writeFile(File.Path, changed(File), &Reason))
      return createStringError(inconvertibleErrorCode(), "cannot change %s: %s",
                               Name.c_str(), Reason.c_str());
  }
  return Error::success();
}

void Fixes::removeRepaired(Report &R) const {
  llvm::erase_if(R.Findings, [&](const Finding &F) {
    return Repaired.count(F.Fingerprint);
  });
}

} // namespace nettidy::gate
