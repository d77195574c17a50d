//===-- ObjectCheckerAcquire.cpp - How objects begin ----------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Acquisitions that a model describes, and constructions of modelled classes.
///
//===----------------------------------------------------------------------===//

#include "path/ObjectCheckerImpl.h"
#include "compat/PathCompat.h"
#include "clang/AST/ParentMap.h"
#include "llvm/ADT/StringSwitch.h"

namespace nettidy::path::engine {

namespace {

/// Whether the address of memory stands elsewhere than in local variables and in
/// the memory itself.
class AddressFinder final : public StoreManager::BindingsHandler {
public:
  AddressFinder(ProgramStateRef State, SymbolRef Memory)
      : State(State), Memory(Memory) {
    State->getStateManager().getStoreManager().iterBindings(State->getStore(),
                                                            *this);
  }
  bool HandleBinding(StoreManager &, Store, const MemRegion *R,
                     SVal V) override {
    if (V.getAsSymbol(/*IncludeBaseRegions=*/true) != Memory)
      return true;
    const auto *In = dyn_cast<SymbolicRegion>(R->getBaseRegion());
    bool InItself = In && In->getSymbol() == Memory;
    Elsewhere |= !InItself && !compat::onStack(R, State);
    return !Elsewhere;
  }
  bool Elsewhere = false;

private:
  ProgramStateRef State;
  SymbolRef Memory;
};

} // namespace

/// Whether a pointer is what an allocation gave on this path.
static bool isAllocated(SymbolRef Memory) {
  const auto *Made = dyn_cast_or_null<SymbolConjured>(Memory);
  const Stmt *By = Made ? Made->getStmt() : nullptr;
  if (isa_and_nonnull<CXXNewExpr>(By))
    return true;
  const auto *Call = dyn_cast_or_null<CallExpr>(By);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F || !F->getIdentifier())
    return false;
  return llvm::StringSwitch<bool>(F->getName())
      .Case("malloc", true)
      .Case("calloc", true)
      .Case("realloc", true)
      .Case("aligned_alloc", true)
      .Default(false);
}

/// The address of what is set up in the caller's memory may stand in memory that
/// the call can change: then nobody knows afterwards that it stood there.
void ObjectChecker::noteKeptAddress(const CallEvent &Call,
                                    const model::Acquire &A, Step &S) const {
  if (!isInCallersMemory(A.Of) || A.At.Where != Position::Base::Argument)
    return;
  SVal At = valueAt(Call, A.At, S.State);
  ObjectKey K = keyOf(At, A.Of, S.State);
  ObjectState Object;
  Object.Of = A.Of;
  SymbolRef Memory = K ? memoryOf(K, Object) : nullptr;
  if (Memory && K.region() && AddressFinder(S.State, Memory).Elsewhere)
    S.State = saveValue(S.State, K.region(), At);
}

/// An object on the heap: only what this very expression allocated is ours to
/// delete.
static void holdIfAllocated(ObjectState &Object, const Expr *Construction,
                     const LocationContext *LCtx) {
  const ParentMap &Parents = LCtx->getParentMap();
  const Stmt *Parent = Construction
                           ? Parents.getParentIgnoreParens(Construction)
                           : nullptr;
  while (isa_and_nonnull<ExprWithCleanups, CXXBindTemporaryExpr>(Parent))
    Parent = Parents.getParent(Parent);
  const auto *New = dyn_cast_or_null<CXXNewExpr>(Parent);
  if (!New || New->getNumPlacementArgs() != 0) {
    Object.Phase = Life::Gone;
    return;
  }
  Object.Phase = Life::Held;
  Object.AcquiredAt = New;
}

/// Objects whose loss on the heap is more than a loss of memory.
static bool holdsConnection(const model::Object &Of) {
  return Of.Role == model::ObjectRole::Client ||
         Of.Role == model::ObjectRole::Connection ||
         Of.Role == model::ObjectRole::Timer;
}

/// The caller provides the memory, so the object is known by its address. False
/// for a null pointer, which asks the library for memory of its own.
bool ObjectChecker::acquireInPlace(const CallEvent &Call,
                                   const model::Acquire &A, SVal Address,
                                   Step &S) const {
  ObjectKey K = keyOf(Address, A.Of, S.State);
  if (!K || S.State->isNull(Address).isConstrainedTrue())
    return false;
  const LocationContext *LCtx = S.C.getLocationContext();
  const Expr *Origin = Call.getOriginExpr();
  if (Origin && A.At.Where == Position::Base::Return)
    S.State = S.State->BindExpr(Origin, LCtx, Address);
  ObjectState Object;
  Object.Of = A.Of;
  Object.AcquiredAt = Origin;
  Object.AcquiredIn = LCtx->getStackFrame();
  // What a pointer leads to is somebody else's to release.
  if (!K.region() || !compat::onStack(K.region(), S.State))
    Object.Phase = Life::Gone;
  S.State = setObject(S.State, K, Object);
  S.note(K, (llvm::Twine(A.Of->Noun) + " created here").str());
  return true;
}

/// True when there is an object at \p P that may own what the call gives out.
bool ObjectChecker::ownsFor(const CallEvent &Call, const Position &P,
                            Step &S) const {
  if (!P)
    return false;
  static const model::ValuePattern Null[] = {
      {model::ValuePattern::Kind::Null, 0, {}}};
  const Expr *Owner = exprAt(Call, P);
  if (!Owner || judge(Call, P, Null, S.C) == model::ValueVerdict::Matches)
    return false;
  return !S.State->isNull(valueAt(Call, P, S.State)).isConstrainedTrue();
}

void ObjectChecker::applyAcquire(const CallEvent &Call, const model::Acquire &A,
                                 Step &S) const {
  if (!A.Of || A.Handed)
    return;
  if (A.When && judge(Call, A.When, A.WhenValues, S.C) !=
                    model::ValueVerdict::Matches)
    return;
  SValBuilder &Builder = S.C.getSValBuilder();
  const LocationContext *LCtx = S.C.getLocationContext();
  const Expr *Origin = Call.getOriginExpr();

  // The result is an argument, extended: one object all along.
  for (const Position &P : {A.Alias, A.UnlessGiven}) {
    if (!P)
      continue;
    SVal Old = valueAt(Call, P, S.State);
    if (A.Of->InPlace && acquireInPlace(Call, A, Old, S))
      return;
    const MemRegion *Place = P.Dereference ? placeAt(Call, P, S.State) : nullptr;
    if (Place)
      if (std::optional<SVal> Before = savedValue(S.State, Place))
        Old = *Before;
    ObjectKey K = keyOf(Old, A.Of, S.State);
    if (const ObjectState *Found = findObject(S.State, K)) {
      if (Found->Phase == Life::Released)
        return;
      if (Place)
        S.State = S.State->bindLoc(loc::MemRegionVal(Place), Old, LCtx);
      else if (Origin)
        S.State = S.State->BindExpr(Origin, LCtx, Old);
      return;
    }
    bool Absent = S.State->isNull(Old).isConstrainedTrue();
    if (!Absent && &P == &A.UnlessGiven)
      Absent = judge(Call, P,
                     {{model::ValuePattern::Kind::Negative, 0, {}}}, S.C) ==
               model::ValueVerdict::Matches;
    if (!Absent)
      return;
  }

  bool OutOfStack = false;
  SVal V;
  if (A.At.Dereference || A.At.Element || !A.At.Field.empty()) {
    const MemRegion *Place = placeAt(Call, A.At, S.State);
    const auto *Typed = dyn_cast_or_null<TypedValueRegion>(Place);
    QualType T;
    if (Typed)
      T = Typed->getValueType();
    else if (const auto *SR = dyn_cast_or_null<SymbolicRegion>(Place))
      T = SR->getSymbol()->getType()->getPointeeType();
    if (T.isNull() || A.Of->Kind == model::ObjectKind::Class)
      return;
    // Which element it was is not known when it is released.
    if (!T->isScalarType() || isInUnknownElement(Place))
      return;
    // A distinct value per place: two descriptors of one socketpair() differ.
    V = compat::conjure(S.C, Call, T, Place);
    S.State = S.State->bindLoc(loc::MemRegionVal(Place), V, LCtx);
    OutOfStack = !compat::onStack(Place, S.State);
  } else {
    V = valueAt(Call, A.At, S.State);
    if (A.At.Where == Position::Base::Return && Origin &&
        A.Of->Kind != model::ObjectKind::Class && !V.getAsSymbol()) {
      V = compat::conjure(S.C, Call, Call.getResultType(), this);
      S.State = S.State->BindExpr(Origin, LCtx, V);
    }
  }

  ObjectKey K = keyOf(V, A.Of, S.State);
  if (!K)
    return;
  // What C takes for an int, for want of a declaration.
  if (A.Of->Kind == model::ObjectKind::Handle && K.symbol() &&
      K.symbol()->getType()->isIntegerType())
    return;
  ObjectState Object;
  Object.Of = A.Of;
  Object.AcquiredAt = Origin;
  Object.AcquiredIn = LCtx->getStackFrame();
  Object.Failure = A.Failure;
  bool Owned = ownsFor(Call, A.Owner, S);
  if (Owned || OutOfStack)
    Object.Phase = Life::Gone;
  if (OutOfStack && !Owned) {
    const MemRegion *Place = placeAt(Call, A.At, S.State)->StripCasts();
    Object.KeptIn = isInArray(Place) ? nullptr : Place;
  }
  if (A.Inherits) {
    const ObjectState *From =
        findObject(S.State, keyAt(Call, A.Inherits, nullptr, S.State));
    std::optional<ObjectState> Written;
    if (!From && (Written = writtenOut(exprAt(Call, A.Inherits), S)))
      From = &*Written;
    Object.Bounds = From ? From->Bounds : 0;
    Object.Unbounded = From ? From->Unbounded : 0;
    Object.SettingsKnown = From && From->SettingsKnown;
    Object.TimeoutReported = From && From->TimeoutReported;
  }

  switch (A.Failure) {
  case model::FailureForm::NonZeroStatus:
  case model::FailureForm::ZeroStatus:
  case model::FailureForm::NegativeStatus:
  case model::FailureForm::NonPositiveStatus:
  case model::FailureForm::NullReturn: {
    SVal Status = A.Status ? valueAt(Call, A.Status, S.State)
                           : S.State->getSVal(Origin, LCtx);
    Object.Status = Status.getAsSymbol();
    break;
  }
  case model::FailureForm::MinusOne:
    // An unsigned descriptor may be any number but the greatest.
    if (K.symbol() && !K.symbol()->getType()->isUnsignedIntegerType()) {
      SVal AtLeast = Builder.evalBinOp(
          S.State, BO_GE, Builder.makeSymbolVal(K.symbol()),
          Builder.makeIntVal(-1, K.symbol()->getType()),
          Builder.getConditionType());
      if (auto D = AtLeast.getAs<DefinedSVal>())
        if (ProgramStateRef Assumed = S.State->assume(*D, true))
          S.State = Assumed;
    }
    break;
  default:
    break;
  }
  if (A.Error)
    Object.Error = valueAt(Call, A.Error, S.State).getAsSymbol();

  // A C++ object with storage dies with it; one on the heap is held by its
  // pointer.
  if (A.Of->Kind == model::ObjectKind::Class && K.region() &&
      !K.lifetimeSymbol() && !compat::onStack(K.region(), S.State))
    Object.Phase = Life::Gone;
  if (isInCallersMemory(A.Of) && A.At.Where == Position::Base::Argument) {
    SymbolRef Memory = memoryOf(K, Object);
    bool Kept = AddressFinder(S.State, Memory).Elsewhere ||
                (K.region() && savedValue(S.State, K.region()));
    Object.Phase = isAllocated(Memory) && !Kept ? Life::Held : Life::Gone;
  } else if (A.Of->Kind == model::ObjectKind::Class && K.lifetimeSymbol() &&
             !Owned) {
    holdIfAllocated(Object, Origin, LCtx);
  }
  S.State = setObject(S.State, K, Object);
  S.note(K, (llvm::Twine(A.Of->Noun) + " created here").str());
}

/// A function that is given the error says something about it, such as whether it
/// is one of a kind: then it was set.
void ObjectChecker::noteErrorAnswers(const CallEvent &Call, Step &S) const {
  const Expr *Origin = Call.getOriginExpr();
  QualType T = Call.getResultType();
  if (!Origin || !(T->isScalarType()))
    return;
  SymbolRef Answer =
      S.State->getSVal(Origin, S.C.getLocationContext()).getAsSymbol();
  if (!Answer)
    return;
  llvm::SmallVector<std::pair<ObjectKey, ObjectState>, 1> Asked;
  forEachObject(S.State, [&](ObjectKey K, const ObjectState &Object) {
    for (unsigned I = 0, N = Call.getNumArgs(); Object.Error && I != N; ++I)
      if (Call.getArgSVal(I).getAsSymbol() == Object.Error) {
        Asked.emplace_back(K, Object);
        return;
      }
  });
  for (auto &[K, Object] : Asked) {
    Object.ErrorAnswer = Answer;
    S.State = setObject(S.State, K, Object);
  }
}

/// The variable that the call writes its object to may hold another one.
void ObjectChecker::loseReplaced(const CallEvent &Call, const model::Acquire &A,
                                 Step &S) const {
  if (!A.At.Dereference || A.Alias || A.When)
    return;
  const MemRegion *Place = placeAt(Call, A.At, S.State);
  SymbolRef Old = Place ? S.State->getSVal(Place).getAsSymbol() : nullptr;
  const ObjectState *Found = Old ? findObject(S.State, ObjectKey(Old)) : nullptr;
  if (!Found || Found->Of != A.Of || !Found->AcquiredAt)
    return;
  if (Found->Phase == Life::Gone) {
    loseKept(Place, S.State, Call.getOriginExpr(), S);
    return;
  }
  if (Found->Phase != Life::Held ||
      hasFailed(S.State, ObjectKey(Old), *Found))
    return;
  BindingFinder Finder(Old, Place);
  S.State->getStateManager().getStoreManager().iterBindings(S.State->getStore(),
                                                            Finder);
  if (Finder.Found)
    return;
  ObjectState Object = *Found;
  leak(ObjectKey(Old), Object, LeakEvent::Cause::Overwritten, S,
       Call.getOriginExpr());
  S.State = removeObject(S.State, ObjectKey(Old));
}

/// An object of a modelled class begins, whether or not the model mentions this
/// constructor. What it is made from may bring its settings along.
void ObjectChecker::trackConstruction(const CXXConstructorCall &Call,
                                      Step &S) const {
  const CXXConstructorDecl *Ctor = Call.getDecl();
  const model::ModelSet::ObjectEntry *Entry =
      Ctor ? matcher().objectOfClass(Ctor->getParent()) : nullptr;
  if (!Entry)
    return;
  const MemRegion *R = Call.getCXXThisVal().getAsRegion();
  if (!R)
    return;
  ObjectKey K(R->StripCasts(/*StripBaseAndDerivedCasts=*/true));
  if (findObject(S.State, K))
    return; // an acquire of the model, or the constructor of a base
  ObjectState Object;
  Object.Of = Entry->Obj;
  Object.AcquiredAt = Call.getOriginExpr();
  Object.AcquiredIn = S.C.getStackFrame();
  Object.Phase = Life::Gone;
  if (K.lifetimeSymbol() && holdsConnection(*Entry->Obj))
    holdIfAllocated(Object, Call.getOriginExpr(), S.C.getLocationContext());
  takeSettingsAlong(Call, Object, S);
  S.State = setObject(S.State, K, Object);
  S.note(K, Entry->Obj->Noun + " created here");
}

/// An object made from others: of its own kind, or from what describes it.
void ObjectChecker::takeSettingsAlong(const CallEvent &Call,
                                      ObjectState &Object, Step &S) const {
  for (unsigned I = 0, N = Call.getNumArgs(); I != N; ++I) {
    const Expr *Arg = Call.getArgExpr(I);
    const model::ModelSet::ObjectEntry *From =
        Arg ? matcher().objectOfType(Arg->getType(), /*ThroughPointer=*/true)
            : nullptr;
    // A pool or context that it merely runs in says nothing about it.
    if (!From || (From->Obj->Role != Object.Of->Role &&
                  From->Obj->Role != model::ObjectRole::Request))
      continue;
    const MemRegion *Source = Call.getArgSVal(I).getAsRegion();
    const ObjectState *Known =
        Source ? findObject(S.State, ObjectKey(Source->StripCasts(true)))
               : nullptr;
    std::optional<ObjectState> Written;
    if (!Known && (Written = writtenOut(Arg, S)))
      Known = &*Written;
    if (!Known) {
      Object.SettingsKnown = false;
      continue;
    }
    Object.Bounds |= Known->Bounds;
    Object.Unbounded |= Known->Unbounded;
    Object.SettingsKnown &= Known->SettingsKnown;
    Object.Connected |= Known->Connected;
    Object.ServerSide |= Known->ServerSide;
  }
}

/// What a factory made, as std::make_shared does: its arguments are those of
/// the constructor.
void ObjectChecker::configureMade(const CallEvent &Call, Step &S) const {
  std::optional<SVal> Target = Call.getReturnValueUnderConstruction();
  const MemRegion *Owner = Target ? Target->getAsRegion() : nullptr;
  std::optional<SVal> Made = Owner ? ownedValue(S.State, Owner) : std::nullopt;
  ObjectKey K = Made ? keyOf(*Made, nullptr, S.State) : ObjectKey();
  const ObjectState *Found = findObject(S.State, K);
  const auto *Factory = dyn_cast_or_null<CallExpr>(Call.getOriginExpr());
  if (!Found || !Found->Of || !Factory)
    return;
  ObjectState Object = *Found;
  takeSettingsAlong(Call, Object, S);
  S.State = setObject(S.State, K, Object);
  const auto *In = dyn_cast<FunctionDecl>(S.C.getStackFrame()->getDecl());
  for (const model::ModelSet::Entry &E : matcher().constructorsRun(*Factory))
    for (const model::ApplySetting &Set : E.Func->Settings)
      if (Set.At.Where == Position::Base::This)
        applySetting(K, Set.Of, Set.What,
                     matcher().effect(Set.What, exprAt(Call, Set.Value), In),
                     S);
}

/// What is wrapped around an object stands for it: what is set or sent through the
/// one is set or sent on the other.
void ObjectChecker::standFor(SVal Wrapper, const CallEvent &Call,
                             const Position &Inside, Step &S) const {
  const MemRegion *Outer = Wrapper.getAsRegion();
  const MemRegion *Given = nullptr;
  if (Inside.Where == Position::Base::Argument &&
      Inside.Index < Call.getNumArgs()) {
    SVal V = Call.getArgSVal(Inside.Index);
    // An owner that is passed by value.
    auto Copy = V.getAs<nonloc::LazyCompoundVal>();
    if (V.isUnknown())
      Given = Call.getParameterLocation(Inside.Index, S.C.blockCount());
    else
      Given = Copy ? Copy->getRegion() : V.getAsRegion();
  } else {
    Given = valueAt(Call, Inside, S.State).getAsRegion();
  }
  if (!Outer || !Given)
    return;
  Outer = Outer->StripCasts(/*StripBaseAndDerivedCasts=*/true);
  Given = Given->StripCasts(/*StripBaseAndDerivedCasts=*/true);
  if (std::optional<SVal> Held = ownedValue(S.State, Given))
    Given = Held->getAsRegion();
  // Another wrapper, held by an owner.
  if (Given)
    if (std::optional<SVal> Held = ownedValue(S.State, Given->StripCasts(true)))
      Given = Held->getAsRegion();
  if (Given && Given->StripCasts(true) != Outer &&
      findObject(S.State, ObjectKey(Given->StripCasts(true))))
    S.State = setOwnedValue(S.State, Outer, loc::MemRegionVal(Given));
}

/// The rows of a factory's class, as std::make_shared has one.
llvm::SmallVector<model::ModelSet::Entry, 2>
ObjectChecker::entriesMade(const CallEvent &Call) const {
  const auto *Factory = dyn_cast_or_null<CallExpr>(Call.getOriginExpr());
  return Factory && isOwnerCall(Call, matcher())
             ? matcher().constructorsRun(*Factory)
             : llvm::SmallVector<model::ModelSet::Entry, 2>();
}

/// A wrapper that a factory makes.
void ObjectChecker::makeWrapper(const CallEvent &Call, Step &S) const {
  if (std::optional<SVal> Owner = Call.getReturnValueUnderConstruction())
    for (const model::ModelSet::Entry &E : entriesMade(Call))
      if (E.Func->Returns)
        standFor(*Owner, Call, E.Func->Returns, S);
}

/// Whether the call wraps something that it is given: it copies its owner.
bool ObjectChecker::wraps(const CallEvent &Call) const {
  auto Wraps = [](const model::ModelSet::Entry &E) {
    return E.Func->Returns.Where == Position::Base::Argument;
  };
  return (isa<CXXConstructorCall>(Call) && llvm::any_of(entries(Call), Wraps)) ||
         llvm::any_of(entriesMade(Call), Wraps);
}

} // namespace nettidy::path::engine
