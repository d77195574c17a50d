//===-- ObjectCheckerLeaks.cpp - What is lost, and the reports ------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// When the last reference to an object dies, and how checks come to report.
///
//===----------------------------------------------------------------------===//

#include "path/ObjectCheckerImpl.h"
#include "ast/CallIndex.h"
#include "clang/AST/ParentMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/SaveAndRestore.h"

namespace nettidy::path::engine {

/// Where the code that lost an object got it: the acquisition, or, when that
/// stands in a callee which has returned, the call of the factory.
static const Stmt *gotFrom(const ObjectState &Object, const StackFrameContext *Here) {
  llvm::SmallPtrSet<const StackFrameContext *, 8> Active;
  for (const LocationContext *LCtx = Here; LCtx; LCtx = LCtx->getParent())
    Active.insert(LCtx->getStackFrame());
  const Stmt *Site = Object.AcquiredAt;
  for (const StackFrameContext *Frame = Object.AcquiredIn;
       Frame && !Active.count(Frame);) {
    if (Frame->getCallSite())
      Site = Frame->getCallSite();
    Frame = Frame->getParent() ? Frame->getParent()->getStackFrame() : nullptr;
  }
  return Site;
}

void ObjectChecker::emit(const ReaderEntry &Reader, const Report &R,
                         ObjectKey K, const ObjectState &Object, Step &S,
                         const Stmt *At) const {
  // Two defects at one point share its node: the engine gives none twice.
  ExplodedNode *N = S.Node;
  if (!N || N->getState() != S.State)
    N = S.C.generateNonFatalErrorNode(S.State,
                                      N ? N : S.C.getPredecessor());
  if (!N)
    return;
  S.Node = N;
  std::unique_ptr<PathSensitiveBugReport> BR;
  auto All = std::make_shared<FixCollection>();
  if (R.AtAcquisition && Object.AcquiredAt) {
    const Stmt *Site = gotFrom(Object, S.C.getStackFrame());
    // To the engine, all paths that lose what was made here are one report.
    std::shared_ptr<FixCollection> &Shared = Fixes[{Reader.Reader, Site}];
    Shared = Shared ? Shared : All;
    All = Shared;
    PathDiagnosticLocation Where = PathDiagnosticLocation::createBegin(
        Site, S.C.getSourceManager(), N->getLocationContext());
    BR = std::make_unique<PathSensitiveBugReport>(
        *Reader.Bug, R.Message, R.LastStep.empty() ? R.Message : R.LastStep, N,
        Where, N->getLocationContext()->getDecl());
  } else {
    BR = std::make_unique<PathSensitiveBugReport>(*Reader.Bug, R.Message, N);
    if (At)
      BR->addRange(At->getSourceRange());
  }
  if (K.symbol())
    BR->markInteresting(K.symbol());
  if (K.region())
    BR->markInteresting(K.region());
  for (const FixItHint &Fix : R.Fixes)
    All->add(Fix);
  BR->addVisitor(std::make_unique<ReportFixes>(All));
  // Where clang-tidy shows it; the analyzer shows the end of the path.
  PathDiagnosticLocation Place = BR->getUniqueingLocation().isValid()
                                     ? BR->getUniqueingLocation()
                                     : BR->getLocation();
  Reported.insert({Reader.Reader, S.C.getSourceManager().getExpansionLoc(
                                      Place.asLocation())});
  S.C.emitReport(std::move(BR));
}

void ObjectChecker::leak(ObjectKey K, const ObjectState &Object,
                         LeakEvent::Cause Why, Step &S, const Stmt *At,
                         const ReturnStmt *LeavesBy) const {
  const LocationContext *LCtx = S.C.getLocationContext();
  LeakEvent Event(*TU, Object, Object.AcquiredAt, topFrame(LCtx)->getDecl(),
                  LCtx->getDecl());
  Event.Why = Why;
  if (Object.AcquiredIn == LCtx->getStackFrame())
    Event.LeavesBy = LeavesBy;
  dispatch(Event, &ObjectEvents::onLeak, K, S, At);
}

bool ObjectChecker::hasFailed(ProgramStateRef State, ObjectKey K,
                              const ObjectState &S) const {
  SValBuilder &Builder = State->getStateManager().getSValBuilder();
  auto Decided = [&](SymbolRef Sym, BinaryOperator::Opcode Op, int64_t Value) {
    // True when `Sym Op Value` cannot hold on this path.
    SVal L = Builder.makeSymbolVal(Sym);
    SVal Cond = Builder.evalBinOp(State, Op, L,
                                  Builder.makeIntVal(Value, Sym->getType()),
                                  Builder.getConditionType());
    auto D = Cond.getAs<DefinedSVal>();
    return D && !State->assume(*D, true);
  };
  // No object is null, whatever the form of failure: code may test the result
  // instead of the status.
  if (K.symbol() && K.symbol()->getType()->isAnyPointerType() &&
      State->isNull(Builder.makeSymbolVal(K.symbol())).isConstrainedTrue())
    return true;
  for (SymbolRef Error : {S.Error, S.ErrorAnswer})
    if (Error &&
        State->isNull(Builder.makeSymbolVal(Error)).isConstrainedFalse())
      return true;
  // Nor is a negative number a descriptor. The standard ones are never leaks,
  // and `fd <= 0` is a common way to spell the test for failure.
  if (K.symbol() && K.symbol()->getType()->isIntegralOrEnumerationType() &&
      S.Of && S.Of->Kind == model::ObjectKind::Descriptor &&
      S.Failure != model::FailureForm::Never &&
      (K.symbol()->getType()->isUnsignedIntegerType()
           ? Decided(K.symbol(), BO_NE, -1)
           : Decided(K.symbol(), BO_GT, 2)))
    return true;
  switch (S.Failure) {
  case model::FailureForm::Never:
    // Whoever acquired it, a negative number is no descriptor.
    return S.Of && S.Of->Kind == model::ObjectKind::Descriptor && K.symbol() &&
           Decided(K.symbol(), BO_GE, 0);
  case model::FailureForm::Null:
  case model::FailureForm::MinusOne:
    return false;
  case model::FailureForm::NonZeroStatus:
    return S.Status && Decided(S.Status, BO_EQ, 0);
  case model::FailureForm::ZeroStatus:
    return S.Status && Decided(S.Status, BO_NE, 0);
  case model::FailureForm::NegativeStatus:
    return S.Status && Decided(S.Status, BO_GE, 0);
  case model::FailureForm::NonPositiveStatus:
    return S.Status && Decided(S.Status, BO_GT, 0);
  case model::FailureForm::NullReturn:
    return S.Status &&
           State->isNull(Builder.makeSymbolVal(S.Status)).isConstrainedTrue();
  }
  return false;
}

bool ObjectChecker::isKnownOpen(ProgramStateRef State, ObjectKey K,
                                const ObjectState &S) const {
  if (S.Used)
    return true;
  SValBuilder &Builder = State->getStateManager().getSValBuilder();
  auto NotZero = [&](SymbolRef Sym) {
    return State->isNull(Builder.makeSymbolVal(Sym)).isConstrainedFalse();
  };
  // True when `Sym Op Value` cannot hold on this path.
  auto Cannot = [&](SymbolRef Sym, BinaryOperator::Opcode Op,
                    int64_t Value = 0) {
    SVal Cond = Builder.evalBinOp(State, Op, Builder.makeSymbolVal(Sym),
                                  Builder.makeIntVal(Value, Sym->getType()),
                                  Builder.getConditionType());
    auto D = Cond.getAs<DefinedSVal>();
    return D && !State->assume(*D, true);
  };
  switch (S.Failure) {
  case model::FailureForm::Never:
    return true;
  case model::FailureForm::Null:
    return K.symbol() && NotZero(K.symbol());
  case model::FailureForm::MinusOne:
    return K.symbol() && (K.symbol()->getType()->isUnsignedIntegerType()
                              ? Cannot(K.symbol(), BO_EQ, -1)
                              : Cannot(K.symbol(), BO_LT));
  case model::FailureForm::NonZeroStatus:
    return S.Status && Cannot(S.Status, BO_NE);
  case model::FailureForm::ZeroStatus:
  case model::FailureForm::NullReturn:
    return S.Status && NotZero(S.Status);
  case model::FailureForm::NegativeStatus:
    return S.Status && Cannot(S.Status, BO_LT);
  case model::FailureForm::NonPositiveStatus:
    return S.Status && Cannot(S.Status, BO_LE);
  }
  return false;
}

ProgramStateRef ObjectChecker::evalAssume(ProgramStateRef State, SVal,
                                          bool) const {
  // Asking what follows from a state assumes something of it in turn.
  if (Assuming)
    return State;
  llvm::SaveAndRestore<bool> Guard(Assuming, true);
  llvm::SmallVector<ObjectKey, 4> Failed;
  llvm::SmallVector<std::pair<ObjectKey, ObjectState>, 2> Changed;
  forEachObject(State, [&](ObjectKey K, const ObjectState &S) {
    if (S.Undrained && (S.Sent || S.Drained)) {
      ObjectState New = S;
      ObjectState Sending;
      Sending.Status = S.Sent;
      Sending.Failure = S.SentFailure;
      if (S.Sent && hasFailed(State, ObjectKey(), Sending))
        New.Undrained = false;
      if (S.Drained) {
        ConditionTruthVal None = State->isNull(
            State->getStateManager().getSValBuilder().makeSymbolVal(S.Drained));
        if (None.isConstrainedTrue())
          New.Undrained = false;
        if (None.isConstrained())
          New.Drained = nullptr;
      }
      if (!(New == S))
        Changed.emplace_back(K, New);
    }
    if (S.Taken) {
      ObjectState Taking;
      Taking.Status = S.Taken;
      Taking.Failure = S.TakenFailure;
      if (hasFailed(State, ObjectKey(), Taking) && S.Phase == Life::Gone) {
        ObjectState New = S;
        New.Taken = nullptr;
        New.Phase = Life::Held;
        Changed.emplace_back(K, New);
      }
      return;
    }
    if (!S.Status && !S.Error)
      return;
    if (hasFailed(State, K, S))
      Failed.push_back(K);
  });
  for (const auto &[K, Object] : Changed)
    State = setObject(State, K, Object);
  for (ObjectKey K : Failed)
    State = removeObject(State, K);
  return State;
}

static bool isMain(const Decl *D) {
  const auto *FD = dyn_cast_or_null<FunctionDecl>(D);
  return FD && FD->isMain();
}

const StackFrameContext *topFrame(const LocationContext *LCtx) {
  const StackFrameContext *Frame = LCtx->getStackFrame();
  while (const LocationContext *Parent = Frame->getParent())
    Frame = Parent->getStackFrame();
  return Frame;
}

/// True when \p S stands in a loop of its function.
static bool inLoop(const Stmt *S, const ParentMap &Parents) {
  for (; S; S = Parents.getParent(S))
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S))
      return true;
  return false;
}

namespace {

/// How control goes on from a block.
struct Leaving {
  enum class Way {
    Normally, ///< the function's end can be reached
    ByThrow,  ///< only by an exception
    Never,    ///< the process ends first (exit, abort, a failed assertion)
  } How = Way::Normally;
  const CXXThrowExpr *Throw = nullptr;
};

} // namespace

/// The return statement in a block.
static const ReturnStmt *returnIn(const CFGBlock *B) {
  if (!B)
    return nullptr;
  for (const CFGElement &Element : *B)
    if (auto Statement = Element.getAs<CFGStmt>())
      if (const auto *R = dyn_cast<ReturnStmt>(Statement->getStmt()))
        return R;
  return nullptr;
}

static Leaving waysOut(const CFGBlock *Start, const CFG &Graph) {
  Leaving Result;
  if (!Start)
    return Result;
  llvm::SmallVector<const CFGBlock *, 8> Pending = {Start};
  llvm::SmallPtrSet<const CFGBlock *, 16> Seen = {Start};
  while (!Pending.empty()) {
    const CFGBlock *B = Pending.pop_back_val();
    if (const CXXThrowExpr *T = throwIn(B)) {
      Result.Throw = T;
      continue;
    }
    if (B->hasNoReturnElement())
      continue;
    if (B == &Graph.getExit())
      return Leaving();
    for (const CFGBlock *Next : B->succs())
      if (Next && Seen.insert(Next).second)
        Pending.push_back(Next);
  }
  Result.How = Result.Throw ? Leaving::Way::ByThrow : Leaving::Way::Never;
  return Result;
}

void ObjectChecker::checkLiveSymbols(ProgramStateRef State,
                                     SymbolReaper &Reaper) const {
  forEachObject(State, [&](ObjectKey K, const ObjectState &S) {
    for (SymbolRef Told : {S.Status, S.Error, S.ErrorAnswer})
      if (Told)
        Reaper.markLive(Told);
    // Judged at the end of the handler.
    if (S.Handed && K.symbol())
      Reaper.markLive(K.symbol());
  });
  forEachOwner(State, [&](const MemRegion *, SVal V) {
    if (SymbolRef Sym = V.getAsSymbol())
      Reaper.markLive(Sym);
  });
}

/// After `close(0)`, the next descriptor gets that number: `open("/dev/null", ..)`
/// in a function that closes a standard one is there to stay.
bool ObjectChecker::takesStandardNumber(const ObjectState &Object) const {
  if (!Object.Of || Object.Of->Kind != model::ObjectKind::Descriptor ||
      !Object.AcquiredIn)
    return false;
  const Decl *In = Object.AcquiredIn->getDecl()->getCanonicalDecl();
  auto IsStandard = [&](const Expr *Number) {
    Expr::EvalResult Value;
    return Number && Number->getType()->isIntegerType() &&
           !Number->isValueDependent() &&
           Number->EvaluateAsInt(Value, TU->context()) &&
           Value.Val.getInt() >= 0 && Value.Val.getInt() <= 2;
  };
  return llvm::any_of(TU->calls().sites(), [&](const ModelledSite &Site) {
    return Site.Owner == In &&
           llvm::any_of(Site.Entries, [&](const model::ModelSet::Entry &E) {
             return llvm::any_of(
                 E.Func->Releases, [&](const model::Release &R) {
                   return IsStandard(matcher().at(Site.Site, R.At));
                 });
           });
  });
}

void ObjectChecker::checkDeadSymbols(SymbolReaper &Reaper,
                                     CheckerContext &C) const {
  Step S(C);
  llvm::SmallVector<const MemRegion *, 4> DeadOwners;
  forEachOwner(S.State, [&](const MemRegion *Owner, SVal) {
    if (!Reaper.isLiveRegion(Owner))
      DeadOwners.push_back(Owner);
  });
  for (const MemRegion *Owner : DeadOwners)
    S.State = removeOwner(S.State, Owner);

  llvm::SmallVector<std::pair<ObjectKey, ObjectState>, 4> Dead, Leaks;
  forEachObject(S.State, [&](ObjectKey K, const ObjectState &Object) {
    SymbolRef Sym = memoryOf(K, Object);
    // Nobody needs it any more, but whose it is will be known only later.
    if (Object.Taken && !Reaper.isDead(Object.Taken))
      return;
    if (Sym ? !Reaper.isDead(Sym) : Reaper.isLiveRegion(K.region()))
      return;
    Dead.emplace_back(K, Object);
    // The end of a C++ object is its release; that of a struct is not.
    bool Loses = Sym || (Object.Of && Object.Of->InPlace);
    if (Loses && Object.Phase == Life::Held && Object.AcquiredAt &&
        canLeak(Object) && !hasFailed(S.State, K, Object) &&
        !takesStandardNumber(Object))
      Leaks.emplace_back(K, Object);
  });
  for (const auto &[K, Object] : Dead)
    S.State = removeObject(S.State, K);
  // The engine ends a path at a throw without telling anybody: the objects of
  // the callers are still alive then. A rethrow happens in a handler, which had
  // its chance.
  const CFGBlock *Block = C.getPredecessor()->getCFGBlock();
  if (const CXXThrowExpr *Throw =
          throwAfter(C.getPredecessor(), C.getLocationContext());
      Throw && Throw->getSubExpr() && anyObject(S.State))
    leakByException(LeakEvent::Cause::Throw, S, Throw);
  if (Leaks.empty()) {
    S.commit();
    return;
  }
  // References die early: after their last use, not at the end of their scope.
  // What follows decides whether that is a leak.
  Leaving Out = waysOut(Block, *C.getLocationContext()->getCFG());
  if (Out.How == Leaving::Way::Never)
    Leaks.clear();
  for (const auto &[K, Object] : Leaks) {
    // What main() still holds at its end goes with the process; what a loop of
    // it drops does not.
    const StackFrameContext *Top = topFrame(C.getLocationContext());
    if (isMain(Top->getDecl()) &&
        !inLoop(Object.AcquiredAt, Top->getParentMap()))
      continue;
    if (Out.How == Leaving::Way::ByThrow)
      leakAtThrow(K, Object, LeakEvent::Cause::Throw, S, Out.Throw);
    else
      leak(K, Object, LeakEvent::Cause::Dead, S, nullptr, returnIn(Block));
  }
  S.commit();
}

} // namespace nettidy::path::engine
