//===-- ObjectCheckerHandlers.cpp - Callbacks -----------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What is registered together with a handler, and what a handler is given.
///
//===----------------------------------------------------------------------===//

#include "ast/CallIndex.h"
#include "ast/Callbacks.h"
#include "ast/Handlers.h"
#include "ast/StorageFacts.h"
#include "path/ObjectCheckerImpl.h"

namespace nettidy::path::engine {

/// What is registered together with a callback belongs to the callback.
void ObjectChecker::escapeToHandler(const CallEvent &Call,
                                    const model::ModelSet::Entry &E,
                                    Step &S) const {
  for (unsigned I = 0, N = Call.getNumArgs(); I != N; ++I) {
    ReachableObjects Reachable(S.State);
    S.State->scanReachableSymbols(argumentValue(Call, I, S.State), Reachable);
    for (ObjectKey K : Reachable.Found) {
      // Handlers come and go with their server, but do not end it.
      const ObjectState *Object = findObject(S.State, K);
      bool Serves =
          Object->Of && Object->Of->Role == model::ObjectRole::Server &&
          argumentValue(Call, I, S.State).getAsSymbol() == K.symbol() &&
          llvm::none_of(E.Func->Holds, [&](const Position &P) {
            return P.Where == Position::Base::Argument && P.Index == I;
          });
      if (memoryOf(K, *Object) && !Serves)
        S.State = escape(S.State, K, /*SettingsToo=*/false);
    }
  }
}

/// Everything that a value leads to is out of sight from now on.
void ObjectChecker::escapeFrom(SVal V, Step &S) const {
  ReachableObjects Reachable(S.State);
  S.State->scanReachableSymbols(V, Reachable);
  for (ObjectKey K : Reachable.Found)
    if (K.lifetimeSymbol())
      S.State = escape(S.State, K, /*SettingsToo=*/false);
}

/// Objects of which the code says that \p Variable may hold them.
void ObjectChecker::escapeFromVariable(const VarDecl &Variable,
                                       Step &S) const {
  llvm::SmallVector<ObjectKey, 2> Found;
  forEachObject(S.State, [&](ObjectKey K, const ObjectState &Object) {
    if (Object.Phase != Life::Held || !Object.AcquiredAt)
      return;
    const StorageClass *Places = TU->storage().of(Object.AcquiredAt);
    if (Places && llvm::is_contained(Places->Members,
                                     cast<ValueDecl>(Variable.getCanonicalDecl())))
      Found.push_back(K);
  });
  for (ObjectKey K : Found)
    S.State = escape(S.State, K, /*SettingsToo=*/false);
}

/// What a function object holds for a captured variable; the whole object where
/// that cannot be told.
SVal ObjectChecker::capturedValue(const LambdaExpr &Lambda,
                                  const VarDecl &Variable, SVal Closure,
                                  Step &S) const {
  llvm::DenseMap<const ValueDecl *, FieldDecl *> Captured;
  FieldDecl *This = nullptr;
  Lambda.getLambdaClass()->getCaptureFields(Captured, This);
  const FieldDecl *Field = Captured.lookup(&Variable);
  Store Kept = S.State->getStore();
  const MemRegion *Object = Closure.getAsRegion();
  if (auto Copied = Closure.getAs<nonloc::LazyCompoundVal>()) {
    Object = Copied->getRegion();
    Kept = Copied->getStore();
  }
  if (!Field || !Object)
    return Closure;
  auto Place = S.State->getLValue(Field, loc::MemRegionVal(Object)).getAs<Loc>();
  return Place ? S.State->getStateManager().getStoreManager().getBinding(Kept,
                                                                         *Place)
               : Closure;
}

/// True when the handler that \p Argument names can get at nothing of what is
/// registered with it: it captures nothing and uses none of its parameters.
static bool reachesNothing(const Expr *Argument, const model::Matcher &Match) {
  // A lambda that becomes a pointer to a function.
  if (const auto *Conversion =
          dyn_cast<CXXMemberCallExpr>(Argument->IgnoreParenImpCasts());
      Conversion && isa<CXXConversionDecl>(Conversion->getMethodDecl()))
    Argument = Conversion->getImplicitObjectArgument();
  std::optional<Callback> Handler = resolveCallback(Argument, Match);
  if (!Handler || !Handler->Function || !Handler->Function->hasBody() ||
      !Handler->Written || isa<CallExpr>(Handler->Written) ||
      (Handler->Lambda && Handler->Lambda->capture_size() != 0))
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Handler->Function);
  if (Method && !Method->isStatic() && !Handler->Lambda)
    return false;
  // `(void)data` is no use.
  int Uses = 0;
  auto NamesParameter = [](const Stmt *S) {
    const auto *Reference = dyn_cast<DeclRefExpr>(S);
    return Reference && isa<ParmVarDecl>(Reference->getDecl());
  };
  CallIndex::forEachStatement(
      CallIndex::key(Handler->Function), [&](const Stmt *S, const Stmt *) {
        const auto *Cast = dyn_cast<CastExpr>(S);
        if (Cast && Cast->getCastKind() == CK_ToVoid)
          Uses -= NamesParameter(Cast->getSubExpr()->IgnoreParenImpCasts());
        Uses += NamesParameter(S);
      });
  return Uses == 0;
}

/// What is registered together with a handler belongs to the handler, as far as
/// that can get at it.
void ObjectChecker::applyHandlers(const CallEvent &Call,
                                  const model::ModelSet::Entry &E,
                                  Step &S) const {
  const Handlers &Known = TU->handlers();
  for (const model::Handler &H : E.Func->Handlers) {
    const Expr *Origin = Call.getOriginExpr();
    if (valueAt(Call, H.At, S.State).isZeroConstant())
      continue; // no handler at all
    HandlerTarget Target;
    if (Origin && (H.On || H.Sender))
      Target = handlerTarget(matcher(), Origin, H.At, H.On);
    if (!Target) {
      const Expr *Argument = Origin ? matcher().at(Origin, H.At) : nullptr;
      // A connection serves its handlers for as long as it lasts; a timer that
      // nobody can stop any more is lost.
      if (!Argument || E.Func->Arms.empty() ||
          !reachesNothing(Argument, matcher()))
        escapeToHandler(Call, E, S);
      continue;
    }
    const Decl *Runs = Target.Function;
    if (Target.Lambda) {
      Runs = Target.Lambda->getLambdaClass()->getLambdaCallOperator();
      SVal Closure = valueAt(Call, H.At, S.State);
      for (const LambdaCapture &Capture : Target.Lambda->captures()) {
        if (!Capture.capturesVariable())
          continue;
        const auto *Variable = dyn_cast<VarDecl>(Capture.getCapturedVar());
        if (!Variable)
          continue;
        Fate In = Known.fateIn(Target.Lambda, Variable);
        if (!In.Released && !In.Kept)
          continue;
        escapeFrom(capturedValue(*Target.Lambda, *Variable, Closure, S), S);
        // The engine loses the parts of function objects that it copies.
        escapeFromVariable(*Variable, S);
      }
    } else {
      for (const model::ModelSet::Entry &Run :
           matcher().lookup(Target.Function, Target.Class))
        for (const model::Release &R : Run.Func->Releases) {
          if (R.At.Where != Position::Base::This)
            continue;
          ObjectKey K = keyAt(Call, H.On, nullptr, S.State);
          const ObjectState *Found = findObject(S.State, K);
          if (!Found || Found->Phase == Life::Released)
            continue;
          ObjectState Object = *Found;
          Object.Phase = Life::Gone;
          S.State = setObject(S.State, K, Object);
        }
    }
    if (H.Sender && Runs && Known.asksForSender(Runs))
      S.State = escape(S.State, keyAt(Call, H.Sender, nullptr, S.State),
                       /*SettingsToo=*/false);
  }
}

/// The handler asks for the object whose signal runs it, which it is to release.
void ObjectChecker::applySender(const CallEvent &Call, Step &S) const {
  const auto *F = dyn_cast<FunctionDecl>(S.C.getStackFrame()->getDecl());
  SymbolRef Sym = Call.getReturnValue().getAsSymbol();
  if (!F || !Sym || !S.C.inTopFrame())
    return;
  for (const Handlers::Gift &Each : TU->handlers().giftsOf(F)) {
    if (!Each.Asked || Each.Asked != Call.getOriginExpr())
      continue;
    ObjectState Object;
    Object.Of = Each.Of;
    Object.AcquiredAt = Each.Asked;
    Object.AcquiredIn = S.C.getStackFrame();
    Object.SettingsKnown = false;
    Object.Handed = true;
    S.State = setObject(S.State, ObjectKey(Sym), Object);
  }
}

/// A handler begins with what its registration gives it.
void ObjectChecker::checkBeginFunction(CheckerContext &C) const {
  const auto *F = dyn_cast<FunctionDecl>(C.getStackFrame()->getDecl());
  if (!F || !C.inTopFrame())
    return;
  llvm::ArrayRef<Handlers::Gift> Gifts = TU->handlers().giftsOf(F);
  if (Gifts.empty())
    return;
  Step S(C);
  const LocationContext *LCtx = C.getLocationContext();
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  for (const Handlers::Gift &Each : Gifts) {
    if (!Each.Variable)
      continue;
    SVal Place;
    if (isa<ParmVarDecl>(Each.Variable) &&
        Each.Variable->getDeclContext() == F) {
      Place = S.State->getLValue(Each.Variable, LCtx);
    } else if (Method && Method->getParent()->isLambda()) {
      llvm::DenseMap<const ValueDecl *, FieldDecl *> Captured;
      FieldDecl *This = nullptr;
      Method->getParent()->getCaptureFields(Captured, This);
      const FieldDecl *Field = Captured.lookup(Each.Variable);
      if (!Field || Field->getType()->isReferenceType())
        continue;
      SVal Closure = S.State->getSVal(
          C.getSValBuilder().getCXXThis(Method, C.getStackFrame()));
      Place = S.State->getLValue(Field, Closure);
    }
    auto At = Place.getAs<Loc>();
    if (!At)
      continue;
    SVal V = S.State->getSVal(*At);
    SymbolRef Sym = V.getAsSymbol();
    if (!Sym)
      continue;
    // Only what is bound is seen to escape when the variable is passed on by
    // reference, as containers take what they keep.
    S.State = S.State->bindLoc(*At, V, LCtx, /*notifyChanges=*/false);
    ObjectState Object;
    Object.Of = Each.Of;
    Object.SettingsKnown = false;
    Object.Handed = true;
    if (Each.Given) {
      Object.Failure = Each.Given->Failure;
      const Position &Status = Each.Given->Status;
      if (Status.Where == Position::Base::Argument &&
          Status.Index < F->getNumParams())
        Object.Status =
            S.State
                ->getSVal(S.State->getLValue(F->getParamDecl(Status.Index), LCtx))
                .getAsSymbol();
    }
    S.State = setObject(S.State, ObjectKey(Sym), Object);
  }
  S.commit();
}

/// What the handler was given must have gone somewhere.
void ObjectChecker::checkEndFunction(const ReturnStmt *Ret,
                                     CheckerContext &C) const {
  if (!C.inTopFrame() || !anyObject(C.getState()))
    return;
  Step S(C);
  llvm::SmallVector<std::pair<ObjectKey, ObjectState>, 2> Left;
  forEachObject(S.State, [&](ObjectKey K, const ObjectState &Object) {
    if (Object.Handed && Object.Phase == Life::Held &&
        !hasFailed(S.State, K, Object))
      Left.emplace_back(K, Object);
  });
  for (const auto &[K, Object] : Left)
    leak(K, Object, LeakEvent::Cause::Handed, S, Ret, Ret);
  S.commit();
}

} // namespace nettidy::path::engine
