//===-- AnalyzerPlugin.cpp ------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The static analyzer plugin: package `net`, one checker per check, and the
/// hidden modelling checker that all of them depend on.
///
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Configuration.h"
#include "path/ObjectChecker.h"
#include "report/FindingList.h"
#include "clang/Basic/SourceManager.h"
#include "clang/StaticAnalyzer/Core/BugReporter/BugReporter.h"
#include "clang/StaticAnalyzer/Core/BugReporter/BugType.h"
#include "clang/StaticAnalyzer/Core/Checker.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/AnalysisManager.h"
#include "clang/StaticAnalyzer/Frontend/CheckerRegistry.h"
#include "llvm/ADT/StringMap.h"

using namespace clang;
using namespace ento;

namespace nettidy {
namespace {

constexpr const char *Package = "net";
constexpr const char *SessionChecker = "net.Modelling";
constexpr const char *ExtraModelsOption = "ExtraModels";

void warn(DiagnosticsEngine &Diags, StringRef Message) {
  unsigned ID = Diags.getCustomDiagID(DiagnosticsEngine::Warning, "%0");
  Diags.Report(ID) << Message;
}

StringRef mainFile(const SourceManager &Sources) {
  auto File = Sources.getFileEntryRefForID(Sources.getMainFileID());
  return File ? File->getName() : StringRef();
}

/// A check's options as they stand in `-analyzer-config`.
class CheckerOptions : public OptionReader {
public:
  CheckerOptions(const AnalyzerOptions &Options, DiagnosticsEngine &Diags,
                 const Configuration &Config, const CheckInfo &Info)
      : Options(Options), Diags(Diags), Config(Config), Info(Info) {}

  std::string get(StringRef Option, StringRef Default) override {
    StringRef Value = Options.getCheckerStringOption(Info.CheckerName, Option);
    // The registry has filled in the default where the user said nothing.
    if (Value.empty() || Value == Default)
      return Config.projectOption(Info.Name, Option).value_or(Default).str();
    return Value.str();
  }

  void reject(StringRef Option, StringRef Value, StringRef Accepted) override {
    warn(Diags, ("invalid value '" + Value + "' for option '" +
                 Info.CheckerName + ":" + Option + "'; expected " + Accepted)
                    .str());
  }

private:
  const AnalyzerOptions &Options;
  DiagnosticsEngine &Diags;
  const Configuration &Config;
  const CheckInfo &Info;
};

/// Turns the findings of the AST halves into bug reports.
class ReportSink : public FindingSink {
public:
  ReportSink(const BugType &Bug, BugReporter &Reporter)
      : Bug(Bug), Reporter(Reporter) {}

  void report(Finding F) override {
    auto Report =
        std::make_unique<BasicBugReport>(Bug, F.Message, place(F.Location));
    for (const CharSourceRange &Range : F.Ranges)
      Report->addRange(Range.getAsRange());
    for (const FindingNote &Note : F.Notes)
      Report->addNote(Note.Text, place(Note.Location));
    for (const FixItHint &Fix : F.Fixes)
      Report->addFixItHint(Fix);
    Reporter.emitReport(std::move(Report));
  }

private:
  PathDiagnosticLocation place(SourceLocation L) const {
    const SourceManager &Sources = Reporter.getSourceManager();
    return PathDiagnosticLocation(Sources.getExpansionLoc(L), Sources);
  }

  const BugType &Bug;
  BugReporter &Reporter;
};

/// What the checkers of one translation unit share; runs the AST halves.
class SharedSession : public Checker<check::EndOfTranslationUnit> {
public:
  void start(CheckerManager &Mgr) {
    Manager = &Mgr;
    Config.emplace(mainFile(Mgr.getASTContext().getSourceManager()));
    const AnalyzerOptions &Options = Mgr.getAnalyzerOptions();
    Config->loadModels(
        Options.getCheckerStringOption(Package, ExtraModelsOption));
    for (const model::ModelDiagnostic &Problem : Config->problems())
      warn(Mgr.getDiagnostics(), Problem.str());
    warnOfUnknownOptions(Options, Mgr.getDiagnostics());
    Unit.emplace(Mgr.getASTContext(), &Mgr.getPreprocessor(), Config->models());
  }

  void attach(CheckerManager &Mgr, const CheckInfo &Info) {
    std::unique_ptr<NetCheck> Check = Info.Create();
    CheckerOptions Options(Mgr.getAnalyzerOptions(), Mgr.getDiagnostics(),
                           *Config, Info);
    Check->readOptions(Options);
    if (Check->usesPaths())
      path::attachReader(Mgr, *Check);
    auto Bug = std::make_unique<BugType>(Mgr.getCurrentCheckerName(),
                                         "Network object lifetime", "Network");
    Checks.push_back({std::move(Check), std::move(Bug)});
  }

  TranslationUnit &unit() { return *Unit; }

  void checkEndOfTranslationUnit(const TranslationUnitDecl *,
                                 AnalysisManager &Mgr,
                                 BugReporter &Reporter) const {
    for (const model::ModelDiagnostic &Problem : Unit->modelProblems())
      warn(Mgr.getASTContext().getDiagnostics(), Problem.str());
    if (!Unit->matcher().anyNamePresent())
      return;
    for (const EnabledCheck &C : Checks) {
      FindingList Findings(Mgr.getASTContext());
      C.Check->checkTranslationUnit(*Unit, Findings);
      ReportSink Sink(*C.Bug, Reporter);
      // What a path led to already is the same defect.
      for (const Finding &F : Findings.findings())
        if (!C.Check->usesPaths() ||
            !path::hasReported(*Manager, *C.Check, F.Location))
          Sink.report(F);
    }
  }

private:
  struct EnabledCheck {
    std::unique_ptr<NetCheck> Check;
    std::unique_ptr<BugType> Bug;
  };

  /// `clang --analyze` ignores options that no checker has, misspelt ones
  /// included.
  static void warnOfUnknownOptions(const AnalyzerOptions &Options,
                                   DiagnosticsEngine &Diags) {
    std::vector<std::string> Known = {std::string(Package) + ":" +
                                      ExtraModelsOption};
    for (const CheckOptions &C : allOptions())
      for (const auto &Option : C.Options)
        Known.push_back(C.Info->CheckerName + ":" + Option.first);
    for (const auto &Entry : Options.Config) {
      StringRef Name = Entry.getKey();
      if (Name.split(':').first.split('.').first == Package &&
          Name.contains(':') && !llvm::is_contained(Known, Name))
        warn(Diags, ("no checker has the option '" + Name + "'").str());
    }
  }

  CheckerManager *Manager = nullptr;
  std::optional<Configuration> Config;
  /// The facts are computed on demand.
  mutable std::optional<TranslationUnit> Unit;
  std::vector<EnabledCheck> Checks;
};

bool alwaysRegister(const CheckerManager &) { return true; }

void registerSession(CheckerManager &Mgr) {
  auto *Shared = Mgr.registerChecker<SharedSession>();
  Shared->start(Mgr);
  path::registerObjectChecker(Mgr, Shared->unit());
}

void registerCurrentCheck(CheckerManager &Mgr) {
  StringRef Current = Mgr.getCurrentCheckerName();
  for (const CheckInfo &Info : allChecks())
    if (Current == Info.CheckerName)
      Mgr.getChecker<SharedSession>()->attach(Mgr, Info);
}

} // namespace
} // namespace nettidy

extern "C" __attribute__((visibility("default"))) void
clang_registerCheckers(CheckerRegistry &Registry) {
  using namespace nettidy;
  Registry.addPackage(Package);
  Registry.addPackageOption("string", Package, ExtraModelsOption, "",
                            "Semicolon-separated list of library model files.",
                            "released");
  Registry.addChecker(registerSession, alwaysRegister, SessionChecker,
                      "Follows modelled objects.", "", /*IsHidden=*/true);
  for (const CheckOptions &C : allOptions()) {
    Registry.addChecker(registerCurrentCheck, alwaysRegister,
                        C.Info->CheckerName, C.Info->Summary, "",
                        /*IsHidden=*/false);
    Registry.addDependency(C.Info->CheckerName, SessionChecker);
    for (const auto &[Option, Default] : C.Options)
      Registry.addCheckerOption("string", C.Info->CheckerName, Option, Default,
                                "See the page of the check.", "released");
  }
}

extern "C" __attribute__((visibility("default")))
const char clang_analyzerAPIVersionString[] = CLANG_ANALYZER_API_VERSION_STRING;
