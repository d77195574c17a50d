//===-- ObjectState.h - The state of one modelled object --------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What is known, at one point of one path, about one modelled object:
///
///             acquire                     release
///   (unseen) ---------> Held -----------------------------> Released
///      |                 |  \  owner takes it, stored,          |
///      | reset           |   \ returned, handed over            | use: reported
///      v                 |    `----------------> Gone           v
///   Foreign              | last reference dies
///                        `----------------------> leak, reported
///
/// A Foreign object was not acquired on this path (a field, a parameter); its
/// settings are known only after a reset. Settings are followed in every state
/// but Released; they stop being known when code that is not visible gets hold
/// of the object.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_OBJECTSTATE_H
#define NETTIDY_LIB_PATH_OBJECTSTATE_H

#include "model/Model.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ProgramState.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace nettidy::path {

/// The identity of an object: the symbol of a handle or descriptor, or the
/// region of a C++ object.
class ObjectKey {
public:
  ObjectKey() = default;
  ObjectKey(clang::ento::SymbolRef S) : Pointer(S), IsSymbol(true) {}
  ObjectKey(const clang::ento::MemRegion *R) : Pointer(R) {}

  explicit operator bool() const { return Pointer != nullptr; }
  clang::ento::SymbolRef symbol() const {
    return IsSymbol ? static_cast<clang::ento::SymbolRef>(Pointer) : nullptr;
  }
  const clang::ento::MemRegion *region() const {
    return IsSymbol ? nullptr
                    : static_cast<const clang::ento::MemRegion *>(Pointer);
  }
  /// The symbol whose death is the death of the object: the handle itself, or
  /// the pointer to an object on the heap. Null for an object with storage.
  clang::ento::SymbolRef lifetimeSymbol() const;

  bool operator==(const ObjectKey &O) const { return Pointer == O.Pointer; }
  bool operator<(const ObjectKey &O) const { return Pointer < O.Pointer; }
  void Profile(llvm::FoldingSetNodeID &ID) const { ID.AddPointer(Pointer); }

private:
  const void *Pointer = nullptr;
  bool IsSymbol = false;
};

/// Immutable value; with...() give a changed copy.
struct ObjectState {
  enum class Life : uint8_t { Held, Foreign, Released, Gone };

  const model::Object *Of = nullptr;
  /// The expression that acquired the object; null for Foreign.
  const clang::Expr *AcquiredAt = nullptr;
  /// The stack frame that the acquisition happened in.
  const clang::StackFrameContext *AcquiredIn = nullptr;
  const clang::Expr *ReleasedAt = nullptr;
  /// The status that tells whether the acquisition failed, while undecided.
  clang::ento::SymbolRef Status = nullptr;
  model::FailureForm Failure = model::FailureForm::Never;
  /// An error that would tell so, too, and what a function last said of it.
  clang::ento::SymbolRef Error = nullptr;
  clang::ento::SymbolRef ErrorAnswer = nullptr;
  Life Phase = Life::Held;
  /// Bounds provided by settings, and bounds set to "infinite"; bits are
  /// numbered by the checker.
  uint64_t Bounds = 0;
  uint64_t Unbounded = 0;
  bool SettingsKnown = true; ///< the whole history of settings was seen
  bool Armed = false;        ///< a timer that will fire
  bool Connected = false;    ///< connected by this code, as a client
  bool ServerSide = false;   ///< accepted, bound or listening
  bool Shared = false;       ///< attached to a pool
  bool ReleaseMayRefuse = false;
  bool TimeoutReported = false;
  bool Handed = false; ///< given to the handler under analysis, to release
  bool Used = false;         ///< given to a modelled call on this path
  /// Gone into a call that takes it only when it succeeds; what tells so, while
  /// undecided.
  clang::ento::SymbolRef Taken = nullptr;
  model::FailureForm TakenFailure = model::FailureForm::Never;
  /// Gone into this place in memory, and nowhere else so far.
  const clang::ento::MemRegion *KeptIn = nullptr;
  /// Gone into a plain member of the object that the outermost function
  /// constructs: lost when an exception leaves the constructor.
  bool InMember = false;
  /// Holds an answer that was not read to its end.
  bool Undrained = false;
  uint8_t DrainCalls = 0; ///< calls since then that may have been the last
  /// While undecided: whether anything was sent, and whether the last call that
  /// reads said that there is no more.
  clang::ento::SymbolRef Sent = nullptr;
  model::FailureForm SentFailure = model::FailureForm::Never;
  clang::ento::SymbolRef Drained = nullptr;
  /// What the answer is read from.
  const clang::ento::MemRegion *Body = nullptr;
  uint8_t Requests = 0;      ///< 0, 1, 2 or more

  bool operator==(const ObjectState &O) const;
  void Profile(llvm::FoldingSetNodeID &ID) const;
  /// The same without the identity of values and places.
  void profileSituation(llvm::FoldingSetNodeID &ID) const;
};

const ObjectState *findObject(clang::ento::ProgramStateRef State, ObjectKey K);
clang::ento::ProgramStateRef setObject(clang::ento::ProgramStateRef State,
                                       ObjectKey K, const ObjectState &S);
clang::ento::ProgramStateRef removeObject(clang::ento::ProgramStateRef State,
                                          ObjectKey K);
/// Calls \p Visit for every tracked object of \p State.
void forEachObject(
    clang::ento::ProgramStateRef State,
    llvm::function_ref<void(ObjectKey, const ObjectState &)> Visit);
bool anyObject(clang::ento::ProgramStateRef State);

/// What a smart pointer in a region holds.
std::optional<clang::ento::SVal>
ownedValue(clang::ento::ProgramStateRef State,
           const clang::ento::MemRegion *Owner);
clang::ento::ProgramStateRef
setOwnedValue(clang::ento::ProgramStateRef State,
              const clang::ento::MemRegion *Owner, clang::ento::SVal Value);
clang::ento::ProgramStateRef
removeOwner(clang::ento::ProgramStateRef State,
            const clang::ento::MemRegion *Owner);
void forEachOwner(clang::ento::ProgramStateRef State,
                  llvm::function_ref<void(const clang::ento::MemRegion *,
                                          clang::ento::SVal)>
                      Visit);

/// The value that stood in a place before a call that changes it.
std::optional<clang::ento::SVal>
savedValue(clang::ento::ProgramStateRef State,
           const clang::ento::MemRegion *Place);
clang::ento::ProgramStateRef saveValue(clang::ento::ProgramStateRef State,
                                       const clang::ento::MemRegion *Place,
                                       clang::ento::SVal Value);
clang::ento::ProgramStateRef
dropSavedValues(clang::ento::ProgramStateRef State);
bool isSaved(clang::ento::ProgramStateRef State, clang::ento::SymbolRef S);

/// Whether a finite wait on descriptors (poll, select) was seen on this path.
bool waitSeen(clang::ento::ProgramStateRef State);
clang::ento::ProgramStateRef setWaitSeen(clang::ento::ProgramStateRef State);

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_OBJECTSTATE_H
