//===-- RepeatingContexts.cpp - What runs again and again -------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/RepeatingContexts.h"
#include "ast/Handlers.h"
#include "ast/Statements.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy {

namespace {

/// Whether the part of \p Loop that is \p Child runs in every round.
bool isRepeatedPart(const Stmt *Loop, const Stmt *Child) {
  if (Child == loopBody(Loop))
    return true;
  if (const auto *For = dyn_cast<ForStmt>(Loop))
    return Child == For->getCond() || Child == For->getInc() ||
           Child == For->getConditionVariableDeclStmt();
  if (isa<WhileStmt, DoStmt>(Loop))
    return true;
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Loop))
    return Child == Range->getLoopVarStmt();
  return false;
}

/// A `continue` that belongs to the loop whose body is \p S.
bool hasContinue(const Stmt *S) {
  if (!S)
    return false;
  if (isa<ContinueStmt>(S))
    return true;
  if (loopBody(S) || isa<LambdaExpr>(S))
    return false;
  for (const Stmt *Child : S->children())
    if (hasContinue(Child))
      return true;
  return false;
}

/// True when control never goes past \p S to the next statement, and leaves
/// the loop around it.
bool alwaysLeaves(const Stmt *S) {
  if (!S)
    return false;
  if (isa<ReturnStmt, BreakStmt, GotoStmt, CoreturnStmt, CXXThrowExpr>(S))
    return true;
  if (const auto *Full = dyn_cast<FullExpr>(S))
    return alwaysLeaves(Full->getSubExpr());
  if (const auto *Compound = dyn_cast<CompoundStmt>(S))
    return !Compound->body_empty() && alwaysLeaves(Compound->body_back());
  if (const auto *If = dyn_cast<IfStmt>(S))
    return alwaysLeaves(If->getThen()) && alwaysLeaves(If->getElse());
  return false;
}

bool startsWithWord(StringRef Name, StringRef Word) {
  if (!Name.starts_with(Word))
    return false;
  StringRef Rest = Name.drop_front(Word.size());
  return Rest.empty() || Rest.front() == '_' ||
         (Rest.front() >= 'A' && Rest.front() <= 'Z') ||
         (Rest.front() >= '0' && Rest.front() <= '9');
}

bool isTestName(StringRef Name) {
  return startsWithWord(Name, "test") || startsWithWord(Name, "Test");
}

bool isTestClassName(StringRef Name) {
  return startsWithWord(Name, "Test") || Name.ends_with("Test") ||
         Name.ends_with("Tests") || Name.ends_with("TestCase") ||
         Name.ends_with("Fixture");
}

/// Test frameworks define the bodies of tests through a macro; its name says
/// what it is, whichever framework it comes from.
bool isTestMacro(StringRef Macro) {
  std::string Lower = Macro.lower();
  StringRef Name = Lower;
  return Name == "test" || Name.starts_with("test_") ||
         Name.ends_with("_test") || Name.contains("_test_") ||
         Name.contains("test_case") || Name.contains("testcase") ||
         Name.starts_with("typed_test") || Name == "scenario" ||
         Name.starts_with("benchmark");
}

/// Standard algorithms call what they are given once per element.
bool isAlgorithm(const FunctionDecl *F) {
  if (!F || !F->getDeclName().isIdentifier() || !F->isInStdNamespace())
    return false;
  static constexpr StringRef Names[] = {
      "accumulate", "all_of",    "any_of",     "copy_if",
      "count_if",   "find_if",   "for_each",   "find_if_not",
      "for_each_n", "generate",  "generate_n", "none_of",
      "partition",  "remove_if", "transform",  "transform_reduce"};
  return llvm::is_contained(Names, F->getName());
}

/// Standard threads run what they are given once, whatever its own loops do.
bool isThreadClass(const CXXRecordDecl *Class) {
  return Class && Class->isInStdNamespace() && Class->getIdentifier() &&
         (Class->getName() == "thread" || Class->getName() == "jthread");
}

const FunctionDecl *calleeOf(const Expr *E) {
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return Call->getDirectCallee();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getConstructor();
  return nullptr;
}

std::string nameForNote(const FunctionDecl *F) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F)) {
    if (Method->getParent()->isLambda())
      return "the lambda";
    if (Method->getParent()->getIdentifier())
      return ("'" + Method->getParent()->getName() +
              "::" + Method->getNameAsString() + "'")
          .str();
  }
  return "'" + F->getNameAsString() + "'";
}

} // namespace

RepeatingContexts::RepeatingContexts(ASTContext &Context,
                                     const model::Matcher &Match,
                                     const CallIndex &Calls)
    : Context(Context), Match(Match), Calls(Calls) {
  ProgramInFile = llvm::any_of(
      Calls.functions(), [&](const FunctionDecl *F) { return isOneShot(F); });
  collectHandlers();
}

void RepeatingContexts::collectHandlers() {
  for (const FunctionDecl *F : Calls.functions()) {
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    if (!Method || Method->getParent()->isLambda())
      continue;
    const model::HandlerClass *Class = Match.handlerFor(Method);
    if (!Class)
      Class = Match.perRequestClass(Method->getParent());
    if (!Class)
      continue;
    if (Class->What.Thread) {
      ThreadBodies.insert(CallIndex::key(F));
      continue;
    }
    if (!Class->What.Repeats)
      continue;
    HandlerEvidence Evidence;
    Evidence.PerRequest = Class->What.PerRequest;
    Evidence.Where = F->getLocation();
    Evidence.Text = nameForNote(F) + (Class->Method.empty()
                                          ? " belongs to one request"
                                          : " runs for every request or event");
    Handlers.try_emplace(CallIndex::key(F), Evidence);
  }

  for (const ModelledSite &Site : Calls.sites()) {
    // A loop in all but name; the callback's own edge says so.
    if (isAlgorithm(calleeOf(Site.Site)))
      continue;
    for (const model::ModelSet::Entry &Entry : Site.Entries) {
      HandlerEvidence Evidence;
      Evidence.Where = Site.Site->getExprLoc();
      auto Describe = [&](const model::Handler &How) {
        Evidence.PerRequest = How.PerRequest;
        Evidence.Text = How.PerRequest
                            ? "the handler that is registered here runs for "
                              "every request"
                            : "the handler that is registered here runs for "
                              "every event";
      };
      for (const model::Handler &How : Entry.Func->Handlers) {
        Describe(How);
        if (const Expr *Argument = Match.at(Site.Site, How.At))
          addCallback(Argument, How, Evidence,
                      hasLastingFlag(Site.Site, How.Once));
        if (How.On)
          if (HandlerTarget Target =
                  handlerTarget(Match, Site.Site, How.At, How.On);
              Target.ByText && How.Repeats && !How.Thread)
            Handlers.try_emplace(CallIndex::key(Target.Function), Evidence);
      }
      for (const model::Arm &Arm : Entry.Func->Arms) {
        const Expr *Argument =
            Arm.Handler ? Match.at(Site.Site, Arm.Handler) : nullptr;
        if (!Argument || Arm.Repeats != model::Arm::Repeat::Periodic)
          continue;
        Evidence.Text = "runs whenever the timer armed here fires";
        Evidence.PerRequest = false;
        addCallback(Argument, model::Handler(), Evidence);
      }
      for (const model::ApplyOption &Apply : Entry.Func->Options) {
        const Expr *Key = Match.at(Site.Site, Apply.Key);
        const Expr *Value = Match.at(Site.Site, Apply.Value);
        if (!Key || !Value)
          continue;
        model::Matcher::OptionMatch Found =
            Match.option(*Entry.Lib, Apply.Table, Key);
        if (!Found.Match || !Found.Match->Handles)
          continue;
        Describe(*Found.Match->Handles);
        addCallback(Value, *Found.Match->Handles, Evidence);
      }
    }
  }

  // The language's own threads need no model.
  for (const FunctionDecl *F : Calls.functions())
    for (const CallSite &Edge : Calls.callersOf(F)) {
      if (Edge.What != CallSite::Kind::Lambda &&
          Edge.What != CallSite::Kind::Reference)
        continue;
      for (const Stmt *S = Edge.Site; S; S = Calls.parentOf(S, Edge.Caller)) {
        const auto *Construct = dyn_cast<CXXConstructExpr>(S);
        if (Construct &&
            isThreadClass(Construct->getConstructor()->getParent()))
          ThreadBodies.insert(CallIndex::key(F));
        // A container of threads constructs the thread itself.
        const auto *Emplace = dyn_cast<CXXMemberCallExpr>(S);
        const CXXMethodDecl *Method =
            Emplace ? Emplace->getMethodDecl() : nullptr;
        if (Method && Method->getTemplateSpecializationArgs() == nullptr)
          Method = nullptr;
        if (const auto *Container =
                Method ? dyn_cast<ClassTemplateSpecializationDecl>(
                             Method->getParent())
                       : nullptr)
          if (Container->getTemplateArgs().size() &&
              Container->getTemplateArgs()[0].getKind() ==
                  TemplateArgument::Type &&
              isThreadClass(Container->getTemplateArgs()[0]
                                .getAsType()
                                ->getAsCXXRecordDecl()))
            ThreadBodies.insert(CallIndex::key(F));
        if (isa<CompoundStmt>(S))
          break;
      }
    }
}

void RepeatingContexts::addCallback(const Expr *Argument,
                                    const model::Handler &How,
                                    const HandlerEvidence &Evidence,
                                    bool Once) {
  auto Add = [&](const FunctionDecl *F) {
    if (Once)
      OnceBodies.insert(CallIndex::key(F));
    else if (How.Thread)
      ThreadBodies.insert(CallIndex::key(F));
    else if (How.Repeats)
      Handlers.try_emplace(CallIndex::key(F), Evidence);
  };
  // Callbacks come wrapped in binders, std::function, references and casts:
  // whatever function or lambda is named in the argument without being called.
  llvm::SmallVector<const Stmt *, 8> Pending = {Argument};
  llvm::SmallPtrSet<const Stmt *, 16> Seen;
  while (!Pending.empty()) {
    const Stmt *S = Pending.pop_back_val();
    if (!S || !Seen.insert(S).second)
      continue;
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
      const CXXMethodDecl *Operator =
          Lambda->getLambdaClass()->getLambdaCallOperator();
      const FunctionTemplateDecl *Generic =
          Operator ? Operator->getDescribedFunctionTemplate() : nullptr;
      if (Generic)
        for (const FunctionDecl *F : Generic->specializations())
          Add(F);
      else if (Operator)
        Add(Operator);
      continue;
    }
    if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
      if (const auto *F = dyn_cast<FunctionDecl>(Reference->getDecl()))
        Add(F);
      else if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl()))
        if (Variable->hasLocalStorage() && !isa<ParmVarDecl>(Variable))
          Pending.push_back(Variable->getInit());
      continue;
    }
    if (const auto *Call = dyn_cast<CallExpr>(S)) {
      for (const Expr *Inner : Call->arguments())
        Pending.push_back(Inner);
      continue;
    }
    for (const Stmt *Child : S->children())
      Pending.push_back(Child);
  }
}

bool RepeatingContexts::hasLastingFlag(const Expr *Site,
                                       const model::Position &At) const {
  const Expr *Flag = At ? Match.at(Site, At) : nullptr;
  while (Flag) {
    Flag = Flag->IgnoreParenCasts();
    if (const auto *Address = dyn_cast<UnaryOperator>(Flag);
        Address && Address->getOpcode() == UO_AddrOf)
      Flag = Address->getSubExpr();
    else if (const auto *Part = dyn_cast<MemberExpr>(Flag);
             Part && !Part->isArrow() && isa<FieldDecl>(Part->getMemberDecl()))
      Flag = Part->getBase();
    else
      break;
  }
  const ValueDecl *Named = nullptr;
  if (const auto *Reference = dyn_cast_or_null<DeclRefExpr>(Flag))
    Named = Reference->getDecl();
  else if (const auto *Member = dyn_cast_or_null<MemberExpr>(Flag))
    Named = Member->getMemberDecl();
  const auto *Variable = dyn_cast_or_null<VarDecl>(Named);
  return Variable && Variable->hasGlobalStorage() &&
         !Variable->getType()->isReferenceType();
}

/// A call that gives true once, perhaps behind a macro that adds more to it.
bool RepeatingContexts::isOnceGuard(const Expr *Condition) const {
  llvm::SmallVector<const Stmt *, 8> Pending = {Condition};
  while (!Pending.empty()) {
    const Stmt *S = Pending.pop_back_val();
    const auto *Negation = dyn_cast_or_null<UnaryOperator>(S);
    if (!S || (Negation && Negation->getOpcode() == UO_LNot))
      continue;
    const auto *Call = dyn_cast<CallExpr>(S);
    if (const ModelledSite *Site = Call ? Calls.site(Call) : nullptr)
      if (llvm::any_of(Site->Entries, [&](const model::ModelSet::Entry &Entry) {
            return hasLastingFlag(Call, Entry.Func->Once);
          }))
        return true;
    const auto *Operator = dyn_cast<BinaryOperator>(S);
    if (Operator && Operator->getOpcode() != BO_LAnd &&
        Operator->getOpcode() != BO_Comma)
      continue;
    Pending.append(S->child_begin(), S->child_end());
  }
  return false;
}

bool RepeatingContexts::isGuarded(const Stmt *Place, const Decl *Owner) const {
  const Stmt *Child = Place;
  for (const Stmt *Parent = Calls.parentOf(Child, Owner); Parent;
       Child = Parent, Parent = Calls.parentOf(Child, Owner)) {
    if (loopBody(Parent) && isRepeatedPart(Parent, Child) &&
        !leavesInFirstRound(Parent))
      return false;
    const auto *If = dyn_cast<IfStmt>(Parent);
    if (If && Child == If->getThen() && isOnceGuard(If->getCond()))
      return true;
  }
  return false;
}

bool RepeatingContexts::leavesInFirstRound(const Stmt *Loop) const {
  if (const auto *Do = dyn_cast<DoStmt>(Loop)) {
    Expr::EvalResult Value;
    if (!Do->getCond()->isValueDependent() &&
        Do->getCond()->EvaluateAsInt(Value, Context) && Value.Val.getInt() == 0)
      return true;
  }
  const Stmt *Body = loopBody(Loop);
  return alwaysLeaves(Body) && !hasContinue(Body);
}

const Stmt *RepeatingContexts::enclosingLoop(const Stmt *Place,
                                             const Decl *Owner,
                                             const Stmt *Above) const {
  const Stmt *Child = Above ? Above : Place;
  for (const Stmt *Parent = Calls.parentOf(Child, Owner); Parent;
       Child = Parent, Parent = Calls.parentOf(Child, Owner))
    if (loopBody(Parent) && isRepeatedPart(Parent, Child) &&
        !leavesInFirstRound(Parent))
      return Parent;
  return nullptr;
}

bool RepeatingContexts::areExclusive(const Stmt *A, const Stmt *B,
                                     const Decl *Owner) const {
  llvm::SmallVector<const Stmt *, 16> AboveA;
  for (const Stmt *S = A; S; S = Calls.parentOf(S, Owner))
    AboveA.push_back(S);
  const Stmt *BelowB = B;
  const Stmt *Common = Calls.parentOf(B, Owner);
  while (Common && !llvm::is_contained(AboveA, Common)) {
    BelowB = Common;
    Common = Calls.parentOf(Common, Owner);
  }
  auto Found = llvm::find(AboveA, Common);
  if (!Common || Found == AboveA.end() || Found == AboveA.begin())
    return false;
  const Stmt *BelowA = *std::prev(Found);
  if (const auto *If = dyn_cast<IfStmt>(Common))
    return (BelowA == If->getThen() && BelowB == If->getElse()) ||
           (BelowA == If->getElse() && BelowB == If->getThen());
  if (const auto *Conditional = dyn_cast<ConditionalOperator>(Common))
    return BelowA != Conditional->getCond() && BelowB != Conditional->getCond();
  if (!isa<CompoundStmt>(Common))
    return false;
  if (isa_and_nonnull<SwitchStmt>(Calls.parentOf(Common, Owner)))
    return true;
  // `if (...) { first; return; } second;`
  const Stmt *First = nullptr;
  for (const Stmt *Each : Common->children())
    if (!First && (Each == BelowA || Each == BelowB))
      First = Each;
  const auto *If = dyn_cast_or_null<IfStmt>(First);
  if (!If)
    return false;
  const Stmt *Inner = First == BelowA ? A : B;
  for (const Stmt *S = Inner; S && S != If; S = Calls.parentOf(S, Owner))
    if (S == If->getThen() || S == If->getElse())
      return alwaysLeaves(S);
  return false;
}

bool RepeatingContexts::isOneShot(const Decl *Owner) const {
  const auto *F = dyn_cast<FunctionDecl>(Owner);
  if (!F)
    return true;
  if (F->isMain())
    return true;
  if (const FunctionDecl *Around = CallIndex::enclosingFunction(F))
    if (isTest(Around))
      return true;
  return isTest(F);
}

bool RepeatingContexts::isTest(const FunctionDecl *F) const {
  const SourceManager &Sources = Context.getSourceManager();
  for (SourceLocation L : {F->getLocation(), F->getBeginLoc()})
    for (; L.isMacroID(); L = Sources.getImmediateMacroCallerLoc(L))
      if (isTestMacro(
              Lexer::getImmediateMacroName(L, Sources, Context.getLangOpts())))
        return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (Method && Method->getParent()->getIdentifier() &&
      isTestClassName(Method->getParent()->getName()))
    return true;
  return F->getDeclName().isIdentifier() && isTestName(F->getName());
}

Repetition RepeatingContexts::of(const Stmt *Place, const Decl *Owner) const {
  const auto *F = dyn_cast<FunctionDecl>(Owner);
  if (F && (isTestCode(F) || isGuarded(Place, Owner)))
    return {};
  if (const Stmt *Loop = enclosingLoop(Place, Owner)) {
    Repetition Result;
    Result.Evidence = Repetition::Level::Loop;
    Result.Loop = Loop;
    Result.LoopOwner = Owner;
    Result.Where = Loop->getBeginLoc();
    Result.Text = "the loop is here";
    return Result;
  }
  return F ? ofFunction(F) : Repetition();
}

bool RepeatingContexts::isTestCode(const Decl *Owner) const {
  const auto *F = dyn_cast<FunctionDecl>(Owner);
  return F && !F->isMain() && isOneShot(F);
}

Repetition RepeatingContexts::ofFunction(const FunctionDecl *F) const {
  return compute(F);
}

/// What becomes of a lambda or a named function at the place that mentions it.
RepeatingContexts::Passing
RepeatingContexts::passing(const CallSite &Edge) const {
  Passing Result;
  const Stmt *Parent = Calls.significantParent(Edge.Site, Edge.Caller);
  // Copies into parameters, address-of and std::function are transparent.
  const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Parent);
  while (Parent &&
         (isa<UnaryOperator, CXXFunctionalCastExpr>(Parent) ||
          (Construct && Construct->getNumArgs() == 1 &&
           !isThreadClass(Construct->getConstructor()->getParent())))) {
    Parent = Calls.significantParent(Parent, Edge.Caller);
    Construct = dyn_cast_or_null<CXXConstructExpr>(Parent);
  }
  if (!Parent)
    return Result;
  if (isa<CallExpr, CXXConstructExpr>(Parent)) {
    Result.To = cast<Expr>(Parent);
    Result.Algorithm = isAlgorithm(calleeOf(Result.To));
  }
  return Result;
}

const Repetition &RepeatingContexts::compute(const FunctionDecl *F) const {
  const Decl *Key = CallIndex::key(F);
  auto [Slot, Inserted] = Computed.try_emplace(Key);
  if (!Inserted) {
    // A cycle in the call graph adds no evidence of its own.
    static const Repetition InProgress;
    return Slot->second ? *Slot->second : InProgress;
  }
  auto Result = std::make_unique<Repetition>(derive(F));
  // The map may have grown meanwhile.
  std::unique_ptr<Repetition> &Final = Computed[Key];
  Final = std::move(Result);
  return *Final;
}

Repetition RepeatingContexts::derive(const FunctionDecl *F) const {
  const Decl *Key = CallIndex::key(F);
  Repetition Best;
  if (isOneShot(F))
    return Best;
  if (auto Found = Handlers.find(Key); Found != Handlers.end()) {
    Best.Evidence = Repetition::Level::Handler;
    Best.Where = Found->second.Where;
    Best.Text = Found->second.Text;
    return Best;
  }

  bool RunsOnce = isThreadBody(F) || OnceBodies.count(Key);
  bool UnknownCaller = false, VisibleCaller = false;
  auto Consider = [&](Repetition Found, const CallSite *Via) {
    VisibleCaller = true;
    if (Found.Evidence == Repetition::Level::Function)
      UnknownCaller = true;
    if (Found.Evidence < Repetition::Level::Handler ||
        Found.Evidence <= Best.Evidence)
      return;
    Best = std::move(Found);
    if (Via)
      Best.Path.push_back(Via);
  };
  for (const CallSite &Edge : Calls.callersOf(F)) {
    switch (Edge.What) {
    case CallSite::Kind::Call:
    case CallSite::Kind::Destroys:
      if (CallIndex::key(F) != Edge.Caller)
        Consider(of(Edge.Site, Edge.Caller), &Edge);
      break;
    case CallSite::Kind::Lambda:
    case CallSite::Kind::Reference: {
      if (RunsOnce)
        break;
      Passing Passed = passing(Edge);
      if (Passed.Algorithm) {
        Repetition Each;
        if (const auto *Caller = dyn_cast<FunctionDecl>(Edge.Caller);
            Caller && isTestCode(Caller))
          break;
        Each.Evidence = Repetition::Level::Loop;
        Each.LoopOwner = Edge.Caller;
        Each.Where = Passed.To->getExprLoc();
        Each.Text = "it runs for every element here";
        Consider(std::move(Each), nullptr);
        break;
      }
      if (Edge.What == CallSite::Kind::Lambda) {
        // The lambda runs where it is called, which has its own edge; or
        // wherever it is passed to, about as often as it is made.
        Consider(of(Edge.Site, Edge.Caller), &Edge);
        break;
      }
      // A callback registered with code that has no model: nobody knows how
      // often it runs.
      UnknownCaller = true;
      break;
    }
    }
  }
  if (Best.Evidence >= Repetition::Level::Handler)
    return Best;
  bool OnlyVisibleCallers = VisibleCaller && !isSeenElsewhere(F);
  if (RunsOnce && !UnknownCaller)
    return Best;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  bool Lambda = Method && Method->getParent()->isLambda();
  if (UnknownCaller || (!OnlyVisibleCallers && !Lambda))
    Best.Evidence = Repetition::Level::Function;
  return Best;
}

bool RepeatingContexts::isSeenElsewhere(const FunctionDecl *F) const {
  if (!F->isExternallyVisible())
    return false;
  // In a program's main file, a function that no header declares is not called
  // from elsewhere, even where its author left out `static`.
  if (!ProgramInFile)
    return true;
  const SourceManager &Sources = Context.getSourceManager();
  auto InMainFile = [&](const Decl *D) {
    return Sources.isInMainFile(Sources.getExpansionLoc(D->getLocation()));
  };
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F))
    return !InMainFile(Method->getParent());
  for (const FunctionDecl *Redeclaration : F->redecls())
    if (!InMainFile(Redeclaration))
      return true;
  return false;
}

} // namespace nettidy
