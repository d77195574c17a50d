//===-- UncheckedTimerErrorCheck.cpp --------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UncheckedTimerErrorCheck.h"
#include "CancelGuard.h"
#include "ast/Callbacks.h"
#include "ast/RepeatingContexts.h"
#include "ast/StorageFacts.h"
#include "ast/Wrappers.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace nettidy {

namespace {

/// What a handler does, as far as this check cares.
struct Work {
  bool Acts = false;   ///< calls or changes something
  bool Decides = false; ///< a branch looks at more than its arguments
  bool Unseen = false; ///< calls a function of the user's without a body
};

class Waits {
public:
  Waits(TranslationUnit &TU, FindingSink &Sink, StringRef Check)
      : TU(TU), Match(TU.matcher()), Calls(TU.calls()), Sink(Sink),
        Check(Check) {}

  void run() {
    for (const ModelledSite &Site : Calls.sites())
      for (const model::ModelSet::Entry &Entry : Site.Entries)
        for (const model::Arm &A : Entry.Func->Arms)
          if (A.CancelStatus && A.Of && A.Handler)
            judge(Site, A);
  }

private:
  void judge(const ModelledSite &Site, const model::Arm &A) {
    std::optional<Callback> Handler =
        resolveCallback(Match.at(Site.Site, A.Handler), Match);
    const Expr *Object = Match.at(Site.Site, A.At);
    if (!Handler || !Handler->Function || !Object || !Site.function())
      return;
    if (TU.contexts().isTestCode(Site.Owner) ||
        looksAt(*Handler->Function, Handler->parameter(*A.CancelStatus)))
      return;
    const StorageClass *Storage = TU.storage().of(Object);
    if (!Storage || isEvent(*Storage))
      return;
    llvm::DenseSet<const Decl *> Seen;
    Work Does;
    describe(Handler->Function, 0, Seen, Does);
    if (!Does.Acts || Does.Decides || Does.Unseen)
      return;
    const StorageFact *Cancel = cancelOf(*Storage, Site, *Handler);
    if (!Cancel || hasOtherWaits(*Storage, Site, *Handler))
      return;

    Finding F;
    F.Check = Check;
    F.Location = place(Handler->Written);
    F.Ranges.push_back(
        CharSourceRange::getTokenRange(Handler->Written->getSourceRange()));
    F.Message = "this handler takes a cancelled wait for an expiry: it ignores "
                "the error code, and the " +
                A.Of->Noun + " is cancelled while it waits";
    F.Notes.push_back(
        {place(Cancel->Site),
         Cancel->Owner == CallIndex::key(Site.Owner)
             ? "a wait that is still pending is cancelled here"
             : "the " + A.Of->Noun + " is cancelled here"});
    for (FixItHint &Fix : cancelGuard(*Handler, *A.CancelStatus, TU.context()))
      F.Fixes.push_back(std::move(Fix));
    Sink.report(std::move(F));
  }

  static bool looksAt(const FunctionDecl &F, const ParmVarDecl *Status) {
    bool Found = false;
    if (Status)
      CallIndex::forEachStatement(&F, [&](const Stmt *S, const Stmt *) {
        if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
          Found |= Reference->getDecl() == Status;
      });
    return Found;
  }

  /// A condition that can tell what the error code would have told: anything
  /// that the handler looks at, except constants and its own arguments.
  static bool isDecision(const Expr *Condition) {
    llvm::SmallVector<const Stmt *, 8> Pending = {Condition};
    while (!Pending.empty()) {
      const Stmt *S = Pending.pop_back_val();
      if (!S)
        continue;
      if (isa<MemberExpr, CallExpr, DeclRefExpr>(S))
        return true;
      Pending.append(S->child_begin(), S->child_end());
    }
    return false;
  }

  void describe(const FunctionDecl *F, unsigned Depth,
                llvm::DenseSet<const Decl *> &Seen, Work &Result) const {
    if (!Seen.insert(CallIndex::key(F)).second)
      return;
    CallIndex::forEachStatement(F, [&](const Stmt *S, const Stmt *) {
      const Expr *Condition = nullptr;
      if (const auto *If = dyn_cast<IfStmt>(S))
        Condition = If->getCond();
      else if (const auto *While = dyn_cast<WhileStmt>(S))
        Condition = While->getCond();
      else if (const auto *Choice = dyn_cast<ConditionalOperator>(S))
        Condition = Choice->getCond();
      else if (const auto *Switch = dyn_cast<SwitchStmt>(S))
        Condition = Switch->getCond();
      else if (const auto *Binary = dyn_cast<BinaryOperator>(S);
               Binary && Binary->isLogicalOp())
        Condition = Binary->getLHS();
      if (Condition && isDecision(Condition))
        Result.Decides = true;
      if (const auto *Unary = dyn_cast<UnaryOperator>(S))
        Result.Acts |= Unary->isIncrementDecrementOp();
      if (const auto *Binary = dyn_cast<BinaryOperator>(S))
        Result.Acts |= Binary->isAssignmentOp();
      Result.Acts |= isa<CXXDeleteExpr>(S);
      const auto *Call = dyn_cast<CallExpr>(S);
      if (!Call)
        return;
      Result.Acts = true;
      const FunctionDecl *Callee = Call->getDirectCallee();
      if (!Callee) {
        Result.Unseen = true;
        return;
      }
      if (Match.isLibraryCode(Callee->getLocation()))
        return;
      const FunctionDecl *Body = nullptr;
      if (!Callee->hasBody(Body)) {
        // A free function that is not given the object cannot ask it.
        Result.Unseen |= isa<CXXMethodDecl>(Callee);
        return;
      }
      if (Depth < 3)
        describe(Body, Depth + 1, Seen, Result);
    });
  }

  /// A timer that never expires is an event: cancelling it is the signal.
  bool isEvent(const StorageClass &Storage) const {
    auto Never = [](const Expr *Site) {
      llvm::SmallVector<const Stmt *, 8> Pending = {Site};
      while (!Pending.empty()) {
        const Stmt *S = Pending.pop_back_val();
        if (!S || isa<LambdaExpr>(S))
          continue;
        StringRef Name;
        if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
          if (Reference->getDecl()->getDeclName().isIdentifier())
            Name = Reference->getDecl()->getName();
        } else if (const auto *Member = dyn_cast<MemberExpr>(S)) {
          if (Member->getMemberDecl()->getDeclName().isIdentifier())
            Name = Member->getMemberDecl()->getName();
        }
        if (Name == "max" || Name.contains("inf"))
          return true;
        Pending.append(S->child_begin(), S->child_end());
      }
      return false;
    };
    for (const StorageFact &Fact : Storage.Facts)
      if (Fact.Site && Never(Fact.Site))
        return true;
    // Its constructor may have been told so, or an initialiser of the member.
    for (const FunctionDecl *F : Calls.functions()) {
      const auto *Constructor = dyn_cast<CXXConstructorDecl>(F);
      if (!Constructor)
        continue;
      for (const CXXCtorInitializer *Init : Constructor->inits())
        if (Init->getMember() &&
            llvm::is_contained(Storage.Members, Init->getMember()) &&
            Never(Init->getInit()))
          return true;
    }
    return llvm::any_of(Storage.Members, [&](const ValueDecl *D) {
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        return Variable->getInit() && Never(Variable->getInit());
      const auto *Field = dyn_cast<FieldDecl>(D);
      return Field && Field->hasInClassInitializer() &&
             Field->getInClassInitializer() &&
             Never(Field->getInClassInitializer());
    });
  }

  /// True when the timer serves another wait as well, for which the
  /// cancellation may be meant.
  bool hasOtherWaits(const StorageClass &Storage, const ModelledSite &Site,
                     const Callback &Handler) const {
    for (const StorageFact *Fact : Storage.of(StorageFact::Kind::Arm)) {
      if (Fact->Site == Site.Site)
        continue;
      const Expr *Argument =
          Fact->Arm ? Match.at(Fact->Site, Fact->Arm->Handler) : nullptr;
      std::optional<Callback> Other = resolveCallback(Argument, Match);
      if (!Other || !Other->Function ||
          CallIndex::key(Other->Function) != CallIndex::key(Handler.Function))
        return true;
    }
    return false;
  }

  /// Something that cancels the wait while it is pending.
  const StorageFact *cancelOf(const StorageClass &Storage,
                              const ModelledSite &Site,
                              const Callback &Handler) const {
    const Decl *Arming = CallIndex::key(Site.Owner);
    auto ArmsThere = [&](const Decl *Owner) {
      return llvm::any_of(Storage.Facts, [&](const StorageFact &Fact) {
        return Fact.What == StorageFact::Kind::Arm && Fact.Owner == Owner;
      });
    };
    for (const StorageFact *Fact : Storage.of(StorageFact::Kind::Disarm)) {
      if (Fact->Owner == CallIndex::key(Handler.Function))
        continue;
      if (Fact->Owner == Arming) {
        if (armsAgain(Site, Handler) || startsOver(*Fact, Site, Handler))
          return Fact;
        continue;
      }
      // Another function that sets an expiry and waits has a wait of its own.
      if (!Fact->Owner || ArmsThere(Fact->Owner) ||
          isa<CXXDestructorDecl>(Fact->Owner) || setsExpiry(*Fact))
        continue;
      return Fact;
    }
    return nullptr;
  }

  /// What takes a time sets a new expiry, mostly before the first wait.
  static bool setsExpiry(const StorageFact &Fact) {
    const auto *Call = dyn_cast<CallExpr>(Fact.Site);
    return Call && Call->getNumArgs() > 0 &&
           !isa<CXXDefaultArgExpr>(Call->getArg(0)) &&
           !isErrorOutput(Call->getArg(0));
  }

  /// `cancel(error)`: an argument that only receives the outcome.
  static bool isErrorOutput(const Expr *E) {
    const auto *Reference = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    return Reference && E->isLValue() && !E->getType().isConstQualified();
  }

  static const CXXRecordDecl *classOf(const FunctionDecl *F) {
    for (; F; F = CallIndex::enclosingFunction(F))
      if (const auto *Method = dyn_cast<CXXMethodDecl>(F))
        if (!Method->getParent()->isLambda())
          return Method->getParent()->getCanonicalDecl();
    return nullptr;
  }

  /// True when the same object arms the timer again and again by itself, not
  /// only when it has fired: `read`, `on_read`, `read`, each with a new expiry.
  bool armsAgain(const ModelledSite &Site, const Callback &Handler) const {
    const CXXRecordDecl *Class = classOf(Site.function());
    if (!Class)
      return false;
    const Decl *Fired = CallIndex::key(Handler.Function);
    llvm::DenseSet<const Decl *> Above;
    llvm::SmallVector<const Decl *, 8> Pending = {CallIndex::key(Site.Owner)};
    while (!Pending.empty()) {
      const Decl *Each = Pending.pop_back_val();
      const auto *F = dyn_cast<FunctionDecl>(Each);
      if (!F || Each == Fired || classOf(F) != Class ||
          !Above.insert(Each).second)
        continue;
      if (isInCycle(Each, Fired))
        return true;
      for (const CallSite &Caller : Calls.callersOf(F))
        Pending.push_back(CallIndex::key(Caller.Caller));
    }
    return false;
  }

  /// `touch() { timer.cancel(); timer.start(..); }`, which the handler does not
  /// run itself: there is a wait to cancel, or nobody would.
  bool startsOver(const StorageFact &Cancel, const ModelledSite &Site,
                  const Callback &Handler) const {
    const auto *F = dyn_cast_or_null<CXXMethodDecl>(Site.function());
    llvm::DenseSet<const Decl *> Seen;
    return F && !isa<CXXConstructorDecl>(F) && !setsExpiry(Cancel) &&
           !reaches(Calls, Handler.Function, Site.Owner, Seen) &&
           TU.sources().isBeforeInTranslationUnit(place(Cancel.Site),
                                                  place(Site.Site));
  }

  bool isInCycle(const Decl *F, const Decl *Without) const {
    for (const CallSite &Call : Calls.callsIn(F)) {
      llvm::DenseSet<const Decl *> Seen = {Without};
      if (CallIndex::key(Call.Callee) != Without &&
          reaches(Calls, Call.Callee, F, Seen))
        return true;
    }
    return false;
  }

  SourceLocation place(const Stmt *S) const {
    return TU.sources().getExpansionLoc(S->getBeginLoc());
  }

  TranslationUnit &TU;
  const model::Matcher &Match;
  const CallIndex &Calls;
  FindingSink &Sink;
  StringRef Check;
};

} // namespace

void UncheckedTimerErrorCheck::checkTranslationUnit(TranslationUnit &TU,
                                                    FindingSink &Sink) {
  Waits(TU, Sink, name()).run();
}

} // namespace nettidy
