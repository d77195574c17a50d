//===-- ReviewFormats.cpp -------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// The forms that code review tools read: GitLab's Code Quality and reviewdog's
/// rdjson.
///
//===----------------------------------------------------------------------===//

#include "gate/CheckPages.h"
#include "gate/Formats.h"

using namespace llvm;

namespace nettidy::gate {
namespace {

std::string clean(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

StringRef gitLabSeverity(const Finding &F) {
  if (F.Severity == Level::Note)
    return "info";
  switch (checkClass(F.Check).Harm) {
  case Impact::Waste:
    return "minor";
  case Impact::Stall:
  case Impact::Leak:
    return "major";
  case Impact::Danger:
    return "critical";
  }
  return "major";
}

json::Object position(unsigned Line, unsigned Column) {
  return json::Object{{"line", Line}, {"column", Column}};
}

json::Object range(const Place &At) {
  return json::Object{{"start", position(At.Line, At.Column)},
                      {"end", position(At.EndLine, At.EndColumn)}};
}

json::Object location(const Place &At) {
  return json::Object{{"path", clean(At.File)}, {"range", range(At)}};
}

json::Object diagnostic(const Finding &F) {
  json::Object Code{{"value", F.Check}};
  std::string Url = checkUrl(F.Check);
  if (!Url.empty())
    Code["url"] = Url;
  json::Object Result{{"message", clean(F.Message)},
                      {"location", location(F.At)},
                      {"severity", F.Severity == Level::Error  ? "ERROR"
                                   : F.Severity == Level::Note ? "INFO"
                                                               : "WARNING"},
                      {"code", std::move(Code)}};
  json::Array Suggestions, Related;
  for (const Edit &E : F.Edits)
    if (E.At.File == F.At.File)
      Suggestions.push_back(
          json::Object{{"range", range(E.At)}, {"text", clean(E.Text)}});
  for (const Step &S : F.Steps)
    Related.push_back(json::Object{{"message", clean(S.Message)},
                                   {"location", location(S.At)}});
  if (!Suggestions.empty())
    Result["suggestions"] = std::move(Suggestions);
  if (!Related.empty())
    Result["relatedLocations"] = std::move(Related);
  return Result;
}

} // namespace

std::string formatGitLab(const Report &R) {
  json::Array Result;
  for (const Finding &F : R.Findings) {
    if (F.Against != State::New)
      continue;
    Result.push_back(json::Object{
        {"description", clean(F.Message)},
        {"check_name", F.Check},
        {"fingerprint", F.Fingerprint},
        {"severity", gitLabSeverity(F)},
        {"location",
         json::Object{{"path", clean(F.At.File)},
                      {"lines", json::Object{{"begin", F.At.Line},
                                             {"end", F.At.EndLine}}}}}});
  }
  return printJson(std::move(Result));
}

std::string formatRdJson(const Report &R) {
  json::Array Diagnostics;
  for (const Finding &F : R.Findings)
    if (F.Against == State::New)
      Diagnostics.push_back(diagnostic(F));
  json::Object Source{{"name", "nettidy"}};
  if (!StringRef(NETTIDY_HOMEPAGE).empty())
    Source["url"] = NETTIDY_HOMEPAGE;
  return printJson(json::Object{{"source", std::move(Source)},
                                {"diagnostics", std::move(Diagnostics)}});
}

} // namespace nettidy::gate
