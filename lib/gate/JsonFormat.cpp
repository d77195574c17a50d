//===-- JsonFormat.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/CompileDatabase.h"
#include "gate/Formats.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace nettidy::gate {

std::string printJson(json::Value Value) {
  std::string Text;
  raw_string_ostream Out(Text);
  json::OStream Stream(Out, /*IndentSize=*/1);
  Stream.value(Value);
  Out << '\n';
  Out.flush();
  return Text;
}

namespace {

/// What parseJson accepts; a reader of another version must not guess.
constexpr int FormatVersion = 1;

/// Text from files and arguments may be anything.
std::string utf8(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

json::Object toJson(const Place &P) {
  return json::Object{{"file", utf8(P.File)},    {"offset", P.Offset},
                      {"length", P.Length},      {"line", P.Line},
                      {"column", P.Column},      {"endLine", P.EndLine},
                      {"endColumn", P.EndColumn}};
}

json::Object toJson(const Finding &F) {
  json::Array Steps, Edits;
  for (const Step &S : F.Steps) {
    json::Object Item = toJson(S.At);
    Item["message"] = utf8(S.Message);
    Steps.push_back(std::move(Item));
  }
  for (const Edit &E : F.Edits) {
    json::Object Item = toJson(E.At);
    Item["text"] = utf8(E.Text);
    Edits.push_back(std::move(Item));
  }
  json::Object Result = toJson(F.At);
  Result["check"] = F.Check;
  Result["library"] = F.Library;
  Result["level"] = levelName(F.Severity);
  Result["message"] = utf8(F.Message);
  Result["state"] = F.Against == State::New ? "new" : "unchanged";
  Result["function"] = utf8(F.Function);
  Result["code"] = utf8(F.Code);
  Result["fingerprint"] = F.Fingerprint;
  Result["lineHash"] = F.LineHash;
  Result["steps"] = std::move(Steps);
  Result["fixes"] = std::move(Edits);
  return Result;
}

/// A path as it is seen from here, so that reports are the same wherever the same
/// project is checked out.
std::string fromHere(StringRef Path) {
  std::string Here = normalPath(".");
  if (Path == Here)
    return ".";
  return utf8(!Path.empty() && isBelow(Path, Here)
                  ? Path.drop_front(Here.size() + 1)
                  : Path);
}

json::Object toJson(const Facts &Run) {
  json::Array Problems;
  for (const Problem &P : Run.Problems)
    Problems.push_back(json::Object{{"file", utf8(P.File)},
                                    {"reason", utf8(P.Reason)},
                                    {"command", utf8(P.Command)}});
  return json::Object{{"version", Run.Version},
                      {"llvm", Run.LLVM},
                      {"clangTidy", fromHere(Run.ClangTidy)},
                      {"plugin", fromHere(Run.Plugin)},
                      {"database", fromHere(Run.Database)},
                      {"root", fromHere(Run.Root)},
                      {"shard", Run.Shard},
                      {"checks", json::Array(Run.Checks)},
                      {"files", json::Array(Run.FilesRead)},
                      {"canaryFound", Run.CanaryFound},
                      {"complete", Run.complete()},
                      {"planned", Run.Planned},
                      {"analysed", Run.Analysed},
                      {"fromCache", Run.FromCache},
                      {"withoutModelledNames", Run.WithoutModelledNames},
                      {"skipped", Run.Skipped},
                      {"disabled", Run.Disabled},
                      {"generated", Run.Generated},
                      {"otherLanguages", Run.OtherLanguages},
                      {"duplicates", Run.Duplicates},
                      {"outsideRoot", Run.OutsideRoot},
                      {"hasBaseline", Run.HasBaseline},
                      {"baselineMatched", Run.BaselineMatched},
                      {"baselineFixed", Run.BaselineFixed},
                      {"problems", std::move(Problems)},
                      {"warnings", json::Array(Run.Warnings)}};
}

/// Not every LLVM reads unsigned numbers.
bool mapCount(json::ObjectMapper &Map, StringLiteral Key, unsigned &Count) {
  int64_t Value = 0;
  if (!Map.map(Key, Value))
    return false;
  Count = static_cast<unsigned>(Value);
  return true;
}

} // namespace

// Found by argument-dependent lookup, hence not in the nameless namespace.

static bool fromJSON(const json::Value &V, Place &P, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  return Map && Map.map("file", P.File) && mapCount(Map, "offset", P.Offset) &&
         mapCount(Map, "length", P.Length) && mapCount(Map, "line", P.Line) &&
         mapCount(Map, "column", P.Column) &&
         mapCount(Map, "endLine", P.EndLine) &&
         mapCount(Map, "endColumn", P.EndColumn);
}

static bool fromJSON(const json::Value &V, Step &S, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  return Map && fromJSON(V, S.At, Path) && Map.map("message", S.Message);
}

static bool fromJSON(const json::Value &V, Edit &E, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  return Map && fromJSON(V, E.At, Path) && Map.map("text", E.Text);
}

static bool fromJSON(const json::Value &V, Finding &F, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  std::string LevelText, StateText;
  if (!Map || !fromJSON(V, F.At, Path) || !Map.map("check", F.Check) ||
      !Map.map("library", F.Library) || !Map.map("level", LevelText) ||
      !Map.map("message", F.Message) || !Map.map("state", StateText) ||
      !Map.map("function", F.Function) || !Map.map("code", F.Code) ||
      !Map.map("fingerprint", F.Fingerprint) ||
      !Map.map("lineHash", F.LineHash) || !Map.map("steps", F.Steps) ||
      !Map.map("fixes", F.Edits))
    return false;
  F.Severity = levelOf(LevelText).value_or(Level::Warning);
  F.Against = StateText == "unchanged" ? State::Unchanged : State::New;
  return true;
}

static bool fromJSON(const json::Value &V, Problem &P, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  return Map && Map.map("file", P.File) && Map.map("reason", P.Reason) &&
         Map.map("command", P.Command);
}

static bool fromJSON(const json::Value &V, Facts &Run, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  return Map && Map.map("version", Run.Version) && Map.map("llvm", Run.LLVM) &&
         Map.map("clangTidy", Run.ClangTidy) && Map.map("plugin", Run.Plugin) &&
         Map.map("database", Run.Database) && Map.map("root", Run.Root) &&
         Map.map("shard", Run.Shard) && Map.map("checks", Run.Checks) &&
         Map.map("files", Run.FilesRead) &&
         Map.map("canaryFound", Run.CanaryFound) &&
         mapCount(Map, "planned", Run.Planned) &&
         mapCount(Map, "analysed", Run.Analysed) &&
         mapCount(Map, "fromCache", Run.FromCache) &&
         mapCount(Map, "withoutModelledNames", Run.WithoutModelledNames) &&
         mapCount(Map, "skipped", Run.Skipped) &&
         mapCount(Map, "disabled", Run.Disabled) &&
         mapCount(Map, "generated", Run.Generated) &&
         mapCount(Map, "otherLanguages", Run.OtherLanguages) &&
         mapCount(Map, "duplicates", Run.Duplicates) &&
         mapCount(Map, "outsideRoot", Run.OutsideRoot) &&
         Map.map("hasBaseline", Run.HasBaseline) &&
         mapCount(Map, "baselineMatched", Run.BaselineMatched) &&
         mapCount(Map, "baselineFixed", Run.BaselineFixed) &&
         Map.map("problems", Run.Problems) && Map.map("warnings", Run.Warnings);
}

std::string formatJson(const Report &R) {
  json::Array Findings;
  for (const Finding &F : R.Findings)
    Findings.push_back(toJson(F));
  return printJson(json::Object{{"nettidy", FormatVersion},
                                {"run", toJson(R.Run)},
                                {"findings", std::move(Findings)}});
}

Expected<Report> parseJson(StringRef Text) {
  Expected<json::Value> Value = json::parse(Text);
  if (!Value)
    return Value.takeError();
  json::Path::Root Root("report");
  Report Result;
  int Version = 0;
  json::ObjectMapper Map(*Value, Root);
  if (!Map || !Map.map("nettidy", Version) || Version != FormatVersion)
    return createStringError(inconvertibleErrorCode(),
                             "not a report of this version of nettidy");
  if (!Map.map("run", Result.Run) || !Map.map("findings", Result.Findings))
    return Root.getError();
  if (!Result.Run.Root.empty())
    Result.Run.Root = normalPath(Result.Run.Root);
  return std::move(Result);
}

} // namespace nettidy::gate
