//===-- UnstoppedTimerCheck.cpp -------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnstoppedTimerCheck.h"
#include "ast/CallIndex.h"
#include "ast/StorageFacts.h"
#include "clang/AST/DeclTemplate.h"
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

/// True when \p F can reach \p Target through calls, lambdas and callbacks of
/// this translation unit.
bool reaches(const CallIndex &Calls, const FunctionDecl *F, const Decl *Target,
             llvm::SmallPtrSetImpl<const Decl *> &Seen) {
  if (CallIndex::key(F) == Target)
    return true;
  if (!Seen.insert(CallIndex::key(F)).second)
    return false;
  return llvm::any_of(Calls.callsIn(CallIndex::key(F)),
                      [&](const CallSite &Site) {
                        return reaches(Calls, Site.Callee, Target, Seen);
                      });
}

/// The function that a handler argument names or is. Of a lambda with `auto`
/// parameters, the instance that the library made.
const FunctionDecl *handlerFunction(const Expr *Handler) {
  if (!Handler)
    return nullptr;
  Handler = Handler->IgnoreUnlessSpelledInSource();
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Handler)) {
    const FunctionTemplateDecl *Generic =
        Lambda->getLambdaClass()->getDependentLambdaCallOperator();
    if (!Generic)
      return Lambda->getCallOperator();
    for (const FunctionDecl *Instance : Generic->specializations())
      if (Instance->hasBody())
        return Instance;
    return nullptr;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Handler))
    return dyn_cast<FunctionDecl>(Ref->getDecl());
  return nullptr;
}

/// True when the lambda keeps its owner alive: it captures a smart pointer by
/// value (shared_from_this), not a weak one.
bool keepsOwnerAlive(const LambdaExpr *Lambda) {
  return llvm::any_of(Lambda->captures(), [](const LambdaCapture &C) {
    if (!C.capturesVariable() || C.getCaptureKind() != LCK_ByCopy)
      return false;
    const CXXRecordDecl *Class =
        C.getCapturedVar()->getType()->getAsCXXRecordDecl();
    return Class && Class->isInStdNamespace() && Class->getIdentifier() &&
           Class->getName() == "shared_ptr";
  });
}

/// True when some branch of the handler looks at anything but its own error
/// argument: a stop flag.
bool hasStopCondition(const FunctionDecl *Handler) {
  bool Found = false;
  CallIndex::forEachStatement(
      CallIndex::key(Handler), [&](const Stmt *Node, const Stmt *) {
        const Expr *Condition = nullptr;
        if (const auto *If = dyn_cast<IfStmt>(Node))
          Condition = If->getCond();
        else if (const auto *Choice = dyn_cast<ConditionalOperator>(Node))
          Condition = Choice->getCond();
        if (!Condition)
          return;
        llvm::SmallVector<const Stmt *, 8> Pending = {Condition};
        while (!Pending.empty()) {
          const Stmt *S = Pending.pop_back_val();
          if (!S)
            continue;
          if (isa<MemberExpr>(S) &&
              isa<FieldDecl>(cast<MemberExpr>(S)->getMemberDecl()))
            Found = true;
          if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
            if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
              if (!isa<ParmVarDecl>(Var))
                Found = true;
          Pending.append(S->child_begin(), S->child_end());
        }
      });
  return Found;
}

} // namespace

/// Timers kept in members and globals: armed in one function, stopped in none
/// of those that can see them.
void UnstoppedTimerCheck::checkTranslationUnit(TranslationUnit &TU,
                                               FindingSink &Sink) {
  const CallIndex &Calls = TU.calls();
  llvm::SmallPtrSet<const StorageClass *, 8> Reported;
  for (const ModelledSite &Site : Calls.sites())
    for (const model::ModelSet::Entry &E : Site.Entries)
      for (const model::Arm &A : E.Func->Arms) {
        const Expr *Object = TU.matcher().at(Site.Site, A.At);
        const StorageClass *Storage =
            Object ? TU.storage().of(Object) : nullptr;
        if (!Storage || !Storage->closed() || !A.Of || Reported.count(Storage))
          continue;
        // Process lifetime: a timer in a global is a daemon's.
        const FieldDecl *Member = nullptr;
        for (const ValueDecl *D : Storage->Members)
          if (const auto *Field = dyn_cast<FieldDecl>(D))
            Member = Field;
        if (!Member || hasGlobalInstance(TU, Member->getParent()))
          continue;
        auto ArmsThere = [&](const Decl *Owner) {
          return llvm::any_of(Storage->Facts, [&](const StorageFact &Fact) {
            return Fact.What == StorageFact::Kind::Arm && Fact.Owner == Owner;
          });
        };
        bool Stopped = llvm::any_of(Storage->Facts, [&](const StorageFact &F) {
          switch (F.What) {
          case StorageFact::Kind::Release:
          case StorageFact::Kind::Transfer:
          case StorageFact::Kind::Hold:
          case StorageFact::Kind::Owned:
            return true;
          case StorageFact::Kind::Disarm:
            // Re-arming sets a new expiry first, which cancels the old wait.
            return !ArmsThere(F.Owner);
          default:
            return false;
          }
        });
        if (Stopped)
          continue;

        std::string Text;
        bool SelfKeeping = false;
        if (A.Of->Kind == model::ObjectKind::Class && A.Of->StopsOnDestruction) {
          // Its destructor stops it, unless its own handler keeps its owner
          // alive and arms it again, for ever.
          const Expr *HandlerArg =
              A.Handler ? TU.matcher().at(Site.Site, A.Handler) : nullptr;
          const FunctionDecl *Handler = handlerFunction(HandlerArg);
          const auto *Lambda =
              HandlerArg ? dyn_cast<LambdaExpr>(
                               HandlerArg->IgnoreUnlessSpelledInSource())
                         : nullptr;
          llvm::SmallPtrSet<const Decl *, 8> Seen;
          if (!Handler || !Lambda || !keepsOwnerAlive(Lambda) || !Site.Owner ||
              !reaches(Calls, Handler, Site.Owner, Seen) ||
              hasStopCondition(Handler))
            continue;
          SelfKeeping = true;
        } else if (!Storage->has(StorageFact::Kind::Acquire)) {
          continue;
        }
        Finding F;
        F.Check = name();
        F.Location = Site.Site->getBeginLoc();
        F.Message =
            SelfKeeping
                ? "this " + A.Of->Noun +
                      " arms itself again and its handler keeps its owner "
                      "alive, but nothing ever cancels it: neither can end"
                : "this " + A.Of->Noun +
                      " is armed here but no member function stops it: it "
                      "goes on after its owner is gone";
        if (!A.Of->LeakCost.empty())
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
