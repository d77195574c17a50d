//===-- Run.cpp -----------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Run.h"
#include "gate/Cache.h"
#include "gate/Files.h"
#include "gate/FindingMaker.h"
#include "gate/Plan.h"
#include "gate/Progress.h"
#include "gate/SkipScan.h"
#include "gate/TidyConfig.h"
#include "gate/UnitRun.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include <atomic>
#include <set>
#include <thread>

using namespace llvm;

namespace nettidy::gate {
namespace {

class Run {
public:
  Run(const Options &Asked, SourceTexts &Texts)
      : Asked(Asked), Texts(Texts), Tools(Asked.ClangTidy, Asked.Plugin) {}

  Expected<Report> make() {
    Expected<Plan> Made = makePlan(Asked);
    if (!Made)
      return Made.takeError();
    Planned = std::move(*Made);
    describe();
    if (!Tools.prove(facts().Problems))
      return std::move(Result);
    facts().LLVM = Tools.version();
    if (Error E = readConfigurations())
      return std::move(E);
    if (Work.path().empty()) {
      SmallString<64> Place;
      sys::path::system_temp_directory(/*ErasedOnReboot=*/true, Place);
      return createStringError(inconvertibleErrorCode(),
                               "no temporary folder can be made in %s",
                               Place.c_str());
    }
    facts().CanaryFound = Tools.findCanary(Work.path(), facts().Problems);
    if (!facts().CanaryFound)
      return std::move(Result);
    if (!Asked.Cache.empty())
      Known.emplace(Asked.Cache, NETTIDY_VERSION "\n" + Tools.identity());
    analyseUnits();
    collect();
    return std::move(Result);
  }

private:
  Facts &facts() { return Result.Run; }

  void describe() {
    facts().Version = NETTIDY_VERSION;
    facts().ClangTidy = Tools.clangTidy();
    facts().Plugin = Tools.plugin();
    facts().Root = Planned.Root;
    if (Planned.Database)
      facts().Database = Planned.Database->folder().str();
    if (Asked.Part.Count > 1)
      facts().Shard = std::to_string(Asked.Part.Number) + "/" +
                      std::to_string(Asked.Part.Count);
    facts().Planned = Planned.Units.size();
    facts().Generated = Planned.Generated;
    facts().OtherLanguages = Planned.OtherLanguages;
    facts().Problems = Planned.Problems;
    facts().Warnings = Planned.Warnings;
  }

  /// Each unit's list of checks; an error when one is misspelt.
  Error readConfigurations() {
    std::string Checked;
    for (const Unit &U : Planned.Units) {
      const TidyConfig &Config = Configs.of(sys::path::parent_path(U.File));
      std::string Checks = effectiveChecks(Asked.Checks, Config);
      if (Checks != Checked) {
        std::vector<std::string> Unknown =
            unknownChecks(Checks, Tools.checks());
        if (!Unknown.empty())
          return createStringError(
              inconvertibleErrorCode(), "no check is called '%s'%s",
              join(Unknown, "', '").c_str(),
              Asked.Checks.empty() ? " (named in a .clang-tidy file)" : "");
        Checked = Checks;
      }
      Inputs.push_back({Checks, &Config});
      if (!Config.Files.empty() && Verified.insert(Config.Files).second)
        verify(Config, U.File);
    }
    return Error::success();
  }

  /// What is wrong in a `.clang-tidy`: clang-tidy goes on without it, and so without
  /// what the project asked for.
  void verify(const TidyConfig &Config, StringRef File) {
    for (const std::string &Mistake : Config.Mistakes)
      facts().Problems.push_back({"", Mistake, ""});
    for (const std::string &Mistake : Tools.mistakesInConfiguration(File))
      facts().Problems.push_back({"", Mistake, ""});
  }

  void analyseUnits() {
    Results.resize(Planned.Units.size());
    if (maySkip())
      skipUnits();
    Progress Shown(Planned.Units.size(), Asked.Quiet);
    std::atomic<size_t> Next{0};
    auto Worker = [&] {
      for (size_t I; (I = Next++) < Planned.Units.size();) {
        Results[I] = analyseUnit(I);
        Shown.done(Planned.Units[I].File);
      }
    };
    unsigned Jobs =
        Asked.Jobs ? Asked.Jobs : std::thread::hardware_concurrency();
    Jobs = std::max<size_t>(1, std::min<size_t>(Jobs, Planned.Units.size()));
    std::vector<std::thread> Workers;
    for (unsigned I = 1; I < Jobs; ++I)
      Workers.emplace_back(Worker);
    Worker();
    for (std::thread &T : Workers)
      T.join();
  }

  /// Other checks than ours look at other things.
  bool maySkip() const {
    return Asked.Skip && Asked.ExtraArguments.empty() &&
           Asked.ExtraArgumentsBefore.empty() &&
           all_of(Inputs, [](const UnitInput &Input) {
             bool Any = false;
             for (const std::string &Item : splitChecks(Input.Checks)) {
               if (Item.front() == '-')
                 continue;
               Any = true;
               if (StringRef(Item).take_front(4) != "net-")
                 return false;
             }
             return Any;
           });
  }

  void skipUnits() {
    SkipScan Scan(Planned);
    for (size_t I = 0; I < Planned.Units.size(); ++I) {
      std::vector<std::string> Files;
      if (!Scan.canSkip(Planned.Units[I], *Inputs[I].Config, Files))
        continue;
      Results[I].What = UnitResult::Status::Skipped;
      for (const std::string &File : Files)
        Results[I].Seen.Files.emplace_back(File, "");
    }
  }

  UnitResult analyseUnit(size_t I) {
    if (Results[I].What == UnitResult::Status::Skipped)
      return std::move(Results[I]);
    const Unit &U = Planned.Units[I];
    UnitContext Context{Asked, Planned, Tools, Foreign, Work.path()};
    std::vector<std::string> Arguments = tidyArguments(
        Context, U, Inputs[I].Checks, Inputs[I].Config->HasHeaderFilter);
    if (!Known)
      return runUnit(Context, U, Arguments, std::to_string(I));
    std::string Key =
        Known->key(Context, U, Arguments, Inputs[I].Config->Identity);
    if (std::optional<UnitOutput> Output = Known->find(Key)) {
      UnitResult Result;
      Result.FromCache = true;
      Result.Output = std::move(*Output);
      if (judgeOutput(Context, U, Result))
        return Result;
    }
    UnitResult Result = runUnit(Context, U, Arguments, std::to_string(I));
    if (Result.What == UnitResult::Status::Analysed &&
        !Known->store(Key, Result.Output))
      CacheWritable = false;
    return Result;
  }

  void collect() {
    FindingMaker Findings(Planned.Root, Texts, Result);
    for (size_t I = 0; I < Results.size(); ++I) {
      count(Planned.Units[I], Results[I], Findings);
      for (TidyDiagnostic &D : Results[I].Diagnostics) {
        // What the project makes an error of comes even when nobody asks for it.
        if (D.isFromCompiler() && !isEnabled(Inputs[I].Checks, D.Name))
          continue;
        // A project that makes errors of warnings has the last word.
        if (D.Level == "Warning" &&
            is_contained(Results[I].Seen.Hints,
                         hintKey(D.Name, D.Message.File, D.Message.Offset)))
          D.Level = "Remark";
        Findings.add(std::move(D), Planned.Units[I].OnlyIn);
      }
    }
    Findings.finish();
    if (!CacheWritable)
      facts().Warnings.push_back("the cache in " + Asked.Cache +
                                 " cannot be written");
    keepOnce(facts().Checks);
    keepOnce(facts().FilesRead);
  }

  static void keepOnce(std::vector<std::string> &Texts) {
    llvm::sort(Texts);
    Texts.erase(std::unique(Texts.begin(), Texts.end()), Texts.end());
  }

  void addFileRead(StringRef Name, FindingMaker &Names) {
    if (!NamesRead.insert(Name).second)
      return;
    std::string Path = Names.inProject(normalPath(Name));
    StringRef File = Path;
    if (isBelow(File, Planned.Root))
      facts().FilesRead.push_back(
          File.drop_front(Planned.Root.size() + 1).str());
  }

  void count(const Unit &U, const UnitResult &R, FindingMaker &Names) {
    append_range(facts().Checks, R.Seen.Checks);
    for (const auto &[File, Hash] : R.Seen.Files)
      addFileRead(File, Names);
    switch (R.What) {
    case UnitResult::Status::Analysed:
      ++facts().Analysed;
      facts().FromCache += R.FromCache;
      facts().WithoutModelledNames += !R.Seen.HasModelledNames;
      return;
    case UnitResult::Status::Skipped:
      ++facts().Skipped;
      return;
    case UnitResult::Status::Disabled:
      ++facts().Disabled;
      return;
    case UnitResult::Status::NotCompiled:
    case UnitResult::Status::Failed:
      facts().Problems.push_back({U.File, R.Reason, R.Command});
      return;
    }
  }

  struct UnitInput {
    std::string Checks;
    const TidyConfig *Config;
  };

  const Options &Asked;
  SourceTexts &Texts;
  Toolchain Tools;
  Plan Planned;
  TidyConfigs Configs;
  std::set<std::vector<std::string>> Verified; ///< files of configurations
  ForeignFlags Foreign;
  StringSet<> NamesRead;
  TemporaryFolder Work;
  std::optional<Cache> Known;
  std::atomic<bool> CacheWritable{true};
  std::vector<UnitInput> Inputs;
  std::vector<UnitResult> Results;
  Report Result;
};

} // namespace

Expected<Report> analyse(const Options &Asked, SourceTexts &Texts) {
  return Run(Asked, Texts).make();
}

ExitCode verdict(const Report &R, const Options &Asked) {
  const Facts &Run = R.Run;
  if (!Run.CanaryFound || (!Run.Problems.empty() && !Asked.KeepGoing))
    return Incomplete;
  // Nothing was looked at, although something was to be.
  if (Run.Planned && !(Run.Analysed + Run.Skipped))
    return Incomplete;
  for (const Finding &F : R.Findings)
    if (F.Against == State::New && F.Severity >= Asked.FailOn)
      return HasFindings;
  return Clean;
}

} // namespace nettidy::gate
