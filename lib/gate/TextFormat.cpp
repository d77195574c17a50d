//===-- TextFormat.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/FindingMaker.h"
#include "gate/Formats.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace nettidy::gate {

const SourceText *Quotes::get(StringRef ShownPath) const {
  return Texts.get(absolutePath(ShownPath, Root));
}

namespace {

/// The look of clang-tidy, which people and editors know.
class TextWriter {
public:
  TextWriter(const Quotes &Code, bool Color) : Code(Code), Color(Color) {}

  std::string write(const Report &R) {
    for (const Finding &F : R.Findings)
      if (F.Against == State::New)
        write(F);
    return std::move(Text);
  }

private:
  void write(const Finding &F) {
    message(F.At, F.Severity, F.Message, F.Check);
    for (const Step &S : F.Steps)
      message(S.At, Level::Note, S.Message, "");
  }

  void message(const Place &At, Level Severity, StringRef Message,
               StringRef Check) {
    raw_string_ostream Out(Text);
    Out << paint("1") << At.File << ':' << At.Line << ':' << At.Column << ": "
        << paint("0") << paint(colourOf(Severity)) << levelName(Severity)
        << ": " << paint("0") << paint(Check.empty() ? "0" : "1") << Message;
    if (!Check.empty())
      Out << " [" << Check << ']';
    Out << paint("0") << '\n';
    quote(At, Out);
  }

  void quote(const Place &At, raw_ostream &Out) {
    const SourceText *Source = Code.get(At.File);
    if (!Source || At.Line > Source->lines())
      return;
    StringRef Line = Source->line(At.Line);
    Out << format("%5u | ", At.Line) << Line << "\n      | ";
    for (char C : Line.take_front(At.Column - 1))
      if ((C & 0xC0) != 0x80) // one mark for each character
        Out << (C == '\t' ? '\t' : ' ');
    unsigned End = At.EndLine == At.Line ? At.EndColumn : Line.size() + 1;
    Out << paint("1;32") << '^';
    for (unsigned I = At.Column + 1; I < End; ++I)
      Out << '~';
    Out << paint("0") << '\n';
  }

  static StringRef colourOf(Level Severity) {
    switch (Severity) {
    case Level::Note:
      return "1;36";
    case Level::Warning:
      return "1;35";
    case Level::Error:
      return "1;31";
    }
    return "0";
  }

  std::string paint(StringRef Attribute) const {
    return Color ? ("\x1b[" + Attribute + "m").str() : "";
  }

  const Quotes &Code;
  bool Color;
  std::string Text;
};

std::string plural(unsigned Count, StringRef Noun) {
  return (Twine(Count) + " " + Noun + (Count == 1 ? "" : "s")).str();
}

} // namespace

std::string formatText(const Report &R, const Quotes &Code, bool Color) {
  return TextWriter(Code, Color).write(R);
}

std::string summary(const Report &R) {
  const Facts &Run = R.Run;
  std::string Result;
  for (const Problem &P : Run.Problems) {
    Result += "nettidy: error: " + (P.File.empty() ? "" : P.File + ": ") +
              P.Reason + "\n";
    if (!P.Command.empty())
      Result += "  to see it: " + P.Command + "\n";
  }
  for (const std::string &Warning : Run.Warnings)
    Result += "nettidy: warning: " + Warning + "\n";
  Result += "nettidy: " + plural(Run.Analysed, "file") + " of " +
            std::to_string(Run.Planned) + " analysed with " +
            plural(Run.Checks.size(), "check");
  auto Also = [&](unsigned Count, StringRef Text) {
    if (Count)
      Result += (", " + Twine(Count) + " " + Text).str();
  };
  Also(Run.FromCache, "from the cache");
  Also(Run.WithoutModelledNames, "without any modelled name");
  Also(Run.Skipped, "skipped, as they cannot reach a modelled name");
  Also(Run.Disabled, "with all checks disabled");
  Also(Run.Generated, "generated and left out");
  Also(Run.OtherLanguages, "in other languages left out");
  Also(Run.OutsideRoot, "findings outside the project left out");
  if (!Run.Shard.empty())
    Result += ", shard " + Run.Shard;
  Result += "\nnettidy: " + plural(R.count(State::New),
                                   Run.HasBaseline ? "new finding" : "finding");
  Also(R.count(State::Unchanged), "known");
  if (Run.BaselineFixed)
    Result += ", " + plural(Run.BaselineFixed, "known one") +
              " no longer found (nettidy baseline prune removes them)";
  Result += "\n";
  return Result;
}

} // namespace nettidy::gate
