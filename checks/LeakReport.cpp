//===-- LeakReport.cpp - What the leak checks have in common --------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LeakReport.h"
#include "ast/CallIndex.h"
#include "ast/Handlers.h"
#include "ast/StorageFacts.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy {

using path::LeakEvent;

LeakOwner leakOwner(const path::ObjectState &Object) {
  switch (Object.Of->Role) {
  case model::ObjectRole::Response:
    return LeakOwner::Response;
  case model::ObjectRole::Timer:
    // A timer that never fires only wastes its handle.
    return Object.Armed ? LeakOwner::Timer : LeakOwner::Connection;
  default:
    return LeakOwner::Connection;
  }
}

ThrowEvidence readThrowEvidence(OptionReader &Options) {
  std::string Text = Options.get("Exceptions", "visible");
  if (Text == "all")
    return ThrowEvidence::All;
  if (Text == "none")
    return ThrowEvidence::None;
  if (Text != "visible")
    Options.reject("Exceptions", Text, "visible, all, none");
  return ThrowEvidence::Visible;
}

/// `'curl_easy_cleanup'`, from the model's `curl_easy_cleanup({})`.
static std::string releaseName(const model::Object &Of) {
  llvm::StringRef Call = Of.ReleaseCall;
  if (!Call.consume_front("{}->"))
    Call.consume_front("{}.");
  llvm::StringRef Name = Call.take_until([](char C) { return C == '('; });
  return Name.empty() ? std::string() : ("'" + Name + "'").str();
}

namespace {

/// The local variable that an acquisition initialises.
const VarDecl *initialised(const Expr *Acquisition, const Decl *Function) {
  const VarDecl *Found = nullptr;
  CallIndex::forEachStatement(
      CallIndex::key(Function), [&](const Stmt *Node, const Stmt *) {
        const auto *Declaration = dyn_cast<DeclStmt>(Node);
        if (!Declaration || !Declaration->isSingleDecl())
          return;
        const auto *Var = dyn_cast<VarDecl>(Declaration->getSingleDecl());
        if (Var && Var->hasLocalStorage() && Var->getInit() &&
            Var->getInit()->IgnoreParenCasts() == Acquisition)
          Found = Var;
      });
  return Found;
}

bool mentions(const Stmt *S, const VarDecl *Var) {
  if (!S)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (Ref->getDecl() == Var)
      return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return mentions(Child, Var); });
}

/// Whether \p Node stands in a branch that \p Return does not, and that ends by
/// leaving the function: what happens there is over before \p Return.
bool leavesBefore(const Stmt *Node, const ReturnStmt *Return,
                  const CallIndex &Calls, const Decl *Owner) {
  llvm::SmallPtrSet<const Stmt *, 16> Around;
  for (const Stmt *S = Return; S; S = Calls.parentOf(S, Owner))
    Around.insert(S);
  for (const Stmt *S = Node; S && !Around.count(S);
       S = Calls.parentOf(S, Owner)) {
    const auto *Block = dyn_cast<CompoundStmt>(S);
    if (Block && !Block->body_empty() && isa<ReturnStmt>(Block->body_back()))
      return true;
  }
  return false;
}

/// False for a call that gives the object out in an argument: its result is a
/// status.
bool isResult(const Expr *Acquisition, const model::Object &Of,
              const CallIndex &Calls) {
  const ModelledSite *Site = Calls.site(Acquisition);
  return !Site || isa<CXXConstructExpr>(Acquisition) ||
         llvm::any_of(Site->Entries, [&](const model::ModelSet::Entry &E) {
           return llvm::any_of(E.Func->Acquires, [&](const model::Acquire &A) {
             return A.Of == &Of && A.At.Where == model::Position::Base::Return;
           });
         });
}

/// The missing release, written before the return statement that loses the
/// object. Only where every way to that statement owns it: nothing before it in
/// the text gives the variable away or another value, and no loop leads back.
llvm::SmallVector<FixItHint, 2> releaseBefore(const LeakEvent &Event) {
  const model::Object &Of = *Event.Object.Of;
  const ReturnStmt *Return = Event.LeavesBy;
  if (!Return || Event.Why != LeakEvent::Cause::Dead ||
      Of.ReleaseCall.empty() || !Event.Object.AcquiredAt ||
      !isResult(Event.Object.AcquiredAt, Of, Event.Unit.calls()))
    return {};
  const SourceManager &Sources = Event.Unit.sources();
  SourceLocation Begin = Return->getBeginLoc();
  SourceLocation End =
      Lexer::findLocationAfterToken(Return->getEndLoc(), tok::semi, Sources,
                                    Event.Unit.context().getLangOpts(),
                                    /*SkipTrailingWhitespaceAndNewLine=*/false);
  const VarDecl *Var = initialised(Event.Object.AcquiredAt, Event.Function);
  if (!Var || Begin.isMacroID() || Return->getEndLoc().isMacroID() ||
      End.isInvalid() || mentions(Return, Var))
    return {};

  const CallIndex &Calls = Event.Unit.calls();
  const Decl *Owner = CallIndex::key(Event.Function);
  bool Safe = true;
  CallIndex::forEachStatement(Owner, [&](const Stmt *Node, const Stmt *) {
    if (!Safe || !Sources.isBeforeInTranslationUnit(Node->getBeginLoc(), Begin))
      return;
    if (isa<GotoStmt, LabelStmt, LambdaExpr>(Node)) {
      Safe = false;
    } else if (const auto *Assign = dyn_cast<BinaryOperator>(Node)) {
      if (Assign->isAssignmentOp() &&
          (mentions(Assign->getLHS(), Var) || mentions(Assign->getRHS(), Var)))
        // `rc = use(h)` is a call with the handle, judged as such.
        Safe = isa<CallExpr>(Assign->getRHS()->IgnoreParenCasts()) &&
               !mentions(Assign->getLHS(), Var);
    } else if (const auto *Call = dyn_cast<CallExpr>(Node)) {
      if (!mentions(Call, Var))
        return;
      const ModelledSite *Site = Calls.site(Call);
      Safe = Site && llvm::all_of(Site->Entries, [](const auto &E) {
               return E.Func->Releases.empty() && E.Func->Transfers.empty() &&
                      E.Func->Holds.empty() && E.Func->Handlers.empty();
             });
      Safe |= leavesBefore(Call, Return, Calls, Owner);
    }
  });
  if (!Safe)
    return {};
  bool Braces = true;
  for (const Stmt *S = Return; const Stmt *Parent = Calls.parentOf(S, Owner);
       S = Parent) {
    if (S == Return)
      Braces = !isa<CompoundStmt>(Parent);
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, SwitchStmt>(Parent))
      return {};
  }

  std::string Call = Of.ReleaseCall;
  size_t At = Call.find("{}");
  if (At == std::string::npos)
    return {};
  Call.replace(At, 2, Var->getName().str());
  if (Braces)
    return {FixItHint::CreateInsertion(Begin, "{ " + Call + "; "),
            FixItHint::CreateInsertion(End, " }")};
  std::string Indent = Lexer::getIndentationForLine(Begin, Sources).str();
  return {FixItHint::CreateInsertion(Begin, Call + ";\n" + Indent)};
}

} // namespace

/// True when the handlers of \p Given may release or keep what they get.
static bool mayRelease(TranslationUnit &TU, const StorageFact &Given) {
  HandlerTarget Target = handlerTarget(TU.matcher(), Given.Site,
                                       Given.Handler->At, Given.Handler->On);
  const FunctionDecl *F = Target.Function;
  if (Target.Lambda)
    F = Target.Lambda->getLambdaClass()->getLambdaCallOperator();
  const FunctionDecl *Definition = nullptr;
  if (!F || !F->isDefined(Definition))
    return true;
  if (TU.handlers().asksForSender(Definition))
    return true;
  return llvm::any_of(Definition->parameters(), [&](const ParmVarDecl *P) {
    Fate Each = TU.handlers().fateOf(P, Definition);
    return Each.Released || Each.Kept;
  });
}

/// Whether the objects of a class come to their end in the function that holds
/// them, by themselves or with what they belong to in turn.
static bool endsHere(TranslationUnit &TU, const StorageClass &Objects,
                     unsigned Depth = 0) {
  auto Local = [](const ValueDecl *D) {
    const auto *Var = dyn_cast<VarDecl>(D);
    return Var && Var->hasLocalStorage();
  };
  for (const ValueDecl *D : Objects.Members)
    if (Local(D) && D->getType()->isRecordType())
      return true; // a variable, or a smart pointer, that dies first
  if (!llvm::all_of(Objects.Members, Local))
    return false;
  return llvm::any_of(Objects.Facts, [&](const StorageFact &Fact) {
    if (Fact.What == StorageFact::Kind::Release ||
        Fact.What == StorageFact::Kind::Owned ||
        Fact.What == StorageFact::Kind::Transfer)
      return true;
    if (Fact.What != StorageFact::Kind::Acquire || !Fact.Acquire ||
        !Fact.Acquire->ChildOf || Depth > 3)
      return false;
    const Expr *Parent = TU.matcher().at(Fact.Site, Fact.Acquire->ChildOf);
    const StorageClass *Above = Parent ? TU.storage().of(Parent) : nullptr;
    return Above && Above != &Objects && endsHere(TU, *Above, Depth + 1);
  });
}

bool isLeftToUs(TranslationUnit &TU, const ModelledSite &Site,
                const model::Acquire &A) {
  const Expr *Parent =
      A.ChildOf ? TU.matcher().at(Site.Site, A.ChildOf) : nullptr;
  if (!Parent)
    return !A.ChildOf;
  auto SetsOneOf = [&](const StorageFact &Fact) {
    return Fact.What == StorageFact::Kind::Setting &&
           Fact.Effect != model::Matcher::Effect::Off &&
           llvm::any_of(A.UnlessSet, [&](const std::string &Word) {
             return llvm::is_contained(Fact.Setting->Bounds, Word);
           });
  };
  const StorageClass *Objects = TU.storage().of(Parent);
  if (Objects) {
    if (endsHere(TU, *Objects))
      return false;
    for (const StorageFact &Fact : Objects->Facts)
      if (SetsOneOf(Fact) ||
          (Fact.What == StorageFact::Kind::Gives && mayRelease(TU, Fact)))
        return false;
  }
  if (!A.UnlessSet.empty())
    for (const model::ModelSet::Entry &E : Site.Entries)
      for (const model::Request &R : E.Func->Requests)
        if (const Expr *Message =
                R.Message ? TU.matcher().at(Site.Site, R.Message) : nullptr)
          if (const StorageClass *Sent = TU.storage().of(Message))
            for (const StorageFact *Fact : Sent->of(StorageFact::Kind::Setting))
              if (SetsOneOf(*Fact))
                return false;
  // The code means to release it, only not here.
  const Expr *Child = A.At.Where == model::Position::Base::Return
                          ? Site.Site
                          : TU.matcher().at(Site.Site, A.At);
  const StorageClass *Children = Child ? TU.storage().of(Child) : nullptr;
  if (Children && Children->has(StorageFact::Kind::Release))
    return true;
  bool ByValue =
      Objects && llvm::any_of(Objects->Members, [](const ValueDecl *D) {
        return isa<FieldDecl>(D) && D->getType()->isRecordType();
      });
  return Objects && Objects->closed() &&
         (ByValue || Objects->has(StorageFact::Kind::Acquire));
}

static bool isLeftToUs(LeakEvent &Event) {
  const ModelledSite *Site =
      Event.Object.AcquiredAt && Event.Why != LeakEvent::Cause::Handed
          ? Event.Unit.calls().site(Event.Object.AcquiredAt)
          : nullptr;
  if (!Site)
    return true;
  for (const model::ModelSet::Entry &E : Site->Entries)
    for (const model::Acquire &A : E.Func->Acquires)
      if (A.Of == Event.Object.Of)
        return isLeftToUs(Event.Unit, *Site, A);
  return true;
}

void reportLeak(LeakEvent &Event, ThrowEvidence Exceptions) {
  if (!isLeftToUs(Event))
    return;
  const model::Object &Of = *Event.Object.Of;
  bool Armed = leakOwner(Event.Object) == LeakOwner::Timer;
  std::string Release = releaseName(Of);
  path::Report R;
  R.AtAcquisition = true;
  std::string Verb = Armed ? "stopped" : "released";
  switch (Event.Why) {
  case LeakEvent::Cause::Dead:
    R.Message = "this " + Of.Noun + " is not " + Verb +
                " on a path through this function";
    R.LastStep = "its last reference is lost here, before any " +
                 (Release.empty() ? "release" : Release);
    break;
  case LeakEvent::Cause::Overwritten:
    R.Message = "the " + Of.Noun +
                " is overwritten while it is still open: nobody can " +
                (Armed ? "stop" : "release") + " it any more";
    R.LastStep = "overwritten here";
    R.AtAcquisition = false;
    break;
  case LeakEvent::Cause::Throw:
    if (Exceptions == ThrowEvidence::None)
      return;
    R.Message = "this " + Of.Noun + " is not " + Verb +
                " when an exception leaves this function";
    R.LastStep = "the exception thrown here skips " +
                 (Release.empty() ? "the release" : Release);
    break;
  case LeakEvent::Cause::Caught:
    if (Exceptions == ThrowEvidence::None)
      return;
    R.Message = "this " + Of.Noun + " is not " + Verb +
                " on a path through this function";
    R.LastStep = "the exception thrown here skips " +
                 (Release.empty() ? "the release" : Release) +
                 ", and its handler does not make up for it";
    break;
  case LeakEvent::Cause::MayThrow:
    if (Exceptions != ThrowEvidence::All)
      return;
    R.Message = "this " + Of.Noun + " is not " + Verb +
                " when a call throws before its release";
    R.LastStep = "an exception from this call skips " +
                 (Release.empty() ? "the release" : Release);
    break;
  case LeakEvent::Cause::Handed:
    R.Message = "the handler ends here without releasing the " + Of.Noun +
                " that it is given";
    R.AtAcquisition = false;
    break;
  }
  if (!Of.LeakCost.empty())
    R.Message += "; " + Of.LeakCost;
  for (const FixItHint &Fix : releaseBefore(Event))
    R.Fixes.push_back(Fix);
  Event.report(std::move(R));
}

bool hasGlobalInstance(TranslationUnit &TU, const RecordDecl *Record) {
  auto IsInstance = [&](const Decl *D) {
    const auto *Var = dyn_cast<VarDecl>(D);
    if (!Var || !Var->hasGlobalStorage())
      return false;
    QualType T = Var->getType();
    while (const Type *Inner = T->getPointeeOrArrayElementType()) {
      if (Inner == T.getTypePtr())
        break;
      T = QualType(Inner, 0);
    }
    const RecordDecl *Of = T->getAsRecordDecl();
    return Of && Of->getCanonicalDecl() == Record->getCanonicalDecl();
  };
  llvm::SmallVector<const DeclContext *, 4> Pending = {
      TU.context().getTranslationUnitDecl()};
  while (!Pending.empty())
    for (const Decl *D : Pending.pop_back_val()->decls()) {
      if (TU.matcher().isLibraryCode(D->getLocation()))
        continue;
      if (IsInstance(D))
        return true;
      if (isa<NamespaceDecl, LinkageSpecDecl>(D))
        Pending.push_back(cast<DeclContext>(D));
    }
  bool Found = false;
  for (const FunctionDecl *F : TU.calls().functions())
    CallIndex::forEachStatement(
        CallIndex::key(F), [&](const Stmt *Node, const Stmt *) {
          if (const auto *Local = dyn_cast<DeclStmt>(Node))
            Found |= llvm::any_of(Local->decls(), IsInstance);
        });
  return Found;
}

namespace {

/// The member that keeps the objects of a class of storage; null when something
/// else than members does.
const FieldDecl *onlyMember(const StorageClass &Storage) {
  const FieldDecl *Member = nullptr;
  for (const ValueDecl *D : Storage.Members) {
    if (const auto *Var = dyn_cast<VarDecl>(D))
      if (Var->hasGlobalStorage())
        return nullptr;
    if (const auto *Field = dyn_cast<FieldDecl>(D))
      Member = Field;
  }
  return Member;
}

bool endsSomewhere(const StorageClass &Storage, const model::Object &Of) {
  return llvm::any_of(Storage.Facts, [&](const StorageFact &Fact) {
    switch (Fact.What) {
    case StorageFact::Kind::Release:
      // The end of memory in place is not that of what the library allocated.
      return !Fact.Object || Fact.Object->Kind == Of.Kind;
    case StorageFact::Kind::Transfer:
    case StorageFact::Kind::Hold:
    case StorageFact::Kind::Owned:
      return true;
    case StorageFact::Kind::Arm: // net-unstopped-timer's, unless it is stopped
      return !Storage.has(StorageFact::Kind::Disarm);
    default:
      return false;
    }
  });
}

/// False when the call certainly, or perhaps, does something else, and in main:
/// what it still holds at its end goes with the process.
bool acquires(TranslationUnit &TU, const ModelledSite &Site,
              const model::Acquire &A) {
  const FunctionDecl *F = Site.function();
  if (F ? F->isMain() : !isa_and_nonnull<FieldDecl>(Site.Owner))
    return false;
  if (!A.When)
    return true;
  const Expr *When = TU.matcher().at(Site.Site, A.When);
  return When && TU.matcher().judge(When, A.WhenValues, F) ==
                     model::ValueVerdict::Matches;
}

/// The member that keeps what nothing here ever releases; null when something
/// else does, or might.
const FieldDecl *unreleasedMember(TranslationUnit &TU,
                                  const StorageClass *Storage,
                                  const model::Object &Of) {
  if (!Storage || !Storage->closed() || endsSomewhere(*Storage, Of))
    return nullptr;
  const FieldDecl *Member = onlyMember(*Storage);
  if (!Member || !Member->getType()->isScalarType())
    return nullptr; // a class of its own looks after it
  // What else happens to what the member holds.
  Storage = TU.storage().of(Member);
  bool Released =
      !Storage || !Storage->closed() || endsSomewhere(*Storage, Of);
  return Released || hasGlobalInstance(TU, Member->getParent()) ? nullptr
                                                                : Member;
}

/// `new Client`, which nothing owns: only a delete expression ends it.
bool isHeldByHand(TranslationUnit &TU, const ModelledSite &Site) {
  const auto *Construct = dyn_cast<CXXConstructExpr>(Site.Site);
  const model::Object &Of = *Site.Built->Obj;
  if (!Construct || Of.Kind != model::ObjectKind::Class ||
      (Of.Role != model::ObjectRole::Client &&
       Of.Role != model::ObjectRole::Connection))
    return false;
  const FunctionDecl *F = Site.function();
  const auto *New = dyn_cast_or_null<CXXNewExpr>(
      TU.calls().significantParent(Construct, Site.Owner));
  if (!New || New->getNumPlacementArgs() != 0 || (F && F->isMain()))
    return false;
  for (const model::ModelSet::Entry &E : Site.Entries)
    if (llvm::any_of(E.Func->Acquires, [](const model::Acquire &A) {
          return A.Owner || A.ChildOf;
        }))
      return false;
  // A parent that is given `this` may own it.
  return llvm::none_of(Construct->arguments(), [](const Expr *Argument) {
    return isa<CXXThisExpr>(Argument->IgnoreParenImpCasts());
  });
}

void reportUnreleased(const ModelledSite &Site, const model::Object &Of,
                      const FieldDecl &Member, llvm::StringRef Check,
                      llvm::StringRef Verb, FindingSink &Sink) {
  Finding F;
  F.Check = Check;
  F.Location = Site.Site->getBeginLoc();
  F.Message = "this " + Of.Noun + " is kept in '" + Member.getNameAsString() +
              "', and nothing that can see it " + Verb.str() + " it";
  if (!Of.LeakCost.empty())
    F.Message += "; " + Of.LeakCost;
  F.Ranges.push_back(
      CharSourceRange::getTokenRange(Site.Site->getSourceRange()));
  F.Notes.push_back({Member.getLocation(), "kept here"});
  Sink.report(std::move(F));
}

} // namespace

void reportUnreleasedMembers(TranslationUnit &TU, llvm::StringRef Check,
                             LeakOwner Owner, FindingSink &Sink) {
  llvm::SmallPtrSet<const StorageClass *, 8> Done;
  for (const ModelledSite &Site : TU.calls().sites()) {
    if (Owner == LeakOwner::Connection && Site.Built &&
        isHeldByHand(TU, Site)) {
      const StorageClass *Storage = TU.storage().of(Site.Site);
      const model::Object &Of = *Site.Built->Obj;
      if (const FieldDecl *Member = unreleasedMember(TU, Storage, Of);
          Member && Done.insert(Storage).second)
        reportUnreleased(Site, Of, *Member, Check, "deletes", Sink);
      continue;
    }
    for (const model::ModelSet::Entry &E : Site.Entries)
      for (const model::Acquire &A : E.Func->Acquires) {
        if (!A.Of || A.Of->Kind == model::ObjectKind::Class || A.Owner ||
            A.Handed || !acquires(TU, Site, A) || !isLeftToUs(TU, Site, A))
          continue;
        path::ObjectState State;
        State.Of = A.Of;
        if (leakOwner(State) != Owner)
          continue;
        const StorageClass *Storage = TU.storage().of(Site.Site);
        if (A.At.Where == model::Position::Base::Argument)
          if (const Expr *Place = TU.matcher().at(Site.Site, A.At))
            Storage = TU.storage().of(Place);
        if (const FieldDecl *Member = unreleasedMember(TU, Storage, *A.Of);
            Member && Done.insert(Storage).second)
          reportUnreleased(Site, *A.Of, *Member, Check, "releases", Sink);
      }
  }
}

} // namespace nettidy
