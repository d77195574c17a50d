//===-- ObjectCheckerImpl.h - Inside the modelling checker ---- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// For the sources named ObjectChecker*.cpp alone: the checker's class, and what
/// they share. Each source is one side of the work:
///
///   ObjectChecker            which effects a call has, in which order
///   ObjectCheckerValues      where positions of the model lead
///   ObjectCheckerAcquire     how objects begin
///   ObjectCheckerRelease     releases, transfers, and use after them
///   ObjectCheckerSettings    settings, options and timers
///   ObjectCheckerRequests    requests, and answers that wait
///   ObjectCheckerHandlers    what callbacks are given and take over
///   ObjectCheckerEscapes     what goes out of sight
///   ObjectCheckerLeaks       what is lost, and the reports
///   ObjectCheckerExceptions  what is lost on the way of an exception
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_OBJECTCHECKERIMPL_H
#define NETTIDY_LIB_PATH_OBJECTCHECKERIMPL_H

#include "ast/TranslationUnit.h"
#include "model/Matcher.h"
#include "path/ObjectEvents.h"
#include "path/ObjectState.h"
#include "path/Owners.h"
#include "path/ReportFixes.h"
#include "clang/StaticAnalyzer/Core/BugReporter/BugType.h"
#include "clang/StaticAnalyzer/Core/Checker.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CallEvent.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CheckerContext.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include <functional>

namespace nettidy::path::engine {

using namespace clang;
using namespace clang::ento;
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

/// \p V, an object, as the class that the reference or pointer type \p T leads
/// to: a part that counts as the whole. The engine drops values whose class is
/// not the one that it expects.
SVal seenAs(SVal V, QualType T, SValBuilder &Values);

/// Whether the call itself makes the object that it configures.
bool configuresNewObject(const model::Function &F, const Position &At);

/// Memory that a library set up in place and must be told to let go of, before
/// it is given back.
bool isInCallersMemory(const model::Object *Of);

/// A timer in place that nobody started is mere memory.
bool canLeak(const ObjectState &Object);

/// The symbol whose death is the death of the object: for what was set up in
/// place, also the pointer to the whole that it is a part of.
SymbolRef memoryOf(ObjectKey K, const ObjectState &Object);

/// The value of an argument. A descriptor that travels as a pointer,
/// `(void *)(intptr_t)fd`, is beyond the engine's arithmetic: then the value of
/// the variable under the casts.
SVal argumentValue(const CallEvent &Call, unsigned I, ProgramStateRef State);

/// An element of an array, or a part of one.
bool isInArray(const MemRegion *Place);
/// And at an index that this path does not know.
bool isInUnknownElement(const MemRegion *Place);

/// The frame of the function under analysis, outermost.
const StackFrameContext *topFrame(const LocationContext *LCtx);

/// The throw expression that ends a block.
const CXXThrowExpr *throwIn(const CFGBlock *B);

/// The throw expression that \p Node is about to come to: nothing that the block
/// calls for another purpose is still to be done.
const CXXThrowExpr *throwAfter(const ExplodedNode *Node,
                               const LocationContext *LCtx);

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

/// Tells whether some variable still holds a symbol, apart from one place that
/// does.
class BindingFinder final : public StoreManager::BindingsHandler {
public:
  explicit BindingFinder(SymbolRef Sym, const MemRegion *Except = nullptr)
      : Sym(Sym), Except(Except ? Except->getBaseRegion() : nullptr) {}
  bool HandleBinding(StoreManager &, Store, const MemRegion *R,
                     SVal V) override {
    if (V.getAsSymbol() != Sym)
      return true;
    // The store names the whole of what the place is a part of.
    if (R->getBaseRegion() == Except) {
      Except = nullptr;
      return true;
    }
    Found = true;
    return false;
  }
  bool Found = false;

private:
  SymbolRef Sym;
  const MemRegion *Except;
};

/// True when neither another variable nor a smart pointer holds \p Sym.
bool standsOnlyIn(const MemRegion *Place, SymbolRef Sym, ProgramStateRef State);

/// The checker itself.
class ObjectChecker
    : public Checker<check::BeginFunction, check::EndFunction,
                     check::PreCall, check::PostCall, check::Bind,
                     check::PreStmt<ReturnStmt>,
                     check::PreStmt<BinaryOperator>,
                     check::PreStmt<CXXDeleteExpr>,
                     check::PostStmt<DeclStmt>, check::DeadSymbols,
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
  /// Where each reader has reported, by expansion locations.
  mutable llvm::DenseSet<std::pair<const ObjectEvents *, SourceLocation>>
      Reported;

  void checkBeginFunction(CheckerContext &C) const;
  void checkEndFunction(const ReturnStmt *Ret, CheckerContext &C) const;
  bool evalCall(const CallEvent &Call, CheckerContext &C) const;
  void checkPreCall(const CallEvent &Call, CheckerContext &C) const;
  void checkPostCall(const CallEvent &Call, CheckerContext &C) const;
  void checkPreStmt(const ReturnStmt *S, CheckerContext &C) const;
  void checkPreStmt(const BinaryOperator *S, CheckerContext &C) const;
  void checkPreStmt(const CXXDeleteExpr *S, CheckerContext &C) const;
  void checkPostStmt(const DeclStmt *S, CheckerContext &C) const;
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
  const Expr *writtenAt(const CallEvent &Call, const Position &P,
                        CheckerContext &C, const FunctionDecl *&In) const;
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
  bool changeSettings(ObjectState &Object, const model::Setting &What,
                      Effect Eff) const;
  void applySetting(ObjectKey K, const model::Object *Of,
                    const model::Setting &What, Effect Eff, Step &S) const;
  void applyRequests(const CallEvent &Call, const model::ModelSet::Entry &E,
                     bool AfterCall, Step &S) const;
  void applyDrains(const CallEvent &Call, const model::ModelSet::Entry &E,
                   Step &S) const;
  ProgramStateRef readBodies(const CallEvent &Call,
                             ProgramStateRef State) const;
  /// What this call gives out is armed after it.
  void applyTimers(const CallEvent &Call, const model::ModelSet::Entry &E,
                   bool AfterCall,
                   Step &S) const;
  void applyReleases(const CallEvent &Call, const model::ModelSet::Entry &E,
                     Step &S) const;
  void applyTransfers(const CallEvent &Call, const model::ModelSet::Entry &E,
                      Step &S) const;
  bool acquireInPlace(const CallEvent &Call, const model::Acquire &A,
                      SVal Address, Step &S) const;
  void applyTransfersAfter(const CallEvent &Call,
                           const model::ModelSet::Entry &E, Step &S) const;
  void transferOnSuccess(const CallEvent &Call, const model::Transfer &T,
                         Step &S) const;
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
  void noteErrorAnswers(const CallEvent &Call, Step &S) const;
  void noteKeptAddress(const CallEvent &Call, const model::Acquire &A,
                       Step &S) const;
  void loseReplaced(const CallEvent &Call, const model::Acquire &A,
                    Step &S) const;
  void trackConstruction(const CXXConstructorCall &Call, Step &S) const;
  std::optional<ObjectState> writtenOut(const Expr *Value, Step &S) const;
  void applyField(const MemRegion *Place, const Stmt *Bind, Step &S) const;
  void takeSettingsAlong(const CallEvent &Call, ObjectState &Object,
                         Step &S) const;
  void configureMade(const CallEvent &Call, Step &S) const;
  void standFor(SVal Wrapper, const CallEvent &Call, const Position &Inside,
                Step &S) const;
  llvm::SmallVector<model::ModelSet::Entry, 2>
  entriesMade(const CallEvent &Call) const;
  void makeWrapper(const CallEvent &Call, Step &S) const;
  bool wraps(const CallEvent &Call) const;

  // Failure and escape.
  bool hasFailed(ProgramStateRef State, ObjectKey K, const ObjectState &S) const;
  bool isOwningPlace(const model::Object &Of, const MemRegion &Place) const;
  bool isKnownGone(const model::Object &Of, const Stmt *At,
                   CheckerContext &C) const;
  /// The path has seen that the acquisition did not fail.
  bool isKnownOpen(ProgramStateRef State, ObjectKey K,
                   const ObjectState &S) const;
  bool ownLibrary(const CallEvent &Call, const ObjectState &S) const;
  static ProgramStateRef escape(ProgramStateRef State, ObjectKey K,
                                bool SettingsToo);
  void escapeReachable(const CallEvent &Call, Step &S) const;
  void escapeCopiedBytes(const CallEvent &Call, Step &S) const;
  void loseKept(const MemRegion *Place, ProgramStateRef Before, const Stmt *By,
                Step &S) const;
  bool isOnlyIn(SymbolRef Memory, ObjectKey K, const ObjectState &Object,
                ProgramStateRef State) const;
  bool isFollowedElement(const MemRegion *Place) const;
  /// With \p Plain, only what its own members hold counts.
  void freedInUse(SymbolRef Memory, const Expr *At, Step &S,
                  const MemRegion *Plain = nullptr) const;
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
  bool takesStandardNumber(const ObjectState &Object) const;
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
  /// The handle that the current assignment puts into memory, for the first
  /// time: it stands there and nowhere else.
  mutable SymbolRef StoredAlone = nullptr;
  mutable bool Assuming = false; ///< within evalAssume
  mutable llvm::StringMap<unsigned> BoundBits;
  mutable llvm::DenseMap<const VarDecl *, bool> FollowedArrays;
  mutable llvm::DenseMap<std::pair<const Decl *, const model::Object *>, bool>
      OwnLibraryCache;
};

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

} // namespace nettidy::path::engine

#endif // NETTIDY_LIB_PATH_OBJECTCHECKERIMPL_H
