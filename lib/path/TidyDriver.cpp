//===-- TidyDriver.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/TidyDriver.h"
#include "ast/CallIndex.h"
#include "ast/Handlers.h"
#include "compat/Analyzer.h"
#include "path/BodyRepair.h"
#include "path/CoroutineRewriter.h"
#include "path/LoopRewriter.h"
#include "path/ObjectChecker.h"
#include "path/PathProgress.h"
#include "report/CheckName.h"
#include "clang/Analysis/Analyses/LiveVariables.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/CrossTU/CrossTranslationUnit.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/StaticAnalyzer/Core/BugReporter/BugReporter.h"
#include "clang/StaticAnalyzer/Core/CheckerManager.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ExprEngine.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/FunctionSummary.h"
#include "clang/StaticAnalyzer/Frontend/CheckerRegistry.h"

using namespace clang;
using namespace ento;

namespace nettidy::path {
namespace {

constexpr const char *ModellingName = "net.Modelling";

/// Checkers of the analyzer that keep impossible paths out. Their own reports
/// go nowhere.
constexpr const char *PathCutters[] = {
    "core.builtin.BuiltinFunctions",
    "core.builtin.NoReturnFunctions",
    "core.NullDereference",
    "apiModeling.TrustNonnull",
    "apiModeling.TrustReturnsNonnull",
    "apiModeling.google.GTest",
};

constexpr const char *EngineArguments[] = {
    // Library code is described by models, never looked into.
    "-analyzer-config",
    "c++-template-inlining=false",
    "-analyzer-config",
    "c++-stdlib-inlining=false",
    "-analyzer-config",
    "c++-container-inlining=false",
    // The order of the paths is PathProgress's.
    "-analyzer-config",
    "exploration_strategy=dfs",
    // The analyzer's default for its deep mode is 225000. What is new comes first,
    // so what comes after this many nodes is the same code on ever more paths; a
    // single function must not dominate the run. PathProgress ends most of them
    // sooner.
    "-analyzer-config",
    "max-nodes=12000",
};

struct RunningCheck {
  std::string Checker; ///< `net.MissingTimeout`
  PathCheck Check;
};

/// The options carry what the checkers' registration functions need: those are
/// plain function pointers, and see the options only.
class EngineOptions : public AnalyzerOptions {
public:
  EngineOptions(const AnalyzerOptions &Defaults, TranslationUnit &TU,
                llvm::ArrayRef<RunningCheck> Checks,
                FunctionSummariesTy &Summaries)
      : AnalyzerOptions(Defaults), TU(TU), Checks(Checks),
        Summaries(Summaries) {
    for (const char *Name : PathCutters)
      CheckersAndPackages.emplace_back(Name, true);
    CheckersAndPackages.emplace_back(ModellingName, true);
    for (const RunningCheck &C : Checks)
      CheckersAndPackages.emplace_back(C.Checker, true);
  }

  static const EngineOptions &of(const CheckerManager &Mgr) {
    return static_cast<const EngineOptions &>(Mgr.getAnalyzerOptions());
  }

  TranslationUnit &TU;
  llvm::ArrayRef<RunningCheck> Checks;
  FunctionSummariesTy &Summaries;
};

bool alwaysRegister(const CheckerManager &) { return true; }

void registerModelling(CheckerManager &Mgr) {
  const EngineOptions &Options = EngineOptions::of(Mgr);
  FunctionSummariesTy &Summaries = Options.Summaries;
  registerObjectChecker(Mgr, Options.TU, [&Summaries](const Decl *D) {
    Summaries.markShouldNotInline(D);
  });
}

void registerCurrentCheck(CheckerManager &Mgr) {
  StringRef Current = Mgr.getCurrentCheckerName();
  for (const RunningCheck &C : EngineOptions::of(Mgr).Checks)
    if (Current == C.Checker)
      attachReader(Mgr, *C.Check.Reader);
}

/// Turns the engine's reports into findings.
class FindingConsumer : public PathDiagnosticConsumer {
public:
  FindingConsumer(llvm::ArrayRef<RunningCheck> Checks, FindingSink &Sink)
      : Checks(Checks), Sink(Sink) {}

  StringRef getName() const override { return "nettidy"; }

  /// The story of a report may lead through the user's own headers.
  bool supportsCrossFileDiagnostics() const override { return true; }

  void FlushDiagnosticsImpl(std::vector<const PathDiagnostic *> &Reports,
                            FilesMade *) override {
    for (const PathDiagnostic *Report : Reports)
      for (const RunningCheck &C : Checks)
        if (Report->getCheckerName() == C.Checker)
          Sink.report(toFinding(*Report, C.Check.Name));
  }

private:
  static Finding toFinding(const PathDiagnostic &Report, StringRef Check) {
    Finding F;
    F.Check = Check;
    F.Message = Report.getShortDescription().str();
    // A report about an object stands where the object was acquired; then the
    // end of the path is the last step of the story.
    bool Elsewhere = Report.getUniqueingLoc().isValid();
    F.Location = Elsewhere ? Report.getUniqueingLoc().asLocation()
                           : Report.getLocation().asLocation();
    PathPieces Steps = story(Report).flatten(/*ShouldFlattenMacros=*/true);
    for (const PathDiagnosticPieceRef &Step : Steps)
      addStep(F, *Step, /*IsReport=*/!Elsewhere && Step == Steps.back());
    return F;
  }

  /// Without the callers where nothing happened but the call: what goes wrong
  /// within a function is its own story, and of its own file.
  static const PathPieces &story(const PathDiagnostic &Report) {
    const PathPieces *Story = &Report.path;
    while (Story->size() == 1) {
      const auto *Call =
          dyn_cast<PathDiagnosticCallPiece>(Story->front().get());
      if (!Call || Call->path.empty())
        break;
      Story = &Call->path;
    }
    return *Story;
  }

  static void addStep(Finding &F, const PathDiagnosticPiece &Step,
                      bool IsReport) {
    for (const FixItHint &Fix : Step.getFixits())
      F.Fixes.push_back(Fix);
    if (IsReport) {
      for (SourceRange R : Step.getRanges())
        F.Ranges.push_back(CharSourceRange::getTokenRange(R));
      return;
    }
    if (Step.getKind() == PathDiagnosticPiece::Event ||
        Step.getKind() == PathDiagnosticPiece::Note)
      F.Notes.push_back(
          {Step.getLocation().asLocation(), Step.getString().str()});
  }

  llvm::ArrayRef<RunningCheck> Checks;
  FindingSink &Sink;
};

/// The analyzer's defaults with our changes, whatever the host was given for
/// its own use of the analyzer.
std::unique_ptr<CompilerInvocation> engineInvocation(const ASTContext &Context,
                                                     DiagnosticsEngine &Diags) {
  std::vector<const char *> Arguments(std::begin(EngineArguments),
                                      std::end(EngineArguments));
  std::string Triple = Context.getTargetInfo().getTriple().str();
  Arguments.insert(Arguments.end(), {"-triple", Triple.c_str()});
  auto Invocation = std::make_unique<CompilerInvocation>();
  CompilerInvocation::CreateFromArgs(*Invocation, Arguments, Diags);
  return Invocation;
}

void analyseFunction(const Decl *Function, AnalysisManager &Mgr,
                     cross_tu::CrossTranslationUnitContext &OtherUnits,
                     SetOfConstDecls &Inlined, FunctionSummariesTy &Summaries) {
  if (!Mgr.getCFG(Function) || !Mgr.getAnalysisDeclContext(Function)
                                    ->getAnalysis<RelaxedLiveVariables>())
    return;
  ExprEngine Engine(OtherUnits, Mgr, &Inlined, &Summaries,
                    ExprEngine::Inline_Regular);
  const LocationContext *Frame =
      Mgr.getAnalysisDeclContextManager().getStackFrame(Function);
  // One step at a time: which path goes on is decided before each.
  WorkList &List = *Engine.getCoreEngine().getWorkList();
  PathProgress Progress;
  unsigned Steps = 0;
  do {
    Engine.ExecuteWorkList(Frame, /*Steps=*/1);
    Progress.take(List);
  } while (++Steps < Mgr.options.MaxNodesPerTopLevelFunction &&
           Progress.giveNext(List));
  Engine.getBugReporter().FlushReports();
}

/// An inherited constructor hands on its caller's arguments; without a caller
/// the engine crashes.
bool needsCaller(const FunctionDecl &F) {
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F);
  return Constructor && Constructor->isInheritingConstructor();
}

/// The functions in which to start, callers before callees.
std::vector<const Decl *> functionsToAnalyse(TranslationUnit &TU,
                                             const BodyRepair &Repair) {
  std::vector<const Decl *> Result;
  auto Add = [&](const FunctionDecl *F) {
    if (Repair.canFollow(*F) && !needsCaller(*F))
      Result.push_back(F->getDefinition());
  };
  const CallIndex &Calls = TU.calls();
  for (const FunctionDecl *F : Calls.functionsToAnalyse())
    Add(F);
  // A handler that calls nothing of the library does not release what it got.
  for (const FunctionDecl *F : Calls.functions())
    if (!Calls.reachesModelled(F) && !TU.handlers().giftsOf(F).empty())
      Add(F);
  return Result;
}

} // namespace

void runPathChecks(TranslationUnit &TU, CompilerInstance &Compiler,
                   llvm::ArrayRef<PathCheck> Checks, const BodyRepair &Repair,
                   FindingSink &Sink) {
  std::vector<const Decl *> Functions = functionsToAnalyse(TU, Repair);
  if (Checks.empty() || Functions.empty())
    return;
  CoroutineRewriter Coroutines(TU);
  LoopRewriter Loops(TU);
  FunctionSummariesTy Summaries;
  // What cannot be followed is not looked into from its callers either.
  for (const FunctionDecl *F : Repair.hopeless())
    Summaries.markShouldNotInline(F);
  for (const FunctionDecl *F : Coroutines.coroutines())
    Summaries.markShouldNotInline(F);

  std::vector<RunningCheck> Running;
  for (const PathCheck &C : Checks)
    Running.push_back({checkerName(C.Name), C});

  ASTContext &Context = TU.context();
  std::unique_ptr<CompilerInvocation> Invocation =
      engineInvocation(Context, Compiler.getDiagnostics());
  EngineOptions Options(compat::analyzerOptions(*Invocation), TU, Running,
                        Summaries);

  auto Register = [&](CheckerRegistry &Registry) {
    Registry.addChecker(registerModelling, alwaysRegister, ModellingName,
                        "Follows modelled objects", "", /*IsHidden=*/true);
    for (const RunningCheck &C : Running) {
      Registry.addChecker(registerCurrentCheck, alwaysRegister, C.Checker,
                          C.Check.Name, "", /*IsHidden=*/false);
      Registry.addDependency(C.Checker, ModellingName);
    }
  };
  Preprocessor &PP = Compiler.getPreprocessor();
  CheckerManager Checkers(Context, Options, PP, /*plugins=*/{}, {Register});
  std::unique_ptr<AnalysisManager> Mgr = compat::makeAnalysisManager(
      Context, PP, std::make_unique<FindingConsumer>(Running, Sink), Checkers,
      Options);

  cross_tu::CrossTranslationUnitContext OtherUnits(Compiler);
  SetOfConstDecls Inlined;
  for (const Decl *Function : Functions)
    analyseFunction(Function, *Mgr, OtherUnits, Inlined, Summaries);
  // The manager hands the reports to the consumer when it goes.
}

} // namespace nettidy::path
