//===-- SarifFormat.cpp ---------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// SARIF 2.1.0, for GitHub code scanning, Jenkins, editors and viewers. Written
/// by us, since clang's own writer knows neither fixes nor fingerprints.
///
//===----------------------------------------------------------------------===//

#include "gate/CheckPages.h"
#include "gate/Formats.h"
#include "report/CheckName.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace llvm;

namespace nettidy::gate {
namespace {

// GitHub takes no more than this.
constexpr size_t MaxResults = 25000, MaxLocations = 1000, MaxSteps = 10000;

constexpr const char *RootBase = "SRCROOT";

/// Percent-encoded, as a URI wants it.
std::string uri(StringRef Path) {
  std::string Result;
  for (unsigned char C : Path)
    if (isAlnum(C) || StringRef("-._~/+@").contains(C))
      Result += C;
    else
      Result += "%" + utohexstr(C, /*LowerCase=*/false, /*Width=*/2);
  return Result;
}

std::string clean(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

/// SARIF wants sentences; ours are fragments, as compilers print them.
std::string sentence(StringRef Text) {
  std::string Result = clean(Text);
  if (!Result.empty() && !StringRef(".!?").contains(Result.back()))
    Result += '.';
  return Result;
}

json::Object message(StringRef Text) {
  return json::Object{{"text", sentence(Text)}};
}

json::Object artifact(StringRef File) {
  if (!File.empty() && File.front() == '/')
    return json::Object{{"uri", "file://" + uri(File)}};
  return json::Object{{"uri", uri(File)}, {"uriBaseId", RootBase}};
}

StringRef sarifLevel(Level L) { return levelName(L); }

class SarifWriter {
public:
  SarifWriter(const Report &R, const Quotes &Code) : R(R), Code(Code) {}

  json::Object write() {
    // First the rules, which results refer to by number.
    json::Object Tool = tool();
    json::Array Results;
    for (const Finding &F : R.Findings) {
      if (Results.size() == MaxResults)
        break;
      Results.push_back(result(F));
    }
    json::Object Run{
        {"tool", std::move(Tool)},
        {"invocations", json::Array{invocation()}},
        {"originalUriBaseIds",
         json::Object{
             {RootBase, json::Object{{"description",
                                      message("The root of the project")}}}}},
        {"columnKind", "utf16CodeUnits"},
        {"results", std::move(Results)}};
    if (!R.Run.Shard.empty())
      Run["automationDetails"] = json::Object{{"id", "nettidy/" + R.Run.Shard}};
    else
      Run["automationDetails"] = json::Object{{"id", "nettidy/"}};
    return json::Object{
        {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
        {"version", "2.1.0"},
        {"runs", json::Array{std::move(Run)}}};
  }

private:
  json::Object tool() {
    // Every check that ran is a rule, also without a finding.
    json::Array Rules;
    std::map<std::string, size_t> All;
    for (const std::string &Check : R.Run.Checks)
      All.emplace(Check, 0);
    for (const Finding &F : R.Findings)
      All.emplace(F.Check, 0);
    for (auto &[Check, Index] : All) {
      RuleIndex[Check] = Rules.size();
      Rules.push_back(rule(Check));
    }
    json::Object Driver{{"name", "nettidy"},
                        {"version", R.Run.Version},
                        {"semanticVersion", R.Run.Version},
                        {"rules", std::move(Rules)}};
    // A build that does not know where it comes from names an address that by
    // definition leads nowhere, as validators insist on one.
    bool Known = !StringRef(NETTIDY_HOMEPAGE).empty();
    Driver["informationUri"] =
        Known ? NETTIDY_HOMEPAGE : "https://nettidy.example";
    return json::Object{{"driver", std::move(Driver)}};
  }

  json::Object rule(StringRef Check) {
    const CheckPage *Page = checkPage(Check);
    const CheckClass &Class = checkClass(Check);
    std::string Summary = Page ? Page->summary().str() : Check.str();
    std::string Help = Page ? Page->section("What it finds") + "\n\n" +
                                  Page->section("Why it matters")
                            : Summary;
    json::Array Tags{"network", "correctness"};
    for (unsigned Weakness : Class.Weaknesses)
      Tags.push_back(("external/cwe/cwe-" + Twine(Weakness)).str());
    json::Object Properties{{"tags", std::move(Tags)},
                            {"precision", "high"},
                            {"problem.severity", Class.Harm == Impact::Waste
                                                     ? "recommendation"
                                                     : "warning"}};
    if (Class.Harm == Impact::Danger)
      Properties["security-severity"] = "7.4";
    json::Object Result{
        {"id", Check.str()},
        {"name", ruleName(Check)},
        {"shortDescription", message(Summary)},
        {"fullDescription", message(Summary)},
        {"help",
         json::Object{{"text", sentence(Help)}, {"markdown", clean(Help)}}},
        {"defaultConfiguration", json::Object{{"level", "warning"}}},
        {"properties", std::move(Properties)}};
    std::string Url = checkUrl(Check);
    if (!Url.empty())
      Result["helpUri"] = Url;
    return Result;
  }

  /// `MissingTimeout` of `net-missing-timeout`.
  static std::string ruleName(StringRef Check) {
    return StringRef(checkerName(Check)).split('.').second.str();
  }

  json::Object invocation() {
    json::Array Notifications;
    for (const Problem &P : R.Run.Problems)
      Notifications.push_back(notification(P));
    std::string Facts =
        "Of " + std::to_string(R.Run.Planned) + " files " +
        std::to_string(R.Run.Analysed) + " were analysed (" +
        std::to_string(R.Run.FromCache) + " from the cache) and " +
        std::to_string(R.Run.Skipped) +
        " skipped, as they cannot reach a modelled name; the built-in sample "
        "was " +
        (R.Run.CanaryFound ? "found" : "not found");
    Notifications.push_back(
        json::Object{{"level", "note"},
                     {"message", message(Facts)},
                     {"descriptor", json::Object{{"id", "facts"}}}});
    if (R.Findings.size() > MaxResults)
      Notifications.push_back(json::Object{
          {"level", "warning"},
          {"message", message("Only the first " + std::to_string(MaxResults) +
                              " findings are listed")},
          {"descriptor", json::Object{{"id", "limit"}}}});
    return json::Object{
        {"executionSuccessful", R.Run.complete()},
        {"toolExecutionNotifications", std::move(Notifications)},
        {"properties", json::Object{{"planned", R.Run.Planned},
                                    {"analysed", R.Run.Analysed},
                                    {"fromCache", R.Run.FromCache},
                                    {"skipped", R.Run.Skipped},
                                    {"canaryFound", R.Run.CanaryFound},
                                    {"llvm", R.Run.LLVM}}}};
  }

  json::Object notification(const Problem &P) {
    json::Object Result{{"level", "error"},
                        {"message", message(P.Reason)},
                        {"descriptor", json::Object{{"id", "incomplete"}}}};
    if (!P.File.empty()) {
      StringRef File = P.File;
      if (File.consume_front(R.Run.Root))
        File = File.ltrim('/');
      Result["locations"] = json::Array{
          json::Object{{"physicalLocation",
                        json::Object{{"artifactLocation", artifact(File)}}}}};
    }
    return Result;
  }

  json::Object result(const Finding &F) {
    json::Object Location = location(F.At, "", /*Context=*/true);
    if (!F.Function.empty())
      Location["logicalLocations"] = json::Array{json::Object{
          {"fullyQualifiedName", clean(F.Function)}, {"kind", "function"}}};
    json::Object Result{{"ruleId", F.Check},
                        {"ruleIndex", static_cast<int64_t>(RuleIndex[F.Check])},
                        {"level", sarifLevel(F.Severity)},
                        {"message", message(F.Message)},
                        {"locations", json::Array{std::move(Location)}},
                        {"partialFingerprints",
                         json::Object{{"primaryLocationLineHash", F.LineHash},
                                      {"nettidyContext/v1", F.Fingerprint}}}};
    if (R.Run.HasBaseline)
      Result["baselineState"] = F.Against == State::New ? "new" : "unchanged";
    if (!F.Steps.empty()) {
      Result["relatedLocations"] = relatedLocations(F);
      Result["codeFlows"] = json::Array{codeFlow(F)};
    }
    if (!F.Edits.empty())
      Result["fixes"] = json::Array{fix(F)};
    return Result;
  }

  json::Array relatedLocations(const Finding &F) {
    json::Array Result;
    for (const Step &S : F.Steps) {
      if (Result.size() == MaxLocations)
        break;
      json::Object Item = location(S.At, S.Message, /*Context=*/false);
      Item["id"] = static_cast<int64_t>(Result.size() + 1);
      Result.push_back(std::move(Item));
    }
    return Result;
  }

  json::Object codeFlow(const Finding &F) {
    json::Array Locations;
    for (const Step &S : F.Steps) {
      if (Locations.size() == MaxSteps)
        break;
      Locations.push_back(json::Object{
          {"location", location(S.At, S.Message, /*Context=*/false)},
          {"importance", Locations.empty() ? "essential" : "important"}});
    }
    return json::Object{
        {"message", message("How it comes to this")},
        {"threadFlows",
         json::Array{json::Object{{"locations", std::move(Locations)}}}}};
  }

  json::Object fix(const Finding &F) {
    MapVector<StringRef, json::Array> Files;
    for (const Edit &E : F.Edits)
      Files[E.At.File].push_back(json::Object{
          {"deletedRegion", region(E.At)},
          {"insertedContent", json::Object{{"text", clean(E.Text)}}}});
    json::Array Changes;
    for (auto &[File, Replacements] : Files)
      Changes.push_back(
          json::Object{{"artifactLocation", artifact(File)},
                       {"replacements", std::move(Replacements)}});
    return json::Object{{"description", message("Apply nettidy's fix")},
                        {"artifactChanges", std::move(Changes)}};
  }

  json::Object location(const Place &At, StringRef Text, bool Context) {
    json::Object Physical{{"artifactLocation", artifact(At.File)},
                          {"region", region(At)}};
    const SourceText *Source = Code.get(At.File);
    if (Source && At.Line && At.Line <= Source->lines()) {
      (*Physical.getObject("region"))["snippet"] = json::Object{
          {"text",
           clean(Source->text().slice(At.Offset, At.Offset + At.Length))}};
      if (Context)
        Physical["contextRegion"] = contextRegion(At, *Source);
    }
    json::Object Result{{"physicalLocation", std::move(Physical)}};
    if (!Text.empty())
      Result["message"] = message(Text);
    return Result;
  }

  json::Object contextRegion(const Place &At, const SourceText &Source) {
    constexpr unsigned Around = 2;
    unsigned First = At.Line > Around ? At.Line - Around : 1;
    unsigned Last = std::min(At.EndLine + Around, Source.lines());
    std::string Text;
    for (unsigned Line = First; Line <= Last; ++Line)
      Text += Source.line(Line).str() + "\n";
    return json::Object{{"startLine", First},
                        {"endLine", Last},
                        {"snippet", json::Object{{"text", clean(Text)}}}};
  }

  json::Object region(const Place &At) {
    auto Column = [&](unsigned Line, unsigned Bytes) {
      const SourceText *Source = Code.get(At.File);
      return Source ? Source->utf16Column(Line, Bytes) : Bytes;
    };
    return json::Object{{"startLine", At.Line},
                        {"startColumn", Column(At.Line, At.Column)},
                        {"endLine", At.EndLine},
                        {"endColumn", Column(At.EndLine, At.EndColumn)}};
  }

  const Report &R;
  const Quotes &Code;
  std::map<std::string, size_t> RuleIndex;
};

} // namespace

std::string formatSarif(const Report &R, const Quotes &Code) {
  return printJson(SarifWriter(R, Code).write());
}

} // namespace nettidy::gate
