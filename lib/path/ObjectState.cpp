//===-- ObjectState.cpp - The state of one modelled object ----------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/ObjectState.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ProgramStateTrait.h"

using namespace clang::ento;
using nettidy::path::ObjectKey;
using nettidy::path::ObjectState;

REGISTER_MAP_WITH_PROGRAMSTATE(TrackedObjects, ObjectKey, ObjectState)
REGISTER_MAP_WITH_PROGRAMSTATE(OwnerValues, const clang::ento::MemRegion *,
                               clang::ento::SVal)
REGISTER_MAP_WITH_PROGRAMSTATE(SavedValues, const clang::ento::MemRegion *,
                               clang::ento::SVal)
REGISTER_TRAIT_WITH_PROGRAMSTATE(FiniteWaitSeen, bool)

namespace nettidy::path {

SymbolRef ObjectKey::lifetimeSymbol() const {
  if (SymbolRef S = symbol())
    return S;
  if (const auto *R = region())
    if (const auto *SR = R->getAs<SymbolicRegion>())
      return SR->getSymbol();
  return nullptr;
}

bool ObjectState::operator==(const ObjectState &O) const {
  llvm::FoldingSetNodeID A, B;
  Profile(A);
  O.Profile(B);
  return A == B;
}

void ObjectState::profileSituation(llvm::FoldingSetNodeID &ID) const {
  ID.AddPointer(Of);
  ID.AddPointer(AcquiredAt);
  ID.AddPointer(AcquiredIn ? AcquiredIn->getCallSite() : nullptr);
  ID.AddPointer(ReleasedAt);
  ID.AddInteger(static_cast<unsigned>(Failure));
  ID.AddInteger(static_cast<unsigned>(Phase));
  ID.AddInteger(Bounds);
  ID.AddInteger(Unbounded);
  unsigned Flags = 0;
  for (bool Flag : {SettingsKnown, Armed, Connected, ServerSide, Shared,
                    ReleaseMayRefuse, TimeoutReported, Handed, Used, Undrained,
                    InMember, Status != nullptr, Error != nullptr,
                    ErrorAnswer != nullptr, Sent != nullptr,
                    Drained != nullptr, Body != nullptr, KeptIn != nullptr,
                    Taken != nullptr})
    Flags = Flags << 1 | unsigned(Flag);
  ID.AddInteger(Flags);
  ID.AddInteger(Requests);
  ID.AddInteger(DrainCalls);
  ID.AddInteger(static_cast<unsigned>(SentFailure));
}

void ObjectState::Profile(llvm::FoldingSetNodeID &ID) const {
  profileSituation(ID);
  ID.AddPointer(AcquiredIn);
  ID.AddPointer(Status);
  ID.AddPointer(Error);
  ID.AddPointer(ErrorAnswer);
  ID.AddPointer(Sent);
  ID.AddPointer(Drained);
  ID.AddPointer(Body);
  ID.AddPointer(KeptIn);
  ID.AddPointer(Taken);
  ID.AddInteger(static_cast<unsigned>(TakenFailure));
}

const ObjectState *findObject(ProgramStateRef State, ObjectKey K) {
  return K ? State->get<TrackedObjects>(K) : nullptr;
}

ProgramStateRef setObject(ProgramStateRef State, ObjectKey K,
                          const ObjectState &S) {
  return State->set<TrackedObjects>(K, S);
}

ProgramStateRef removeObject(ProgramStateRef State, ObjectKey K) {
  return State->remove<TrackedObjects>(K);
}

void forEachObject(
    ProgramStateRef State,
    llvm::function_ref<void(ObjectKey, const ObjectState &)> Visit) {
  for (const auto &Entry : State->get<TrackedObjects>())
    Visit(Entry.first, Entry.second);
}

bool anyObject(ProgramStateRef State) {
  return !State->get<TrackedObjects>().isEmpty();
}

std::optional<SVal> ownedValue(ProgramStateRef State, const MemRegion *Owner) {
  if (const SVal *V = State->get<OwnerValues>(Owner))
    return *V;
  return std::nullopt;
}

ProgramStateRef setOwnedValue(ProgramStateRef State, const MemRegion *Owner,
                              SVal Value) {
  return State->set<OwnerValues>(Owner, Value);
}

ProgramStateRef removeOwner(ProgramStateRef State, const MemRegion *Owner) {
  return State->remove<OwnerValues>(Owner);
}

void forEachOwner(
    ProgramStateRef State,
    llvm::function_ref<void(const MemRegion *, SVal)> Visit) {
  for (const auto &Entry : State->get<OwnerValues>())
    Visit(Entry.first, Entry.second);
}

std::optional<SVal> savedValue(ProgramStateRef State, const MemRegion *Place) {
  if (const SVal *V = State->get<SavedValues>(Place))
    return *V;
  return std::nullopt;
}

ProgramStateRef saveValue(ProgramStateRef State, const MemRegion *Place,
                          SVal Value) {
  return State->set<SavedValues>(Place, Value);
}

ProgramStateRef dropSavedValues(ProgramStateRef State) {
  llvm::SmallVector<const MemRegion *, 2> Places;
  for (const auto &Entry : State->get<SavedValues>())
    Places.push_back(Entry.first);
  for (const MemRegion *Place : Places)
    State = State->remove<SavedValues>(Place);
  return State;
}

bool isSaved(ProgramStateRef State, SymbolRef S) {
  for (const auto &Entry : State->get<SavedValues>())
    if (Entry.second.getAsSymbol() == S)
      return true;
  return false;
}

bool waitSeen(ProgramStateRef State) { return State->get<FiniteWaitSeen>(); }

ProgramStateRef setWaitSeen(ProgramStateRef State) {
  return State->set<FiniteWaitSeen>(true);
}

} // namespace nettidy::path
