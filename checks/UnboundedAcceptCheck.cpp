//===-- UnboundedAcceptCheck.cpp ------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnboundedAcceptCheck.h"
#include "UnboundedRead.h"
#include "ast/Callbacks.h"
#include "ast/CallIndex.h"
#include "ast/RepeatingContexts.h"
#include "ast/Statements.h"
#include "ast/Wrappers.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy {

void UnboundedAcceptCheck::readOptions(OptionReader &Options) {
  Processes = Options.getBool("Processes", Processes);
  Reads = Options.getBool("Reads", Reads);
}

namespace {

/// What starts something that runs beside the loop.
struct Start {
  const Expr *Site = nullptr;
  bool Process = false;
  /// The calls that lead from the loop to it.
  std::vector<const CallSite *> Path;
};

/// The loop, or the helper's call in a loop, that accepts connections.
struct AcceptLoop {
  const Expr *Accept = nullptr; ///< in the loop: the accept or a helper's call
  const Decl *Owner = nullptr;
  const Stmt *Loop = nullptr; ///< or the body that runs for each connection
};

bool isWithin(const Stmt *S, const Stmt *Around, const Decl *Owner,
              const CallIndex &Calls) {
  for (; S; S = Calls.parentOf(S, Owner))
    if (S == Around)
      return true;
  return false;
}

bool isThreadClass(const CXXRecordDecl *Class) {
  return Class && Class->isInStdNamespace() && Class->getIdentifier() &&
         (Class->getName() == "thread" || Class->getName() == "jthread");
}

/// `Threads.emplace_back(serve, Socket)`.
bool emplacesThread(const CallExpr *Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const CXXMethodDecl *Method = Member ? Member->getMethodDecl() : nullptr;
  if (!Method || !plainName(Method).starts_with("emplace") ||
      Call->getNumArgs() == 0)
    return false;
  const auto *Container =
      dyn_cast<ClassTemplateSpecializationDecl>(Method->getParent());
  if (!Container || Container->getTemplateArgs().size() == 0)
    return false;
  const TemplateArgument &Element = Container->getTemplateArgs()[0];
  return Element.getKind() == TemplateArgument::Type &&
         isThreadClass(Element.getAsType()->getAsCXXRecordDecl());
}

class Accepts {
public:
  Accepts(TranslationUnit &TU, FindingSink &Sink, StringRef Check,
          bool Processes)
      : TU(TU), Match(TU.matcher()), Calls(TU.calls()), Contexts(TU.contexts()),
        Sink(Sink), Check(Check), Processes(Processes) {}

  void run() {
    for (const ModelledSite &Site : Calls.sites())
      for (const model::ModelSet::Entry &Entry : Site.Entries)
        // What takes a handler goes on without a thread.
        if (Entry.Func->ServerSide && Entry.Func->Handlers.empty() &&
            Site.Owner && !Contexts.isTestCode(Site.Owner)) {
          judge(Site);
          break;
        }
    for (const ModelledSite &Site : Calls.sites())
      for (const model::ModelSet::Entry &Entry : Site.Entries)
        for (const model::Handler &H : Entry.Func->Handlers)
          if (H.Accepts && Site.Owner && !Contexts.isTestCode(Site.Owner))
            if (std::optional<Callback> Handler =
                    resolveCallback(Match.at(Site.Site, H.At), Match))
              judgeBody(Handler->Function);
    for (const FunctionDecl *F : Calls.functions())
      if (const model::HandlerClass *H =
              Match.handlerFor(dyn_cast<CXXMethodDecl>(F)))
        if (H->What.Accepts)
          judgeBody(F);
  }

private:
  /// A function that the library runs for each connection.
  void judgeBody(const FunctionDecl *F) {
    const FunctionDecl *Body = nullptr;
    if (!F || !F->hasBody(Body) || Match.isLibraryCode(Body->getLocation()) ||
        Contexts.isTestCode(Body))
      return;
    AcceptLoop Loop;
    Loop.Owner = CallIndex::key(Body);
    Loop.Loop = Body->getBody();
    std::optional<Start> Found = startIn(Loop);
    if (!Found || (Found->Process && !Processes) ||
        isStartedOnce(*Found, Loop) || !Reported.insert(Found->Site).second ||
        isLimited(Loop, *Found))
      return;
    report(nullptr, Loop, *Found);
  }

  /// `if (!Worker) Worker = start();`: what stands in front of the start looks
  /// at something that is kept.
  bool isStartedOnce(const Start &Begin, const AcceptLoop &Loop) const {
    const Stmt *First =
        Begin.Path.empty() ? Begin.Site : Begin.Path.front()->Site;
    for (const Stmt *S = Calls.parentOf(First, Loop.Owner); S;
         S = Calls.parentOf(S, Loop.Owner)) {
      const auto *If = dyn_cast<IfStmt>(S);
      if (!If)
        continue;
      llvm::SmallVector<const Stmt *, 8> Pending = {If->getCond()};
      while (!Pending.empty()) {
        const Stmt *Each = Pending.pop_back_val();
        if (!Each)
          continue;
        const auto *Member = dyn_cast<MemberExpr>(Each);
        if (Member && isa<FieldDecl>(Member->getMemberDecl()))
          return true;
        if (const auto *Reference = dyn_cast<DeclRefExpr>(Each))
          if (const auto *Var = dyn_cast<VarDecl>(Reference->getDecl());
              Var && Var->hasGlobalStorage())
            return true;
        Pending.append(Each->child_begin(), Each->child_end());
      }
    }
    return false;
  }

  void judge(const ModelledSite &Site) {
    for (const AcceptLoop &Loop : loopsAround(Site.Site, Site.Owner, 0)) {
      std::optional<Start> Found = startIn(Loop);
      if (!Found || (Found->Process && !Processes) || !Reported.insert(Found->Site).second)
        continue;
      if (isLimited(Loop, *Found))
        continue;
      report(Site.Site, Loop, *Found);
      return;
    }
  }

  std::vector<AcceptLoop> loopsAround(const Expr *Place, const Decl *Owner,
                                      unsigned Depth) const {
    std::vector<AcceptLoop> Result;
    for (const Stmt *Loop = Contexts.enclosingLoop(Place, Owner); Loop;
         Loop = Contexts.enclosingLoop(Place, Owner, Loop))
      Result.push_back({Place, Owner, Loop});
    const auto *F = dyn_cast<FunctionDecl>(Owner);
    if (!F || Depth > 2)
      return Result;
    for (const CallSite &Edge : Calls.callersOf(F))
      if (Edge.What == CallSite::Kind::Call &&
          !Contexts.isTestCode(Edge.Caller))
        for (const AcceptLoop &Outer :
             loopsAround(Edge.Site, Edge.Caller, Depth + 1))
          Result.push_back(Outer);
    return Result;
  }

  bool precedes(const Expr *A, const Expr *B) const {
    const SourceManager &Sources = TU.sources();
    return Sources.isBeforeInTranslationUnit(
        Sources.getExpansionLoc(A->getBeginLoc()),
        Sources.getExpansionLoc(B->getBeginLoc()));
  }

  std::optional<Start> startOf(const Expr *E) const {
    if (const auto *Call = dyn_cast<CallExpr>(E); Call && emplacesThread(Call))
      return Start{E, false, {}};
    const ModelledSite *Site = Calls.site(E);
    if (!Site)
      return std::nullopt;
    for (const model::ModelSet::Entry &Entry : Site->Entries) {
      if (Entry.Func->StartsProcess)
        return Start{E, true, {}};
      if (Entry.Func->StartsThread)
        return Start{E, false, {}};
    }
    return std::nullopt;
  }

  /// A thread or process that one round of the loop starts after it accepted.
  std::optional<Start> startIn(const AcceptLoop &Loop) const {
    std::optional<Start> Found;
    CallIndex::forEachStatement(Loop.Owner, [&](const Stmt *S, const Stmt *) {
      const auto *E = dyn_cast<Expr>(S);
      if (!Found && E && isWithin(E, Loop.Loop, Loop.Owner, Calls) &&
          (!Loop.Accept || precedes(Loop.Accept, E) ||
           isWithin(Loop.Accept, E, Loop.Owner, Calls)))
        Found = startOf(E);
    });
    if (Found)
      return Found;
    for (const CallSite &Edge : Calls.callsIn(Loop.Owner)) {
      if (Edge.What != CallSite::Kind::Call || Edge.Virtual ||
          !isWithin(Edge.Site, Loop.Loop, Loop.Owner, Calls) ||
          !(!Loop.Accept || precedes(Loop.Accept, Edge.Site) ||
            Edge.Site == Loop.Accept))
        continue;
      llvm::DenseSet<const Decl *> Seen;
      std::vector<const CallSite *> Path = {&Edge};
      if (std::optional<Start> Inner = startBelow(Edge.Callee, Path, Seen))
        return Inner;
    }
    return std::nullopt;
  }

  std::optional<Start> startBelow(const FunctionDecl *F,
                                  std::vector<const CallSite *> &Path,
                                  llvm::DenseSet<const Decl *> &Seen) const {
    if (!Seen.insert(CallIndex::key(F)).second || Path.size() > 3)
      return std::nullopt;
    std::optional<Start> Found;
    CallIndex::forEachStatement(CallIndex::key(F),
                                [&](const Stmt *S, const Stmt *) {
                                  const auto *E = dyn_cast<Expr>(S);
                                  if (!Found && E)
                                    Found = startOf(E);
                                });
    if (Found) {
      // In a loop of its own it fills a pool; a guard may build it once.
      if (Contexts.enclosingLoop(Found->Site, F))
        return std::nullopt;
      Found->Path = Path;
      return Found;
    }
    for (const CallSite &Edge : Calls.callsIn(F)) {
      if (Edge.What != CallSite::Kind::Call || Edge.Virtual)
        continue;
      Path.push_back(&Edge);
      if (std::optional<Start> Inner = startBelow(Edge.Callee, Path, Seen))
        return Inner;
      Path.pop_back();
    }
    return std::nullopt;
  }

  //===--------------------------------------------------------------------===//
  // Limits
  //===--------------------------------------------------------------------===//

  /// Variables and members that somebody counts up or down.
  const llvm::DenseSet<const Decl *> &counters() {
    if (Counters)
      return *Counters;
    Counters.emplace();
    auto Add = [&](const Expr *E) {
      E = E->IgnoreParenImpCasts();
      if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
        Counters->insert(Reference->getDecl()->getCanonicalDecl());
      else if (const auto *Member = dyn_cast<MemberExpr>(E))
        Counters->insert(Member->getMemberDecl()->getCanonicalDecl());
    };
    for (const FunctionDecl *F : Calls.functions())
      CallIndex::forEachStatement(F, [&](const Stmt *S, const Stmt *) {
        if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
          if (Unary->isIncrementDecrementOp())
            Add(Unary->getSubExpr());
        } else if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
          if (Binary->isCompoundAssignmentOp())
            Add(Binary->getLHS());
        } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S)) {
          if (Operator->getOperator() == OO_PlusPlus ||
              Operator->getOperator() == OO_MinusMinus ||
              Operator->getOperator() == OO_PlusEqual ||
              Operator->getOperator() == OO_MinusEqual)
            Add(Operator->getArg(0));
        } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
          // `Count.fetch_add(1)`, `atomic_fetch_add(&count, 1)`.
          StringRef Name = plainName(Call->getDirectCallee());
          if (!Name.contains("fetch_") && !Name.contains("atomic"))
            return;
          if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
            Add(Member->getImplicitObjectArgument());
          else if (Call->getNumArgs())
            if (const auto *Address = dyn_cast<UnaryOperator>(
                    Call->getArg(0)->IgnoreParenImpCasts()))
              Add(Address->getSubExpr());
        }
      });
    return *Counters;
  }

  bool mentionsCounter(const Stmt *Root) {
    llvm::SmallVector<const Stmt *, 8> Pending = {Root};
    while (!Pending.empty()) {
      const Stmt *S = Pending.pop_back_val();
      if (!S)
        continue;
      const ValueDecl *Named = nullptr;
      if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
        Named = Reference->getDecl();
      else if (const auto *Member = dyn_cast<MemberExpr>(S))
        Named = Member->getMemberDecl();
      if (Named && counters().count(Named->getCanonicalDecl()))
        return true;
      if (Named && isa<CXXMethodDecl>(Named)) {
        StringRef Name = plainName(cast<FunctionDecl>(Named));
        if (Name == "size" || Name == "empty" || Name.contains("count"))
          return true;
      }
      Pending.append(S->child_begin(), S->child_end());
    }
    return false;
  }

  /// A condition with a counter, or a comparison that is kept for one:
  /// `full = count >= 64`, `return count < limit`.
  bool asksCounter(const Stmt *S) {
    if (const Expr *Condition = conditionOf(S))
      return mentionsCounter(Condition);
    const auto *Binary = dyn_cast<BinaryOperator>(S);
    return Binary && Binary->isComparisonOp() && mentionsCounter(Binary);
  }

  bool throttles(const ModelledSite &Site) const {
    return llvm::any_of(
        Site.Entries, [&](const model::ModelSet::Entry &Entry) {
          const model::Function &F = *Entry.Func;
          const Expr *Flags = F.ThrottleUnless
                                  ? Match.at(Site.Site, F.ThrottleUnless)
                                  : nullptr;
          return F.Throttles &&
                 (!Flags || Match.judgeFlags(Flags, F.ThrottleUnlessValues,
                                             Site.function()) !=
                                model::ValueVerdict::Matches);
        });
  }

  /// What a call may do to the number of threads.
  bool mayLimit(const CallExpr *Call, const AcceptLoop &Loop) {
    if (const ModelledSite *Site = Calls.site(Call))
      return throttles(*Site);
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee)
      return true;
    if (Callee->getBuiltinID() || Match.isLibraryCode(Callee->getLocation()))
      return false;
    const FunctionDecl *Body = nullptr;
    if (Callee->hasBody(Body)) {
      llvm::DenseSet<const Decl *> Seen;
      return bodyLimits(Body, Seen, Loop, 0);
    }
    // What writes a message says nothing; anything else may wait, or count.
    for (const Expr *Argument : Call->arguments())
      if (isa<StringLiteral>(Argument->IgnoreParenImpCasts()))
        return false;
    return true;
  }

  bool bodyLimits(const FunctionDecl *F, llvm::DenseSet<const Decl *> &Seen,
                  const AcceptLoop &Loop, unsigned Depth) {
    if (!Seen.insert(CallIndex::key(F)).second || Depth > 3 ||
        Contexts.isThreadBody(F))
      return false;
    bool Limits = false;
    CallIndex::forEachStatement(F, [&](const Stmt *S, const Stmt *) {
      if (Limits)
        return;
      Limits |= asksCounter(S);
      const auto *Call = dyn_cast<CallExpr>(S);
      if (!Call)
        return;
      if (const ModelledSite *Site = Calls.site(Call)) {
        Limits |= throttles(*Site);
        return;
      }
      const FunctionDecl *Callee = Call->getDirectCallee();
      const FunctionDecl *Body = nullptr;
      if (Callee && !Match.isLibraryCode(Callee->getLocation()) &&
          Callee->hasBody(Body))
        Limits |= bodyLimits(Body, Seen, Loop, Depth + 1);
    });
    return Limits;
  }

  /// True for what only the new process runs: a branch on the result.
  bool isInChild(const Stmt *S, const Expr *Fork,
                 const AcceptLoop &Loop) const {
    const VarDecl *Result = nullptr;
    const Stmt *Parent = Calls.significantParent(Fork, Loop.Owner);
    if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Parent)) {
      if (const auto *To =
              dyn_cast<DeclRefExpr>(Assign->getLHS()->IgnoreParenImpCasts()))
        Result = dyn_cast<VarDecl>(To->getDecl());
    } else if (const auto *Declaration = dyn_cast_or_null<DeclStmt>(Parent)) {
      if (Declaration->isSingleDecl())
        Result = dyn_cast<VarDecl>(Declaration->getSingleDecl());
    }
    auto AsksFork = [&](const Expr *Condition) {
      llvm::SmallVector<const Stmt *, 8> Pending = {Condition};
      while (!Pending.empty()) {
        const Stmt *Each = Pending.pop_back_val();
        if (!Each)
          continue;
        if (Each == Fork)
          return true;
        if (const auto *Reference = dyn_cast<DeclRefExpr>(Each))
          if (Result && Reference->getDecl() == Result)
            return true;
        Pending.append(Each->child_begin(), Each->child_end());
      }
      return false;
    };
    const Stmt *Child = S;
    for (S = Calls.parentOf(S, Loop.Owner); S && S != Loop.Loop;
         Child = S, S = Calls.parentOf(S, Loop.Owner)) {
      if (const auto *Switch = dyn_cast<SwitchStmt>(S))
        if (Child == Switch->getBody() && AsksFork(Switch->getCond()))
          return true;
      const auto *If = dyn_cast<IfStmt>(S);
      if (!If || (Child != If->getThen() && Child != If->getElse()) ||
          !AsksFork(If->getCond()))
        continue;
      const Expr *Condition = If->getCond()->IgnoreParenImpCasts();
      const auto *Compare = dyn_cast<BinaryOperator>(Condition);
      const auto *Not = dyn_cast<UnaryOperator>(Condition);
      bool ThenIsChild = (Compare && Compare->getOpcode() == BO_EQ) ||
                         (Not && Not->getOpcode() == UO_LNot);
      if ((Child == If->getThen()) == ThenIsChild)
        return true;
    }
    return false;
  }

  /// True when anything in the loop may hold it back: a counter or the size of
  /// a container in a condition, a wait for a place, a call that nobody sees.
  bool isLimited(const AcceptLoop &Loop, const Start &Begin) {
    bool Limited = false;
    CallIndex::forEachStatement(Loop.Owner, [&](const Stmt *S, const Stmt *) {
      if (Limited || !isWithin(S, Loop.Loop, Loop.Owner, Calls) ||
          (Begin.Process && isInChild(S, Begin.Site, Loop)))
        return;
      Limited |= asksCounter(S);
      const auto *Call = dyn_cast<CallExpr>(S);
      if (Call && Call != Begin.Site && Call != Loop.Accept)
        Limited |= mayLimit(Call, Loop);
    });
    // The helpers on the way to the thread.
    for (const CallSite *Edge : Begin.Path) {
      llvm::DenseSet<const Decl *> Seen;
      Limited |= bodyLimits(Edge->Callee, Seen, Loop, 0);
    }
    return Limited;
  }

  void report(const Expr *Accept, const AcceptLoop &Loop, const Start &Found) {
    Finding F;
    F.Check = Check;
    F.Location = place(Found.Site);
    F.Ranges.push_back(
        CharSourceRange::getTokenRange(Found.Site->getSourceRange()));
    F.Message =
        Found.Process
            ? "a new process is started for every connection, and nothing "
              "limits their number: clients that stay connected use up "
              "processes and memory until none can be started"
            : "a new thread is started for every connection, and nothing "
              "limits their number: clients that stay connected use up threads "
              "and memory until none can be started";
    if (Accept)
      F.Notes.push_back({place(Accept), "connections are accepted here"});
    F.Notes.push_back(
        {TU.sources().getExpansionLoc(
             Accept ? Loop.Loop->getBeginLoc() : Loop.Owner->getLocation()),
         Accept ? "the loop is here"
                : "this function runs for every connection"});
    for (const CallSite *Edge : Found.Path)
      F.Notes.push_back({place(Edge->Site),
                         "which calls '" + Edge->Callee->getNameAsString() +
                             "' here"});
    Sink.report(std::move(F));
  }

  SourceLocation place(const Stmt *S) const {
    return TU.sources().getExpansionLoc(S->getBeginLoc());
  }

  TranslationUnit &TU;
  const model::Matcher &Match;
  const CallIndex &Calls;
  const RepeatingContexts &Contexts;
  FindingSink &Sink;
  StringRef Check;
  bool Processes;
  std::optional<llvm::DenseSet<const Decl *>> Counters;
  llvm::SmallPtrSet<const Expr *, 8> Reported;
};

} // namespace

void UnboundedAcceptCheck::checkTranslationUnit(TranslationUnit &TU,
                                                FindingSink &Sink) {
  Accepts(TU, Sink, name(), Processes).run();
  if (Reads)
    reportUnboundedReads(TU, Sink, name());
}

} // namespace nettidy
