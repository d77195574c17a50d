//===-- ObjectCheckerRelease.cpp - How objects end ------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Releases and transfers that a model describes, and what comes after them.
///
//===----------------------------------------------------------------------===//

#include "path/ObjectCheckerImpl.h"

namespace nettidy::path::engine {

void ObjectChecker::applyReleases(const CallEvent &Call,
                                  const model::ModelSet::Entry &E,
                                  Step &S) const {
  for (const model::Release &R : E.Func->Releases) {
    if (R.When && judge(Call, R.When, R.WhenValues, S.C) !=
                      model::ValueVerdict::Differs)
      continue;
    ObjectKey K = keyAt(Call, R.At, R.Of, S.State);
    if (!K)
      continue;
    const ObjectState *Found = findObject(S.State, K);
    ObjectState Object;
    if (Found) {
      Object = *Found;
      if (Object.Of && R.Of && Object.Of != R.Of &&
          Object.Of->Kind != R.Of->Kind)
        continue;
    } else {
      if (!K.symbol())
        continue;
      // Releasing a null handle is a no-op and says nothing.
      SVal V = valueAt(Call, R.At, S.State);
      if (S.State->isNull(V).isConstrainedTrue())
        continue;
      Object.Of = R.Of;
      Object.SettingsKnown = false;
    }
    if (Found && hasFailed(S.State, K, Object))
      continue;
    // The destructor of a C++ object is its release; close() before it is a
    // stop that may be followed by another open().
    if (K.region() && Object.Of && Object.Of->Kind == model::ObjectKind::Class) {
      Object.Armed = false;
      Object.Connected = false;
      if (isInCallersMemory(Object.Of)) {
        S.State = removeObject(S.State, K); // may be set up anew
        continue;
      }
      if (!K.lifetimeSymbol()) {
        S.State = setObject(S.State, K, Object);
        continue;
      }
    }
    bool WasHeld = Object.Phase != Life::Held;
    Object.Phase = Life::Released;
    Object.ReleasedAt = Call.getOriginExpr();
    Object.ReleaseMayRefuse =
        R.ByAddress || (R.Counted && WasHeld);
    Object.Armed = false;
    S.State = setObject(S.State, K, Object);
    S.note(K, "released here");
  }
}

void ObjectChecker::applyTransfers(const CallEvent &Call,
                                   const model::ModelSet::Entry &E,
                                   Step &S) const {
  static const model::ValuePattern NonZero[] = {
      {model::ValuePattern::Kind::NonZero, 0, {}}};
  static const model::ValuePattern Zero[] = {
      {model::ValuePattern::Kind::Integer, 0, {}}};
  for (const model::Transfer &T : E.Func->Transfers) {
    if (T.At.Where == Position::Base::Return)
      continue; // after the call
    model::ValueVerdict V = model::ValueVerdict::Matches;
    switch (T.When) {
    case model::TransferWhen::Always:
      break;
    case model::TransferWhen::Success:
      if (!T.At.Dereference)
        continue; // after the call
      break;
    case model::TransferWhen::NonZero:
      V = judge(Call, T.Flag, NonZero, S.C);
      break;
    case model::TransferWhen::Zero:
      V = judge(Call, T.Flag, Zero, S.C);
      break;
    case model::TransferWhen::Value:
      V = judge(Call, T.Flag, T.Value, S.C, /*AsFlags=*/true);
      break;
    }
    if (V != model::ValueVerdict::Differs)
      S.State = escape(S.State, keyAt(Call, T.At, nullptr, S.State),
                       /*SettingsToo=*/false);
  }
  for (const Position &P : E.Func->Holds)
    S.State = escape(S.State, keyAt(Call, P, nullptr, S.State),
                     /*SettingsToo=*/false);
}

/// Taken when the call succeeds: it is gone, unless the path finds out that the
/// call has failed.
void ObjectChecker::transferOnSuccess(const CallEvent &Call,
                                      const model::Transfer &T, Step &S) const {
  ObjectKey K = keyAt(Call, T.At, nullptr, S.State);
  const ObjectState *Found = findObject(S.State, K);
  bool Held = Found && Found->Phase == Life::Held && Found->AcquiredAt;
  S.State = escape(S.State, K, /*SettingsToo=*/false);
  SymbolRef Result = Call.getReturnValue().getAsSymbol();
  if (!Held || !Result)
    return;
  ObjectState New = *findObject(S.State, K);
  New.Taken = Result;
  New.TakenFailure = T.Failure == model::FailureForm::Null
                         ? model::FailureForm::NullReturn
                         : T.Failure;
  S.State = setObject(S.State, K, New);
}

/// What the call takes when it succeeds; and what it gives out may belong to the
/// library or its handler already.
void ObjectChecker::applyTransfersAfter(const CallEvent &Call,
                                        const model::ModelSet::Entry &E,
                                        Step &S) const {
  for (const model::Transfer &T : E.Func->Transfers) {
    if (T.At.Where != Position::Base::Return) {
      if (T.When == model::TransferWhen::Success && !T.At.Dereference)
        transferOnSuccess(Call, T, S);
      continue;
    }
    if (T.When != model::TransferWhen::Value ||
        judge(Call, T.Flag, T.Value, S.C, /*AsFlags=*/true) ==
            model::ValueVerdict::Matches)
      S.State = escape(S.State, keyAt(Call, T.At, nullptr, S.State),
                       /*SettingsToo=*/false);
  }
}

void ObjectChecker::checkUse(const CallEvent &Call,
                             model::Matcher::Entries Entries, Step &S) const {
  // Begins a new life in the memory of an old one.
  auto InitialisesInPlace = [&](ObjectKey K) {
    return llvm::any_of(Entries, [&](const model::ModelSet::Entry &E) {
      return llvm::any_of(E.Func->Acquires, [&](const model::Acquire &A) {
        return A.Of && A.Of->InPlace && A.Alias &&
               keyAt(Call, A.Alias, A.Of, S.State) == K;
      });
    });
  };
  auto Check = [&](SVal V) {
    for (ObjectKey K : {ownedObject(S.State, V)}) {
      const ObjectState *Found = findObject(S.State, K);
      if (!Found || InitialisesInPlace(K))
        continue;
      ObjectState Object = *Found;
      if (Object.Phase == Life::Released && !Object.ReleaseMayRefuse &&
          Call.getOriginExpr() != Object.ReleasedAt) {
        const LocationContext *LCtx = S.C.getLocationContext();
        UseEvent Event(*TU, Object, Call.getOriginExpr(),
                       topFrame(LCtx)->getDecl(), LCtx->getDecl());
        Event.IsDescriptor =
            K.symbol() && K.symbol()->getType()->isIntegralOrEnumerationType();
        for (const model::ModelSet::Entry &E : Entries)
          for (const model::Release &R : E.Func->Releases)
            Event.SecondRelease |=
                keyAt(Call, R.At, R.Of, S.State) == K;
        dispatch(Event, &ObjectEvents::onUseAfterRelease, K, S,
                 Call.getOriginExpr());
        S.State = removeObject(S.State, K); // once is enough
        continue;
      }
      if (!Object.Used) {
        Object.Used = true;
        S.State = setObject(S.State, K, Object);
      }
    }
  };
  for (unsigned I = 0, N = Call.getNumArgs(); I != N; ++I)
    Check(Call.getArgSVal(I));
  if (const auto *Instance = dyn_cast<CXXInstanceCall>(&Call))
    Check(Instance->getCXXThisVal());
}

/// A member of a struct that a released handle led to.
void ObjectChecker::checkLocation(SVal Place, bool, const Stmt *At,
                                  CheckerContext &C) const {
  ProgramStateRef State = C.getState();
  const MemRegion *Part = Place.getAsRegion();
  if (!isa_and_nonnull<FieldRegion>(Part) || !anyObject(State))
    return;
  const auto *Whole = dyn_cast<SymbolicRegion>(Part->getBaseRegion());
  if (!Whole)
    return;
  SymbolRef Sym = Whole->getSymbol();
  while (const auto *Cast = dyn_cast<SymbolCast>(Sym))
    Sym = Cast->getOperand();
  ObjectKey K(Sym);
  const ObjectState *Found = findObject(State, K);
  if (Found && Found->KeptIn && !Found->Used) {
    ObjectState New = *Found;
    New.Used = true;
    C.addTransition(setObject(State, K, New));
    return;
  }
  if (!Found || Found->Phase != Life::Released || Found->ReleaseMayRefuse ||
      !Found->Of || Found->Of->Kind != model::ObjectKind::Handle)
    return;
  Step S(C);
  ObjectState Object = *Found;
  const LocationContext *LCtx = C.getLocationContext();
  UseEvent Event(*TU, Object, dyn_cast_or_null<Expr>(At),
                 topFrame(LCtx)->getDecl(), LCtx->getDecl());
  dispatch(Event, &ObjectEvents::onUseAfterRelease, K, S, At);
  S.State = removeObject(S.State, K); // once is enough
  S.commit();
}

bool canLeak(const ObjectState &Object) {
  return !isInCallersMemory(Object.Of) ||
         Object.Of->Role != model::ObjectRole::Timer || Object.Armed;
}

/// An open handle that this path put into a struct, and nowhere else.
bool ObjectChecker::isOnlyIn(SymbolRef Memory, ObjectKey K,
                             const ObjectState &Object,
                             ProgramStateRef State) const {
  const auto *Whole =
      Object.KeptIn
          ? dyn_cast<SymbolicRegion>(Object.KeptIn->getBaseRegion())
          : nullptr;
  if (!Whole || Whole->getSymbol() != Memory || Object.Phase != Life::Gone ||
      !K.symbol() || hasFailed(State, K, Object) ||
      !isKnownOpen(State, K, Object))
    return false;
  return standsOnlyIn(Object.KeptIn, K.symbol(), State);
}

static bool isActive(const StackFrameContext *Frame, CheckerContext &C) {
  for (const LocationContext *L = C.getLocationContext(); L; L = L->getParent())
    if (L->getStackFrame() == Frame)
      return true;
  return false;
}

/// A member of \p Whole itself, not of one of its bases or members.
static bool isMemberOf(const MemRegion *Place, const MemRegion *Whole) {
  const auto *Field = dyn_cast_or_null<FieldRegion>(Place);
  return Field && Field->getSuperRegion()->StripCasts(false) == Whole;
}

/// The memory goes, but the library still works with what stands in it, or it
/// holds the only reference to an object.
void ObjectChecker::freedInUse(SymbolRef Memory, const Expr *At, Step &S,
                               const MemRegion *Plain) const {
  if (!Memory || !anyObject(S.State))
    return;
  llvm::SmallVector<std::pair<ObjectKey, ObjectState>, 2> Parts;
  forEachObject(S.State, [&](ObjectKey K, const ObjectState &Object) {
    if (isInCallersMemory(Object.Of) && Object.Phase == Life::Held &&
        canLeak(Object) && memoryOf(K, Object) == Memory &&
        !hasFailed(S.State, K, Object))
      Parts.emplace_back(K, Object);
    // What a factory of this file made, which has returned, is judged with all
    // that its struct is used for.
    if (isActive(Object.AcquiredIn, S.C) &&
        (!Plain || isMemberOf(Object.KeptIn, Plain)) &&
        isOnlyIn(Memory, K, Object, S.State))
      Parts.emplace_back(K, Object);
  });
  for (const auto &[K, Object] : Parts) {
    leak(K, Object, LeakEvent::Cause::Dead, S, At);
    S.State = removeObject(S.State, K);
  }
}

void ObjectChecker::checkPreStmt(const CXXDeleteExpr *Delete,
                                 CheckerContext &C) const {
  Step S(C);
  SVal V = C.getSVal(Delete->getArgument());
  freedInUse(V.getAsSymbol(), Delete, S);
  ObjectKey K = ownedObject(S.State, V);
  const ObjectState *Found = findObject(S.State, K);
  if (!Found) {
    S.commit();
    return;
  }
  if (K.region()) {
    S.State = removeObject(S.State, K);
  } else if (Found->Of && Found->Of->Kind == model::ObjectKind::Handle &&
             Found->Phase != Life::Released && !hasFailed(S.State, K, *Found)) {
    // A C++ object of the library, given out as a handle.
    ObjectState Object = *Found;
    Object.Phase = Life::Released;
    Object.ReleasedAt = Delete;
    S.State = setObject(S.State, K, Object);
    S.note(K, "released here");
  } else {
    S.State = escape(S.State, K, /*SettingsToo=*/true);
  }
  S.commit();
}

} // namespace nettidy::path::engine
