//===-- Owners.cpp - Smart pointers, looked through -----------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/Owners.h"
#include "compat/PathCompat.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace clang::ento;

namespace nettidy::path {

namespace {

enum class OwnerKind { None, Unique, Shared };

OwnerKind ownerKind(const CXXRecordDecl *Class, const model::Matcher &Match) {
  if (!Class || !Class->getIdentifier())
    return OwnerKind::None;
  if (!Class->isInStdNamespace()) {
    const model::OwnerClass *Known = Match.ownerClass(Class);
    if (!Known)
      return OwnerKind::None;
    return Known->Shared ? OwnerKind::Shared : OwnerKind::Unique;
  }
  return llvm::StringSwitch<OwnerKind>(Class->getName())
      .Case("unique_ptr", OwnerKind::Unique)
      .Case("shared_ptr", OwnerKind::Shared)
      // libstdc++ declares some members of shared_ptr in these bases.
      .Case("__shared_ptr", OwnerKind::Shared)
      .Case("__shared_ptr_access", OwnerKind::Shared)
      .Default(OwnerKind::None);
}

OwnerKind ownerKind(const CallEvent &Call, const model::Matcher &Match) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call.getDecl());
  return M ? ownerKind(M->getParent(), Match) : OwnerKind::None;
}

const MemRegion *regionOf(SVal V) {
  const MemRegion *R = V.getAsRegion();
  return R ? R->StripCasts(/*StripBaseAndDerivedCasts=*/true) : nullptr;
}

const MemRegion *thisRegion(const CallEvent &Call) {
  if (const auto *Ctor = dyn_cast<CXXConstructorCall>(&Call))
    return regionOf(Ctor->getCXXThisVal());
  if (const auto *Instance = dyn_cast<CXXInstanceCall>(&Call))
    return regionOf(Instance->getCXXThisVal());
  return nullptr;
}

/// Marks the object behind \p Value as owned (or held by hand again).
ProgramStateRef setOwned(ProgramStateRef State, SVal Value, bool Owned) {
  ObjectKey K = ownedObject(State, Value);
  const ObjectState *S = findObject(State, K);
  if (!S || S->Phase == ObjectState::Life::Released ||
      S->Phase == ObjectState::Life::Foreign)
    return State;
  ObjectState New = *S;
  New.Phase = Owned ? ObjectState::Life::Gone : ObjectState::Life::Held;
  return setObject(State, K, New);
}

ProgramStateRef releaseOwned(ProgramStateRef State, SVal Value) {
  ObjectKey K = ownedObject(State, Value);
  const ObjectState *S = findObject(State, K);
  if (!S)
    return State;
  if (K.region())
    return removeObject(State, K);
  ObjectState New = *S;
  New.Phase = ObjectState::Life::Released;
  return setObject(State, K, New);
}

/// An owner gives up what it holds, and with it the object, unless another one
/// shares it.
ProgramStateRef giveUp(ProgramStateRef State, const MemRegion *Owner) {
  std::optional<SVal> V = ownedValue(State, Owner);
  if (!V)
    return State;
  bool Shared = false;
  forEachOwner(State, [&](const MemRegion *Other, SVal Held) {
    Shared |= Other != Owner && Held == *V;
  });
  return removeOwner(Shared ? State : releaseOwned(State, *V), Owner);
}

ProgramStateRef bindResult(const CallEvent &Call, CheckerContext &C,
                           ProgramStateRef State, SVal Value) {
  const Expr *E = Call.getOriginExpr();
  return E ? State->BindExpr(E, C.getLocationContext(), Value) : State;
}

/// The value of the owner, a stable fresh one when it was never seen.
std::pair<ProgramStateRef, SVal> currentValue(const CallEvent &Call,
                                              CheckerContext &C,
                                              const MemRegion *Owner,
                                              QualType PointerType) {
  ProgramStateRef State = C.getState();
  if (std::optional<SVal> V = ownedValue(State, Owner))
    return {State, *V};
  if (PointerType.isNull() || !PointerType->isAnyPointerType())
    return {State, UnknownVal()};
  static const char Tag = 0;
  SVal Fresh = compat::conjure(C, Call, PointerType, &Tag);
  return {setOwnedValue(State, Owner, Fresh), Fresh};
}

/// The pointer type of the owner, from its get() (unique_ptr may have a
/// pointer type of its own) or from its element.
QualType pointerType(const CallEvent &Call, ASTContext &Context) {
  QualType T = Call.getResultType();
  if (T->isAnyPointerType())
    return T;
  if (T->isReferenceType())
    return Context.getPointerType(T.getNonReferenceType());
  return QualType();
}

ProgramStateRef evalConstructor(const CXXConstructorCall &Call,
                                CheckerContext &C, const MemRegion *Owner,
                                const model::Matcher &Match) {
  ProgramStateRef State = C.getState();
  if (Call.getNumArgs() == 0)
    return setOwnedValue(State, Owner, C.getSValBuilder().makeNullWithType(
                                           C.getASTContext().VoidPtrTy));
  SVal First = Call.getArgSVal(0);
  const Expr *Arg = Call.getArgExpr(0);
  QualType T = Arg->getType();
  if (T->isNullPtrType())
    return setOwnedValue(State, Owner, C.getSValBuilder().makeNullWithType(
                                           C.getASTContext().VoidPtrTy));
  if (const CXXRecordDecl *From = T.getNonReferenceType()->getAsCXXRecordDecl()) {
    // Moved or copied from another owner.
    if (ownerKind(From, Match) == OwnerKind::None)
      return nullptr;
    const MemRegion *Source = regionOf(First);
    if (!Source)
      return nullptr;
    std::optional<SVal> V = ownedValue(State, Source);
    if (!V)
      return nullptr;
    State = setOwnedValue(State, Owner, *V);
    if (Arg->isXValue())
      State = removeOwner(State, Source);
    return State;
  }
  if (!T->isAnyPointerType() && !T->isReferenceType() &&
      !First.getAsSymbol())
    return nullptr;
  if (First.isUnknownOrUndef())
    return nullptr;
  State = setOwnedValue(State, Owner, First);
  return setOwned(State, First, /*Owned=*/true);
}

ProgramStateRef evalAssignment(const CallEvent &Call, CheckerContext &C,
                               const MemRegion *Owner) {
  ProgramStateRef State = giveUp(C.getState(), Owner);
  if (Call.getNumArgs() == 1)
    if (const MemRegion *Source = regionOf(Call.getArgSVal(0)))
      if (std::optional<SVal> V = ownedValue(State, Source)) {
        State = setOwnedValue(State, Owner, *V);
        if (Call.getArgExpr(0)->isXValue())
          State = removeOwner(State, Source);
      }
  return bindResult(Call, C, State, loc::MemRegionVal(Owner));
}

} // namespace

bool isOwnerClass(const CXXRecordDecl *Class, const model::Matcher &Match) {
  return ownerKind(Class, Match) != OwnerKind::None;
}

static bool isMakeOwner(const CallEvent &Call) {
  const auto *FD = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  return FD && FD->getIdentifier() && FD->isInStdNamespace() &&
         !isa<CXXMethodDecl>(FD) &&
         (FD->getName() == "make_unique" || FD->getName() == "make_shared");
}

/// std::exchange on a plain value: how a handle leaves an owner written by hand.
static bool isExchange(const CallEvent &Call) {
  const auto *FD = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  return FD && FD->getIdentifier() && FD->isInStdNamespace() &&
         FD->getName() == "exchange" && Call.getNumArgs() == 2 &&
         Call.getResultType()->isScalarType();
}

static ProgramStateRef evalExchange(const CallEvent &Call, CheckerContext &C) {
  ProgramStateRef State = C.getState();
  auto Place = Call.getArgSVal(0).getAs<Loc>();
  if (!Place || !Place->getAsRegion())
    return nullptr;
  SVal New = Call.getArgSVal(1);
  if (auto From = New.getAs<Loc>(); From && Call.getArgExpr(1)->isGLValue())
    New = State->getSVal(*From);
  QualType T = Call.getResultType();
  SVal Old = State->getSVal(*Place, T);
  New = C.getSValBuilder().evalCast(New, T, Call.getArgExpr(1)->getType());
  State = State->bindLoc(*Place, New, C.getLocationContext());
  return bindResult(Call, C, State, Old);
}

bool isOwnerCall(const CallEvent &Call, const model::Matcher &Match) {
  return ownerKind(Call, Match) != OwnerKind::None || isMakeOwner(Call) ||
         isExchange(Call);
}

ObjectKey ownedObject(ProgramStateRef State, SVal Value) {
  if (const MemRegion *R = regionOf(Value))
    if (findObject(State, ObjectKey(R)))
      return ObjectKey(R);
  if (SymbolRef S = Value.getAsSymbol())
    return ObjectKey(S);
  return ObjectKey();
}

ProgramStateRef ownerDestroyed(ProgramStateRef State, const MemRegion *Owner) {
  Owner = Owner->StripCasts(/*StripBaseAndDerivedCasts=*/true);
  return giveUp(State, Owner);
}

ProgramStateRef evalOwnerCall(const CallEvent &Call, CheckerContext &C,
                              const model::Matcher &Match) {
  if (isExchange(Call))
    return evalExchange(Call, C);
  if (ownerKind(Call, Match) == OwnerKind::None)
    return nullptr;
  const MemRegion *Owner = thisRegion(Call);
  if (!Owner)
    return nullptr;
  if (const auto *Ctor = dyn_cast<CXXConstructorCall>(&Call))
    return evalConstructor(*Ctor, C, Owner, Match);

  const auto *M = cast<CXXMethodDecl>(Call.getDecl());
  SValBuilder &Builder = C.getSValBuilder();
  switch (M->getOverloadedOperator()) {
  case OO_Equal:
    return evalAssignment(Call, C, Owner);
  case OO_Arrow:
  case OO_Star: {
    auto [State, V] =
        currentValue(Call, C, Owner, pointerType(Call, C.getASTContext()));
    return V.isUnknown() ? nullptr : bindResult(Call, C, State, V);
  }
  case OO_None:
    break;
  default:
    return nullptr;
  }

  if (isa<CXXConversionDecl>(M)) {
    std::optional<SVal> V = ownedValue(C.getState(), Owner);
    if (!V || !M->getReturnType()->isBooleanType())
      return nullptr;
    auto L = V->getAs<Loc>();
    if (!L)
      return nullptr;
    SVal NotNull = Builder.evalBinOp(
        C.getState(), BO_NE, *L,
        Builder.makeNullWithType(C.getASTContext().VoidPtrTy),
        C.getASTContext().BoolTy);
    return bindResult(Call, C, C.getState(), NotNull);
  }
  if (!M->getIdentifier())
    return nullptr;
  StringRef Name = M->getName();
  if (Name == "get" || Name == "data") {
    auto [State, V] =
        currentValue(Call, C, Owner, pointerType(Call, C.getASTContext()));
    return V.isUnknown() ? nullptr : bindResult(Call, C, State, V);
  }
  if (Name == "release" || Name == "take") {
    auto [State, V] =
        currentValue(Call, C, Owner, pointerType(Call, C.getASTContext()));
    if (V.isUnknown())
      return nullptr;
    State = setOwned(removeOwner(State, Owner), V, /*Owned=*/false);
    return bindResult(Call, C, State, V);
  }
  if (Name == "reset" || Name == "clear") {
    ProgramStateRef State = giveUp(C.getState(), Owner);
    if (Call.getNumArgs() == 0 ||
        isa<CXXDefaultArgExpr>(Call.getArgExpr(0)))
      return setOwnedValue(State, Owner, Builder.makeNullWithType(
                                             C.getASTContext().VoidPtrTy));
    SVal V = Call.getArgSVal(0);
    if (V.isUnknownOrUndef())
      return State;
    return setOwned(setOwnedValue(State, Owner, V), V, /*Owned=*/true);
  }
  return nullptr;
}

ProgramStateRef makeOwned(const CallEvent &Call, CheckerContext &C,
                          const model::Matcher &Match) {
  if (!isMakeOwner(Call))
    return nullptr;
  const auto *FD = cast<FunctionDecl>(Call.getDecl());
  const TemplateArgumentList *Args = FD->getTemplateSpecializationArgs();
  if (!Args || Args->size() == 0 ||
      Args->get(0).getKind() != TemplateArgument::Type)
    return nullptr;
  QualType T = Args->get(0).getAsType();
  const model::ModelSet::ObjectEntry *Entry = Match.objectOfType(T);
  std::optional<SVal> Target = Call.getReturnValueUnderConstruction();
  if (!Entry || !Target)
    return nullptr;
  const MemRegion *Owner = regionOf(*Target);
  static const char Tag = 0;
  SVal V = compat::conjure(C, Call, C.getASTContext().getPointerType(T), &Tag);
  const MemRegion *Region = regionOf(V);
  if (!Owner || !Region)
    return nullptr;
  ProgramStateRef State = C.getState();
  if (auto L = V.getAs<DefinedOrUnknownSVal>())
    if (ProgramStateRef NotNull = State->assume(*L, true))
      State = NotNull;
  ObjectState S;
  S.Of = Entry->Obj;
  S.AcquiredAt = Call.getOriginExpr();
  S.Phase = ObjectState::Life::Gone;
  return setOwnedValue(setObject(State, ObjectKey(Region), S), Owner, V);
}

} // namespace nettidy::path
