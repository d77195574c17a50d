//===-- AbandonedTimer.cpp - Owners that end before their timer -----------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AbandonedTimer.h"
#include "LeakReport.h"
#include "NameWords.h"
#include "ast/Callbacks.h"
#include "ast/Wrappers.h"
#include "clang/Basic/CharInfo.h"

using namespace clang;

namespace nettidy {

namespace {

/// What a call gives to a handler, and the handler.
struct Given {
  const model::Object *Timer = nullptr;
  const Expr *Data = nullptr;
  const Expr *Handler = nullptr;
  bool Once = false;
};

/// `owner` of `&owner->timer`.
const Expr *ownerOf(const Expr *Timer) {
  Timer = Timer ? Timer->IgnoreParenCasts() : nullptr;
  if (const auto *Address = dyn_cast_or_null<UnaryOperator>(Timer);
      Address && Address->getOpcode() == UO_AddrOf)
    Timer = Address->getSubExpr()->IgnoreParenCasts();
  const auto *Member = dyn_cast_or_null<MemberExpr>(Timer);
  return Member && Member->isArrow() ? Member->getBase() : nullptr;
}

std::vector<Given> givenBy(const StorageFact &Fact,
                           const model::Matcher &Match) {
  std::vector<Given> Result;
  if (!Fact.Func)
    return Result;
  auto Add = [&](const model::Object *Timer, const model::Position &Data,
                 const model::Position &Handler, bool Once) {
    if (!Timer || Timer->Role != model::ObjectRole::Timer)
      return;
    const Expr *E = Match.at(Fact.Site, Data);
    if (E)
      Result.push_back({Timer, E,
                        Handler ? Match.at(Fact.Site, Handler) : nullptr,
                        Once});
  };
  bool ByResult =
      Fact.Arm && Fact.Arm->Repeats == model::Arm::Repeat::ByResult;
  if (Fact.Arm && Fact.Arm->Data)
    Add(Fact.Arm->Of, Fact.Arm->Data, Fact.Arm->Handler,
        ByResult || Fact.Arm->Repeats == model::Arm::Repeat::Once);
  if (ByResult)
    return Result;
  // A timer that is itself a part of its owner gives it away.
  if (Fact.Arm && Fact.Arm->Of && Fact.What == StorageFact::Kind::Arm &&
      Fact.Arm->Of->Kind == model::ObjectKind::Class &&
      !Fact.Arm->Of->StopsOnDestruction)
    if (const Expr *Owner = ownerOf(Match.at(Fact.Site, Fact.Arm->At)))
      Result.push_back({Fact.Arm->Of, Owner,
                        Fact.Arm->Handler
                            ? Match.at(Fact.Site, Fact.Arm->Handler)
                            : nullptr,
                        Fact.Arm->Repeats == model::Arm::Repeat::Once});
  // Where the timer is created with its handler, and armed later on.
  const model::Object *Timer = Fact.Acquire ? Fact.Acquire->Of
                               : Fact.Arm   ? Fact.Arm->Of
                                            : nullptr;
  if (!Fact.Func->Handlers.empty())
    for (const model::Position &Held : Fact.Func->Holds)
      Add(Timer, Held, Fact.Func->Handlers.front().At, false);
  return Result;
}

bool stops(const StorageFact &Fact) {
  switch (Fact.What) {
  case StorageFact::Kind::Release:
  case StorageFact::Kind::Disarm:
  case StorageFact::Kind::Transfer:
  case StorageFact::Kind::Owned:
    return true;
  default:
    return false;
  }
}

class Judge {
public:
  Judge(TranslationUnit &TU, OwnerLife &Owners, const StorageClass &Storage)
      : Calls(TU.calls()), Match(TU.matcher()), Owners(Owners),
        Storage(Storage) {}

  std::optional<AbandonedTimer> run(const RecordDecl *Record, const Given &G) {
    for (const OwnerLife::Release &Release : Owners.releasesOf(Record)) {
      // A class that has a destructor stops its timers there, or nowhere.
      if (const auto *Class = dyn_cast<CXXRecordDecl>(Record))
        if (const CXXDestructorDecl *Destructor = Class->getDestructor();
            Destructor && Destructor->isUserProvided() && isStopped(Destructor))
          return std::nullopt;
      if (!isStopped(Release.Owner) && !endsInHandler(Release, G) &&
          !notArmedYet(Release))
        return AbandonedTimer{G.Timer, Record, G.Data, Release};
    }
    return std::nullopt;
  }

private:
  bool reachesStop(const Decl *F) const {
    return llvm::any_of(Storage.Facts, [&](const StorageFact &Fact) {
      llvm::DenseSet<const Decl *> Seen;
      return stops(Fact) && Fact.Owner &&
             reaches(Calls, F, Fact.Owner, Seen);
    });
  }

  /// True when the function that frees the owner stops the timer itself, or is
  /// called from one that may do so.
  bool isStopped(const Decl *F) const {
    llvm::SmallVector<const Decl *, 8> Pending = {CallIndex::key(F)};
    llvm::DenseSet<const Decl *> Seen;
    while (!Pending.empty()) {
      const Decl *Each = Pending.pop_back_val();
      if (!Seen.insert(Each).second)
        continue;
      if (reachesStop(Each))
        return true;
      if (const auto *Function = dyn_cast<FunctionDecl>(Each)) {
        const FunctionDecl *Definition = nullptr;
        if (!Function->hasBody(Definition))
          return true;
        // Who only names it, as a handler, stops nothing before it runs.
        for (const CallSite &Site : Calls.callersOf(Function))
          if (Site.What == CallSite::Kind::Call)
            Pending.push_back(Site.Caller);
        if (runsAfterRelease(Function))
          return true;
      }
    }
    return false;
  }

  /// A handler that a releasing call runs when it is done: what it frees, the
  /// library has let go of.
  bool runsAfterRelease(const FunctionDecl *F) const {
    for (const ModelledSite &Site : Calls.sites())
      for (const model::ModelSet::Entry &Entry : Site.Entries) {
        if (Entry.Func->Releases.empty())
          continue;
        for (const model::Handler &H : Entry.Func->Handlers)
          if (std::optional<Callback> Each =
                  resolveCallback(Match.at(Site.Site, H.At), Match);
              Each && Each->Function &&
              CallIndex::key(Each->Function) == CallIndex::key(F))
            return true;
      }
    return false;
  }

  /// What a function has allocated and gives up again, without having come to a
  /// place that arms.
  bool notArmedYet(const OwnerLife::Release &Release) const {
    const Expr *Freed = nullptr;
    if (const auto *Call = dyn_cast<CallExpr>(Release.Site))
      Freed = Call->getNumArgs() ? Call->getArg(0) : nullptr;
    else if (const auto *Delete = dyn_cast<CXXDeleteExpr>(Release.Site))
      Freed = Delete->getArgument();
    const auto *Reference =
        Freed ? dyn_cast<DeclRefExpr>(Freed->IgnoreParenCasts()) : nullptr;
    const auto *Variable =
        Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
    if (!Variable || !Variable->isLocalVarDecl() ||
        llvm::any_of(Storage.Facts, [&](const StorageFact &Fact) {
          llvm::DenseSet<const Decl *> Seen;
          return Fact.What == StorageFact::Kind::Arm && Fact.Owner &&
                 reaches(Calls, Release.Owner, Fact.Owner, Seen);
        }))
      return false;
    auto Allocates = [](const Expr *Value) {
      Value = Value ? Value->IgnoreParenCasts() : nullptr;
      const auto *Call = dyn_cast_or_null<CallExpr>(Value);
      return isa_and_nonnull<CXXNewExpr>(Value) ||
             (Call && plainName(Call->getDirectCallee()).contains("alloc"));
    };
    bool Allocated = Allocates(Variable->getInit());
    CallIndex::forEachStatement(
        CallIndex::key(Release.Owner), [&](const Stmt *S, const Stmt *) {
          const auto *Assign = dyn_cast<BinaryOperator>(S);
          const auto *To = Assign && Assign->getOpcode() == BO_Assign
                               ? dyn_cast<DeclRefExpr>(
                                     Assign->getLHS()->IgnoreParenCasts())
                               : nullptr;
          Allocated |= To && To->getDecl() == Variable &&
                       Allocates(Assign->getRHS());
        });
    return Allocated;
  }

  /// A timer that fires once is over when its handler runs.
  bool endsInHandler(const OwnerLife::Release &Release, const Given &G) const {
    if (!G.Once && G.Timer->Kind != model::ObjectKind::Class)
      return false;
    std::optional<Callback> Handler = resolveCallback(G.Handler, Match);
    if (!Handler || !Handler->Function)
      return true;
    llvm::DenseSet<const Decl *> Seen;
    return reaches(Calls, Handler->Function, Release.Owner, Seen);
  }

  const CallIndex &Calls;
  const model::Matcher &Match;
  OwnerLife &Owners;
  const StorageClass &Storage;
};

/// True when \p Handler returns nothing but constants other than zero.
bool alwaysGoesOn(const FunctionDecl &Handler, const ASTContext &Context) {
  const FunctionDecl *Definition = nullptr;
  if (!Handler.hasBody(Definition))
    return false;
  bool Returns = false, Ends = false;
  CallIndex::forEachStatement(
      CallIndex::key(Definition), [&](const Stmt *S, const Stmt *) {
        const auto *Return = dyn_cast<ReturnStmt>(S);
        if (!Return)
          return;
        const Expr *Value = Return->getRetValue();
        Expr::EvalResult Known;
        Returns = true;
        Ends |= !Value || Value->isValueDependent() ||
                !Value->EvaluateAsInt(Known, Context) ||
                Known.Val.getInt() == 0;
      });
  return Returns && !Ends;
}

/// True when some call stops all timers that were given such an owner.
bool stopsByOwner(TranslationUnit &TU, const RecordDecl &Owner) {
  return llvm::any_of(TU.calls().sites(), [&](const ModelledSite &Site) {
    return llvm::any_of(Site.Entries, [&](const model::ModelSet::Entry &E) {
      return llvm::any_of(E.Func->Disarms, [&](const model::Position &P) {
        const Expr *Stopped = TU.matcher().at(Site.Site, P);
        QualType T = Stopped ? Stopped->IgnoreParenCasts()->getType()
                             : QualType();
        const RecordDecl *Given =
            !T.isNull() && T->isPointerType()
                ? T->getPointeeType()->getAsRecordDecl()
                : nullptr;
        return Given && Given->getCanonicalDecl() == Owner.getCanonicalDecl();
      });
    });
  });
}

/// True when the name of \p F says that it puts an end to something, and it
/// deals with \p Owner.
bool endsOwner(const FunctionDecl &F, const RecordDecl &Owner) {
  StringRef Name = plainName(&F);
  if (!hasWholeWord(Name, {"finalize", "dispose", "free", "destroy", "delete",
                           "cleanup", "deinit", "fini", "teardown", "unref",
                           "release", "close", "shutdown"}))
    return false;
  auto Flat = [](StringRef Text) {
    std::string Result;
    for (char C : Text)
      if (C != '_')
        Result += toLowercase(C);
    return Result;
  };
  std::string Of = Flat(Owner.getName());
  if (!Of.empty() && StringRef(Flat(Name)).starts_with(Of))
    return true;
  return llvm::any_of(F.parameters(), [&](const ParmVarDecl *Parameter) {
    const RecordDecl *Given = Parameter->getType()->isPointerType()
                                  ? Parameter->getType()
                                        ->getPointeeType()
                                        ->getAsRecordDecl()
                                  : nullptr;
    return Given && Given->getCanonicalDecl() == Owner.getCanonicalDecl();
  });
}

/// True when a function of another file takes such objects.
bool isKnownElsewhere(TranslationUnit &TU, const RecordDecl &Owner) {
  return llvm::any_of(
      TU.context().getTranslationUnitDecl()->decls(), [&](const Decl *D) {
        const auto *F = dyn_cast<FunctionDecl>(D);
        return F && !F->isDefined() &&
               llvm::any_of(F->parameters(), [&](const ParmVarDecl *Each) {
                 QualType T = Each->getType();
                 const RecordDecl *Taken =
                     T->isPointerType()
                         ? T->getPointeeType()->getAsRecordDecl()
                         : nullptr;
                 return Taken && Taken->getCanonicalDecl() ==
                                     Owner.getCanonicalDecl();
               });
      });
}

/// True for a field of a struct that other files only know by its name, and of
/// which nothing here ever stops the timer: nobody can have stopped it before.
bool isKeptInside(TranslationUnit &TU, const StorageClass &Storage) {
  for (const ValueDecl *D : Storage.Members)
    if (const auto *Field = dyn_cast<FieldDecl>(D);
        Field && isKnownElsewhere(TU, *Field->getParent()))
      return false;
  return llvm::none_of(Storage.Facts, stops) &&
         llvm::all_of(Storage.Members, [&](const ValueDecl *D) {
           const auto *Field = dyn_cast<FieldDecl>(D);
           const auto *Variable = dyn_cast<VarDecl>(D);
           return Field ? !isa<CXXRecordDecl>(Field->getParent()) &&
                              TU.storage().isLocalToFile(Field->getParent())
                        : Variable && Variable->isLocalVarDecl();
         });
}

} // namespace

bool isKeptAsNumber(TranslationUnit &TU, const StorageClass &Storage,
                    const model::Arm &Arm, const Expr *Site) {
  if (Arm.Repeats != model::Arm::Repeat::ByResult || Storage.Escapes ||
      !isKeptInside(TU, Storage) || !Arm.Data || !Arm.Handler)
    return false;
  const Expr *Data = TU.matcher().at(Site, Arm.Data);
  QualType T = Data ? Data->IgnoreParenCasts()->getType() : QualType();
  const RecordDecl *Owner =
      !T.isNull() && T->isPointerType() ? T->getPointeeType()->getAsRecordDecl()
                                        : nullptr;
  std::optional<Callback> Handler =
      resolveCallback(TU.matcher().at(Site, Arm.Handler), TU.matcher());
  if (!Owner || stopsByOwner(TU, *Owner) || !Handler || !Handler->Function ||
      !alwaysGoesOn(*Handler->Function, TU.context()) ||
      llvm::none_of(Storage.Members, [&](const ValueDecl *D) {
        const auto *Field = dyn_cast<FieldDecl>(D);
        return Field && Field->getParent()->getCanonicalDecl() ==
                            Owner->getCanonicalDecl();
      }))
    return false;
  return llvm::any_of(TU.calls().functions(), [&](const FunctionDecl *F) {
    return endsOwner(*F, *Owner);
  });
}

std::optional<AbandonedTimer> abandonedTimer(TranslationUnit &TU,
                                             OwnerLife &Owners,
                                             const StorageClass &Storage) {
  if (Storage.Escapes || (Storage.Open && !isKeptInside(TU, Storage)))
    return std::nullopt;
  for (const StorageFact &Fact : Storage.Facts)
    for (const Given &G : givenBy(Fact, TU.matcher())) {
      QualType T = G.Data->IgnoreParenCasts()->getType();
      const RecordDecl *Record =
          T->isPointerType() ? T->getPointeeType()->getAsRecordDecl() : nullptr;
      bool IsOwner = Record && llvm::any_of(
          Storage.Members, [&](const ValueDecl *Member) {
            const auto *Field = dyn_cast<FieldDecl>(Member);
            return Field && Field->getParent()->getCanonicalDecl() ==
                                Record->getCanonicalDecl();
          });
      if (!IsOwner || hasGlobalInstance(TU, Record) ||
          stopsByOwner(TU, *Record))
        continue;
      if (auto Found = Judge(TU, Owners, Storage).run(Record, G))
        return Found;
    }
  return std::nullopt;
}

} // namespace nettidy
