//===-- Probe.cpp - Shows what the matcher sees -----------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A clang plugin for the tests of lib/model: says with a remark what the
/// models know about each call, construction, assignment and class of the main
/// file, so that tests can state it with `clang -verify`.
///
///   clang -cc1 -load nettidy-probe-22.so -plugin nettidy-probe
///         -plugin-arg-nettidy-probe model.yaml -verify test.cpp
///
/// Arguments that begin with `+` ask for something else: `+unresolved` for the
/// names of all models that the headers do not declare, `+problems` for problems in the models,
/// `+presence` for whether there is anything to analyse.
///
//===----------------------------------------------------------------------===//

#include "model/Matcher.h"
#include "model/ModelSource.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;
using namespace nettidy::model;

namespace {

StringRef word(Matcher::Effect E) {
  switch (E) {
  case Matcher::Effect::On:
    return "on";
  case Matcher::Effect::Off:
    return "off";
  case Matcher::Effect::Default:
    return "default";
  case Matcher::Effect::Unknown:
    return "unknown";
  }
  return "";
}

StringRef word(ValueVerdict V) {
  switch (V) {
  case ValueVerdict::Matches:
    return "yes";
  case ValueVerdict::Differs:
    return "no";
  case ValueVerdict::Unknown:
    return "perhaps";
  }
  return "";
}

class Visitor : public RecursiveASTVisitor<Visitor> {
public:
  Visitor(const Matcher &M, DiagnosticsEngine &D) : Match(M), Diagnostics(D) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    const auto *Outer = Current;
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(D))
      Current = F;
    bool Result = D && Match.isLibraryCode(D->getLocation())
                      ? true
                      : RecursiveASTVisitor::TraverseDecl(D);
    Current = Outer;
    return Result;
  }

  bool VisitCallExpr(CallExpr *Call) {
    describe(Call, Match.lookup(Call));
    return true;
  }

  bool VisitCXXConstructExpr(CXXConstructExpr *Construct) {
    describe(Construct, Match.lookup(Construct));
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *Operator) {
    if (Operator->getOpcode() != BO_Assign)
      return true;
    const auto *Member =
        dyn_cast<MemberExpr>(Operator->getLHS()->IgnoreParenImpCasts());
    const auto *F =
        Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
    if (const Field *Row = Match.lookup(F))
      remark(Operator->getExprLoc(),
             Row->Name + ": " +
                 word(Match.effect(Row->What, Operator->getRHS(), Current))
                     .str());
    return true;
  }

  bool VisitVarDecl(VarDecl *Variable) {
    if (const ModelSet::ObjectEntry *Entry =
            Match.objectOfType(Variable->getType(), /*ThroughPointer=*/true))
      remark(Variable->getLocation(), "object " + Entry->Obj->Name);
    return true;
  }

  bool VisitCXXMethodDecl(CXXMethodDecl *Method) {
    if (const HandlerClass *H = Match.handlerFor(Method))
      remark(Method->getLocation(), "handler " + H->Class + "::" + H->Method);
    return true;
  }

  bool VisitCXXRecordDecl(CXXRecordDecl *Class) {
    if (Class->isThisDeclarationADefinition())
      if (const HandlerClass *H = Match.perRequestClass(Class))
        remark(Class->getLocation(), "lives for one request, as " + H->Class);
    return true;
  }

private:
  void remark(SourceLocation L, const std::string &Text) {
    unsigned Id =
        Diagnostics.getCustomDiagID(DiagnosticsEngine::Remark, "%0");
    Diagnostics.Report(L, Id) << Text;
  }

  void describe(const Expr *E, Matcher::Entries Entries) {
    for (const ModelSet::Entry &Entry : Entries) {
      std::vector<std::string> Parts;
      describeEffects(E, Entry, Parts);
      remark(E->getExprLoc(), Entry.Func->Name + ": " + join(Parts, ", "));
    }
  }

  void describeEffects(const Expr *E, const ModelSet::Entry &Entry,
                       std::vector<std::string> &Parts) {
    const Function &F = *Entry.Func;
    for (const Acquire &A : F.Acquires)
      Parts.push_back("acquire " + A.ObjectName);
    for (const Release &R : F.Releases)
      Parts.push_back("release " + R.ObjectName);
    for (const Request &R : F.Requests)
      Parts.push_back("request " + R.ObjectName);
    for (const ApplySetting &S : F.Settings) {
      std::string Text =
          "setting " +
          word(Match.effect(S.What, Match.at(E, S.Value), Current)).str();
      for (const ApplySetting::Condition &C : S.When)
        Text += " if " +
                word(Match.judge(Match.at(E, C.At), C.Values, Current)).str();
      Parts.push_back(std::move(Text));
    }
    for (const ApplyOption &O : F.Options) {
      Matcher::OptionMatch M =
          Match.option(*Entry.Lib, O.Table, Match.at(E, O.Key));
      if (!M.Match) {
        Parts.push_back(M.KeyKnown ? "other option" : "unknown option");
        continue;
      }
      Parts.push_back(
          M.Match->Key + " " +
          word(Match.effect(M.Match->What, Match.at(E, O.Value), Current))
              .str());
    }
    for (const ApplyHeader &H : F.Headers) {
      Matcher::Effect Effect =
          H.List ? Match.headerListEffect(Match.at(E, H.List), Current)
                 : Match.headerEffect(Match.at(E, H.Name), Match.at(E, H.Value),
                                      Match.at(E, H.Line));
      Parts.push_back("header " + word(Effect).str());
    }
    if (F.Borrows)
      Parts.push_back("borrow");
  }

  const Matcher &Match;
  DiagnosticsEngine &Diagnostics;
  const FunctionDecl *Current = nullptr;
};

class Consumer : public ASTConsumer {
public:
  Consumer(CompilerInstance &C, std::vector<std::string> A)
      : Compiler(C), Arguments(std::move(A)) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    std::vector<std::string> Files;
    bool Calls = true, Unresolved = false, Problematic = false,
         Presence = false;
    for (const std::string &Argument : Arguments) {
      Calls &= Argument.front() != '+';
      if (Argument == "+unresolved")
        Unresolved = true;
      else if (Argument == "+problems")
        Problematic = true;
      else if (Argument == "+presence")
        Presence = true;
      else
        Files.push_back(Argument);
    }
    std::vector<ModelDiagnostic> Problems;
    ModelSource Source;
    for (const std::string &File : Files)
      Source.addFile(File, Problems);
    ModelSet Models = Source.all(Problems);
    Matcher Match(Models, Context, &Compiler.getPreprocessor());
    if (Calls)
      Visitor(Match, Context.getDiagnostics()).TraverseAST(Context);
    for (const Library *L : Models.libraries()) {
      if (!Unresolved || !Match.includesHeadersOf(*L))
        continue;
      say(Context, "looked up the names of " + L->Name);
      for (const ModelDiagnostic &D : Match.unresolvedNames(*L))
        say(Context, D.str());
    }
    if (Problematic) {
      for (const ModelDiagnostic &D : Problems)
        say(Context, D.str());
    }
    if (Presence)
      say(Context, Match.anyNamePresent() ? "something to analyse"
                                          : "nothing to analyse");
  }

private:
  /// At the first line of the file, for want of a better place.
  void say(ASTContext &Context, const std::string &Text) {
    DiagnosticsEngine &D = Context.getDiagnostics();
    const SourceManager &Sources = Context.getSourceManager();
    D.Report(Sources.getLocForStartOfFile(Sources.getMainFileID()),
             D.getCustomDiagID(DiagnosticsEngine::Remark, "%0"))
        << Text;
  }

  CompilerInstance &Compiler;
  std::vector<std::string> Arguments;
};

class Action : public PluginASTAction {
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef) override {
    return std::make_unique<Consumer>(Compiler, Arguments);
  }

  bool ParseArgs(const CompilerInstance &,
                 const std::vector<std::string> &Given) override {
    Arguments = Given;
    return true;
  }

  std::vector<std::string> Arguments;
};

FrontendPluginRegistry::Add<Action> Registered("nettidy-probe",
                                               "what the models say");

} // namespace
