//===-- ObjectCheckerRequests.cpp - Requests and answers ------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What is sent over an object, bounded or not, and whether its answer was read.
///
//===----------------------------------------------------------------------===//

#include "path/ObjectCheckerImpl.h"

namespace nettidy::path::engine {

void ObjectChecker::applyRequests(const CallEvent &Call,
                                  const model::ModelSet::Entry &E,
                                  bool AfterCall, Step &S) const {
  for (const model::Request &R : E.Func->Requests) {
    // A call that connects the object that it gives out has set it up as well.
    if (configuresNewObject(*E.Func, R.At) != AfterCall)
      continue;
    ObjectKey K = keyAt(Call, R.At, R.Of, S.State);
    if (!K)
      continue;
    const ObjectState *Found = findObject(S.State, K);
    ObjectState Object;
    if (Found) {
      if (hasFailed(S.State, K, *Found))
        continue; // nothing is sent over what does not exist
      Object = *Found;
    } else {
      Object.Of = R.Of;
      Object.Phase = Life::Foreign;
      Object.SettingsKnown = false;
    }
    if (!Object.Of)
      Object.Of = R.Of;
    if (Object.Requests < 2)
      ++Object.Requests;
    if (E.Func->ServerSide)
      Object.ServerSide = true;

    if (R.NeedsDrained && Object.Undrained && !Object.ServerSide) {
      // The second of two blind calls usually takes the end of the answer.
      if (!Object.Drained || Object.DrainCalls < 2) {
        const LocationContext *LCtx = S.C.getLocationContext();
        UndrainedEvent Event(*TU, Object, Call.getOriginExpr(),
                             topFrame(LCtx)->getDecl(), LCtx->getDecl());
        Event.Callee = E.Func;
        Event.ObjectExpr = exprAt(Call, R.At);
        dispatch(Event, &ObjectEvents::onUndrained, K, S, Call.getOriginExpr());
      }
      Object.Undrained = false;
    }

    bool Exempt = R.BoundedBy.empty() || R.Streaming || R.Driven ||
                  (R.OnlyIfConnected &&
                   (!Object.Connected || Object.ServerSide));
    if (!Exempt && R.Unless)
      Exempt = judge(Call, R.Unless, R.UnlessValues, S.C, /*AsFlags=*/true) !=
               model::ValueVerdict::Differs;
    // A wait on descriptors bounds what is read afterwards.
    if (!Exempt && Object.Of &&
        (Object.Of->Kind == model::ObjectKind::Descriptor ||
         Object.Of->Role == model::ObjectRole::Connection) &&
        waitSeen(S.State))
      Exempt = true;
    if (R.Connects && !Object.ServerSide)
      Object.Connected = true;

    // What is set on the request that is sent counts for this one sending.
    uint64_t OfMessage = 0;
    if (!Exempt && R.Message) {
      const Expr *Message = exprAt(Call, R.Message);
      const model::ModelSet::ObjectEntry *Entry =
          Message ? matcher().objectOfType(Message->getType(),
                                           /*ThroughPointer=*/true)
                  : nullptr;
      const ObjectState *Sent =
          Entry ? findObject(S.State,
                             keyAt(Call, R.Message, Entry->Obj, S.State))
                : nullptr;
      if (Sent)
        OfMessage = Sent->Bounds;
      Exempt = Entry && (!Sent || !Sent->SettingsKnown);
    }

    if (!Exempt && !Object.TimeoutReported) {
      uint64_t Have = Object.Bounds | OfMessage;
      if (Object.Of)
        Have |= boundMask(Object.Of->DefaultBounds) & ~Object.Unbounded;
      const LocationContext *LCtx = S.C.getLocationContext();
      RequestEvent Event(*TU, Object, Call.getOriginExpr(),
                         topFrame(LCtx)->getDecl(), LCtx->getDecl());
      Event.Callee = E.Func;
      Event.Request = &R;
      Event.ObjectExpr = exprAt(Call, R.At);
      for (const auto &Alternative : R.BoundedBy) {
        uint64_t Need = boundMask(Alternative);
        Event.Bounded |= (Have & Need) == Need;
        Event.SetToInfinite |= (Object.Unbounded & Need) != 0;
      }
      dispatch(Event, &ObjectEvents::onRequest, K, S, Call.getOriginExpr());
      Object.TimeoutReported = Event.TimeoutReported;
    }
    S.State = setObject(S.State, K, Object);
  }
}

void ObjectChecker::applyDrains(const CallEvent &Call,
                                const model::ModelSet::Entry &E,
                                Step &S) const {
  SymbolRef Result = Call.getReturnValue().getAsSymbol();
  for (const model::Function::Undrained &U : E.Func->Undrains) {
    ObjectKey K = keyAt(Call, U.At, U.Of, S.State);
    const ObjectState *Found = findObject(S.State, K);
    if (!K || (Found && hasFailed(S.State, K, *Found)))
      continue;
    ObjectState Object;
    if (Found) {
      Object = *Found;
    } else {
      Object.Of = U.Of;
      Object.Phase = Life::Foreign;
      Object.SettingsKnown = false;
    }
    Object.Undrained = true;
    Object.DrainCalls = 0;
    Object.Drained = nullptr;
    Object.SentFailure = U.Failure;
    Object.Sent = U.Failure == model::FailureForm::Never ? nullptr : Result;
    const MemRegion *Body =
        U.Body ? valueAt(Call, U.Body, S.State).getAsRegion() : nullptr;
    Object.Body = Body ? Body->getBaseRegion() : nullptr;
    S.State = setObject(S.State, K, Object);
    S.note(K, "its answer waits from here on");
  }
  for (const model::Function::Drain &D : E.Func->Drains) {
    ObjectKey K = keyAt(Call, D.At, nullptr, S.State);
    const ObjectState *Found = findObject(S.State, K);
    if (!Found || !Found->Undrained)
      continue;
    ObjectState Object = *Found;
    if (D.When.Where == Position::Base::Return && Result) {
      Object.Drained = Result;
      if (Object.DrainCalls < 2)
        ++Object.DrainCalls;
    } else if (!D.When || judge(Call, D.When, D.WhenValues, S.C) !=
                              model::ValueVerdict::Differs) {
      Object.Undrained = false;
    }
    S.State = setObject(S.State, K, Object);
  }
}

/// Whoever gets what an answer is read from may read it to its end.
ProgramStateRef ObjectChecker::readBodies(const CallEvent &Call,
                                          ProgramStateRef State) const {
  auto IsBody = [](SVal V, const MemRegion *Body) {
    const MemRegion *R = V.getAsRegion();
    return R && R->getBaseRegion() == Body;
  };
  llvm::SmallVector<ObjectKey, 2> Read;
  forEachObject(State, [&](ObjectKey K, const ObjectState &S) {
    if (!S.Undrained || !S.Body)
      return;
    bool Reads = false;
    for (unsigned I = 0, N = Call.getNumArgs(); I != N; ++I)
      Reads |= IsBody(Call.getArgSVal(I), S.Body);
    if (const auto *Instance = dyn_cast<CXXInstanceCall>(&Call))
      Reads |= IsBody(Instance->getCXXThisVal(), S.Body);
    if (Reads)
      Read.push_back(K);
  });
  for (ObjectKey K : Read) {
    ObjectState Object = *findObject(State, K);
    Object.Undrained = false;
    State = setObject(State, K, Object);
  }
  return State;
}

} // namespace nettidy::path::engine
