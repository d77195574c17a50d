//===-- UnstoppedTimerCheck.cpp -------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnstoppedTimerCheck.h"
#include "AbandonedTimer.h"
#include "ast/CallIndex.h"
#include "ast/RepeatingContexts.h"
#include "ast/StorageFacts.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy {

void UnstoppedTimerCheck::readOptions(OptionReader &Options) {
  Exceptions = readThrowEvidence(Options);
}

void UnstoppedTimerCheck::onLeak(path::LeakEvent &Event) {
  if (leakOwner(Event.Object) == LeakOwner::Timer)
    reportLeak(Event, Exceptions);
}

namespace {

bool setsOnce(const StorageFact &Fact) {
  return Fact.What == StorageFact::Kind::Setting &&
         llvm::is_contained(Fact.Setting->Bounds, "once");
}

/// `new Timer` without anything that owns it: no destructor will ever run by
/// itself.
bool isHeldByHand(TranslationUnit &TU, const StorageFact &Acquired) {
  const auto *Construct = dyn_cast<CXXConstructExpr>(Acquired.Site);
  if (!Construct || !Acquired.Owner || !Acquired.Acquire)
    return false;
  if (!isa_and_nonnull<CXXNewExpr>(
          TU.calls().significantParent(Construct, Acquired.Owner)))
    return false;
  const model::Position &Owner = Acquired.Acquire->Owner;
  const Expr *By = Owner ? TU.matcher().at(Construct, Owner) : nullptr;
  return !By || By->IgnoreParenImpCasts()->isNullPointerConstant(
                    TU.context(), Expr::NPC_ValueDependentIsNotNull) !=
                    Expr::NPCK_NotNull;
}

/// True when a test of the owner's state stands in front of \p Site: it may be
/// there to start the timer only once.
bool isTested(TranslationUnit &TU, const Expr *Site, const Decl *Owner) {
  bool Found = false;
  CallIndex::forEachStatement(Owner, [&](const Stmt *Node, const Stmt *) {
    const auto *If = dyn_cast<IfStmt>(Node);
    if (!If || Found ||
        !TU.sources().isBeforeInTranslationUnit(If->getBeginLoc(),
                                                Site->getBeginLoc()))
      return;
    llvm::SmallVector<const Stmt *, 8> Pending = {If->getCond()};
    while (!Pending.empty()) {
      const Stmt *Each = Pending.pop_back_val();
      if (!Each)
        continue;
      if (const auto *Member = dyn_cast<MemberExpr>(Each))
        Found |= isa<FieldDecl>(Member->getMemberDecl());
      if (const auto *Reference = dyn_cast<DeclRefExpr>(Each))
        if (const auto *Var = dyn_cast<VarDecl>(Reference->getDecl()))
          Found |= Var->hasGlobalStorage();
      Pending.append(Each->child_begin(), Each->child_end());
    }
  });
  return Found;
}

/// True when \p E is the object whose code runs, or a member of it.
bool isLongLived(const Expr *E) {
  E = E ? E->IgnoreParenCasts() : nullptr;
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(E))
    return isa<CXXThisExpr>(Member->getBase()->IgnoreParenCasts());
  return isa_and_nonnull<CXXThisExpr>(E);
}

/// Some function of the same class stops timers that it finds out about as they
/// fire.
bool stopsByEvent(TranslationUnit &TU, const FunctionDecl *F) {
  while (const FunctionDecl *Around = CallIndex::enclosingFunction(F))
    F = Around;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && llvm::any_of(TU.calls().sites(), [&](const auto &Site) {
           const auto *There = dyn_cast_or_null<CXXMethodDecl>(Site.function());
           return There &&
                  There->getParent()->getCanonicalDecl() ==
                      Method->getParent()->getCanonicalDecl() &&
                  llvm::any_of(Site.Entries, [](const auto &E) {
                    return !E.Func->Disarms.empty();
                  });
         });
}

/// A function that its name, or who calls it, says to run once for each object.
bool setsUp(const FunctionDecl *F) {
  if (isa<CXXConstructorDecl>(F))
    return true;
  if (!F->getIdentifier())
    return false;
  std::string Name = F->getName().lower();
  llvm::StringRef Plain = llvm::StringRef(Name).ltrim('_');
  return llvm::any_of(
      llvm::ArrayRef<llvm::StringRef>{
          "init",    "set",      "create", "start",  "begin", "install",
          "load",    "make",     "build",  "enable", "run",   "open",
          "show",    "on",       "exec",   "launch", "main",  "configure",
          "prepare", "activate", "do"},
      [&](llvm::StringRef Word) { return Plain.starts_with(Word); });
}

/// An ordinary member function of which nothing says that it runs only once.
bool runsPerCall(TranslationUnit &TU, const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && !Method->getParent()->isLambda() && !setsUp(F) &&
         TU.contexts().ofFunction(F).Evidence == Repetition::Level::Function &&
         llvm::none_of(TU.calls().callersOf(F), [](const CallSite &Edge) {
           const FunctionDecl *Caller = Edge.callerFunction();
           return !Caller || setsUp(Caller);
         });
}

/// True when the timer that \p Arm starts at \p Site is a new one each time,
/// belongs to an owner that lives on, and is in nobody's hands afterwards.
bool isPiledUp(TranslationUnit &TU, const ModelledSite &Site,
               const model::Arm &Arm) {
  const FunctionDecl *F = Site.function();
  if (!F || Arm.Repeats != model::Arm::Repeat::Periodic ||
      isa<CXXConstructorDecl>(F) || TU.contexts().isTestCode(F) ||
      (TU.contexts().ofFunction(F).Evidence != Repetition::Level::Handler &&
       !runsPerCall(TU, F)) ||
      isTested(TU, Site.Site, CallIndex::key(F)))
    return false;
  if (Arm.At.Where == model::Position::Base::Return) {
    // A number that nobody keeps; the object that counts it lives on.
    const Stmt *Parent =
        TU.calls().significantParent(Site.Site, CallIndex::key(F));
    return !isa_and_nonnull<Expr>(Parent) &&
           !isa_and_nonnull<DeclStmt>(Parent) &&
           !isa_and_nonnull<ReturnStmt>(Parent) &&
           isLongLived(TU.matcher().at(
               Site.Site, {model::Position::Base::This, 0, false, {}, {}})) &&
           !stopsByEvent(TU, F);
  }
  const Expr *Object = TU.matcher().at(Site.Site, Arm.At);
  const StorageClass *Storage = Object ? TU.storage().of(Object) : nullptr;
  if (!Storage || !Storage->closed())
    return false;
  for (const ValueDecl *D : Storage->Members) {
    const auto *Var = dyn_cast<VarDecl>(D);
    if (!Var || !Var->hasLocalStorage() || isa<ParmVarDecl>(Var))
      return false;
  }
  bool Made = false;
  for (const StorageFact &Fact : Storage->Facts)
    switch (Fact.What) {
    case StorageFact::Kind::Acquire: {
      if (!Fact.Acquire)
        break;
      const Expr *By = Fact.Acquire->Owner
                           ? TU.matcher().at(Fact.Site, Fact.Acquire->Owner)
                           : nullptr;
      Made = Fact.Owner == CallIndex::key(F) && isLongLived(By);
      if (!Made)
        return false;
      break;
    }
    case StorageFact::Kind::Release:
    case StorageFact::Kind::Disarm:
    case StorageFact::Kind::Transfer:
    case StorageFact::Kind::Hold:
    case StorageFact::Kind::Owned:
      return false;
    default:
      if (setsOnce(Fact))
        return false;
    }
  return Made;
}

/// A function whose name says that it puts an end to something.
bool endsByName(const FunctionDecl *F) {
  if (!F->getIdentifier())
    return false;
  std::string Name = F->getName().lower();
  return llvm::any_of(llvm::ArrayRef<llvm::StringRef>{"stop", "close", "shut",
                                                      "disconnect", "cancel",
                                                      "abandon", "suspend",
                                                      "pause", "disable"},
                      [&](llvm::StringRef Word) {
                        return llvm::StringRef(Name).contains(Word);
                      });
}

/// The function that stops a timer of the same class, which \p Site's function
/// starts too, but not \p Timer.
const StorageFact *stopOfSibling(TranslationUnit &TU, const ModelledSite &Site,
                                 const StorageClass &Timer,
                                 const FieldDecl *Member) {
  if (llvm::any_of(Timer.Facts, setsOnce))
    return nullptr;
  for (const ModelledSite &Other : TU.calls().sitesIn(Site.Owner))
    for (const model::ModelSet::Entry &E : Other.Entries)
      for (const model::Arm &A : E.Func->Arms) {
        const Expr *Object = TU.matcher().at(Other.Site, A.At);
        const StorageClass *Storage =
            Object ? TU.storage().of(Object) : nullptr;
        if (!Storage || Storage == &Timer ||
            A.Repeats != model::Arm::Repeat::Periodic ||
            llvm::none_of(Storage->Members, [&](const ValueDecl *D) {
              const auto *Field = dyn_cast<FieldDecl>(D);
              return Field && Field->getParent() == Member->getParent();
            }))
          continue;
        for (const StorageFact *Fact : Storage->of(StorageFact::Kind::Disarm)) {
          const auto *Stops = dyn_cast_or_null<FunctionDecl>(Fact->Owner);
          if (Stops && Fact->Owner != Site.Owner && endsByName(Stops) &&
              llvm::any_of(Timer.Facts, [&](const StorageFact &Own) {
                return Own.What == StorageFact::Kind::Arm;
              }))
            return Fact;
        }
      }
  return nullptr;
}

/// True when the timer is started again right behind the place that stops it:
/// setting a new expiry cancels the old wait.
bool isStartedAgain(TranslationUnit &TU, const StorageClass &Timer,
                    const StorageFact &Stop) {
  const CallIndex &Calls = TU.calls();
  llvm::SmallPtrSet<const Stmt *, 4> Starts;
  for (const StorageFact &Fact : Timer.Facts)
    if (Fact.What == StorageFact::Kind::Arm && Fact.Owner == Stop.Owner)
      Starts.insert(Fact.Site);
  if (Starts.empty())
    return false;
  const Stmt *Statement = Stop.Site;
  const Stmt *Parent = Calls.parentOf(Statement, Stop.Owner);
  // Within a `case` the first statement is a part of the label.
  while (Parent && !isa<CompoundStmt>(Parent)) {
    Statement = Parent;
    Parent = Calls.parentOf(Statement, Stop.Owner);
  }
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Parent);
  if (!Block)
    return true;
  bool Behind = false;
  for (const Stmt *Next : Block->body()) {
    Behind |= Next == Statement;
    if (!Behind)
      continue;
    if (Next != Statement && isa<BreakStmt, ReturnStmt, SwitchCase>(Next))
      return false;
    llvm::SmallVector<const Stmt *, 16> Pending = {Next};
    while (!Pending.empty()) {
      const Stmt *Each = Pending.pop_back_val();
      if (!Each)
        continue;
      if (Starts.count(Each))
        return true;
      Pending.append(Each->child_begin(), Each->child_end());
    }
  }
  return false;
}

} // namespace

/// Timers kept in members and globals: armed in one function, stopped in none
/// of those that can see them.
void UnstoppedTimerCheck::checkTranslationUnit(TranslationUnit &TU,
                                               FindingSink &Sink) {
  const CallIndex &Calls = TU.calls();
  OwnerLife Owners(Calls, TU.contexts(), TU.matcher());
  llvm::SmallPtrSet<const StorageClass *, 8> Reported;
  for (const ModelledSite &Site : Calls.sites())
    for (const model::ModelSet::Entry &E : Site.Entries)
      for (const model::Arm &A : E.Func->Arms) {
        if (A.Of && isPiledUp(TU, Site, A)) {
          Repetition Evidence = TU.contexts().ofFunction(Site.function());
          Finding F;
          F.Check = name();
          F.Location = Site.Site->getBeginLoc();
          F.Message = (Evidence.Evidence == Repetition::Level::Handler
                           ? "each event starts a new "
                           : "each call starts a new ") +
                      A.Of->Noun +
                      " here, and nothing can stop the ones before: they all "
                      "go on firing as long as their owner lives";
          F.Ranges.push_back(
              CharSourceRange::getTokenRange(Site.Site->getSourceRange()));
          if (Evidence.Where.isValid())
            F.Notes.push_back({Evidence.Where, Evidence.Text});
          Sink.report(std::move(F));
          continue;
        }
        // Created and armed in one.
        const Expr *Object = A.At.Where == model::Position::Base::Return
                                 ? Site.Site
                                 : TU.matcher().at(Site.Site, A.At);
        const StorageClass *Storage =
            Object ? TU.storage().of(Object) : nullptr;
        if (!Storage || !A.Of || Reported.count(Storage))
          continue;
        bool Number = isKeptAsNumber(TU, *Storage, A, Site.Site);
        if (!Storage->closed() && !Number)
          continue;
        // Process lifetime: a timer in a global is a daemon's.
        const FieldDecl *Member = nullptr;
        for (const ValueDecl *D : Storage->Members)
          if (const auto *Field = dyn_cast<FieldDecl>(D))
            Member = Field;
        if (!Member || hasGlobalInstance(TU, Member->getParent()))
          continue;
        // The memory of a C struct ends where it is freed.
        if (!Number && !TU.context().getLangOpts().CPlusPlus &&
            Owners.releasesOf(Member->getParent()).empty())
          continue;
        bool Stopped = llvm::any_of(Storage->Facts, [&](const StorageFact &F) {
          switch (F.What) {
          case StorageFact::Kind::Release:
          case StorageFact::Kind::Transfer:
          case StorageFact::Kind::Hold:
          case StorageFact::Kind::Owned:
            return true;
          case StorageFact::Kind::Disarm:
            return !isStartedAgain(TU, *Storage, F);
          default:
            return false;
          }
        });
        if (Stopped)
          continue;

        const StorageFact *Sibling =
            A.Of->Kind == model::ObjectKind::Class
                ? stopOfSibling(TU, Site, *Storage, Member)
                : nullptr;
        auto Acquired = Storage->of(StorageFact::Kind::Acquire);
        llvm::erase_if(Acquired, [](const auto *Fact) { return !Fact->Func; });
        bool ByHand =
            !Acquired.empty() && llvm::all_of(Acquired, [&](const auto *Fact) {
              return isHeldByHand(TU, *Fact);
            });
        // Those that their destructor stops end with their owner; whether their
        // handler does is for net-timer-callback-lifetime, and so is an owner
        // that is seen to end. An owner that is itself stopped, with only some
        // of its timers, lives on.
        bool EndsWithOwner = A.Of->Kind == model::ObjectKind::Class &&
                             A.Of->StopsOnDestruction && !ByHand && !Sibling;
        if (EndsWithOwner ||
            (!Sibling && ((!Storage->has(StorageFact::Kind::Acquire) && !Number) ||
                          abandonedTimer(TU, Owners, *Storage))))
          continue;
        Finding F;
        F.Check = name();
        F.Location = Site.Site->getBeginLoc();
        F.Message =
            Sibling
                ? "this " + A.Of->Noun + " is armed here, but '" +
                      cast<FunctionDecl>(Sibling->Owner)->getNameAsString() +
                      "', which stops another one, does not stop it"
                : "this " + A.Of->Noun +
                      " is armed here but no member function stops it: it "
                      "goes on after its owner is gone";
        if (Sibling)
          F.Notes.push_back({Sibling->Site->getBeginLoc(),
                             "only the other one is stopped here"});
        if (!A.Of->LeakCost.empty() && !Sibling)
          F.Message += "; " + A.Of->LeakCost;
        F.Ranges.push_back(
            CharSourceRange::getTokenRange(Site.Site->getSourceRange()));
        for (const StorageFact *Fact : Storage->of(StorageFact::Kind::Acquire))
          F.Notes.push_back(
              {Fact->Site->getBeginLoc(), A.Of->Noun + " created here"});
        Reported.insert(Storage);
        Sink.report(std::move(F));
      }
}

} // namespace nettidy
