//===-- HtmlFormat.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// One page that needs nothing else: the data as JSON in report.html, whose
/// script shows it.
///
//===----------------------------------------------------------------------===//

#include "gate/CheckPages.h"
#include "gate/Formats.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <set>

using namespace llvm;

namespace nettidy::gate {
namespace {

constexpr unsigned Around = 5; ///< lines shown before and after a step

std::string clean(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

json::Object place(const Place &At) {
  return json::Object{
      {"file", clean(At.File)}, {"line", At.Line}, {"column", At.Column}};
}

/// The lines around a finding and its steps, file by file.
json::Array code(const Finding &F, const Quotes &Code) {
  std::map<std::string, std::set<unsigned>> Wanted;
  std::vector<std::string> Order;
  auto Add = [&](const Place &At) {
    if (!Wanted.count(At.File))
      Order.push_back(At.File);
    for (unsigned Line = At.Line > Around ? At.Line - Around : 1;
         Line <= At.EndLine + Around; ++Line)
      Wanted[At.File].insert(Line);
  };
  Add(F.At);
  for (const Step &S : F.Steps)
    Add(S.At);
  json::Array Result;
  for (const std::string &File : Order) {
    const SourceText *Text = Code.get(File);
    if (!Text)
      continue;
    json::Array Lines;
    for (unsigned Line : Wanted[File])
      if (Line <= Text->lines())
        Lines.push_back(json::Array{Line, clean(Text->line(Line))});
    Result.push_back(
        json::Object{{"name", clean(File)}, {"lines", std::move(Lines)}});
  }
  return Result;
}

json::Object finding(const Finding &F, const Quotes &Code) {
  json::Array Steps;
  for (const Step &S : F.Steps) {
    json::Object Item = place(S.At);
    Item["message"] = clean(S.Message);
    Steps.push_back(std::move(Item));
  }
  json::Object Result = place(F.At);
  Result["id"] = F.Fingerprint;
  Result["check"] = F.Check;
  Result["library"] = F.Library.empty() ? "none" : F.Library;
  Result["message"] = clean(F.Message);
  Result["function"] = clean(F.Function);
  Result["state"] = F.Against == State::New ? "new" : "known";
  Result["steps"] = std::move(Steps);
  Result["code"] = code(F, Code);
  return Result;
}

} // namespace

std::string formatHtml(const Report &R, const Quotes &Code) {
  json::Array Findings, Problems;
  for (const Finding &F : R.Findings)
    Findings.push_back(finding(F, Code));
  for (const Problem &P : R.Run.Problems)
    Problems.push_back(clean((P.File.empty() ? "" : P.File + ": ") + P.Reason));
  json::Object Data{
      {"title", "nettidy: " + std::to_string(R.count(State::New)) +
                    (R.Run.HasBaseline ? " new findings" : " findings")},
      {"facts", std::to_string(R.Run.Analysed) + " of " +
                    std::to_string(R.Run.Planned) + " files analysed with " +
                    std::to_string(R.Run.Checks.size()) + " checks, nettidy " +
                    R.Run.Version + ", LLVM " + R.Run.LLVM},
      {"problems", std::move(Problems)},
      {"findings", std::move(Findings)}};
  std::string Text;
  raw_string_ostream Out(Text);
  Out << json::Value(std::move(Data));
  Out.flush();
  // No tag in the data can end the script element.
  std::string Escaped;
  for (char C : Text)
    Escaped += C == '<' ? std::string("\\u003c") : std::string(1, C);
  auto [Head, Tail] = htmlTemplate().split("@DATA@");
  return Head.str() + Escaped + Tail.str();
}

} // namespace nettidy::gate
