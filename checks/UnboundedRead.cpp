//===-- UnboundedRead.cpp - Accepted connections read for ever ------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnboundedRead.h"
#include "ast/CallIndex.h"
#include "ast/Callbacks.h"
#include "ast/RepeatingContexts.h"
#include "ast/StorageFacts.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy {

namespace {

/// True for a call that waits for what an accepted connection sends.
bool isRead(const model::Request &R) {
  return !R.Connects && !R.Handshake && !R.Asynchronous && !R.Streaming &&
         !R.Driven && !R.BoundedBy.empty() && R.Ineffective.empty();
}

/// True when the request, as written, returns at once: `recv(.., MSG_DONTWAIT)`.
bool returnsAtOnce(TranslationUnit &TU, const ModelledSite &Site,
                   const model::Request &R) {
  if (!R.Unless)
    return false;
  const Expr *Flags = TU.matcher().at(Site.Site, R.Unless);
  return !Flags || TU.matcher().judgeFlags(Flags, R.UnlessValues,
                                           Site.function()) !=
                       model::ValueVerdict::Differs;
}

/// Whether the call, as written, may be the one that sets this.
bool applies(TranslationUnit &TU, const ModelledSite &Site,
             const model::ApplySetting &Set) {
  return llvm::all_of(
      Set.When, [&](const model::ApplySetting::Condition &Condition) {
        const Expr *E = TU.matcher().at(Site.Site, Condition.At);
        return !E || TU.matcher().judge(E, Condition.Values, Site.function()) !=
                         model::ValueVerdict::Differs;
      });
}

/// Anything in the file that may end a wait, or decide when to read: a timeout
/// of whatever kind, a wait for descriptors, a timer, an interruption. A server
/// that has one is not judged, whichever connection it is for.
bool hasAnyBound(TranslationUnit &TU) {
  return llvm::any_of(TU.calls().sites(), [&](const ModelledSite &Site) {
    return llvm::any_of(Site.Entries, [&](const model::ModelSet::Entry &E) {
      return !E.Func->Arms.empty() || E.Func->Interrupts ||
             llvm::any_of(E.Func->Settings, [&](const auto &Set) {
               return Set.What.Kind == model::SettingKind::Timeout &&
                      applies(TU, Site, Set);
             });
    });
  });
}

/// A place in a loop, in the function itself or in one that calls it.
bool repeats(TranslationUnit &TU, const Expr *Place, const Decl *Owner,
             unsigned Depth = 0) {
  if (TU.contexts().enclosingLoop(Place, Owner))
    return true;
  const auto *F = dyn_cast_or_null<FunctionDecl>(Owner);
  return F && Depth < 2 &&
         llvm::any_of(TU.calls().callersOf(F), [&](const CallSite &Edge) {
           return Edge.What == CallSite::Kind::Call &&
                  repeats(TU, Edge.Site, Edge.Caller, Depth + 1);
         });
}

bool startsWorkers(TranslationUnit &TU) {
  return llvm::any_of(TU.calls().sites(), [](const ModelledSite &Site) {
    return llvm::any_of(Site.Entries, [](const model::ModelSet::Entry &E) {
      return E.Func->StartsThread || E.Func->StartsProcess;
    });
  });
}

bool contains(const Stmt *Root, const Stmt *Wanted) {
  llvm::SmallVector<const Stmt *, 8> Pending = {Root};
  while (!Pending.empty()) {
    const Stmt *S = Pending.pop_back_val();
    if (S == Wanted)
      return true;
    if (S)
      Pending.append(S->child_begin(), S->child_end());
  }
  return false;
}

/// Calls that accept and wait for it, in a loop, outside tests.
std::vector<const ModelledSite *> acceptsOf(TranslationUnit &TU) {
  std::vector<const ModelledSite *> Result;
  for (const ModelledSite &Site : TU.calls().sites())
    if (Site.Owner && !TU.contexts().isTestCode(Site.Owner) &&
        llvm::any_of(Site.Entries,
                     [](const model::ModelSet::Entry &E) {
                       return E.Func->ServerSide && E.Func->Handlers.empty() &&
                              E.Func->Requests.empty();
                     }) &&
        repeats(TU, Site.Site, Site.Owner))
      Result.push_back(&Site);
  return Result;
}

/// What kind of object such a call gives, as its result or in an argument.
const model::Object *connectionOf(TranslationUnit &TU,
                                  const ModelledSite &Accept) {
  for (const model::ModelSet::Entry &E : Accept.Entries)
    for (const model::Acquire &A : E.Func->Acquires)
      return A.Of;
  const auto *Call = dyn_cast<CallExpr>(Accept.Site);
  if (!Call)
    return nullptr;
  llvm::SmallVector<const Expr *, 2> Places = {Call};
  if (Call->getNumArgs() > 0)
    Places.push_back(Call->getArg(0));
  for (const Expr *Place : Places)
    if (const model::ModelSet::ObjectEntry *Object =
            TU.matcher().objectOfType(Place->getType()))
      return Object->Obj;
  return nullptr;
}

/// The accept whose connection a place of class type holds: it is initialised
/// with the result, or handed in to be filled.
const ModelledSite *
acceptedInto(TranslationUnit &TU, const StorageClass &Storage,
             llvm::ArrayRef<const ModelledSite *> Accepts) {
  for (const ModelledSite *Accept : Accepts) {
    const auto *Call = dyn_cast<CallExpr>(Accept->Site);
    if (Call && Call->getNumArgs() > 0 &&
        TU.storage().of(Call->getArg(0)) == &Storage)
      return Accept;
    for (const ValueDecl *D : Storage.Members)
      if (const auto *Variable = dyn_cast<VarDecl>(D);
          Variable && contains(Variable->getInit(), Accept->Site))
        return Accept;
  }
  return nullptr;
}

/// A thread that is started for each accepted connection.
struct Worker {
  const FunctionDecl *Body = nullptr;
  const ModelledSite *Accept = nullptr;
  const model::Object *Connection = nullptr;
};

/// The threads that a loop starts for what the same function, or one that it
/// calls, accepts.
std::vector<Worker> workersOf(TranslationUnit &TU,
                              llvm::ArrayRef<const ModelledSite *> Accepts) {
  std::vector<Worker> Result;
  auto Reaches = [&](const Decl *F, const Decl *Target) {
    llvm::DenseSet<const Decl *> Seen;
    return reaches(TU.calls(), F, Target, Seen);
  };
  for (const ModelledSite *Accept : Accepts)
    for (const ModelledSite &Start : TU.calls().sites())
      for (const model::ModelSet::Entry &S : Start.Entries) {
        if (!S.Func->StartsThread || !Start.Owner ||
            !repeats(TU, Start.Site, Start.Owner) ||
            !(Reaches(Accept->Owner, Start.Owner) ||
              Reaches(Start.Owner, Accept->Owner)))
          continue;
        for (const model::Handler &H : S.Func->Handlers) {
          // `(void *(*)(void *))serve`
          const Expr *Named = TU.matcher().at(Start.Site, H.At);
          std::optional<Callback> Body = resolveCallback(
              Named ? Named->IgnoreParenCasts() : nullptr, TU.matcher());
          if (Body && Body->Function)
            Result.push_back(
                {Body->Function, Accept, connectionOf(TU, *Accept)});
        }
      }
  return Result;
}

/// Whether a place holds what the thread was given: a parameter of its body, or
/// a variable that one of them says.
bool isGivenTo(const Worker &W, const StorageClass &Storage) {
  auto IsParameter = [&](const ValueDecl *D) {
    return llvm::is_contained(W.Body->parameters(), D);
  };
  return llvm::any_of(Storage.Members, [&](const ValueDecl *D) {
    if (IsParameter(D))
      return true;
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || !Variable->hasLocalStorage() || !Variable->getInit())
      return false;
    llvm::SmallVector<const Stmt *, 8> Pending = {Variable->getInit()};
    while (!Pending.empty()) {
      const Stmt *S = Pending.pop_back_val();
      if (!S)
        continue;
      if (const auto *Reference = dyn_cast<DeclRefExpr>(S);
          Reference && IsParameter(Reference->getDecl()))
        return true;
      Pending.append(S->child_begin(), S->child_end());
    }
    return false;
  });
}

/// Where the connection is accepted that a thread has been given and reads from;
/// null where it came some other way, or may have got a limit.
const ModelledSite *givenByAccept(TranslationUnit &TU, const ModelledSite &Site,
                                  const model::Request &R,
                                  const StorageClass &Storage,
                                  llvm::ArrayRef<Worker> Workers) {
  if (Storage.Escapes || Storage.has(StorageFact::Kind::UnknownSetting) ||
      llvm::any_of(Storage.Facts, [](const StorageFact &Fact) {
        return Fact.What == StorageFact::Kind::Acquire && Fact.Func;
      }))
    return nullptr;
  for (const Worker &W : Workers) {
    llvm::DenseSet<const Decl *> Seen;
    if (W.Connection == R.Of && isGivenTo(W, Storage) &&
        reaches(TU.calls(), W.Body, Site.Owner, Seen))
      return W.Accept;
  }
  return nullptr;
}

/// Where the connections of this storage are accepted; null unless all of them
/// are, and nothing is known to bound their reads.
const ModelledSite *acceptOf(TranslationUnit &TU, const StorageClass &Storage,
                             llvm::ArrayRef<const ModelledSite *> Accepts) {
  const ModelledSite *Accept = nullptr;
  bool Connects = false;
  if (!Storage.closed())
    return nullptr;
  for (const StorageFact &Fact : Storage.Facts)
    switch (Fact.What) {
    case StorageFact::Kind::Acquire:
      if (!Fact.Func)
        break; // a class object, which is filled later on
      Accept = TU.calls().site(Fact.Site);
      if (!llvm::is_contained(Accepts, Accept))
        return nullptr;
      break;
    case StorageFact::Kind::UnknownSetting:
    case StorageFact::Kind::Reset:
      return nullptr;
    case StorageFact::Kind::Setting:
      if (Fact.Setting && Fact.Setting->Kind == model::SettingKind::Timeout)
        return nullptr;
      break;
    case StorageFact::Kind::Request:
      Connects |= Fact.Request->Connects;
      break;
    default:
      break;
    }
  if (Connects)
    return nullptr;
  return Accept ? Accept : acceptedInto(TU, Storage, Accepts);
}

} // namespace

void reportUnboundedReads(TranslationUnit &TU, FindingSink &Sink,
                          llvm::StringRef Check) {
  std::vector<const ModelledSite *> Accepts = acceptsOf(TU);
  if (Accepts.empty() || hasAnyBound(TU))
    return;
  std::vector<Worker> Workers = workersOf(TU, Accepts);
  llvm::SmallPtrSet<const ModelledSite *, 4> Reported;
  for (const ModelledSite &Site : TU.calls().sites())
    for (const model::ModelSet::Entry &E : Site.Entries)
      for (const model::Request &R : E.Func->Requests) {
        if (!isRead(R) || returnsAtOnce(TU, Site, R))
          continue;
        const Expr *Object = TU.matcher().at(Site.Site, R.At);
        const StorageClass *Storage =
            Object ? TU.storage().of(Object) : nullptr;
        if (!Storage)
          continue;
        const ModelledSite *Accept = acceptOf(TU, *Storage, Accepts);
        if (!Accept)
          Accept = givenByAccept(TU, Site, R, *Storage, Workers);
        if (!Accept || !Reported.insert(Accept).second)
          continue;
        const SourceManager &Sources = TU.sources();
        Finding F;
        F.Check = Check;
        F.Location = Sources.getExpansionLoc(Site.Site->getExprLoc());
        F.Ranges.push_back(
            CharSourceRange::getTokenRange(Site.Site->getSourceRange()));
        F.Message =
            "'" + E.Func->Name + "' waits for ever for a client that sends "
            "nothing: no timeout is set on the accepted " +
            (R.Of ? R.Of->Noun : std::string("connection")) +
            (startsWorkers(TU)
                 ? ", so each silent client keeps its thread or process"
                 : ", so one silent client stops the server for all others");
        F.Notes.push_back({Sources.getExpansionLoc(Accept->Site->getBeginLoc()),
                           "the connection is accepted here; nothing in this "
                           "file sets a timeout"});
        Sink.report(std::move(F));
      }
}

} // namespace nettidy
