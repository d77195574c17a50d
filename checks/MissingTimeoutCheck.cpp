//===-- MissingTimeoutCheck.cpp -------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MissingTimeoutCheck.h"
#include "ast/CallIndex.h"
#include "ast/Handlers.h"
#include "ast/RepeatingContexts.h"
#include "ast/StorageFacts.h"
#include "ast/Wrappers.h"
#include "path/ObjectState.h"
#include "clang/Lex/Lexer.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy {

namespace {

using Effect = model::Matcher::Effect;

/// The variables, fields and parameters that an expression reads, apart from
/// those in \p Except.
void collectDecls(const Stmt *S, llvm::SmallPtrSetImpl<const ValueDecl *> &Out,
                  const Stmt *Except = nullptr) {
  if (!S || S == Except)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    if (isa<VarDecl>(Ref->getDecl()))
      Out.insert(cast<ValueDecl>(Ref->getDecl()->getCanonicalDecl()));
  } else if (const auto *Member = dyn_cast<MemberExpr>(S)) {
    if (isa<FieldDecl>(Member->getMemberDecl()))
      Out.insert(cast<ValueDecl>(Member->getMemberDecl()->getCanonicalDecl()));
  }
  for (const Stmt *Child : S->children())
    collectDecls(Child, Out, Except);
}

const Expr *conditionOf(const Stmt *S) {
  if (const auto *If = dyn_cast<IfStmt>(S))
    return If->getCond();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(S))
    return Choice->getCond();
  if (const auto *Switch = dyn_cast<SwitchStmt>(S))
    return Switch->getCond();
  if (const auto *And = dyn_cast<BinaryOperator>(S))
    return And->isLogicalOp() ? And->getLHS() : nullptr;
  return nullptr;
}

/// True when the setting of \p Fact happens only if a condition on the very
/// value holds: `if (timeout > 0)`. Leaving it unset is the user's choice then.
bool testsItsValue(const StorageFact &Fact) {
  llvm::SmallPtrSet<const ValueDecl *, 4> Read;
  collectDecls(Fact.Value, Read);
  if (Read.empty() || !Fact.Owner)
    return false;
  bool Found = false;
  CallIndex::forEachStatement(
      Fact.Owner, [&](const Stmt *Node, const Stmt *) {
        const Expr *Condition = Found ? nullptr : conditionOf(Node);
        if (!Condition)
          return;
        llvm::SmallPtrSet<const ValueDecl *, 4> Tested;
        // `if (set(&value) < 0)` looks at the result of the setting.
        collectDecls(Condition, Tested, Fact.Site);
        Found = llvm::any_of(Tested, [&](const ValueDecl *D) {
          return Read.count(D) != 0;
        });
      });
  return Found;
}

bool provides(const StorageFact &Fact, const model::Request &R) {
  if (Fact.What != StorageFact::Kind::Setting || !Fact.Setting ||
      Fact.Setting->Kind != model::SettingKind::Timeout ||
      Fact.Effect == Effect::Off || Fact.Effect == Effect::Default)
    return false;
  for (const auto &Alternative : R.BoundedBy)
    for (const std::string &Bound : Alternative)
      if (llvm::is_contained(Fact.Setting->Bounds, Bound))
        return true;
  return false;
}

/// True when an option whose key is a parameter is known by all callers, so that
/// each path shows it.
bool isPassedVisibly(TranslationUnit &TU, const StorageFact &Fact) {
  const auto *F = dyn_cast_or_null<FunctionDecl>(Fact.Owner);
  if (!F || !Fact.Func || Fact.Func->Options.empty())
    return false;
  llvm::ArrayRef<CallSite> Callers = TU.calls().callersOf(F);
  return !Callers.empty() &&
         llvm::all_of(Fact.Func->Options, [&](const model::ApplyOption &Apply) {
           const Expr *Key = TU.matcher().at(Fact.Site, Apply.Key);
           return Key && llvm::all_of(Callers, [&](const CallSite &Edge) {
                    const Expr *Passed = passedArgument(Key, Edge);
                    return Passed && TU.matcher()
                                         .option(*Fact.Lib, Apply.Table, Passed)
                                         .KeyKnown;
                  });
         });
}

/// Some setting of this translation unit bounds the request, but not on this
/// path, because the path found the configured value to be "none".
bool choosesNoBound(TranslationUnit &TU, const StorageClass *Storage,
                    const model::Request &R) {
  return Storage && llvm::any_of(Storage->Facts, [&](const StorageFact &Fact) {
           return (Fact.What == StorageFact::Kind::UnknownSetting &&
                   !isPassedVisibly(TU, Fact)) ||
                  (provides(Fact, R) && testsItsValue(Fact));
         });
}

/// The storage of what \p Object took its settings from when it was acquired;
/// null without such.
const StorageClass *inheritedFrom(TranslationUnit &TU,
                                  const path::ObjectState &Object) {
  const ModelledSite *Site =
      Object.AcquiredAt ? TU.calls().site(Object.AcquiredAt) : nullptr;
  if (!Site)
    return nullptr;
  for (const model::ModelSet::Entry &E : Site->Entries)
    for (const model::Acquire &A : E.Func->Acquires)
      if (const Expr *From = A.Inherits && A.Of == Object.Of
                                 ? TU.matcher().at(Site->Site, A.Inherits)
                                 : nullptr)
        return TU.storage().of(From);
  return nullptr;
}

/// True when \p F, or what it runs, ends requests, or may do anything.
bool mayInterrupt(TranslationUnit &TU, const FunctionDecl *F) {
  const CallIndex &Calls = TU.calls();
  llvm::SmallVector<const Decl *, 8> Pending = {CallIndex::key(F)};
  llvm::SmallPtrSet<const Decl *, 16> Seen;
  while (!Pending.empty()) {
    const Decl *Each = Pending.pop_back_val();
    if (!Seen.insert(Each).second)
      continue;
    const auto *Run = cast<FunctionDecl>(Each);
    if (llvm::any_of(TU.matcher().lookup(Run), [](const auto &E) {
          return E.Func->Interrupts;
        }))
      return true;
    if (!Run->isDefined() && !TU.matcher().isLibraryCode(Run->getLocation()))
      return true;
    for (const ModelledSite &Site : Calls.sitesIn(Each))
      for (const model::ModelSet::Entry &E : Site.Entries)
        if (E.Func->Interrupts || !E.Func->Releases.empty())
          return true;
    bool Unseen = false;
    CallIndex::forEachStatement(Each, [&](const Stmt *Node, const Stmt *) {
      const auto *Call = dyn_cast<CallExpr>(Node);
      const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
      Unseen |= isa<CXXDeleteExpr>(Node);
      // A signal of the class, whose handlers are not known, for instance.
      Unseen |= Callee && !Callee->isDefined() &&
                !TU.matcher().isLibraryCode(Callee->getLocation());
    });
    if (Unseen)
      return true;
    for (const CallSite &Edge : Calls.callsIn(Each))
      Pending.push_back(Edge.Callee);
  }
  return false;
}

/// True when the library of the timer says which calls end a request, the
/// handlers of the timers are seen, and none of them does.
bool interruptsNothing(TranslationUnit &TU,
                       llvm::ArrayRef<const ModelledSite *> Arming,
                       llvm::ArrayRef<const ModelledSite *> Around) {
  auto Interrupts = [](const model::Library &L) {
    return llvm::any_of(L.Functions, [](const auto &F) {
      return F->Interrupts;
    });
  };
  bool Seen = false;
  auto Judge = [&](const ModelledSite &Site, const model::ModelSet::Entry &E,
                   const model::Position &At, const model::Position &On) {
    HandlerTarget Target = handlerTarget(TU.matcher(), Site.Site, At, On);
    const FunctionDecl *F = Target.Function;
    if (Target.Lambda)
      F = Target.Lambda->getLambdaClass()->getLambdaCallOperator();
    Seen = true;
    return F && !mayInterrupt(TU, F);
  };
  for (const ModelledSite *Site : Arming)
    for (const model::ModelSet::Entry &E : Site->Entries) {
      if (!Interrupts(*E.Lib))
        return false;
      for (const model::Handler &H : E.Func->Handlers)
        if (!Judge(*Site, E, H.At, H.On))
          return false;
    }
  // Handlers of a timer's signal.
  for (const ModelledSite *Site : Around)
    for (const model::ModelSet::Entry &E : Site->Entries)
      for (const model::Handler &H : E.Func->Handlers) {
        const Expr *Sender =
            H.Sender ? TU.matcher().at(Site->Site, H.Sender) : nullptr;
        const model::ModelSet::ObjectEntry *Object =
            Sender ? TU.matcher().objectOfType(
                         Sender->IgnoreParenImpCasts()->getType(),
                         /*ThroughPointer=*/true)
                   : nullptr;
        if (Object && Object->Obj->Role == model::ObjectRole::Timer &&
            !Judge(*Site, E, H.At, H.On))
          return false;
      }
  return Seen;
}

/// An asynchronous request can be bounded by something beside it: a timer whose
/// handler cancels it, an event loop that runs for a limited time. Any such in
/// the same function or class counts.
bool boundBeside(TranslationUnit &TU, const Decl *Owner) {
  const auto *Function = dyn_cast_or_null<FunctionDecl>(Owner);
  if (!Function)
    return false;
  auto Outermost = [](const FunctionDecl *F) {
    while (const FunctionDecl *Around = CallIndex::enclosingFunction(F))
      F = Around;
    return F;
  };
  auto ClassOf = [](const FunctionDecl *F) -> const Decl * {
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    return M ? M->getParent()->getCanonicalDecl() : nullptr;
  };
  const FunctionDecl *Home = Outermost(Function);
  const Decl *Class = ClassOf(Home);
  // A file of C functions is what a class is in C++.
  bool InC = !TU.context().getLangOpts().CPlusPlus;
  llvm::SmallVector<const ModelledSite *, 8> Arming, Around;
  for (const ModelledSite &Site : TU.calls().sites()) {
    const FunctionDecl *F = Site.function();
    if (!F)
      continue;
    const FunctionDecl *There = Outermost(F);
    if (!InC && CallIndex::key(There) != CallIndex::key(Home) &&
        (!Class || ClassOf(There) != Class))
      continue;
    Around.push_back(&Site);
    for (const model::ModelSet::Entry &E : Site.Entries) {
      if (llvm::any_of(E.Func->Settings,
                       [](const auto &Set) { return Set.AllDescriptors; }))
        return true;
      if (!E.Func->Arms.empty() &&
          (Arming.empty() || Arming.back() != &Site))
        Arming.push_back(&Site);
    }
  }
  return !Arming.empty() && !interruptsNothing(TU, Arming, Around);
}

/// What is sent asynchronously may be bounded after it was sent, or by the
/// handler that gets the object: any such setting in this file counts.
bool boundAnywhere(TranslationUnit &TU, const model::Request &R) {
  return llvm::any_of(TU.calls().sites(), [&](const ModelledSite &Site) {
    return llvm::any_of(Site.Entries, [&](const model::ModelSet::Entry &E) {
      return llvm::any_of(E.Func->Settings, [&](const model::ApplySetting &Set) {
        return Set.Of && Set.Of == R.Of &&
               Set.What.Kind == model::SettingKind::Timeout &&
               llvm::any_of(Set.What.Bounds, [&](const std::string &Bound) {
                 return llvm::any_of(R.BoundedBy, [&](const auto &Each) {
                   return llvm::is_contained(Each, Bound);
                 });
               });
      });
    });
  });
}

/// A completion token of the user's own class, rather than a handler, decides
/// itself how the operation completes: it may bound it.
bool hasOwnToken(TranslationUnit &TU, const Expr *Site,
                 const model::Function &Callee) {
  return llvm::any_of(Callee.Handlers, [&](const model::Handler &H) {
    const Expr *Token = Site ? TU.matcher().at(Site, H.At) : nullptr;
    const CXXRecordDecl *Class =
        Token ? Token->getType().getNonReferenceType()->getAsCXXRecordDecl()
              : nullptr;
    return Class && Class->hasDefinition() && !Class->isLambda() &&
           !TU.matcher().isLibraryCode(Class->getLocation()) &&
           llvm::none_of(Class->methods(), [](const CXXMethodDecl *M) {
             return M->getOverloadedOperator() == OO_Call;
           });
  });
}

bool isCallable(QualType T) {
  T = T.getNonReferenceType();
  if (T->isFunctionPointerType() || T->isFunctionType())
    return true;
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  return Class && Class->hasDefinition() &&
         llvm::any_of(Class->decls(), [](const Decl *D) {
           const auto *F = dyn_cast_or_null<FunctionDecl>(D->getAsFunction());
           return F && F->getOverloadedOperator() == OO_Call;
         });
}

/// What runs afterwards comes from the caller, who may bound the operation as
/// well: a class that wraps a connection starts what others ask for.
bool handsOnHandler(TranslationUnit &TU, const Expr *Site,
                    const model::Function &Callee) {
  return llvm::any_of(Callee.Handlers, [&](const model::Handler &H) {
    const Expr *Token = Site ? TU.matcher().at(Site, H.At) : nullptr;
    while (Token) {
      Token = Token->IgnoreUnlessSpelledInSource();
      const auto *Call = dyn_cast<CallExpr>(Token);
      const auto *Copy = dyn_cast<CXXConstructExpr>(Token);
      if (Call && Call->getDirectCallee() &&
          passesThrough(Call->getDirectCallee()) && Call->getNumArgs() == 1)
        Token = Call->getArg(0);
      else if (Copy && Copy->getNumArgs() == 1)
        Token = Copy->getArg(0);
      else
        break;
    }
    const auto *Named = dyn_cast_or_null<DeclRefExpr>(Token);
    return Named && isa<ParmVarDecl>(Named->getDecl()) &&
           isCallable(Named->getType());
  });
}

std::string subject(const model::Function &Callee, const Expr *Site) {
  llvm::StringRef Name = Callee.Name;
  if (Callee.isPattern()) {
    const auto *Call = dyn_cast_or_null<CallExpr>(Site);
    const FunctionDecl *Named = Call ? Call->getDirectCallee() : nullptr;
    return Named ? "'" + Named->getNameAsString() + "'" : "the request";
  }
  return "'" + Name.substr(Name.rfind(':') + 1).str() + "'";
}

std::string message(const model::Function &Callee, const Expr *Site,
                    const model::Request &R, const model::Object &Of,
                    bool Infinite) {
  std::string Text = subject(Callee, Site) + " can wait for ever: ";
  if (!R.Ineffective.empty())
    return Text + "this call does not honour the timeout of its " + Of.Noun;
  if (Infinite)
    return Text + "the timeout of this " + Of.Noun +
           " is set to a value that means \"no limit\"";
  return Text + "no timeout is set on this " + Of.Noun +
         ", so a peer that stalls blocks it for good";
}

/// The setting of a bound, written before the statement of the request.
std::optional<FixItHint> setBefore(TranslationUnit &TU, const Expr *Request,
                                   const Expr *Object, const Decl *Owner,
                                   const model::Object &Of) {
  if (Of.SetTimeout.empty() || !Request || !Object || !Owner)
    return std::nullopt;
  const CallIndex &Calls = TU.calls();
  const Stmt *Statement = Request;
  while (const Stmt *Parent = Calls.parentOf(Statement, Owner)) {
    if (isa<CompoundStmt>(Parent))
      break;
    // In a loop's head the statement would run once only.
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, LambdaExpr>(Parent))
      return std::nullopt;
    if (const auto *If = dyn_cast<IfStmt>(Parent))
      if (Statement != If->getCond() && Statement != If->getInit())
        return std::nullopt;
    if (isa<SwitchCase, LabelStmt>(Parent))
      return std::nullopt;
    Statement = Parent;
  }
  if (!isa_and_nonnull<CompoundStmt>(Calls.parentOf(Statement, Owner)))
    return std::nullopt;
  const SourceManager &Sources = TU.sources();
  const LangOptions &Language = TU.context().getLangOpts();
  SourceLocation Begin = Statement->getBeginLoc();
  if (Begin.isMacroID() || Object->getBeginLoc().isMacroID())
    return std::nullopt;
  const Expr *Bare = Object->IgnoreParenImpCasts();
  if (!isa<DeclRefExpr, MemberExpr>(Bare))
    return std::nullopt;
  llvm::StringRef Text = Lexer::getSourceText(
      CharSourceRange::getTokenRange(Bare->getSourceRange()), Sources,
      Language);
  if (Text.empty())
    return std::nullopt;
  std::string Call = Of.SetTimeout;
  for (size_t At; (At = Call.find("{}")) != std::string::npos;) {
    bool Member = Call.compare(At + 2, 1, ".") == 0 &&
                  Bare->getType()->isAnyPointerType();
    Call.replace(At, Member ? 3 : 2, Text.str() + (Member ? "->" : ""));
  }
  std::string Indent = Lexer::getIndentationForLine(Begin, Sources).str();
  return FixItHint::CreateInsertion(Begin, Call + ";\n" + Indent);
}

/// The one setting on this storage that means "no limit", turned into a limit.
std::optional<FixItHint> limitInstead(const TranslationUnit &TU,
                                      const StorageClass *Storage) {
  const StorageFact *Infinite = nullptr;
  if (Storage)
    for (const StorageFact &Fact : Storage->Facts)
      if (Fact.What == StorageFact::Kind::Setting &&
          Fact.Setting->Kind == model::SettingKind::Timeout &&
          Fact.Effect == Effect::Off) {
        if (Infinite)
          return std::nullopt;
        Infinite = &Fact;
      }
  if (!Infinite || !Infinite->Value || Infinite->Setting->FixValue.empty())
    return std::nullopt;
  // The setter may be a macro; its argument is still the user's text.
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Infinite->Value->getSourceRange()),
      TU.sources(), TU.context().getLangOpts());
  if (Range.isInvalid())
    return std::nullopt;
  return FixItHint::CreateReplacement(Range, Infinite->Setting->FixValue);
}

/// Whether no alternative of the request's bounds is met by what is set
/// anywhere on the objects of this storage.
struct StorageVerdict {
  bool Bounded = false;
  const StorageFact *Infinite = nullptr;
};

/// \p Facts are those of the object, and of the options that it is made from.
StorageVerdict judgeFacts(llvm::ArrayRef<StorageFact> Facts,
                          const model::Request &R) {
  StorageVerdict Verdict;
  llvm::SmallVector<llvm::StringRef, 8> Have, Without;
  for (const StorageFact &Fact : Facts) {
    if (Fact.What == StorageFact::Kind::Setting &&
        Fact.Setting->Kind == model::SettingKind::Timeout) {
      if (Fact.Effect == Effect::Default)
        continue;
      bool Off = Fact.Effect == Effect::Off;
      for (const std::string &Bound : Fact.Setting->Bounds) {
        (Off ? Without : Have).push_back(Bound);
        if (Off && !llvm::is_contained(R.Ineffective, Bound))
          Verdict.Infinite = &Fact;
      }
    }
  }
  if (R.Of)
    for (const std::string &Bound : R.Of->DefaultBounds)
      if (!llvm::is_contained(Without, Bound))
        Have.push_back(Bound);
  Verdict.Bounded = llvm::any_of(R.BoundedBy, [&](const auto &Alternative) {
    return llvm::all_of(Alternative, [&](const std::string &Bound) {
      return llvm::is_contained(Have, Bound);
    });
  });
  return Verdict;
}

StorageVerdict judgeStorage(const StorageClass &Storage,
                            const model::Request &R) {
  return judgeFacts(Storage.Facts, R);
}

/// True when some function sets a bound on a static or global object: it may
/// run first in ways that no path shows.
bool isBoundedStatic(const StorageClass &Storage, const model::Request &R) {
  return llvm::any_of(Storage.Members,
                      [](const ValueDecl *D) {
                        const auto *Variable = dyn_cast<VarDecl>(D);
                        return Variable && Variable->hasGlobalStorage();
                      }) &&
         judgeStorage(Storage, R).Bounded;
}

} // namespace

/// True when objects of this storage live in members or globals.
static bool isKept(const StorageClass &Storage) {
  return llvm::any_of(Storage.Members, [](const ValueDecl *D) {
    const auto *Var = dyn_cast<VarDecl>(D);
    return isa<FieldDecl>(D) || (Var && Var->hasGlobalStorage());
  });
}

static bool isCoroutine(const FunctionDecl *F) {
  const Stmt *Body = F ? F->getBody() : nullptr;
  return isa_and_nonnull<CoroutineBodyStmt>(Body);
}

void MissingTimeoutCheck::readOptions(OptionReader &Options) {
  BlockingCalls = Options.getBool("BlockingCalls", BlockingCalls);
}

void MissingTimeoutCheck::onRequest(path::RequestEvent &Event) {
  if (Event.Bounded || !Event.Object.Of || !asksFor(*Event.Request))
    return;
  // What is awaited beside it may be its bound: judged as a whole, below.
  if (Event.Request->Asynchronous && !Event.SetToInfinite &&
      isCoroutine(dyn_cast_or_null<FunctionDecl>(Event.Function)))
    return;
  if (!Event.SetToInfinite && !Event.Object.SettingsKnown)
    return; // its settings may have been made elsewhere
  const StorageClass *Storage =
      Event.ObjectExpr ? Event.Unit.storage().of(Event.ObjectExpr) : nullptr;
  if (Storage && Reported.count(Storage))
    return;
  if (Event.Request->KeptStream && Storage && isKept(*Storage))
    return;
  // After a reset, whoever was given the object elsewhere, on a condition that
  // this path does not meet, is there to configure it.
  if (!Event.SetToInfinite && Storage && Storage->Escapes &&
      Event.Object.Phase == path::ObjectState::Life::Foreign)
    return;
  if (!Event.SetToInfinite) {
    if (choosesNoBound(Event.Unit, Storage, *Event.Request) ||
        choosesNoBound(Event.Unit, inheritedFrom(Event.Unit, Event.Object),
                       *Event.Request) ||
        (Storage && isBoundedStatic(*Storage, *Event.Request)) ||
        (Event.Request->Asynchronous &&
         ((Event.Object.Of->Kind == model::ObjectKind::Handle &&
           boundAnywhere(Event.Unit, *Event.Request)) ||
          boundBeside(Event.Unit, Event.Function) ||
          hasOwnToken(Event.Unit, Event.Site, *Event.Callee) ||
          handsOnHandler(Event.Unit, Event.Site, *Event.Callee))))
      return;
  }
  // A helper that many functions get their client from: it lacks the timeout
  // once.
  const ModelledSite *Acquired =
      Event.Object.AcquiredAt ? Event.Unit.calls().site(Event.Object.AcquiredAt)
                              : nullptr;
  if (!Event.SetToInfinite && Acquired &&
      !ReportedAcquires.insert(Event.Object.AcquiredAt).second &&
      Acquired->Owner && Event.Function &&
      Acquired->Owner != CallIndex::key(Event.Function))
    return;
  path::Report R;
  R.Message = message(*Event.Callee, Event.Site, *Event.Request,
                      *Event.Object.Of, Event.SetToInfinite);
  std::optional<FixItHint> Fix =
      Event.SetToInfinite
          ? limitInstead(Event.Unit, Storage)
      : !Event.Request->Ineffective.empty()
          ? std::nullopt
          : setBefore(Event.Unit, Event.Site, Event.ObjectExpr, Event.Function,
                      *Event.Object.Of);
  if (Fix)
    R.Fixes.push_back(*Fix);
  Event.report(std::move(R));
  Event.TimeoutReported = true;
  if (Storage)
    Reported.insert(Storage);
}

namespace {

/// The storage of an object that brings its settings along; null when not all of
/// them are known.
const StorageClass *knownSettings(TranslationUnit &TU, const Expr *Bringer) {
  const StorageClass *From = TU.storage().of(Bringer);
  return From && From->closed() && From->has(StorageFact::Kind::Acquire) &&
                 !From->has(StorageFact::Kind::UnknownSetting)
             ? From
             : nullptr;
}

/// True when the request object that is sent carries a bound, or is not known.
bool messageMayBound(TranslationUnit &TU, const ModelledSite &Site,
                     const model::Request &R) {
  const Expr *Message =
      R.Message ? TU.matcher().at(Site.Site, R.Message) : nullptr;
  if (!Message ||
      !TU.matcher().objectOfType(Message->getType(), /*ThroughPointer=*/true))
    return false;
  const StorageClass *Sent = knownSettings(TU, Message);
  return !Sent || judgeStorage(*Sent, R).Bounded;
}

/// Adds what is set on the options that the object is made from. False when that
/// is not known.
bool addFactsOfOptions(TranslationUnit &TU, const StorageFact &Acquired,
                       std::vector<StorageFact> &Facts) {
  auto Add = [&](const Expr *E) {
    const model::ModelSet::ObjectEntry *Object =
        TU.matcher().objectOfType(E->getType(), /*ThroughPointer=*/true);
    if (!Object || Object->Obj->Role != model::ObjectRole::Request)
      return true;
    const StorageClass *From = knownSettings(TU, E);
    if (From)
      Facts.insert(Facts.end(), From->Facts.begin(), From->Facts.end());
    return From != nullptr;
  };
  const Expr *Site = Acquired.Site ? Acquired.Site->IgnoreImplicit() : nullptr;
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Site))
    return llvm::all_of(Construct->arguments(), Add);
  // A factory, as std::make_unique.
  const auto *Factory = dyn_cast_or_null<CallExpr>(Site);
  return !Factory || llvm::all_of(Factory->arguments(), Add);
}

/// True when \p Words satisfy one of the alternatives that \p R asks for.
bool isBoundedBy(const model::Request &R,
                 llvm::ArrayRef<llvm::StringRef> Words) {
  return llvm::any_of(R.BoundedBy, [&](const auto &Alternative) {
    return llvm::all_of(Alternative, [&](const std::string &Bound) {
      return llvm::is_contained(Words, Bound);
    });
  });
}

/// A request that is built, set up and sent in one chain of calls,
/// `client.get(url).timeout(5s).send()`: its whole history stands in one
/// expression. True when that sets no bound.
bool isUnboundedChain(TranslationUnit &TU, const ModelledSite &Sent,
                      const model::Request &R) {
  llvm::SmallVector<llvm::StringRef, 4> Words(R.Of->DefaultBounds.begin(),
                                              R.Of->DefaultBounds.end());
  const Expr *Link = TU.matcher().at(Sent.Site, R.At);
  while (Link) {
    Link = Link->IgnoreParenImpCasts();
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Link))
      Link = Temporary->getSubExpr()->IgnoreParenImpCasts();
    if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(Link))
      Link = Bound->getSubExpr()->IgnoreParenImpCasts();
    const ModelledSite *Site = TU.calls().site(Link);
    if (!Site || Site->Entries.empty())
      return false;
    const Expr *Before = nullptr;
    for (const model::ModelSet::Entry &E : Site->Entries) {
      if (llvm::any_of(E.Func->Acquires, [&](const model::Acquire &A) {
            return A.Of == R.Of && A.At.Where == model::Position::Base::Return;
          }))
        return !isBoundedBy(R, Words);
      for (const model::ApplySetting &S : E.Func->Settings) {
        const Expr *Value = S.Value ? TU.matcher().at(Link, S.Value) : nullptr;
        if (S.What.Kind != model::SettingKind::Timeout)
          continue;
        // The path engine tells of a bound that is none.
        if (TU.matcher().effect(S.What, Value, Sent.function()) == Effect::Off)
          return false;
        Words.append(S.What.Bounds.begin(), S.What.Bounds.end());
      }
      if (E.Func->Returns.Where == model::Position::Base::This)
        Before = TU.matcher().at(Link, E.Func->Returns);
    }
    Link = Before;
  }
  return false;
}

/// The member functions of the class whose private member \p Storage is, and all
/// that they call; nothing when other places hold the object as well.
std::optional<llvm::DenseSet<const Decl *>>
functionsOfOwner(TranslationUnit &TU, const StorageClass &Storage) {
  const FieldDecl *Field = nullptr;
  for (const ValueDecl *D : Storage.Members) {
    const auto *Each = dyn_cast<FieldDecl>(D);
    if (Each && Field)
      return std::nullopt;
    Field = Each ? Each : Field;
  }
  if (!Field || Field->getAccess() != AS_private)
    return std::nullopt;
  StorageFacts::OwnerClass Owner = TU.storage().ownerClass(Field);
  if (!Owner.AllVisible)
    return std::nullopt;
  llvm::DenseSet<const Decl *> Result;
  llvm::SmallVector<const Decl *, 16> Pending;
  for (const FunctionDecl *F : Owner.MemberFunctions)
    Pending.push_back(CallIndex::key(F));
  while (!Pending.empty()) {
    const Decl *Each = Pending.pop_back_val();
    if (!Result.insert(Each).second)
      continue;
    for (const CallSite &Edge : TU.calls().callsIn(Each))
      Pending.push_back(Edge.Callee);
  }
  return Result;
}

/// A limited wait for descriptors, anywhere in this file: what is kept between
/// calls is read when that wait says so.
bool readsWhenReady(TranslationUnit &TU, const model::Request &R,
                    const StorageClass &Storage) {
  // What no other code gets hold of waits where its own class does.
  std::optional<llvm::DenseSet<const Decl *>> Within =
      functionsOfOwner(TU, Storage);
  auto Limits = [&](const ModelledSite &Site, const model::ApplySetting &Set) {
    if (!Set.AllDescriptors || llvm::none_of(Set.What.Bounds, [&](auto &Bound) {
          return llvm::any_of(R.BoundedBy, [&](const auto &Alternative) {
            return llvm::is_contained(Alternative, Bound);
          });
        }))
      return false;
    const Expr *Value =
        Set.Value ? TU.matcher().at(Site.Site, Set.Value) : nullptr;
    return !Value || TU.matcher().judge(Value, Set.What.Infinite,
                                        Site.function()) !=
                         model::ValueVerdict::Matches;
  };
  return llvm::any_of(TU.calls().sites(), [&](const ModelledSite &Site) {
    if (Within && !Within->count(Site.Owner))
      return false;
    return llvm::any_of(Site.Entries, [&](const model::ModelSet::Entry &E) {
      return llvm::any_of(E.Func->Settings,
                          [&](const auto &Set) { return Limits(Site, Set); });
    });
  });
}

/// What keeps a class of storage from being judged as a whole.
bool wholeHistoryVisible(const StorageClass &Storage) {
  // After a reset it is the path that counts.
  return Storage.closed() && Storage.has(StorageFact::Kind::Acquire) &&
         !Storage.has(StorageFact::Kind::Reset) &&
         !Storage.has(StorageFact::Kind::UnknownSetting) &&
         !Storage.has(StorageFact::Kind::Attach) &&
         !Storage.has(StorageFact::Kind::Transfer);
}

/// The place that starts the chain of handlers which \p Owner is part of: the
/// registration, in a function that no library runs, of the first handler.
const Expr *chainStart(TranslationUnit &TU, const Decl *Owner) {
  const CallIndex &Calls = TU.calls();
  llvm::SmallPtrSet<const Decl *, 8> Seen;
  const Expr *Start = nullptr;
  const auto *Function = dyn_cast_or_null<FunctionDecl>(Owner);
  while (Function && Seen.insert(CallIndex::key(Function)).second &&
         TU.contexts().isHandler(Function)) {
    const CallSite *Registration = nullptr;
    for (const CallSite &Site : Calls.callersOf(Function))
      if (Site.What == CallSite::Kind::Reference ||
          Site.What == CallSite::Kind::Lambda)
        Registration = &Site;
    if (!Registration)
      return nullptr;
    Start = Registration->Site;
    Function = Registration->callerFunction();
  }
  return Function ? Start : nullptr;
}

/// Requests that this check asks a bound of.
bool needsBound(const TranslationUnit &TU, const ModelledSite &Site,
                const model::Request &R) {
  if (R.BoundedBy.empty() || R.Streaming || R.Driven)
    return false;
  if (!R.Unless)
    return true;
  const Expr *Flags = TU.matcher().at(Site.Site, R.Unless);
  return Flags && TU.matcher().judgeFlags(Flags, R.UnlessValues,
                                          Site.function()) ==
                      model::ValueVerdict::Differs;
}

} // namespace

/// The variable or member whose client sends what \p Callee does.
static const Decl *namedClient(TranslationUnit &TU, const ModelledSite &Site,
                               const model::Function &Callee) {
  for (const model::Request &R : Callee.Requests) {
    const Expr *Object = TU.matcher().at(Site.Site, R.At);
    while (Object) {
      Object = Object->IgnoreParenImpCasts();
      const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Object);
      if (!Arrow || Arrow->getNumArgs() == 0)
        break;
      Object = Arrow->getArg(0);
    }
    if (const auto *Reference = dyn_cast_or_null<DeclRefExpr>(Object))
      return Reference->getDecl()->getCanonicalDecl();
    if (const auto *Member = dyn_cast_or_null<MemberExpr>(Object))
      return Member->getMemberDecl()->getCanonicalDecl();
  }
  return nullptr;
}

/// A call that builds, uses and drops its client: the bound is an argument.
void MissingTimeoutCheck::checkHiddenClient(TranslationUnit &TU,
                                            const ModelledSite &Site,
                                            const model::Function &Callee,
                                            FindingSink &Sink) {
  static const model::ValuePattern Zero[] = {
      {model::ValuePattern::Kind::Integer, 0, {}}};
  if (Callee.LimitedBy.empty() || TU.contexts().isTestCode(Site.Owner))
    return;
  model::Matcher::OptionArgument Limit =
      TU.matcher().optionAmong(Site.Site, Callee.LimitedBy);
  bool Infinite = Limit.Argument &&
                  TU.matcher().judge(Limit.Argument, Zero, Site.function()) ==
                      model::ValueVerdict::Matches;
  if (Limit.Found && !Infinite)
    return;
  // One report for each client, where there is one that lives on.
  if (const Decl *Client = namedClient(TU, Site, Callee);
      Client && !Unbounded.insert(Client).second)
    return;
  Finding F;
  F.Check = name();
  F.Location = Site.Site->getExprLoc();
  F.Ranges.push_back(
      CharSourceRange::getTokenRange(Site.Site->getSourceRange()));
  F.Message =
      "'" + Callee.Name + "' can wait for ever: " +
      (Infinite             ? "its timeout means \"no limit\""
       : Callee.unlimited() ? "nothing bounds this call, so a peer "
                              "that stalls blocks it for good"
                            : "none of its arguments sets a timeout, so a peer "
                              "that stalls blocks it for good");
  Sink.report(std::move(F));
}

/// The path engine sees objects that one function acquires and uses. Objects
/// kept in members and globals are configured somewhere else; here the facts of
/// all functions on one storage are taken together.
void MissingTimeoutCheck::checkTranslationUnit(TranslationUnit &TU,
                                               FindingSink &Sink) {
  for (const ModelledSite &Site : TU.calls().sites())
    for (const model::ModelSet::Entry &E : Site.Entries) {
      checkHiddenClient(TU, Site, *E.Func, Sink);
      for (const model::Request &R : E.Func->Requests) {
        if (!R.Of || !asksFor(R) || !needsBound(TU, Site, R))
          continue;
        if (R.Of->Role == model::ObjectRole::Request &&
            isUnboundedChain(TU, Site, R) &&
            !TU.contexts().isTestCode(Site.Owner)) {
          Finding F;
          F.Check = name();
          F.Location = Site.Site->getExprLoc();
          F.Message = message(*E.Func, Site.Site, R, *R.Of, false);
          F.Ranges.push_back(
              CharSourceRange::getTokenRange(Site.Site->getSourceRange()));
          Sink.report(std::move(F));
          continue;
        }
        const Expr *Object = TU.matcher().at(Site.Site, R.At);
        const StorageClass *Storage =
            Object ? TU.storage().of(Object) : nullptr;
        if (!Storage || !wholeHistoryVisible(*Storage) ||
            Reported.count(Storage))
          continue;
        auto Acquires = Storage->of(StorageFact::Kind::Acquire);
        // Objects in locals and parameters are the path engine's, except in
        // coroutines, where it stops at the first co_await, and in chains of
        // handlers, which it does not follow.
        bool Kept = isKept(*Storage);
        if (Kept && R.KeptStream)
          continue;
        if (!Kept && !isCoroutine(Site.function()) &&
            !(R.Asynchronous && Site.function() &&
              TU.contexts().isHandler(Site.function())))
          continue;
        auto Requests = Storage->of(StorageFact::Kind::Request);
        if (R.OnlyIfConnected &&
            (llvm::none_of(Requests,
                           [](const StorageFact *Fact) {
                             return Fact->Request->Connects;
                           }) ||
             llvm::any_of(Storage->Facts, [](const StorageFact &Fact) {
               return Fact.Func && Fact.Func->ServerSide;
             })))
          continue;
        if (llvm::any_of(Requests, [](const StorageFact *Fact) {
              return Fact->Request->Streaming;
            }))
          continue;
        std::vector<StorageFact> Facts = Storage->Facts;
        if (!llvm::all_of(Acquires, [&](const StorageFact *Fact) {
              return addFactsOfOptions(TU, *Fact, Facts);
            }))
          continue;
        StorageVerdict Verdict = judgeFacts(Facts, R);
        if (Verdict.Bounded || messageMayBound(TU, Site, R))
          continue;
        if (!Verdict.Infinite && !R.Asynchronous &&
            readsWhenReady(TU, R, *Storage))
          continue;
        if (!Verdict.Infinite && R.Asynchronous &&
            (boundBeside(TU, Site.Owner) ||
             hasOwnToken(TU, Site.Site, *E.Func) ||
             handsOnHandler(TU, Site.Site, *E.Func)))
          continue;
        // The cure belongs where the object is set up; for a chain of handlers,
        // where the chain starts.
        const Expr *Where = Acquires.front()->Site;
        if (R.Of->Kind == model::ObjectKind::Class)
          Where = Site.Site;
        if (const Expr *Start =
                R.Asynchronous && R.Of->Role == model::ObjectRole::Connection
                    ? chainStart(TU, Site.Owner)
                    : nullptr)
          Where = Start;
        Finding F;
        F.Check = name();
        F.Location = Where->getBeginLoc();
        F.Message = message(*E.Func, Site.Site, R, *R.Of,
                            Verdict.Infinite != nullptr);
        F.Ranges.push_back(
            CharSourceRange::getTokenRange(Where->getSourceRange()));
        for (const StorageFact *Fact : Acquires)
          if (Fact->Site != Where)
            F.Notes.push_back(
                {Fact->Site->getBeginLoc(), R.Of->Noun + " created here"});
        if (Verdict.Infinite)
          F.Notes.push_back({Verdict.Infinite->Site->getBeginLoc(),
                             "set to wait for ever here"});
        F.Notes.push_back({Site.Site->getBeginLoc(),
                           Verdict.Infinite || !R.Ineffective.empty()
                               ? "the request is sent here"
                               : "the request is sent here; no function in "
                                 "this file sets a timeout"});
        Reported.insert(Storage);
        Sink.report(std::move(F));
      }
    }
}

} // namespace nettidy
