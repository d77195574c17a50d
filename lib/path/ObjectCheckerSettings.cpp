//===-- ObjectCheckerSettings.cpp - Settings and timers -------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What calls set on objects that are followed.
///
//===----------------------------------------------------------------------===//

#include "ast/CallIndex.h"
#include "path/ObjectCheckerImpl.h"

namespace nettidy::path::engine {

bool configuresNewObject(const model::Function &F, const Position &At) {
  return At.Where == Position::Base::Return ||
         llvm::any_of(F.Acquires, [&](const model::Acquire &A) {
           return A.At.Where == At.Where && A.At.Index == At.Index &&
                  A.At.Dereference == At.Dereference;
         });
}

/// False when the setting is nothing that is followed.
bool ObjectChecker::changeSettings(ObjectState &Object,
                                   const model::Setting &What,
                                   Effect Eff) const {
  switch (What.Kind) {
  case model::SettingKind::Timeout: {
    if (Eff == Effect::Default && !What.On.empty())
      break; // does not hold this bound: sets nothing
    uint64_t Mask = boundMask(What.Bounds);
    Object.Bounds &= ~Mask;
    Object.Unbounded &= ~Mask;
    if (Eff == Effect::Off)
      Object.Unbounded |= Mask;
    else if (Eff != Effect::Default)
      Object.Bounds |= Mask;
    break;
  }
  case model::SettingKind::Share:
    Object.Shared = true;
    break;
  case model::SettingKind::Other:
    if (What.Bounds.empty() || Eff == Effect::Off)
      return false;
    Object.Bounds |= boundMask(What.Bounds);
    break;
  default:
    return false;
  }
  return true;
}

void ObjectChecker::applySetting(ObjectKey K, const model::Object *Of,
                                 const model::Setting &What, Effect Eff,
                                 Step &S) const {
  if (!K)
    return;
  const ObjectState *Found = findObject(S.State, K);
  ObjectState Object;
  if (Found) {
    Object = *Found;
  } else {
    Object.Of = Of;
    Object.Phase = Life::Foreign;
    Object.SettingsKnown = false;
  }
  if (!changeSettings(Object, What, Eff))
    return;
  if (What.Kind == model::SettingKind::Timeout && Eff == Effect::Off)
    S.note(K, "set to wait for ever here");
  S.State = setObject(S.State, K, Object);
}

/// An object of a modelled struct that is written out: `Options{.timeout = 5}`.
/// Nullopt for any other expression.
std::optional<ObjectState> ObjectChecker::writtenOut(const Expr *Value,
                                                     Step &S) const {
  if (!Value)
    return std::nullopt;
  Value = Value->IgnoreImplicit();
  while (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Value))
    Value = Cast->getSubExpr()->IgnoreImplicit();
  if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(Value))
    Value = Literal->getInitializer()->IgnoreImplicit();
  const auto *List = dyn_cast<InitListExpr>(Value);
  const model::ModelSet::ObjectEntry *Entry =
      List ? matcher().objectOfType(List->getType()) : nullptr;
  if (!Entry || List->isTransparent())
    return std::nullopt;
  ObjectState Object;
  Object.Of = Entry->Obj;
  Object.AcquiredAt = List;
  Object.AcquiredIn = S.C.getStackFrame();
  Object.Phase = Life::Gone;
  const auto *In = dyn_cast<FunctionDecl>(S.C.getStackFrame()->getDecl());
  forEachInitialised(*List, [&](const FieldDecl &Field, const Expr &Given) {
    if (isLeftToDefault(Given, matcher()))
      return;
    if (const model::Field *Known = matcher().lookup(&Field))
      changeSettings(Object, Known->What,
                     matcher().effect(Known->What, &Given, In));
  });
  return Object;
}

void ObjectChecker::checkPostStmt(const DeclStmt *Declaration,
                                  CheckerContext &C) const {
  Step S(C);
  for (const Decl *D : Declaration->decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || Variable->getType()->isReferenceType())
      continue;
    if (std::optional<ObjectState> Made = writtenOut(Variable->getInit(), S)) {
      ObjectKey K(
          S.State->getLValue(Variable, C.getLocationContext()).getAsRegion());
      S.State = setObject(S.State, K, *Made);
      S.note(K, Made->Of->Noun + " created here");
    }
  }
  S.commit();
}

/// A member is assigned that sets something.
void ObjectChecker::applyField(const MemRegion *Place, const Stmt *Bind,
                               Step &S) const {
  const auto *Written = dyn_cast<FieldRegion>(Place);
  const model::Field *Field =
      Written ? matcher().lookup(Written->getDecl()) : nullptr;
  const MemberExpr *Member = Field ? assignedMember(Bind) : nullptr;
  if (!Member || Member->getMemberDecl() != Written->getDecl())
    return;
  ObjectKey K(Written->getSuperRegion()->StripCasts(
      /*StripBaseAndDerivedCasts=*/true));
  if (findObject(S.State, K))
    applySetting(K, nullptr, Field->What,
                 matcher().effect(
                     Field->What, assignedValue(Bind),
                     dyn_cast<FunctionDecl>(S.C.getStackFrame()->getDecl())),
                 S);
}

/// The descriptor that a handle keeps is limited, `setsockopt(handle->fd, ...)`:
/// that holds for the handle, too.
static ProgramStateRef trustWhole(ObjectKey Part, ProgramStateRef State) {
  const MemRegion *Place =
      Part.symbol() ? Part.symbol()->getOriginRegion() : nullptr;
  const auto *Whole =
      Place ? dyn_cast<SymbolicRegion>(Place->getBaseRegion()) : nullptr;
  const ObjectState *Handle =
      Whole && Whole != Place
          ? findObject(State, ObjectKey(Whole->getSymbol()))
          : nullptr;
  if (!Handle)
    return State;
  ObjectState New = *Handle;
  New.SettingsKnown = false;
  return setObject(State, ObjectKey(Whole->getSymbol()), New);
}

void ObjectChecker::applySettings(const CallEvent &Call,
                                  const model::ModelSet::Entry &E,
                                  bool AfterCall, Step &S) const {
  for (const Position &P : E.Func->Resets) {
    if (AfterCall)
      break;
    ObjectKey K = keyAt(Call, P, nullptr, S.State);
    if (!K)
      continue;
    const ObjectState *Found = findObject(S.State, K);
    ObjectState Object;
    if (Found)
      Object = *Found;
    else
      Object.Phase = Life::Foreign;
    Object.Bounds = Object.Unbounded = 0;
    Object.SettingsKnown = true;
    S.State = setObject(S.State, K, Object);
    S.note(K, "its settings go back to the defaults here");
  }
  for (const model::ApplySetting &Set : E.Func->Settings) {
    if (configuresNewObject(*E.Func, Set.At) != AfterCall)
      continue;
    // What a call says of the object that it gives out needs evidence: the type
    // of a socket comes from a look-up more often than not.
    auto Holds = model::ValueVerdict::Matches;
    for (const auto &Condition : Set.When) {
      auto V = judge(Call, Condition.At, Condition.Values, S.C,
                     /*AsFlags=*/true);
      if (V == model::ValueVerdict::Differs ||
          !model::Matcher::hasPlace(Call.getOriginExpr(), Condition.At) ||
          (AfterCall && V == model::ValueVerdict::Unknown))
        Holds = model::ValueVerdict::Differs;
      else if (V == model::ValueVerdict::Unknown &&
               Holds == model::ValueVerdict::Matches)
        Holds = V;
    }
    if (Holds == model::ValueVerdict::Differs)
      continue;
    const FunctionDecl *In = nullptr;
    const Expr *Value = writtenAt(Call, Set.Value, S.C, In);
    Effect Eff = matcher().effect(Set.What, Value, In);
    if (Set.AllDescriptors) {
      if (Eff != Effect::Off && Set.What.Kind == model::SettingKind::Timeout)
        S.State = setWaitSeen(S.State);
      continue;
    }
    ObjectKey K = keyAt(Call, Set.At, Set.Of, S.State);
    applySetting(K, Set.Of, Set.What, Eff, S);
    if (Set.What.Kind == model::SettingKind::Timeout && Eff != Effect::Off)
      S.State = trustWhole(K, S.State);
  }
  if (AfterCall)
    return;
  for (const model::ApplyOption &Opt : E.Func->Options) {
    ObjectKey K = keyAt(Call, Opt.At, Opt.Of, S.State);
    if (!K)
      continue;
    const FunctionDecl *In = nullptr;
    const Expr *Key = writtenAt(Call, Opt.Key, S.C, In);
    model::Matcher::OptionMatch M;
    if (Key)
      M = matcher().option(*E.Lib, Opt.Table, Key);
    if (!M.KeyKnown) {
      // A table or a wrapper sets who knows what: trusted from here on.
      if (const ObjectState *Found = findObject(S.State, K)) {
        ObjectState Object = *Found;
        Object.SettingsKnown = false;
        S.State = setObject(S.State, K, Object);
      }
      continue;
    }
    if (!M.Match)
      continue;
    if (M.Match->Transfers || M.Match->Holds)
      S.State = escape(S.State, keyAt(Call, Opt.Value, nullptr, S.State),
                       /*SettingsToo=*/false);
    const Expr *Value = writtenAt(Call, Opt.Value, S.C, In);
    Effect Eff =
        Value ? matcher().effect(M.Match->What, Value, In) : Effect::Unknown;
    applySetting(K, Opt.Of, M.Match->What, Eff, S);
  }
  for (const auto &Attach : E.Func->Attaches) {
    ObjectKey K = keyAt(Call, Attach.At, nullptr, S.State);
    if (const ObjectState *Found = findObject(S.State, K)) {
      ObjectState Object = *Found;
      Object.Shared = true;
      S.State = setObject(S.State, K, Object);
    }
  }
}

void ObjectChecker::applyTimers(const CallEvent &Call,
                                const model::ModelSet::Entry &E, bool AfterCall,
                                Step &S) const {
  auto SetArmed = [&](ObjectKey K, const model::Object *Of, bool Armed) {
    if (!K)
      return;
    const ObjectState *Found = findObject(S.State, K);
    if (!Found)
      return;
    ObjectState Object = *Found;
    if (!Object.Of)
      Object.Of = Of;
    if (Object.Armed == Armed)
      return;
    Object.Armed = Armed;
    S.State = setObject(S.State, K, Object);
    S.note(K, Armed ? "armed here" : "disarmed here");
  };
  if (!AfterCall)
    for (const Position &P : E.Func->Disarms)
      SetArmed(keyAt(Call, P, nullptr, S.State), nullptr, false);
  for (const model::Arm &A : E.Func->Arms) {
    if (AfterCall && !configuresNewObject(*E.Func, A.At))
      continue;
    bool Disarms = A.Value && judge(Call, A.Value, A.Stops, S.C) ==
                                  model::ValueVerdict::Matches;
    SetArmed(keyAt(Call, A.At, A.Of, S.State), A.Of, !Disarms);
  }
}

} // namespace nettidy::path::engine
