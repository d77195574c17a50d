//===-- ObjectCheckerValues.cpp - Where positions lead --------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Of a call: its rows in the models, the values and places at their positions,
/// and the objects that these identify.
///
//===----------------------------------------------------------------------===//

#include "path/ObjectCheckerImpl.h"
#include "ast/Wrappers.h"
#include "compat/PathCompat.h"

namespace nettidy::path::engine {

bool isInCallersMemory(const model::Object *Of) {
  return Of && Of->Kind == model::ObjectKind::Class && !Of->StopsOnDestruction;
}

SymbolRef memoryOf(ObjectKey K, const ObjectState &Object) {
  if (!K.region() || K.lifetimeSymbol() || !isInCallersMemory(Object.Of))
    return K.lifetimeSymbol();
  const auto *Whole = dyn_cast<SymbolicRegion>(K.region()->getBaseRegion());
  return Whole ? Whole->getSymbol() : nullptr;
}

bool isInArray(const MemRegion *Place) {
  for (const MemRegion *R = Place; R;
       R = isa<SubRegion>(R) ? cast<SubRegion>(R)->getSuperRegion() : nullptr) {
    const auto *Element = dyn_cast<ElementRegion>(R);
    // To the engine, `*p` is `p[0]`.
    if (Element && !(isa<SymbolicRegion>(Element->getSuperRegion()) &&
                     Element->getIndex().isZeroConstant()))
      return true;
  }
  return false;
}

bool isInUnknownElement(const MemRegion *Place) {
  for (const MemRegion *R = Place; R;
       R = isa<SubRegion>(R) ? cast<SubRegion>(R)->getSuperRegion() : nullptr)
    if (const auto *Element = dyn_cast<ElementRegion>(R);
        Element && !Element->getIndex().isConstant())
      return true;
  return false;
}

bool standsOnlyIn(const MemRegion *Place, SymbolRef Sym,
                  ProgramStateRef State) {
  bool Owned = false;
  forEachOwner(State, [&](const MemRegion *, SVal V) {
    Owned |= V.getAsSymbol() == Sym;
  });
  BindingFinder Finder(Sym, Place);
  State->getStateManager().getStoreManager().iterBindings(State->getStore(),
                                                          Finder);
  return !Owned && !Finder.Found;
}

model::Matcher::Entries ObjectChecker::entries(const CallEvent &Call) const {
  const Expr *E = Call.getOriginExpr();
  if (const auto *CE = dyn_cast_or_null<CallExpr>(E))
    return matcher().lookup(CE);
  if (const auto *CE = dyn_cast_or_null<CXXConstructExpr>(E))
    return matcher().lookup(CE);
  return {};
}

uint64_t ObjectChecker::boundMask(ArrayRef<std::string> Names) const {
  uint64_t Mask = 0;
  for (const std::string &Name : Names) {
    unsigned Bit = BoundBits.try_emplace(Name, BoundBits.size()).first->second;
    // Far more words than any model uses; the surplus shares a bit, which can
    // only make a request look bounded.
    Mask |= uint64_t(1) << std::min(Bit, 63u);
  }
  return Mask;
}

const Expr *ObjectChecker::exprAt(const CallEvent &Call,
                                  const Position &P) const {
  const Expr *E = Call.getOriginExpr();
  return E && P ? matcher().at(E, P) : nullptr;
}

/// Where the struct \p V stands that is passed by value.
static SVal originOf(const CallEvent &Call, unsigned I, SVal V,
                     ProgramStateRef State) {
  if (auto Copy = V.getAs<nonloc::LazyCompoundVal>())
    return loc::MemRegionVal(Copy->getRegion());
  const Expr *E = Call.getArgExpr(I);
  const auto *Ref = E ? dyn_cast<DeclRefExpr>(E->IgnoreParenCasts()) : nullptr;
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Var || Var->getType()->isReferenceType())
    return V;
  return State->getLValue(Var, Call.getLocationContext());
}

const MemRegion *ObjectChecker::placeAt(const CallEvent &Call,
                                        const Position &P,
                                        ProgramStateRef State) const {
  SVal V;
  switch (P.Where) {
  case Position::Base::None:
  case Position::Base::Assigned:
    return nullptr;
  case Position::Base::Return:
    V = Call.getReturnValue();
    break;
  case Position::Base::This:
    if (const auto *Ctor = dyn_cast<AnyCXXConstructorCall>(&Call))
      V = Ctor->getCXXThisVal();
    else if (const auto *Instance = dyn_cast<CXXInstanceCall>(&Call))
      V = Instance->getCXXThisVal();
    break;
  case Position::Base::Argument:
    if (P.Index >= Call.getNumArgs())
      return nullptr;
    V = Call.getArgSVal(P.Index);
    if (!P.Field.empty() && !V.getAsRegion())
      V = originOf(Call, P.Index, V, State);
    break;
  }
  const MemRegion *R = V.getAsRegion();
  if (!R)
    return nullptr;
  if (P.Element) {
    auto &Manager = State->getStateManager();
    ASTContext &Context = Manager.getContext();
    const auto *Typed = dyn_cast<TypedValueRegion>(R);
    if (const auto *ER = dyn_cast<ElementRegion>(R))
      Typed = dyn_cast<TypedValueRegion>(ER->getSuperRegion());
    if (!Typed)
      return nullptr;
    const ArrayType *AT = Context.getAsArrayType(Typed->getValueType());
    if (!AT)
      return nullptr;
    SVal L =
        State->getLValue(AT->getElementType(),
                         Manager.getSValBuilder().makeArrayIndex(*P.Element),
                         loc::MemRegionVal(Typed));
    return L.getAsRegion();
  }
  for (const std::string &Name : P.Field) {
    const auto *Typed = dyn_cast<TypedValueRegion>(R);
    const RecordDecl *RD = nullptr;
    if (Typed)
      RD = Typed->getValueType()->getAsRecordDecl();
    else if (const auto *SR = dyn_cast<SymbolicRegion>(R))
      RD = SR->getSymbol()->getType()->getPointeeType()->getAsRecordDecl();
    if (!RD)
      return nullptr;
    const FieldDecl *Found = nullptr;
    for (const FieldDecl *F : RD->fields())
      if (F->getName() == Name)
        Found = F;
    if (!Found)
      return nullptr;
    R = compat::fieldPlace(State, Found, R);
    if (!R)
      return nullptr;
  }
  return R;
}

SVal argumentValue(const CallEvent &Call, unsigned I, ProgramStateRef State) {
  SVal V = Call.getArgSVal(I);
  const Expr *E = Call.getArgExpr(I);
  if (!V.isUnknown() || !E)
    return V;
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Var || Var->getType()->isReferenceType())
    return V;
  return State->getSVal(State->getLValue(Var, Call.getLocationContext()));
}

SVal ObjectChecker::valueAt(const CallEvent &Call, const Position &P,
                            ProgramStateRef State) const {
  if (P.Dereference || P.Element || !P.Field.empty()) {
    const MemRegion *R = placeAt(Call, P, State);
    if (!R)
      return UnknownVal();
    // A struct that is passed by value may be dead by now: the copy has its
    // members.
    if (P.Where == Position::Base::Argument && P.Index < Call.getNumArgs())
      if (auto Copy = Call.getArgSVal(P.Index).getAs<nonloc::LazyCompoundVal>())
        return State->getStateManager().getStoreManager().getBinding(
            Copy->getStore(), loc::MemRegionVal(R));
    return State->getSVal(R);
  }
  switch (P.Where) {
  case Position::Base::None:
  case Position::Base::Assigned:
    return UnknownVal();
  case Position::Base::Return:
    return Call.getReturnValue();
  case Position::Base::This:
    if (const auto *Ctor = dyn_cast<AnyCXXConstructorCall>(&Call))
      return Ctor->getCXXThisVal();
    if (const auto *Instance = dyn_cast<CXXInstanceCall>(&Call))
      return Instance->getCXXThisVal();
    return UnknownVal();
  case Position::Base::Argument:
    if (P.Index < Call.getNumArgs())
      return Call.getArgSVal(P.Index);
    return UnknownVal();
  }
  return UnknownVal();
}

SVal seenAs(SVal V, QualType T, SValBuilder &Values) {
  const auto *Object = dyn_cast_or_null<TypedValueRegion>(V.getAsRegion());
  QualType Seen = T->getPointeeType();
  const CXXRecordDecl *Class = Seen->getAsCXXRecordDecl();
  const CXXRecordDecl *Own =
      Object ? Object->getValueType()->getAsCXXRecordDecl() : nullptr;
  if (!Class || !Own || Own->getCanonicalDecl() == Class->getCanonicalDecl())
    return V;
  return loc::MemRegionVal(Values.getRegionManager().getElementRegion(
      Seen.getUnqualifiedType(), Values.makeZeroArrayIndex(), Object,
      Values.getContext()));
}

ObjectKey ObjectChecker::keyOf(SVal V, const model::Object *Of,
                               ProgramStateRef State) const {
  if (Of && Of->Kind == model::ObjectKind::Class) {
    const MemRegion *R = V.getAsRegion();
    if (!R)
      return ObjectKey();
    R = R->StripCasts(/*StripBaseAndDerivedCasts=*/true);
    // A smart pointer in the place of the object (an overload that takes it).
    if (std::optional<SVal> Owned = ownedValue(State, R))
      if (const MemRegion *OR = Owned->getAsRegion())
        return ObjectKey(OR->StripCasts(true));
    return ObjectKey(R);
  }
  SymbolRef S = V.getAsSymbol();
  while (const auto *Cast = dyn_cast_or_null<SymbolCast>(S))
    S = Cast->getOperand();
  if (S && (Of || findObject(State, ObjectKey(S))))
    return ObjectKey(S);
  if (Of && !Of->InPlace)
    return ObjectKey();
  // The model leaves the kind open (close): whatever is known there, else a
  // handle by its value.
  const MemRegion *R = V.getAsRegion();
  R = R ? R->StripCasts(/*StripBaseAndDerivedCasts=*/true) : nullptr;
  if (R && (!S || findObject(State, ObjectKey(R))))
    return ObjectKey(R);
  return S ? ObjectKey(S) : ObjectKey();
}

/// True when a parameter is more than a name for what the caller wrote.
static bool isChanged(const VarDecl &Parameter, const Stmt *S) {
  if (!S)
    return false;
  const Expr *To = nullptr;
  if (const auto *Assign = dyn_cast<BinaryOperator>(S);
      Assign && Assign->isAssignmentOp())
    To = Assign->getLHS();
  else if (const auto *Unary = dyn_cast<UnaryOperator>(S);
           Unary && (Unary->isIncrementDecrementOp() ||
                     Unary->getOpcode() == UO_AddrOf))
    To = Unary->getSubExpr();
  else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S);
           Operator && Operator->isAssignmentOp())
    To = Operator->getArg(0);
  const auto *Reference =
      To ? dyn_cast<DeclRefExpr>(To->IgnoreParenCasts()) : nullptr;
  if (Reference && Reference->getDecl() == &Parameter)
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return isChanged(Parameter, Child);
  });
}

/// What the caller of \p Frame passes for the parameter that \p E names; null
/// when \p E is anything else.
static const Expr *passedFor(const Expr *E, const StackFrameContext *Frame) {
  E = E->IgnoreParenCasts();
  if (const auto *Forward = dyn_cast<CallExpr>(E);
      Forward && Forward->getDirectCallee() && Forward->getNumArgs() == 1 &&
      passesThrough(Forward->getDirectCallee()))
    E = Forward->getArg(0)->IgnoreParenCasts();
  const auto *Reference = dyn_cast<DeclRefExpr>(E);
  const auto *Parameter =
      Reference ? dyn_cast<ParmVarDecl>(Reference->getDecl()) : nullptr;
  const auto *F = dyn_cast<FunctionDecl>(Frame->getDecl());
  if (!Parameter || !F || Parameter->getDeclContext() != F ||
      isChanged(*Parameter, F->getBody()))
    return nullptr;
  unsigned Index = Parameter->getFunctionScopeIndex();
  const Expr *Given = nullptr;
  if (const auto *Construct =
          dyn_cast_or_null<CXXConstructExpr>(Frame->getCallSite())) {
    if (Index < Construct->getNumArgs())
      Given = Construct->getArg(Index);
  } else if (const auto *Call =
                 dyn_cast_or_null<CallExpr>(Frame->getCallSite())) {
    Index += isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(F);
    if (Index < Call->getNumArgs())
      Given = Call->getArg(Index);
  }
  // What the wrapper itself chooses for its callers is trusted.
  return Given && !isa<CXXDefaultArgExpr>(Given) ? Given : nullptr;
}

/// The argument as it was written, on this path, by whoever called the wrapper
/// that merely passes it on, and where.
const Expr *ObjectChecker::writtenAt(const CallEvent &Call, const Position &P,
                                     CheckerContext &C,
                                     const FunctionDecl *&In) const {
  const StackFrameContext *Frame = C.getStackFrame();
  In = dyn_cast<FunctionDecl>(Frame->getDecl());
  const Expr *E = P ? matcher().valueAt(Call.getOriginExpr(), P, In) : nullptr;
  if (P.Dereference || P.Element || !P.Field.empty())
    return E;
  while (E && !Frame->inTopFrame()) {
    const Expr *Passed = passedFor(E, Frame);
    if (!Passed)
      break;
    E = Passed;
    Frame = Frame->getParent()->getStackFrame();
    In = dyn_cast<FunctionDecl>(Frame->getDecl());
  }
  return E;
}

static bool pointsToClass(QualType T) {
  return T->isPointerType() && T->getPointeeType()->isRecordType();
}

ObjectKey ObjectChecker::keyAt(const CallEvent &Call, const Position &P,
                               const model::Object *Of,
                               ProgramStateRef State) const {
  if (!P)
    return ObjectKey();
  // A C++ object is its storage: what a pointer argument holds, not what
  // stands in there.
  if (Of && Of->Kind == model::ObjectKind::Class && P.Dereference &&
      P.Where == Position::Base::Argument && P.Field.empty() &&
      P.Index < Call.getNumArgs()) {
    Position Pointer;
    Pointer.Where = P.Where;
    Pointer.Index = P.Index;
    const Expr *Argument = exprAt(Call, Pointer);
    if (Argument && pointsToClass(Argument->getType()))
      return keyOf(Call.getArgSVal(P.Index), Of, State);
  }
  return keyOf(valueAt(Call, P, State), Of, State);
}

model::ValueVerdict ObjectChecker::judge(const CallEvent &Call,
                                         const Position &P,
                                         ArrayRef<model::ValuePattern> Values,
                                         CheckerContext &C,
                                         bool AsFlags) const {
  const Expr *E = exprAt(Call, P);
  if (!E)
    return model::ValueVerdict::Unknown;
  const auto *FD = dyn_cast<FunctionDecl>(C.getStackFrame()->getDecl());
  return AsFlags ? matcher().judgeFlags(E, Values, FD)
                 : matcher().judge(E, Values, FD);
}

} // namespace nettidy::path::engine
