//===-- TidyModule.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The clang-tidy plugin. Each check is an ordinary clang-tidy check to the
/// host; behind them stands one session per translation unit, so that models
/// are loaded, facts computed and paths followed once for all of them.
///
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Configuration.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "compat/TidyRegistry.h"
#include "path/BodyRepair.h"
#include "path/ExportMacros.h"
#include "path/TidyDriver.h"
#include "report/ErrorLog.h"
#include "report/FindingList.h"
#include "report/RunRecord.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseMap.h"
#include <mutex>

using namespace clang;
using namespace clang::tidy;

namespace nettidy {
namespace {

constexpr const char *ExtraModelsOption = "ExtraModels";

/// What the checks of one translation unit share.
class Session {
public:
  explicit Session(StringRef SourceFile)
      : MainFile(SourceFile.str()), Config(SourceFile) {}

  Configuration &config() { return Config; }

  /// Once per session, whichever check asks first.
  void loadModels(StringRef ExtraModels) {
    if (!std::exchange(ModelsLoaded, true))
      Config.loadModels(ExtraModels);
  }

  /// The problems that have not been returned yet.
  llvm::ArrayRef<model::ModelDiagnostic> takeProblems() {
    llvm::ArrayRef<model::ModelDiagnostic> New =
        Config.problems().drop_front(ProblemsTaken);
    ProblemsTaken = Config.problems().size();
    return New;
  }

  /// What the analysis found amiss in the models, for the first who asks.
  std::vector<model::ModelDiagnostic> takeModelProblems() {
    return std::exchange(ModelProblems, {});
  }

  void add(NetCheck &Check) { Checks.push_back(&Check); }

  void start(Preprocessor &PP) {
    if (Compiler)
      return;
    // clang-tidy gives checks no other way to the compiler instance; in every
    // tool that runs clang-tidy checks it is the module loader.
    Compiler = static_cast<CompilerInstance *>(&PP.getModuleLoader());
    Errors.emplace(Compiler->getDiagnostics());
    Record = RunRecord::start(PP);
    path::defineLostExportMacros(PP);
  }

  llvm::ArrayRef<Finding> findings(ASTContext &Context) {
    if (!Findings) {
      Findings.emplace(Context);
      bool Modelled = analyse(Context);
      if (Record)
        writeRecord(Context, Modelled);
    }
    return Findings->findings();
  }

private:
  /// False when there was nothing to analyse.
  bool analyse(ASTContext &Context) {
    Errors->stop();
    TranslationUnit TU(Context, &Compiler->getPreprocessor(), Config.models());
    ModelProblems = TU.modelProblems();
    if (!TU.matcher().anyNamePresent())
      return false;
    // Facts and paths are those of the repaired code.
    path::BodyRepair Repair(TU, Errors->locations());
    std::vector<path::PathCheck> PathChecks;
    for (NetCheck *Check : Checks) {
      Check->checkTranslationUnit(TU, *Findings);
      if (Check->usesPaths())
        PathChecks.push_back({Check->name(), Check});
    }
    path::runPathChecks(TU, *Compiler, PathChecks, Repair, *Findings);
    return true;
  }

  void writeRecord(ASTContext &Context, bool Modelled) {
    RunRecord::Outcome Outcome{MainFile, {}, Modelled, Config.inputs().Files,
                               Config.inputs().Absent, {}};
    for (NetCheck *Check : Checks)
      Outcome.Checks.push_back(Check->name());
    for (const Finding &F : Findings->findings())
      if (F.Hint)
        Outcome.Hints.push_back({F.Check, F.Location});
    Record->finish(Context.getSourceManager(), Outcome);
  }

  std::string MainFile;
  Configuration Config;
  std::unique_ptr<RunRecord> Record;
  bool ModelsLoaded = false;
  size_t ProblemsTaken = 0;
  std::vector<model::ModelDiagnostic> ModelProblems;
  std::vector<NetCheck *> Checks;
  CompilerInstance *Compiler = nullptr;
  std::optional<ErrorLog> Errors;
  std::optional<FindingList> Findings;
};

/// The sessions of the translation units in progress. A context serves one
/// translation unit at a time; its session lives as long as the unit's checks.
class Sessions {
public:
  std::shared_ptr<Session> of(ClangTidyContext &Context) {
    std::lock_guard<std::mutex> Lock(Guard);
    std::weak_ptr<Session> &Entry = Running[&Context];
    std::shared_ptr<Session> Result = Entry.lock();
    if (!Result) {
      Result = std::make_shared<Session>(Context.getCurrentFile());
      Entry = Result;
    }
    return Result;
  }

private:
  std::mutex Guard;
  llvm::DenseMap<ClangTidyContext *, std::weak_ptr<Session>> Running;
};

/// A check as clang-tidy sees it.
class TidyCheck : public ClangTidyCheck, private OptionReader {
public:
  TidyCheck(StringRef Name, ClangTidyContext *Context,
            std::unique_ptr<NetCheck> Check, std::shared_ptr<Session> Shared)
      : ClangTidyCheck(Name, Context), Name(Name.str()),
        Check(std::move(Check)), Shared(std::move(Shared)) {
    ExtraModels = Options.getLocalOrGlobal(ExtraModelsOption, "").str();
    this->Shared->loadModels(ExtraModels);
    for (const model::ModelDiagnostic &Problem : this->Shared->takeProblems())
      configurationDiag("%0") << Problem.str();
    this->Check->readOptions(*this);
    this->Shared->add(*this->Check);
  }

  bool isLanguageVersionSupported(const LangOptions &Language) const override {
    return !Language.ObjC;
  }

  void storeOptions(ClangTidyOptions::OptionMap &Map) override {
    Options.store(Map, ExtraModelsOption, ExtraModels);
    for (const auto &[Option, Value] : OptionsRead)
      Options.store(Map, Option, Value);
  }

  void registerPPCallbacks(const SourceManager &, Preprocessor *PP,
                           Preprocessor *) override {
    Shared->start(*PP);
  }

  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
  }

  void check(const ast_matchers::MatchFinder::MatchResult &Result) override {
    for (const Finding &F : Shared->findings(*Result.Context))
      if (F.Check == Check->name())
        emit(F);
    for (const model::ModelDiagnostic &Problem : Shared->takeModelProblems())
      configurationDiag("%0") << Problem.str();
  }

private:
  void emit(const Finding &F) {
    {
      DiagnosticBuilder Diag = diag(F.Location, "%0");
      Diag << F.Message;
      for (const CharSourceRange &Range : F.Ranges)
        Diag << Range;
      for (const FixItHint &Fix : F.Fixes)
        Diag << Fix;
    }
    for (const FindingNote &Note : F.Notes)
      diag(Note.Location, "%0", DiagnosticIDs::Note) << Note.Text;
  }

  std::string get(StringRef Option, StringRef Default) override {
    std::string Value =
        Shared->config().projectOption(Name, Option).value_or(Default).str();
    Value = Options.get(Option, Value);
    OptionsRead.emplace_back(Option.str(), Value);
    return Value;
  }

  void reject(StringRef Option, StringRef Value, StringRef Accepted) override {
    configurationDiag("invalid value '%0' for option '%1.%2'; expected %3")
        << Value << Name << Option << Accepted;
  }

  std::string Name;
  std::unique_ptr<NetCheck> Check;
  std::shared_ptr<Session> Shared;
  std::string ExtraModels;
  std::vector<std::pair<std::string, std::string>> OptionsRead;
};

class Module : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    auto Running = std::make_shared<Sessions>();
    for (const CheckInfo &Info : allChecks())
      Factories.registerCheckFactory(
          Info.Name,
          [&Info, Running](StringRef Name, ClangTidyContext *Context)
              -> std::unique_ptr<ClangTidyCheck> {
            return std::make_unique<TidyCheck>(Name, Context, Info.Create(),
                                               Running->of(*Context));
          });
  }
};

ClangTidyModuleRegistry::Add<Module>
    Registration("net-module", "Finds network lifetime defects.");

} // namespace
} // namespace nettidy
