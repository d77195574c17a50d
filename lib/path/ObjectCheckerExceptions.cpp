//===-- ObjectCheckerExceptions.cpp - Leaks by exceptions -----------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What an exception leaves behind on its way to a handler.
///
//===----------------------------------------------------------------------===//

#include "path/ObjectCheckerImpl.h"
#include "clang/AST/ParentMap.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace nettidy::path::engine {

namespace {

/// Tells whether a C++ object that cleans up after itself holds a symbol: then
/// an exception releases it on its way.
class GuardFinder final : public StoreManager::BindingsHandler {
public:
  explicit GuardFinder(SymbolRef Sym) : Sym(Sym) {}
  bool HandleBinding(StoreManager &, Store, const MemRegion *R,
                     SVal V) override {
    if (V.getAsSymbol() != Sym)
      return true;
    const auto *Base = dyn_cast<TypedValueRegion>(R->getBaseRegion());
    const CXXRecordDecl *Class =
        Base ? Base->getValueType()->getAsCXXRecordDecl() : nullptr;
    Found = Class && Class->hasDefinition() && !Class->hasTrivialDestructor();
    return !Found;
  }
  bool Found = false;

private:
  SymbolRef Sym;
};

} // namespace

static bool isGuarded(ProgramStateRef State, ObjectKey K) {
  GuardFinder Guard(K.lifetimeSymbol());
  State->getStateManager().getStoreManager().iterBindings(State->getStore(),
                                                          Guard);
  return Guard.Found;
}

const CXXThrowExpr *throwIn(const CFGBlock *B) {
  if (!B)
    return nullptr;
  for (const CFGElement &Element : *B)
    if (auto Statement = Element.getAs<CFGStmt>())
      if (const auto *T = dyn_cast<CXXThrowExpr>(Statement->getStmt()))
        return T;
  return nullptr;
}

const CXXThrowExpr *throwAfter(const ExplodedNode *Node,
                               const LocationContext *LCtx) {
  const CFGBlock *Block = Node->getCFGBlock();
  const CXXThrowExpr *Throw = throwIn(Block);
  if (!Throw)
    return nullptr;
  const Stmt *Done = nullptr;
  if (auto At = Node->getLocation().getAs<StmtPoint>())
    Done = At->getStmt();
  else if (auto End = Node->getLocation().getAs<CallExitEnd>())
    Done = End->getCalleeContext()->getCallSite();
  const ParentMap &Parents = LCtx->getStackFrame()->getParentMap();
  auto IsThrown = [&](const Stmt *S) {
    while (S && S != Throw)
      S = Parents.getParent(S);
    return S != nullptr;
  };
  const Stmt *LastCall = nullptr;
  for (const CFGElement &Element : *Block) {
    auto Statement = Element.getAs<CFGStmt>();
    const Stmt *S = Statement ? Statement->getStmt() : nullptr;
    if (S == Throw)
      break;
    if (S && S == Done)
      LastCall = nullptr;
    else if (S && isa<CallExpr, CXXConstructExpr>(S) && !IsThrown(S))
      LastCall = S;
  }
  return LastCall ? nullptr : Throw;
}

/// The innermost try statement on the stack that may catch what \p At throws.
/// \p LCtx becomes the context that it stands in.
static const CXXTryStmt *tryAround(const Stmt *At, const LocationContext *&LCtx) {
  for (; LCtx; LCtx = LCtx->getParent()) {
    const auto *Frame = dyn_cast<StackFrameContext>(LCtx);
    if (!Frame)
      continue;
    const ParentMap &Parents = Frame->getParentMap();
    const Stmt *Child = At;
    for (const Stmt *P = At; P; Child = P, P = Parents.getParent(P))
      if (const auto *Try = dyn_cast<CXXTryStmt>(P);
          Try && Child == Try->getTryBlock())
        return Try;
    At = Frame->getCallSite();
  }
  return nullptr;
}

namespace {

/// Collects the local variables that hold a symbol.
class HolderFinder final : public StoreManager::BindingsHandler {
public:
  explicit HolderFinder(SymbolRef Sym) : Sym(Sym) {}
  bool HandleBinding(StoreManager &, Store, const MemRegion *R,
                     SVal V) override {
    if (V.getAsSymbol() != Sym)
      return true;
    const auto *Place = dyn_cast<VarRegion>(R);
    if (Place && Place->getDecl()->hasLocalStorage())
      Variables.insert(Place->getDecl());
    else
      Elsewhere = true;
    return true;
  }
  llvm::SmallPtrSet<const VarDecl *, 2> Variables;
  bool Elsewhere = false;

private:
  SymbolRef Sym;
};

} // namespace

static bool mentionsAny(const Stmt *S,
                 const llvm::SmallPtrSetImpl<const VarDecl *> &Variables) {
  if (!S)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return Variables.count(Var);
  return isa<LambdaExpr>(S) ||
         llvm::any_of(S->children(), [&](const Stmt *Child) {
           return mentionsAny(Child, Variables);
         });
}

/// Whether a condition compares a member, `fd < 0 || ...`, other than as the
/// argument of a call.
static bool comparesMember(const Stmt *Condition) {
  if (!Condition || isa<CallExpr>(Condition))
    return false;
  return isa<MemberExpr>(Condition) ||
         llvm::any_of(Condition->children(), comparesMember);
}

/// Whether a condition looks into what a member points to: `conn->err`.
static bool looksThroughMember(const Stmt *Condition) {
  if (!Condition)
    return false;
  if (const auto *Member = dyn_cast<MemberExpr>(Condition))
    if (Member->isArrow() &&
        isa<MemberExpr>(Member->getBase()->IgnoreParenCasts()))
      return true;
  return llvm::any_of(Condition->children(), looksThroughMember);
}

/// Whether \p Throw answers for the failure to acquire as well as for another:
/// then both are taken to be beyond repair. An object that can be asked what is
/// wrong was acquired.
static bool answersForSeveral(const Stmt *Throw, const ParentMap &Parents) {
  const Stmt *S = Throw;
  while (S && !isa<IfStmt>(S))
    S = Parents.getParent(S);
  const auto *If = dyn_cast_or_null<IfStmt>(S);
  return If && comparesMember(If->getCond()) &&
         !looksThroughMember(If->getCond());
}

namespace {

/// What becomes of an object when \p At throws.
enum class AfterThrow {
  Unknown, ///< a handler may see to it
  Left,    ///< the exception leaves the outermost function
  Caught,  ///< the handlers leave the function without touching the object
};

} // namespace

static AfterThrow afterThrow(const Stmt *At, ObjectKey K, const ObjectState &Object,
            ProgramStateRef State, const LocationContext *LCtx) {
  const CXXTryStmt *Try = tryAround(At, LCtx);
  if (!Try)
    return AfterThrow::Left;
  const LocationContext *Outer = LCtx;
  HolderFinder Holders(K.lifetimeSymbol());
  State->getStateManager().getStoreManager().iterBindings(State->getStore(),
                                                          Holders);
  if (Holders.Elsewhere || Holders.Variables.empty() || Object.InMember ||
      tryAround(Try, Outer))
    return AfterThrow::Unknown;
  for (unsigned I = 0; I < Try->getNumHandlers(); ++I) {
    const auto *Block =
        dyn_cast<CompoundStmt>(Try->getHandler(I)->getHandlerBlock());
    if (!Block || Block->body_empty() || !isa<ReturnStmt>(Block->body_back()) ||
        mentionsAny(Block, Holders.Variables))
      return AfterThrow::Unknown;
  }
  return AfterThrow::Caught;
}

/// An exception at \p At leaves the outermost function: what it still holds is
/// lost.
void ObjectChecker::leakByException(LeakEvent::Cause Why, Step &S,
                                    const Stmt *At) const {
  llvm::SmallVector<std::pair<ObjectKey, ObjectState>, 4> Leaks;
  forEachObject(S.State, [&](ObjectKey K, const ObjectState &Object) {
    // What the outermost function holds itself dies on its way to a throw.
    bool Lost = Object.Phase == Life::Held
                    ? Why == LeakEvent::Cause::MayThrow || !S.C.inTopFrame()
                    : Object.Phase == Life::Gone && Object.InMember;
    if (Lost && Object.AcquiredAt && K.lifetimeSymbol() &&
        !hasFailed(S.State, K, Object))
      Leaks.emplace_back(K, Object);
  });
  for (const auto &[K, Object] : Leaks)
    leakAtThrow(K, Object, Why, S, At);
}

/// Unless an owner or a handler sees to the object.
void ObjectChecker::leakAtThrow(ObjectKey K, const ObjectState &Object,
                                LeakEvent::Cause Why, Step &S,
                                const Stmt *At) const {
  ProgramStateRef Before = S.C.getState();
  AfterThrow Then = afterThrow(At, K, Object, Before, S.C.getLocationContext());
  if (Then == AfterThrow::Unknown || isGuarded(Before, K) ||
      (Object.InMember &&
       answersForSeveral(At, S.C.getStackFrame()->getParentMap())))
    return;
  if (Then == AfterThrow::Caught && Why == LeakEvent::Cause::Throw)
    Why = LeakEvent::Cause::Caught;
  leak(K, Object, Why, S, At);
}

/// C functions do not throw; a C++ function may, unless it says otherwise.
void ObjectChecker::reportMayThrow(const CallEvent &Call, Step &S) const {
  if (llvm::none_of(Readers, [](const ReaderEntry &Entry) {
        return Entry.Reader->followsExceptions();
      }))
    return;
  const auto *FD = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  const Expr *Origin = Call.getOriginExpr();
  if (!FD || !Origin || FD->isExternC() || !S.C.getLangOpts().CPlusPlus)
    return;
  const auto *Type = FD->getType()->getAs<FunctionProtoType>();
  if (!Type || Type->isNothrow())
    return;
  leakByException(LeakEvent::Cause::MayThrow, S, Origin);
}

} // namespace nettidy::path::engine
