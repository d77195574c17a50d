//===-- ObjectChecker.cpp - Follows modelled objects along paths ----------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The modelling checker's view of a call. ObjectState.h has the state diagram,
/// ObjectCheckerImpl.h says where the rest is.
///
//===----------------------------------------------------------------------===//

#include "path/ObjectChecker.h"
#include "path/ObjectCheckerImpl.h"
#include "clang/StaticAnalyzer/Core/CheckerManager.h"

namespace nettidy::path {

namespace engine {

bool ObjectChecker::evalCall(const CallEvent &Call, CheckerContext &C) const {
  if (ProgramStateRef State = evalOwnerCall(Call, C, matcher())) {
    C.addTransition(State);
    return true;
  }
  return false;
}

/// free(), or a library's function of that kind, g_free().
static bool freesMemory(const CallEvent &Call, const model::Matcher &Match) {
  const auto *F = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  if (!F || isa<CXXMethodDecl>(F) || !F->getIdentifier() ||
      Call.getNumArgs() != 1 || F->getNumParams() != 1)
    return false;
  return F->getName() == "free" ||
         (F->getName().ends_with("_free") &&
          F->getParamDecl(0)->getType()->isVoidPointerType() &&
          Match.isLibraryCode(F->getLocation()));
}

/// A method, of whatever class, of an object that a delete expression has ended.
static bool isOnDeleted(const CallEvent &Call, ProgramStateRef State) {
  const auto *Instance = dyn_cast<CXXInstanceCall>(&Call);
  SymbolRef Sym =
      Instance ? Instance->getCXXThisVal().getAsSymbol() : nullptr;
  const ObjectState *Found = Sym ? findObject(State, ObjectKey(Sym)) : nullptr;
  return Found && Found->Phase == Life::Released &&
         isa_and_nonnull<CXXDeleteExpr>(Found->ReleasedAt);
}

void ObjectChecker::checkPreCall(const CallEvent &Call,
                                 CheckerContext &C) const {
  if (const auto *Dtor = dyn_cast<CXXDestructorCall>(&Call)) {
    const MemRegion *R = Dtor->getCXXThisVal().getAsRegion();
    const auto *D = dyn_cast_or_null<CXXMethodDecl>(Dtor->getDecl());
    if (R && D && isOwnerClass(D->getParent(), matcher()))
      C.addTransition(ownerDestroyed(C.getState(), R));
    // One that the compiler makes releases no plain member: what only such a
    // one holds is lost with the memory.
    const auto *Heap = dyn_cast_or_null<SymbolicRegion>(R);
    if (Heap && D && !D->isUserProvided()) {
      Step S(C);
      freedInUse(Heap->getSymbol(), nullptr, S, Heap);
      S.commit();
    }
    return;
  }
  if (isa<CXXDeallocatorCall>(Call))
    return;
  if (KeepOut)
    if (const Decl *D = Call.getDecl();
        D && D->hasBody() && matcher().isLibraryCode(D->getLocation()))
      KeepOut(D);
  if (isa<AnyCXXConstructorCall>(Call) && isOwnerCall(Call, matcher())) {
    guardReachable(Call, C);
    return;
  }
  model::Matcher::Entries Found = entries(Call);
  if (Found.empty()) {
    if (freesMemory(Call, matcher())) {
      Step S(C);
      SymbolRef Memory = Call.getArgSVal(0).getAsSymbol();
      const ObjectState *Plain =
          Memory ? findObject(S.State, ObjectKey(Memory)) : nullptr;
      if (Plain && Plain->Of && Plain->Of->PlainMemory)
        S.State = escape(S.State, ObjectKey(Memory), /*SettingsToo=*/true);
      freedInUse(Memory, Call.getOriginExpr(), S);
      S.commit();
    } else if (isOnDeleted(Call, C.getState())) {
      Step S(C);
      checkUse(Call, Found, S);
      S.commit();
    }
    return;
  }
  Step S(C);
  checkUse(Call, Found, S);
  for (const model::ModelSet::Entry &E : Found) {
    // Before its body, which may take what is given to the constructor.
    if (const auto *Ctor = dyn_cast<CXXConstructorCall>(&Call);
        Ctor && E.Func->Returns)
      standFor(Ctor->getCXXThisVal(), Call, E.Func->Returns, S);
    applySettings(Call, E, /*AfterCall=*/false, S);
    applyRequests(Call, E, /*AfterCall=*/false, S);
    applyTimers(Call, E, /*AfterCall=*/false, S);
    applyReleases(Call, E, S);
    applyTransfers(Call, E, S);
    applyHandlers(Call, E, S);
    for (const model::Acquire &A : E.Func->Acquires) {
      loseReplaced(Call, A, S);
      noteKeptAddress(Call, A, S);
    }
    for (const model::Acquire &A : E.Func->Acquires)
      if (A.Alias && A.Alias.Dereference)
        if (const MemRegion *Place = placeAt(Call, A.Alias, S.State))
          S.State = saveValue(S.State, Place, S.State->getSVal(Place));
    if (E.Func->NoReturn) {
      C.addSink(S.State);
      return;
    }
  }
  S.commit();
}

void ObjectChecker::checkPostCall(const CallEvent &Call,
                                  CheckerContext &C) const {
  // The parts of a delete expression, which is judged as a whole.
  if (isa<CXXDestructorCall, CXXDeallocatorCall>(Call))
    return;
  model::Matcher::Entries Found = entries(Call);
  Step S(C);
  S.State = readBodies(Call, S.State);
  if (Found.empty()) {
    if (isOwnerCall(Call, matcher())) {
      if (wraps(Call)) {
        makeWrapper(Call, S);
      } else if (ProgramStateRef State = makeOwned(Call, C, matcher())) {
        S.State = State;
        configureMade(Call, S);
      }
      S.commit();
      return;
    }
    if (!C.wasInlined) {
      noteErrorAnswers(Call, S);
      reportMayThrow(Call, S);
      escapeCopiedBytes(Call, S);
      escapeReachable(Call, S);
    }
    if (const auto *Ctor = dyn_cast<CXXConstructorCall>(&Call))
      trackConstruction(*Ctor, S);
    S.commit();
    return;
  }
  noteErrorAnswers(Call, S);
  escapeCopiedBytes(Call, S);
  for (const model::ModelSet::Entry &E : Found) {
    for (const model::Acquire &A : E.Func->Acquires)
      applyAcquire(Call, A, S);
    applyTimers(Call, E, /*AfterCall=*/true, S);
    applyTransfersAfter(Call, E, S);
    applySettings(Call, E, /*AfterCall=*/true, S);
    applyRequests(Call, E, /*AfterCall=*/true, S);
    applyDrains(Call, E, S);
    S.State = dropSavedValues(S.State);
    if (const auto *Ctor = dyn_cast<CXXConstructorCall>(&Call))
      trackConstruction(*Ctor, S);
    if (E.Func->ServerSide)
      for (const model::Acquire &A : E.Func->Acquires) {
        ObjectKey K = keyAt(Call, A.At, A.Of, S.State);
        if (const ObjectState *Object = findObject(S.State, K)) {
          ObjectState New = *Object;
          New.ServerSide = true;
          S.State = setObject(S.State, K, New);
        }
      }
    if (E.Func->GivesSender)
      applySender(Call, S);
    if (E.Func->Returns && Call.getOriginExpr() &&
        !isa<CXXConstructorCall>(Call)) {
      // A part of the object, or the object behind a reference: one object for
      // our purposes.
      SVal V = valueAt(Call, E.Func->Returns, S.State);
      bool Fails = E.Func->ReturnsFailure == model::FailureForm::Null;
      if (Fails)
        S.Failed = S.State->BindExpr(
            Call.getOriginExpr(), C.getLocationContext(),
            C.getSValBuilder().makeNullWithType(Call.getResultType()));
      if (std::optional<SVal> Owner = Call.getReturnValueUnderConstruction())
        standFor(*Owner, Call, E.Func->Returns, S);
      if (V.getAsRegion() && (Call.getResultType()->isReferenceType() ||
                              Call.getResultType()->isAnyPointerType()))
        S.State =
            S.State->BindExpr(Call.getOriginExpr(), C.getLocationContext(),
                              seenAs(V, Call.getResultType(), C.getSValBuilder()));
    }
  }
  S.commit();
}

} // namespace engine

void registerObjectChecker(clang::ento::CheckerManager &Mgr,
                           TranslationUnit &TU,
                           std::function<void(const clang::Decl *)> KeepOut) {
  auto *Engine = Mgr.registerChecker<engine::ObjectChecker>();
  Engine->TU = &TU;
  Engine->KeepOut = std::move(KeepOut);
}

void attachReader(clang::ento::CheckerManager &Mgr, ObjectEvents &Reader) {
  auto *Engine = Mgr.getChecker<engine::ObjectChecker>();
  Engine->Readers.push_back(
      {&Reader,
       std::make_unique<clang::ento::BugType>(
           Mgr.getCurrentCheckerName(), "Network object lifetime", "Network")});
}

bool hasReported(clang::ento::CheckerManager &Mgr, const ObjectEvents &Reader,
                 clang::SourceLocation Place) {
  return Mgr.getChecker<engine::ObjectChecker>()->Reported.count(
      {&Reader, Place});
}

} // namespace nettidy::path
