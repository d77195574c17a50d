//===-- UnstoppedTimerCheck.cpp -------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnstoppedTimerCheck.h"
#include "AbandonedTimer.h"
#include "ast/CallIndex.h"
#include "ast/StorageFacts.h"
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

        // Those that their destructor stops end with their owner; whether their
        // handler does is for net-timer-callback-lifetime, and so is an owner
        // that is seen to end.
        bool EndsWithOwner = A.Of->Kind == model::ObjectKind::Class &&
                             A.Of->StopsOnDestruction;
        if (EndsWithOwner || !Storage->has(StorageFact::Kind::Acquire) ||
            abandonedTimer(TU, Owners, *Storage))
          continue;
        Finding F;
        F.Check = name();
        F.Location = Site.Site->getBeginLoc();
        F.Message = "this " + A.Of->Noun +
                    " is armed here but no member function stops it: it goes on "
                    "after its owner is gone";
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
