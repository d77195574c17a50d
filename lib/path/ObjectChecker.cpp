//===-- ObjectChecker.cpp - Follows modelled objects along paths ----------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The modelling checker. ObjectState.h has the state diagram.
///
/// Rules of escape, which replace the analyzer's own (that would lose every
/// `void *` handle at its first call):
///  - a modelled call does to its arguments what the model says, and else
///    borrows them; so do other functions of the object's own library headers
///    and compiler builtins;
///  - a function with a visible body is looked into by the engine;
///  - any other call ends leak tracking of everything that it can reach, and
///    what is known about settings;
///  - a store outside the stack, a return from the outermost function, an
///    owner, and a `cleanup` attribute take the object over.
///
/// Not modelled: objects in containers, unions, values that travel through
/// memory the engine cannot follow. They escape.
///
//===----------------------------------------------------------------------===//

#include "path/ObjectChecker.h"
#include "ast/Handlers.h"
#include "ast/StorageFacts.h"
#include "compat/PathCompat.h"
#include "path/ObjectState.h"
#include "path/Owners.h"
#include "path/ReportFixes.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ParentMap.h"
#include "clang/StaticAnalyzer/Core/BugReporter/BugType.h"
#include "clang/StaticAnalyzer/Core/Checker.h"
#include "clang/StaticAnalyzer/Core/CheckerManager.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CallEvent.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CheckerContext.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace clang::ento;

namespace nettidy::path {

namespace {

using model::Position;
using Effect = model::Matcher::Effect;
using Life = ObjectState::Life;

/// One step of the engine: the state being built, the nodes and notes of it.
class Step {
public:
  explicit Step(CheckerContext &C) : C(C), State(C.getState()) {}

  CheckerContext &C;
  ProgramStateRef State;
  ExplodedNode *Node = nullptr; ///< last node generated for a report
  /// The other way on, where the call has failed; null when there is none.
  ProgramStateRef Failed = nullptr;

  void note(ObjectKey K, std::string Text) {
    Notes.emplace_back(K, std::move(Text));
  }

  /// Moves the engine to the new state.
  void commit() {
    if (Failed) {
      C.addTransition(Failed, C.getPredecessor());
      Failed = nullptr;
    } else if (State == C.getState() && !Node) {
      return;
    }
    const ProgramPointTag *Tag = nullptr;
    if (!Notes.empty())
      Tag = C.getNoteTag([Notes = Notes](PathSensitiveBugReport &BR) {
        for (const auto &[Key, Text] : Notes) {
          bool Interesting = Key.symbol() ? BR.isInteresting(Key.symbol())
                                          : BR.isInteresting(Key.region());
          if (Interesting)
            return Text;
        }
        return std::string();
      });
    if (!Node)
      C.addTransition(State, Tag);
    else if (Tag || Node->getState() != State)
      // To the same point and state again, the path would end here.
      C.addTransition(State, Node, Tag);
  }

private:
  std::vector<std::pair<ObjectKey, std::string>> Notes;
};

/// Whether the call itself makes the object that it configures.
bool configuresNewObject(const model::Function &F, const Position &At) {
  return At.Where == Position::Base::Return ||
         llvm::any_of(F.Acquires, [&](const model::Acquire &A) {
           return A.At.Where == At.Where && A.At.Index == At.Index &&
                  A.At.Dereference == At.Dereference;
         });
}

/// Memory that a library set up in place and must be told to let go of, before
/// it is given back.
bool isInCallersMemory(const model::Object *Of) {
  return Of && Of->Kind == model::ObjectKind::Class && !Of->StopsOnDestruction;
}

/// A timer in place that nobody started is mere memory.
bool canLeak(const ObjectState &Object) {
  return !isInCallersMemory(Object.Of) ||
         Object.Of->Role != model::ObjectRole::Timer || Object.Armed;
}

/// The symbol whose death is the death of the object: for what was set up in
/// place, also the pointer to the whole that it is a part of.
SymbolRef memoryOf(ObjectKey K, const ObjectState &Object) {
  if (!K.region() || K.lifetimeSymbol() || !isInCallersMemory(Object.Of))
    return K.lifetimeSymbol();
  const auto *Whole = dyn_cast<SymbolicRegion>(K.region()->getBaseRegion());
  return Whole ? Whole->getSymbol() : nullptr;
}

/// Whether a pointer is what an allocation gave on this path.
bool isAllocated(SymbolRef Memory) {
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

/// Collects the tracked objects that can be reached from a value.
class ReachableObjects final : public SymbolVisitor {
public:
  explicit ReachableObjects(ProgramStateRef State) : State(State) {}
  bool VisitSymbol(SymbolRef S) override {
    add(ObjectKey(S));
    return true;
  }
  bool VisitMemRegion(const MemRegion *R) override {
    add(ObjectKey(R));
    add(ObjectKey(R->getBaseRegion()));
    if (const auto *SR = R->getAs<SymbolicRegion>()) {
      add(ObjectKey(SR->getSymbol()));
      addPartsOf(SR->getSymbol());
    }
    // An owner reaches what it owns.
    if (std::optional<SVal> V = ownedValue(State, R))
      add(ownedObject(State, *V));
    return true;
  }
  llvm::SmallVector<ObjectKey, 4> Found;

private:
  /// What stands in the memory that a pointer leads to goes where it goes.
  void addPartsOf(SymbolRef Memory) {
    forEachObject(State, [&](ObjectKey K, const ObjectState &Object) {
      if (K.region() && memoryOf(K, Object) == Memory)
        add(K);
    });
  }
  void add(ObjectKey K) {
    if (findObject(State, K) && !llvm::is_contained(Found, K))
      Found.push_back(K);
  }
  ProgramStateRef State;
};

/// Tells whether some variable still holds a symbol.
class BindingFinder final : public StoreManager::BindingsHandler {
public:
  explicit BindingFinder(SymbolRef Sym, const MemRegion *Except = nullptr)
      : Sym(Sym), Except(Except) {}
  bool HandleBinding(StoreManager &, Store, const MemRegion *R,
                     SVal V) override {
    if (R == Except || V.getAsSymbol() != Sym)
      return true;
    Found = true;
    return false;
  }
  bool Found = false;

private:
  SymbolRef Sym;
  const MemRegion *Except;
};

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

bool isGuarded(ProgramStateRef State, ObjectKey K) {
  GuardFinder Guard(K.lifetimeSymbol());
  State->getStateManager().getStoreManager().iterBindings(State->getStore(),
                                                          Guard);
  return Guard.Found;
}

bool isMain(const Decl *D) {
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
bool inLoop(const Stmt *S, const ParentMap &Parents) {
  for (; S; S = Parents.getParent(S))
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S))
      return true;
  return false;
}

/// How control goes on from a block.
struct Leaving {
  enum class Way {
    Normally, ///< the function's end can be reached
    ByThrow,  ///< only by an exception
    Never,    ///< the process ends first (exit, abort, a failed assertion)
  } How = Way::Normally;
  const CXXThrowExpr *Throw = nullptr;
};

/// The throw expression that ends a block.
const CXXThrowExpr *throwIn(const CFGBlock *B) {
  if (!B)
    return nullptr;
  for (const CFGElement &Element : *B)
    if (auto Statement = Element.getAs<CFGStmt>())
      if (const auto *T = dyn_cast<CXXThrowExpr>(Statement->getStmt()))
        return T;
  return nullptr;
}

/// The throw expression that \p Node is about to come to: nothing that the block
/// calls for another purpose is still to be done.
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

/// The return statement in a block.
const ReturnStmt *returnIn(const CFGBlock *B) {
  if (!B)
    return nullptr;
  for (const CFGElement &Element : *B)
    if (auto Statement = Element.getAs<CFGStmt>())
      if (const auto *R = dyn_cast<ReturnStmt>(Statement->getStmt()))
        return R;
  return nullptr;
}

Leaving waysOut(const CFGBlock *Start, const CFG &Graph) {
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

/// The innermost try statement on the stack that may catch what \p At throws.
/// \p LCtx becomes the context that it stands in.
const CXXTryStmt *tryAround(const Stmt *At, const LocationContext *&LCtx) {
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

bool mentionsAny(const Stmt *S,
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
bool comparesMember(const Stmt *Condition) {
  if (!Condition || isa<CallExpr>(Condition))
    return false;
  return isa<MemberExpr>(Condition) ||
         llvm::any_of(Condition->children(), comparesMember);
}

/// Whether \p Throw answers for the failure to acquire as well as for another:
/// then both are taken to be beyond repair.
bool answersForSeveral(const Stmt *Throw, const ParentMap &Parents) {
  const Stmt *S = Throw;
  while (S && !isa<IfStmt>(S))
    S = Parents.getParent(S);
  const auto *If = dyn_cast_or_null<IfStmt>(S);
  return If && comparesMember(If->getCond());
}

/// What becomes of an object when \p At throws.
enum class AfterThrow {
  Unknown, ///< a handler may see to it
  Left,    ///< the exception leaves the outermost function
  Caught,  ///< the handlers leave the function without touching the object
};

AfterThrow afterThrow(const Stmt *At, ObjectKey K, const ObjectState &Object,
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

class ObjectChecker
    : public Checker<check::BeginFunction, check::EndFunction,
                     check::PreCall, check::PostCall, check::Bind,
                     check::PreStmt<ReturnStmt>,
                     check::PreStmt<BinaryOperator>,
                     check::PreStmt<CXXDeleteExpr>, check::DeadSymbols,
                     check::LiveSymbols, check::Location, check::PointerEscape,
                     check::RegionChanges, eval::Call, eval::Assume> {
public:
  struct ReaderEntry {
    ObjectEvents *Reader;
    std::unique_ptr<BugType> Bug;
  };
  TranslationUnit *TU = nullptr;
  std::function<void(const Decl *)> KeepOut;
  std::vector<ReaderEntry> Readers;

  void checkBeginFunction(CheckerContext &C) const;
  void checkEndFunction(const ReturnStmt *Ret, CheckerContext &C) const;
  bool evalCall(const CallEvent &Call, CheckerContext &C) const;
  void checkPreCall(const CallEvent &Call, CheckerContext &C) const;
  void checkPostCall(const CallEvent &Call, CheckerContext &C) const;
  void checkPreStmt(const ReturnStmt *S, CheckerContext &C) const;
  void checkPreStmt(const BinaryOperator *S, CheckerContext &C) const;
  void checkPreStmt(const CXXDeleteExpr *S, CheckerContext &C) const;
  void checkBind(SVal Where, SVal What, const Stmt *S, CheckerContext &C) const;
  void checkBind(SVal Where, SVal What, const Stmt *S, bool /*AtDeclInit*/,
                 CheckerContext &C) const {
    checkBind(Where, What, S, C);
  }
  void checkLocation(SVal Place, bool IsLoad, const Stmt *At,
                     CheckerContext &C) const;
  void checkDeadSymbols(SymbolReaper &Reaper, CheckerContext &C) const;
  void checkLiveSymbols(ProgramStateRef State, SymbolReaper &Reaper) const;
  ProgramStateRef checkPointerEscape(ProgramStateRef State,
                                     const InvalidatedSymbols &Escaped,
                                     const CallEvent *Call,
                                     PointerEscapeKind Kind) const;
  ProgramStateRef
  checkRegionChanges(ProgramStateRef State, const InvalidatedSymbols *,
                     ArrayRef<const MemRegion *> Explicit,
                     ArrayRef<const MemRegion *> Regions,
                     const LocationContext *LCtx, const CallEvent *Call) const;
  ProgramStateRef evalAssume(ProgramStateRef State, SVal Cond,
                             bool Assumption) const;

private:
  const model::Matcher &matcher() const { return TU->matcher(); }
  model::Matcher::Entries entries(const CallEvent &Call) const;
  uint64_t boundMask(ArrayRef<std::string> Names) const;

  // Where positions lead.
  SVal valueAt(const CallEvent &Call, const Position &P,
               ProgramStateRef State) const;
  ObjectKey keyOf(SVal V, const model::Object *Of, ProgramStateRef State) const;
  ObjectKey keyAt(const CallEvent &Call, const Position &P,
                  const model::Object *Of, ProgramStateRef State) const;
  const MemRegion *placeAt(const CallEvent &Call, const Position &P,
                           ProgramStateRef State) const;
  const Expr *exprAt(const CallEvent &Call, const Position &P) const;
  model::ValueVerdict judge(const CallEvent &Call, const Position &P,
                            ArrayRef<model::ValuePattern> Values,
                            CheckerContext &C, bool AsFlags = false) const;

  // Effects.
  void checkUse(const CallEvent &Call, model::Matcher::Entries Entries,
                Step &S) const;
  /// The settings that the call makes on objects that exist before it, or,
  /// after the call, on those that it has made itself.
  void applySettings(const CallEvent &Call, const model::ModelSet::Entry &E,
                     bool AfterCall, Step &S) const;
  void applySetting(ObjectKey K, const model::Object *Of,
                    const model::Setting &What, Effect Eff, Step &S) const;
  void applyRequests(const CallEvent &Call, const model::ModelSet::Entry &E,
                     bool AfterCall, Step &S) const;
  void applyDrains(const CallEvent &Call, const model::ModelSet::Entry &E,
                   Step &S) const;
  ProgramStateRef readBodies(const CallEvent &Call,
                             ProgramStateRef State) const;
  void applyTimers(const CallEvent &Call, const model::ModelSet::Entry &E,
                   Step &S) const;
  void applyReleases(const CallEvent &Call, const model::ModelSet::Entry &E,
                     Step &S) const;
  void applyTransfers(const CallEvent &Call, const model::ModelSet::Entry &E,
                      Step &S) const;
  bool acquireInPlace(const CallEvent &Call, const model::Acquire &A,
                      SVal Address, Step &S) const;
  void applyTransfersOfResult(const CallEvent &Call,
                              const model::ModelSet::Entry &E, Step &S) const;
  void applyHandlers(const CallEvent &Call, const model::ModelSet::Entry &E,
                     Step &S) const;
  void escapeFromVariable(const VarDecl &Variable, Step &S) const;
  SVal capturedValue(const LambdaExpr &Lambda, const VarDecl &Variable,
                     SVal Closure, Step &S) const;
  void applySender(const CallEvent &Call, Step &S) const;
  void escapeToHandler(const CallEvent &Call, const model::ModelSet::Entry &E,
                       Step &S) const;
  void escapeFrom(SVal V, Step &S) const;
  bool ownsFor(const CallEvent &Call, const Position &P, Step &S) const;
  void applyAcquire(const CallEvent &Call, const model::Acquire &A,
                    Step &S) const;
  void loseReplaced(const CallEvent &Call, const model::Acquire &A,
                    Step &S) const;
  void trackConstruction(const CXXConstructorCall &Call, Step &S) const;

  // Failure and escape.
  bool hasFailed(ProgramStateRef State, ObjectKey K, const ObjectState &S) const;
  bool ownLibrary(const CallEvent &Call, const ObjectState &S) const;
  static ProgramStateRef escape(ProgramStateRef State, ObjectKey K,
                                bool SettingsToo);
  void escapeReachable(const CallEvent &Call, Step &S) const;
  void freedInUse(SymbolRef Memory, const Expr *At, Step &S) const;
  void guardReachable(const CallEvent &Call, CheckerContext &C) const;

  // Reports.
  template <typename EventT>
  void dispatch(EventT &Event, void (ObjectEvents::*Handler)(EventT &),
                ObjectKey K, Step &S, const Stmt *At) const;
  void emit(const ReaderEntry &Reader, const Report &R, ObjectKey K,
            const ObjectState &Object, Step &S, const Stmt *At) const;
  void leak(ObjectKey K, const ObjectState &Object, LeakEvent::Cause Why,
            Step &S, const Stmt *At,
            const ReturnStmt *LeavesBy = nullptr) const;
  void leakByException(LeakEvent::Cause Why, Step &S, const Stmt *At) const;
  void leakAtThrow(ObjectKey K, const ObjectState &Object,
                   LeakEvent::Cause Why, Step &S, const Stmt *At) const;
  void reportMayThrow(const CallEvent &Call, Step &S) const;

  mutable llvm::DenseMap<std::pair<const ObjectEvents *, const Stmt *>,
                         std::shared_ptr<FixCollection>>
      Fixes;
  /// Memory whose address the current assignment stores in that very memory,
  /// `self->handle.data = self`: nobody else comes to it by that. The engine
  /// asks what escapes right after it has announced the assignment.
  mutable SymbolRef StoredInItself = nullptr;
  mutable llvm::StringMap<unsigned> BoundBits;
  mutable llvm::DenseMap<std::pair<const Decl *, const model::Object *>, bool>
      OwnLibraryCache;
};

//===----------------------------------------------------------------------===//
// Names, values and positions
//===----------------------------------------------------------------------===//

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

const MemRegion *ObjectChecker::placeAt(const CallEvent &Call,
                                        const Position &P,
                                        ProgramStateRef State) const {
  SVal V;
  switch (P.Where) {
  case Position::Base::None:
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
    SVal L = State->getLValue(
        AT->getElementType(),
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
    R = State->getLValue(Found, loc::MemRegionVal(R)).getAsRegion();
    if (!R)
      return nullptr;
  }
  return R;
}

/// The value of an argument. A descriptor that travels as a pointer,
/// `(void *)(intptr_t)fd`, is beyond the engine's arithmetic: then the value of
/// the variable under the casts.
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
    return R ? State->getSVal(R) : UnknownVal();
  }
  switch (P.Where) {
  case Position::Base::None:
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
      P.Index < Call.getNumArgs() &&
      exprAt(Call, Position{P.Where, P.Index}) &&
      pointsToClass(exprAt(Call, Position{P.Where, P.Index})->getType()))
    return keyOf(Call.getArgSVal(P.Index), Of, State);
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

//===----------------------------------------------------------------------===//
// Reports
//===----------------------------------------------------------------------===//

/// Where the code that lost an object got it: the acquisition, or, when that
/// stands in a callee which has returned, the call of the factory.
const Stmt *gotFrom(const ObjectState &Object, const StackFrameContext *Here) {
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
  S.C.emitReport(std::move(BR));
}

template <typename EventT>
void ObjectChecker::dispatch(EventT &Event,
                             void (ObjectEvents::*Handler)(EventT &),
                             ObjectKey K, Step &S, const Stmt *At) const {
  for (const ReaderEntry &Entry : Readers) {
    Event.Reports.clear();
    (Entry.Reader->*Handler)(Event);
    for (const Report &R : Event.Reports)
      emit(Entry, R, K, Event.Object, S, At);
  }
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

//===----------------------------------------------------------------------===//
// Failure and escape
//===----------------------------------------------------------------------===//

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
  switch (S.Failure) {
  case model::FailureForm::Never:
  case model::FailureForm::Null:
    return false;
  case model::FailureForm::MinusOne:
    // The standard descriptors are never leaks, and `fd <= 0` is a common way
    // to spell the test for failure.
    return K.symbol() && Decided(K.symbol(), BO_GT, 2);
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

ProgramStateRef ObjectChecker::escape(ProgramStateRef State, ObjectKey K,
                                      bool SettingsToo) {
  const ObjectState *S = findObject(State, K);
  if (!S)
    return State;
  // A released object that code out of sight gets hold of may be anything.
  if (S->Phase == Life::Released)
    return SettingsToo ? removeObject(State, K) : State;
  ObjectState New = *S;
  if (New.Phase == Life::Held)
    New.Phase = Life::Gone;
  New.InMember = false;
  if (SettingsToo)
    New.SettingsKnown = New.Undrained = false;
  return setObject(State, K, New);
}

/// True for instances of templates for pointers: containers and the like, which
/// keep what they are given.
bool isMadeForPointers(const FunctionDecl &F) {
  auto HasPointer = [](llvm::ArrayRef<TemplateArgument> Arguments) {
    return llvm::any_of(Arguments, [](const TemplateArgument &Each) {
      return Each.getKind() == TemplateArgument::Type &&
             Each.getAsType()->isPointerType();
    });
  };
  if (const TemplateArgumentList *Own = F.getTemplateSpecializationArgs())
    if (HasPointer(Own->asArray()))
      return true;
  const auto *Class =
      dyn_cast<ClassTemplateSpecializationDecl>(F.getDeclContext());
  return Class && HasPointer(Class->getTemplateArgs().asArray());
}

/// A function declared in the headers of the object's own library borrows what
/// it is given, unless the model says otherwise.
bool ObjectChecker::ownLibrary(const CallEvent &Call,
                               const ObjectState &S) const {
  const auto *FD = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  if (!FD)
    return false;
  if (FD->getBuiltinID() != 0)
    return true;
  auto [It, New] = OwnLibraryCache.try_emplace({FD->getCanonicalDecl(), S.Of},
                                               false);
  if (!New)
    return It->second;
  if (const model::Library *L = matcher().models().libraryOf(S.Of))
    It->second = matcher().isDeclaredBy(*L, FD->getLocation()) &&
                 !isMadeForPointers(*FD);
  return It->second;
}

/// A method of library code, called on the very object that a handle points to:
/// it does not take the object away.
bool isMethodOn(const CallEvent &Call, ObjectKey K, const model::Matcher &Match) {
  const auto *Instance = dyn_cast<CXXInstanceCall>(&Call);
  const Decl *Callee = Call.getDecl();
  return Instance && Callee && K.symbol() &&
         !isa<CXXDestructorDecl>(Callee) &&
         Instance->getCXXThisVal().getAsSymbol() == K.symbol() &&
         Match.isLibraryCode(Callee->getLocation());
}

/// The arguments that a function like printf() formats: printing a descriptor
/// or a pointer takes nothing away. Index of the first one; none when larger
/// than any.
unsigned firstPrinted(const CallEvent &Call) {
  if (const auto *FD = dyn_cast_or_null<FunctionDecl>(Call.getDecl()))
    for (const auto *Format : FD->specific_attrs<FormatAttr>())
      if (Format->getFirstArg() > 0)
        return Format->getFirstArg() - 1;
  return ~0u;
}

/// A std::function keeps what was captured, and touches it only when it runs.
bool makesFunctionObject(const CallEvent &Call) {
  const auto *Ctor = dyn_cast_or_null<CXXConstructorDecl>(Call.getDecl());
  return Ctor && Ctor->isInStdNamespace() && Ctor->getParent()->getIdentifier() &&
         Ctor->getParent()->getName() == "function";
}

/// An unmodelled call without a visible body: everything it can reach is out
/// of sight.
void ObjectChecker::escapeReachable(const CallEvent &Call, Step &S) const {
  if (!anyObject(S.State))
    return;
  const auto *Callee = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  bool LibraryCode = Callee && matcher().isLibraryCode(Callee->getLocation());
  // Library code does not free what it gets through a pointer to const.
  auto OnlyReads = [&](unsigned I) {
    if (!LibraryCode || I >= Callee->getNumParams())
      return false;
    QualType T = Callee->getParamDecl(I)->getType();
    return T->isPointerType() && T->getPointeeType().isConstQualified();
  };
  bool OnlyKeeps = makesFunctionObject(Call);
  auto Escape = [&](SVal V, bool Direct) {
    // A struct that was initialised in place, by value.
    if (auto Copy = V.getAs<nonloc::LazyCompoundVal>())
      S.State = escape(S.State, ObjectKey(Copy->getRegion()),
                       /*SettingsToo=*/true);
    ReachableObjects Reachable(S.State);
    S.State->scanReachableSymbols(V, Reachable);
    for (ObjectKey K : Reachable.Found) {
      const ObjectState *Object = findObject(S.State, K);
      bool Itself = Direct && (V.getAsSymbol() == K.symbol() ||
                               V.getAsRegion() == K.region());
      if ((Itself && ownLibrary(Call, *Object)) ||
          isMethodOn(Call, K, matcher()))
        continue;
      S.State = escape(S.State, K, /*SettingsToo=*/!OnlyKeeps);
    }
  };
  unsigned Printed = firstPrinted(Call);
  for (unsigned I = 0, N = Call.getNumArgs(); I != N && I < Printed; ++I)
    if (!OnlyReads(I))
      Escape(argumentValue(Call, I, S.State), /*Direct=*/true);
  if (const auto *Instance = dyn_cast<CXXInstanceCall>(&Call)) {
    // Assigned from another object: whatever that one was set to.
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call.getDecl());
    if (M && M->getOverloadedOperator() == OO_Equal)
      S.State = escape(S.State, ownedObject(S.State, Instance->getCXXThisVal()),
                       /*SettingsToo=*/true);
    // A method that the model does not mention, of a modelled class: borrows.
    SVal This = Instance->getCXXThisVal();
    ObjectKey K = ownedObject(S.State, This);
    const ObjectState *Object = findObject(S.State, K);
    if (!Object || !ownLibrary(Call, *Object))
      Escape(This, /*Direct=*/false);
  }
}

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

ProgramStateRef ObjectChecker::checkPointerEscape(
    ProgramStateRef State, const InvalidatedSymbols &Escaped,
    const CallEvent *Call, PointerEscapeKind Kind) const {
  if (!anyObject(State))
    return State;
  model::Matcher::Entries Entries =
      Call ? entries(*Call) : model::Matcher::Entries();
  bool Modelled = Call && (!Entries.empty() || isOwnerCall(*Call, matcher()));
  bool Registers = llvm::any_of(Entries, [](const auto &E) {
    return llvm::any_of(E.Func->Handlers, [](const model::Handler &H) {
      return bool(H.On) || bool(H.Sender);
    });
  });
  llvm::SmallVector<std::pair<SymbolRef, ObjectKey>, 4> Judged;
  for (SymbolRef Sym : Escaped) {
    if (findObject(State, ObjectKey(Sym))) {
      Judged.emplace_back(Sym, ObjectKey(Sym));
      continue;
    }
    // Objects on the heap, by the pointer to them or to what they are part of.
    if (!Call && Sym == StoredInItself)
      continue;
    forEachObject(State, [&](ObjectKey Other, const ObjectState &Object) {
      if (!Other.symbol() && memoryOf(Other, Object) == Sym)
        Judged.emplace_back(Sym, Other);
    });
  }
  for (const auto &[Sym, K] : Judged) {
    const ObjectState &S = *findObject(State, K);
    if (!Call && S.InMember)
      continue;
    if (!Call) {
      // Stored out of sight. A number that was merely computed from a
      // descriptor (a bit of an fd_set) is not the descriptor: checkBind.
      if (!Sym->getType()->isIntegralOrEnumerationType())
        State = escape(State, K, /*SettingsToo=*/false);
      continue;
    }
    // What the handler can reach was judged by applyHandlers.
    if ((Modelled && isSaved(State, Sym)) || Registers)
      continue;
    bool Direct = false, OnlyPrinted = false;
    for (unsigned I = 0, N = Call->getNumArgs(); I != N; ++I)
      if (Call->getArgSVal(I).getAsSymbol() == Sym) {
        OnlyPrinted = !Direct && I >= firstPrinted(*Call);
        Direct = true;
      }
    if (OnlyPrinted)
      continue;
    if (const auto *Instance = dyn_cast<CXXInstanceCall>(Call))
      Direct |= Instance->getCXXThisVal().getAsSymbol() == Sym;
    if (Direct && (Modelled || ownLibrary(*Call, S) ||
                   isMethodOn(*Call, K, matcher())))
      continue;
    if (Modelled) {
      // Reached through a struct (pollfd, msghdr): borrowed with it, as long
      // as a variable of its own keeps the handle as well.
      BindingFinder Finder(Sym);
      State->getStateManager().getStoreManager().iterBindings(
          State->getStore(), Finder);
      if (Finder.Found)
        continue;
    }
    // Whoever changes the memory that the handle stood in has it now; calls
    // are judged again, with their arguments, when they return.
    State = escape(State, K, /*SettingsToo=*/!makesFunctionObject(*Call));
  }
  return State;
}

ProgramStateRef ObjectChecker::checkRegionChanges(
    ProgramStateRef State, const InvalidatedSymbols *,
    ArrayRef<const MemRegion *> Explicit, ArrayRef<const MemRegion *> Regions,
    const LocationContext *, const CallEvent *Call) const {
  llvm::SmallVector<const MemRegion *, 4> Lost;
  forEachOwner(State, [&](const MemRegion *Owner, SVal) {
    for (const MemRegion *R : Regions)
      if (Owner == R || Owner->isSubRegionOf(R))
        Lost.push_back(Owner);
  });
  for (const MemRegion *Owner : Lost)
    State = removeOwner(State, Owner);
  if (!Call || !anyObject(State) || !entries(*Call).empty())
    return State;
  // Code out of sight, a destructor for instance, may release what stands in
  // memory that it changes.
  llvm::SmallVector<ObjectKey, 4> Reached;
  forEachObject(State, [&](ObjectKey K, const ObjectState &S) {
    if (K.region() && S.Of && S.Of->InPlace && !ownLibrary(*Call, S) &&
        llvm::any_of(Regions, [&](const MemRegion *R) {
          return K.region() == R || K.region()->isSubRegionOf(R) ||
                 R == K.region()->getBaseRegion();
        }))
      Reached.push_back(K);
  });
  for (ObjectKey K : Reached)
    State = escape(State, K, /*SettingsToo=*/true);
  return State;
}

ProgramStateRef ObjectChecker::evalAssume(ProgramStateRef State, SVal,
                                          bool) const {
  llvm::SmallVector<ObjectKey, 4> Failed, Decided;
  llvm::SmallVector<std::pair<ObjectKey, ObjectState>, 2> Drained;
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
        Drained.emplace_back(K, New);
    }
    if (!S.Status)
      return;
    if (hasFailed(State, K, S))
      Failed.push_back(K);
  });
  for (const auto &[K, Object] : Drained)
    State = setObject(State, K, Object);
  for (ObjectKey K : Failed)
    State = removeObject(State, K);
  return State;
}

//===----------------------------------------------------------------------===//
// Effects of modelled calls
//===----------------------------------------------------------------------===//

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
  switch (What.Kind) {
  case model::SettingKind::Timeout: {
    if (Eff == Effect::Default && !What.On.empty())
      break; // does not hold this bound: sets nothing
    uint64_t Mask = boundMask(What.Bounds);
    switch (Eff) {
    case Effect::On:
    case Effect::Unknown:
      Object.Bounds |= Mask;
      Object.Unbounded &= ~Mask;
      break;
    case Effect::Off:
      Object.Bounds &= ~Mask;
      Object.Unbounded |= Mask;
      S.note(K, "set to wait for ever here");
      break;
    case Effect::Default:
      Object.Bounds &= ~Mask;
      Object.Unbounded &= ~Mask;
      break;
    }
    break;
  }
  case model::SettingKind::Share:
    Object.Shared = true;
    break;
  case model::SettingKind::Other:
    if (What.Bounds.empty() || Eff == Effect::Off)
      return;
    Object.Bounds |= boundMask(What.Bounds);
    break;
  default:
    return;
  }
  S.State = setObject(S.State, K, Object);
}

void ObjectChecker::applySettings(const CallEvent &Call,
                                  const model::ModelSet::Entry &E,
                                  bool AfterCall, Step &S) const {
  const auto *FD = dyn_cast<FunctionDecl>(S.C.getStackFrame()->getDecl());
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
          (AfterCall && V == model::ValueVerdict::Unknown))
        Holds = model::ValueVerdict::Differs;
      else if (V == model::ValueVerdict::Unknown &&
               Holds == model::ValueVerdict::Matches)
        Holds = V;
    }
    if (Holds == model::ValueVerdict::Differs)
      continue;
    const Expr *Value = exprAt(Call, Set.Value);
    Effect Eff = matcher().effect(Set.What, Value, FD);
    if (Set.AllDescriptors) {
      if (Eff != Effect::Off && Set.What.Kind == model::SettingKind::Timeout)
        S.State = setWaitSeen(S.State);
      continue;
    }
    ObjectKey K = keyAt(Call, Set.At, Set.Of, S.State);
    applySetting(K, Set.Of, Set.What, Eff, S);
  }
  if (AfterCall)
    return;
  for (const model::ApplyOption &Opt : E.Func->Options) {
    ObjectKey K = keyAt(Call, Opt.At, Opt.Of, S.State);
    if (!K)
      continue;
    const Expr *Key = exprAt(Call, Opt.Key);
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
    const Expr *Value = exprAt(Call, Opt.Value);
    Effect Eff =
        Value ? matcher().effect(M.Match->What, Value, FD) : Effect::Unknown;
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

void ObjectChecker::applyTimers(const CallEvent &Call,
                                const model::ModelSet::Entry &E,
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
  for (const Position &P : E.Func->Disarms)
    SetArmed(keyAt(Call, P, nullptr, S.State), nullptr, false);
  static const model::ValuePattern Zeros[] = {
      {model::ValuePattern::Kind::Integer, 0, {}},
      {model::ValuePattern::Kind::ZeroStruct, 0, {}}};
  for (const model::Arm &A : E.Func->Arms) {
    bool Disarms = A.Value && judge(Call, A.Value, Zeros, S.C) ==
                                  model::ValueVerdict::Matches;
    SetArmed(keyAt(Call, A.At, A.Of, S.State), A.Of, !Disarms);
  }
}

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
    Object.Phase = Life::Released;
    Object.ReleasedAt = Call.getOriginExpr();
    Object.ReleaseMayRefuse = R.ByAddress;
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
    // On failure the caller still owns it; a path that tells the two apart is
    // rare, and silence is the safe side.
    case model::TransferWhen::Success:
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

/// What is registered together with a handler belongs to the handler, as far as
/// that can get at it.
void ObjectChecker::applyHandlers(const CallEvent &Call,
                                  const model::ModelSet::Entry &E,
                                  Step &S) const {
  const Handlers &Known = TU->handlers();
  const LocationContext *LCtx = S.C.getLocationContext();
  for (const model::Handler &H : E.Func->Handlers) {
    const Expr *Origin = Call.getOriginExpr();
    HandlerTarget Target;
    if (Origin && (H.On || H.Sender))
      Target = handlerTarget(matcher(), Origin, H.At, H.On);
    if (!Target) {
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

/// What the call gives out may belong to the library or its handler already.
void ObjectChecker::applyTransfersOfResult(const CallEvent &Call,
                                           const model::ModelSet::Entry &E,
                                           Step &S) const {
  for (const model::Transfer &T : E.Func->Transfers) {
    if (T.At.Where != Position::Base::Return)
      continue;
    if (T.When != model::TransferWhen::Value ||
        judge(Call, T.Flag, T.Value, S.C, /*AsFlags=*/true) ==
            model::ValueVerdict::Matches)
      S.State = escape(S.State, keyAt(Call, T.At, nullptr, S.State),
                       /*SettingsToo=*/false);
  }
}

/// An object on the heap: only what this very expression allocated is ours to
/// delete.
void holdIfAllocated(ObjectState &Object, const Expr *Construction,
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
bool holdsConnection(const model::Object &Of) {
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
    if (!T->isScalarType())
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
  ObjectState Object;
  Object.Of = A.Of;
  Object.AcquiredAt = Origin;
  Object.AcquiredIn = LCtx->getStackFrame();
  Object.Failure = A.Failure;
  bool Owned = ownsFor(Call, A.Owner, S);
  if (Owned || OutOfStack)
    Object.Phase = Life::Gone;
  if (A.Inherits) {
    const ObjectState *From =
        findObject(S.State, keyAt(Call, A.Inherits, nullptr, S.State));
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
    if (K.symbol()) {
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

  // A C++ object with storage dies with it; one on the heap is held by its
  // pointer.
  if (A.Of->Kind == model::ObjectKind::Class && K.region() &&
      !K.lifetimeSymbol() && !compat::onStack(K.region(), S.State))
    Object.Phase = Life::Gone;
  if (isInCallersMemory(A.Of) && A.At.Where == Position::Base::Argument) {
    SymbolRef Memory = memoryOf(K, Object);
    Object.Phase = isAllocated(Memory) && !AddressFinder(S.State, Memory).Elsewhere
                       ? Life::Held
                       : Life::Gone;
  } else if (A.Of->Kind == model::ObjectKind::Class && K.lifetimeSymbol() &&
             !Owned) {
    holdIfAllocated(Object, Origin, LCtx);
  }
  S.State = setObject(S.State, K, Object);
  S.note(K, (llvm::Twine(A.Of->Noun) + " created here").str());
}

/// The variable that the call writes its object to may hold another one.
void ObjectChecker::loseReplaced(const CallEvent &Call, const model::Acquire &A,
                                 Step &S) const {
  if (!A.At.Dereference || A.Alias || A.When)
    return;
  const MemRegion *Place = placeAt(Call, A.At, S.State);
  SymbolRef Old = Place ? S.State->getSVal(Place).getAsSymbol() : nullptr;
  const ObjectState *Found = Old ? findObject(S.State, ObjectKey(Old)) : nullptr;
  if (!Found || Found->Of != A.Of || Found->Phase != Life::Held ||
      !Found->AcquiredAt || hasFailed(S.State, ObjectKey(Old), *Found))
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
  for (unsigned I = 0, N = Call.getNumArgs(); I != N; ++I) {
    const Expr *Arg = Call.getArgExpr(I);
    const model::ModelSet::ObjectEntry *From =
        Arg ? matcher().objectOfType(Arg->getType(), /*ThroughPointer=*/true)
            : nullptr;
    // A pool or context that it merely runs in says nothing about it.
    if (!From || (From->Obj->Role != Entry->Obj->Role))
      continue;
    const MemRegion *Source = Call.getArgSVal(I).getAsRegion();
    const ObjectState *Known =
        Source ? findObject(S.State, ObjectKey(Source->StripCasts(true)))
               : nullptr;
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
  S.State = setObject(S.State, K, Object);
  S.note(K, Entry->Obj->Noun + " created here");
}

//===----------------------------------------------------------------------===//
// Callbacks
//===----------------------------------------------------------------------===//

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

bool ObjectChecker::evalCall(const CallEvent &Call, CheckerContext &C) const {
  if (ProgramStateRef State = evalOwnerCall(Call, C, matcher())) {
    C.addTransition(State);
    return true;
  }
  return false;
}

/// A smart pointer that does not hold the object itself but leads to it, by the
/// address of a variable or by what its deleter captured: a scope guard.
void ObjectChecker::guardReachable(const CallEvent &Call,
                                   CheckerContext &C) const {
  if (!anyObject(C.getState()))
    return;
  Step S(C);
  for (unsigned I = 0, N = Call.getNumArgs(); I != N; ++I) {
    SVal V = Call.getArgSVal(I);
    ReachableObjects Reachable(S.State);
    S.State->scanReachableSymbols(V, Reachable);
    ObjectKey Itself = ownedObject(S.State, V);
    for (ObjectKey K : Reachable.Found)
      if (!(K == Itself))
        S.State = escape(S.State, K, /*SettingsToo=*/false);
  }
  S.commit();
}

/// The memory goes, but the library still works with what stands in it.
void ObjectChecker::freedInUse(SymbolRef Memory, const Expr *At,
                               Step &S) const {
  if (!Memory || !anyObject(S.State))
    return;
  llvm::SmallVector<std::pair<ObjectKey, ObjectState>, 2> Parts;
  forEachObject(S.State, [&](ObjectKey K, const ObjectState &Object) {
    if (isInCallersMemory(Object.Of) && Object.Phase == Life::Held &&
        canLeak(Object) && memoryOf(K, Object) == Memory &&
        !hasFailed(S.State, K, Object))
      Parts.emplace_back(K, Object);
  });
  for (const auto &[K, Object] : Parts) {
    leak(K, Object, LeakEvent::Cause::Dead, S, At);
    S.State = removeObject(S.State, K);
  }
}

void ObjectChecker::checkPreCall(const CallEvent &Call,
                                 CheckerContext &C) const {
  if (const auto *Dtor = dyn_cast<CXXDestructorCall>(&Call)) {
    const MemRegion *R = Dtor->getCXXThisVal().getAsRegion();
    const auto *D = dyn_cast_or_null<CXXMethodDecl>(Dtor->getDecl());
    if (R && D && isOwnerClass(D->getParent(), matcher()))
      C.addTransition(ownerDestroyed(C.getState(), R));
    return;
  }
  if (KeepOut)
    if (const Decl *D = Call.getDecl(); D && D->hasBody() &&
                                        matcher().isLibraryCode(D->getLocation()))
      KeepOut(D);
  if (isa<AnyCXXConstructorCall>(Call) && isOwnerCall(Call, matcher())) {
    guardReachable(Call, C);
    return;
  }
  model::Matcher::Entries Found = entries(Call);
  if (Found.empty()) {
    if (Call.isGlobalCFunction("free") && Call.getNumArgs() == 1) {
      Step S(C);
      freedInUse(Call.getArgSVal(0).getAsSymbol(), Call.getOriginExpr(), S);
      S.commit();
    }
    return;
  }
  Step S(C);
  checkUse(Call, Found, S);
  for (const model::ModelSet::Entry &E : Found) {
    applySettings(Call, E, /*AfterCall=*/false, S);
    applyRequests(Call, E, /*AfterCall=*/false, S);
    applyTimers(Call, E, S);
    applyReleases(Call, E, S);
    applyTransfers(Call, E, S);
    applyHandlers(Call, E, S);
    for (const model::Acquire &A : E.Func->Acquires)
      loseReplaced(Call, A, S);
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
  if (isa<CXXDestructorCall>(Call))
    return;
  model::Matcher::Entries Found = entries(Call);
  Step S(C);
  S.State = readBodies(Call, S.State);
  if (Found.empty()) {
    if (isOwnerCall(Call, matcher())) {
      if (ProgramStateRef State = makeOwned(Call, C, matcher()))
        C.addTransition(State);
      return;
    }
    if (!C.wasInlined) {
      reportMayThrow(Call, S);
      escapeReachable(Call, S);
    }
    if (const auto *Ctor = dyn_cast<CXXConstructorCall>(&Call))
      trackConstruction(*Ctor, S);
    S.commit();
    return;
  }
  for (const model::ModelSet::Entry &E : Found) {
    for (const model::Acquire &A : E.Func->Acquires)
      applyAcquire(Call, A, S);
    applyTransfersOfResult(Call, E, S);
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
    if (E.Func->Returns && Call.getOriginExpr()) {
      // A part of the object, or the object behind a reference: one object for
      // our purposes.
      SVal V = valueAt(Call, E.Func->Returns, S.State);
      bool Fails = E.Func->ReturnsFailure == model::FailureForm::Null;
      if (Fails)
        S.Failed = S.State->BindExpr(
            Call.getOriginExpr(), C.getLocationContext(),
            C.getSValBuilder().makeNullWithType(Call.getResultType()));
      if (V.getAsRegion() && (Call.getResultType()->isReferenceType() ||
                              Call.getResultType()->isAnyPointerType()))
        S.State = S.State->BindExpr(Call.getOriginExpr(),
                                    C.getLocationContext(), V);
    }
  }
  S.commit();
}

/// The local variables that an expression names.
void collectLocals(const Stmt *S, llvm::SmallVectorImpl<const VarDecl *> &Out) {
  if (!S)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      if (Var->hasLocalStorage() && !Var->getType()->isReferenceType())
        Out.push_back(Var);
  for (const Stmt *Child : S->children())
    collectLocals(Child, Out);
}

void ObjectChecker::checkPreStmt(const ReturnStmt *Ret,
                                 CheckerContext &C) const {
  if (!Ret->getRetValue() || !anyObject(C.getState()))
    return;
  // Of an aggregate that is written out, `return {Read(a), Write(b)};`, the
  // engine loses the parts, also on the way to a caller that it sees.
  bool Aggregate = isa<InitListExpr>(
      Ret->getRetValue()->IgnoreUnlessSpelledInSource()->IgnoreImplicit());
  if (!C.inTopFrame() && !Aggregate)
    return;
  Step S(C);
  ReachableObjects Reachable(S.State);
  S.State->scanReachableSymbols(C.getSVal(Ret->getRetValue()), Reachable);
  // A class value is made elsewhere, by a constructor that may not be visible;
  // what went into it goes with it.
  if (Ret->getRetValue()->getType()->isRecordType()) {
    llvm::SmallVector<const VarDecl *, 4> Locals;
    collectLocals(Ret->getRetValue(), Locals);
    for (const VarDecl *Var : Locals)
      S.State->scanReachableSymbols(
          S.State->getLValue(Var, C.getLocationContext()), Reachable);
  }
  for (ObjectKey K : Reachable.Found)
    S.State = escape(S.State, K, /*SettingsToo=*/false);
  S.commit();
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

/// Stored somewhere, at an index that is not known for instance: the engine does
/// nothing then, and will not find the object again.
void ObjectChecker::checkPreStmt(const BinaryOperator *Assign,
                                 CheckerContext &C) const {
  if (Assign->getOpcode() != BO_Assign || !anyObject(C.getState()) ||
      !C.getSVal(Assign->getLHS()).isUnknownOrUndef())
    return;
  Step S(C);
  S.State = escape(S.State,
                   keyOf(C.getSVal(Assign->getRHS()), nullptr, S.State),
                   /*SettingsToo=*/false);
  S.commit();
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
  if (K.region())
    S.State = removeObject(S.State, K);
  else
    S.State = escape(S.State, K, /*SettingsToo=*/true);
  S.commit();
}

/// A member of the object that the outermost function constructs. Until that is
/// done, nobody destroys the object; members with a destructor are.
bool isMemberUnderConstruction(const MemRegion *Place, CheckerContext &C) {
  const auto *Member = dyn_cast<FieldRegion>(Place);
  const StackFrameContext *Top = topFrame(C.getLocationContext());
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(Top->getDecl());
  if (!Member || !Constructor || Constructor->isDelegatingConstructor())
    return false;
  SVal This =
      C.getState()->getSVal(C.getSValBuilder().getCXXThis(Constructor, Top));
  auto Whole = [](const MemRegion *R) {
    return R ? R->StripCasts(/*StripBaseAndDerivedCasts=*/false) : nullptr;
  };
  return Whole(Member->getSuperRegion()) == Whole(This.getAsRegion());
}

void ObjectChecker::checkBind(SVal Where, SVal What, const Stmt *Bind,
                              CheckerContext &C) const {
  ProgramStateRef State = C.getState();
  StoredInItself = nullptr;
  if (!anyObject(State))
    return;
  const MemRegion *Place = Where.getAsRegion();
  if (!Place)
    return;
  if (const auto *In = dyn_cast<SymbolicRegion>(Place->getBaseRegion()))
    if (In->getSymbol() == What.getAsSymbol(/*IncludeBaseRegions=*/true))
      StoredInItself = In->getSymbol();
  Step S(C);
  // `cleanup` runs when the variable goes out of scope; the engine does not
  // know it.
  if (const auto *VR = dyn_cast<VarRegion>(Place))
    if (VR->getDecl()->hasAttr<CleanupAttr>()) {
      ReachableObjects Reachable(S.State);
      S.State->scanReachableSymbols(What, Reachable);
      for (ObjectKey K : Reachable.Found)
        S.State = escape(S.State, K, /*SettingsToo=*/false);
    }
  // A struct that was initialised in place is two after a copy: either may be
  // the one that is released.
  if (auto Copy = What.getAs<nonloc::LazyCompoundVal>())
    S.State = escape(S.State, ObjectKey(Copy->getRegion()),
                     /*SettingsToo=*/false);
  // An element of an array or container: loops over it are beyond the engine.
  bool InArray = false;
  for (const MemRegion *R = Place; R;
       R = isa<SubRegion>(R) ? cast<SubRegion>(R)->getSuperRegion() : nullptr)
    InArray |= isa<ElementRegion>(R);
  // Integers do not escape by themselves when stored away.
  if (InArray || !compat::onStack(Place, State)) {
    if (What.getAs<nonloc::LazyCompoundVal>() ||
        What.getAs<nonloc::CompoundVal>()) {
      ReachableObjects Reachable(S.State);
      S.State->scanReachableSymbols(What, Reachable);
      for (ObjectKey K : Reachable.Found)
        S.State = escape(S.State, K, /*SettingsToo=*/false);
    } else {
      ObjectKey K = keyOf(What, nullptr, S.State);
      const ObjectState *Kept = findObject(S.State, K);
      bool InMember = Kept && Kept->Phase == Life::Held &&
                      isMemberUnderConstruction(Place, C);
      S.State = escape(S.State, K, /*SettingsToo=*/false);
      if (InMember) {
        ObjectState New = *findObject(S.State, K);
        New.InMember = true;
        S.State = setObject(S.State, K, New);
      }
    }

    // A handle that this path used, replaced in the place that kept it.
    SVal Old = State->getSVal(Place);
    if (SymbolRef Sym = Old.getAsSymbol())
      if (const ObjectState *Found = findObject(State, ObjectKey(Sym)))
        if (Found->Phase == Life::Foreign && Found->Used &&
            What.getAsSymbol() != Sym &&
            !hasFailed(State, ObjectKey(Sym), *Found)) {
          BindingFinder Finder(Sym, Place);
          State->getStateManager().getStoreManager().iterBindings(
              State->getStore(), Finder);
          if (!Finder.Found) {
            ObjectState Object = *Found;
            leak(ObjectKey(Sym), Object, LeakEvent::Cause::Overwritten, S,
                 Bind);
          }
        }
  }
  S.commit();
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

void ObjectChecker::checkLiveSymbols(ProgramStateRef State,
                                     SymbolReaper &Reaper) const {
  forEachObject(State, [&](ObjectKey K, const ObjectState &S) {
    if (S.Status)
      Reaper.markLive(S.Status);
    // Judged at the end of the handler.
    if (S.Handed && K.symbol())
      Reaper.markLive(K.symbol());
  });
  forEachOwner(State, [&](const MemRegion *, SVal V) {
    if (SymbolRef Sym = V.getAsSymbol())
      Reaper.markLive(Sym);
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
    if (Sym ? !Reaper.isDead(Sym) : Reaper.isLiveRegion(K.region()))
      return;
    Dead.emplace_back(K, Object);
    // The end of a C++ object is its release; that of a struct is not.
    bool Loses = Sym || (Object.Of && Object.Of->InPlace);
    if (Loses && Object.Phase == Life::Held && Object.AcquiredAt &&
        canLeak(Object) && !hasFailed(S.State, K, Object))
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

} // namespace

void registerObjectChecker(CheckerManager &Mgr, TranslationUnit &TU,
                           std::function<void(const Decl *)> KeepOut) {
  auto *Engine = Mgr.registerChecker<ObjectChecker>();
  Engine->TU = &TU;
  Engine->KeepOut = std::move(KeepOut);
}

void attachReader(CheckerManager &Mgr, ObjectEvents &Reader) {
  auto *Engine = Mgr.getChecker<ObjectChecker>();
  Engine->Readers.push_back(
      {&Reader, std::make_unique<BugType>(Mgr.getCurrentCheckerName(),
                                          "Network object lifetime",
                                          "Network")});
}

} // namespace nettidy::path
