//===-- ClientPerCallCheck.cpp - Clients built for every call ---*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ClientPerCallCheck.h"
#include "ast/CallIndex.h"
#include "ast/HostVariation.h"
#include "ast/ObjectUses.h"
#include "ast/StorageFacts.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace nettidy {

namespace {

using Level = Repetition::Level;

/// One way in which a site builds a client.
struct Origin {
  const model::Object *Object = nullptr;
  model::Position At;
  /// The argument of the site that names the peer; may be null.
  const Expr *Host = nullptr;
  /// The call that builds it connects it, too.
  bool Connected = false;
};

Level requiredLevel(const model::Object &O) {
  switch (O.NeedsEvidence) {
  case model::Object::Evidence::Function:
    return Level::Function;
  case model::Object::Evidence::Handler:
    return Level::Handler;
  case model::Object::Evidence::Loop:
    return Level::Loop;
  }
  return Level::Function;
}

bool carriesRequests(const model::Object *O) {
  return O && !O->GlobalPool &&
         (O->Role == model::ObjectRole::Client ||
          O->Role == model::ObjectRole::Connection);
}

bool isAncestor(const Stmt *Ancestor, const Stmt *S, const Decl *Owner,
                const CallIndex &Calls) {
  for (; S; S = Calls.parentOf(S, Owner))
    if (S == Ancestor)
      return true;
  return false;
}

/// Judges one translation unit.
class PerCall {
public:
  PerCall(TranslationUnit &TU, FindingSink &Sink, StringRef Check,
          Level Required, bool HostFromParameter)
      : TU(TU), Match(TU.matcher()), Calls(TU.calls()), Contexts(TU.contexts()),
        Uses(Match, Calls, Contexts), Sink(Sink), Check(Check),
        Required(Required), HostFromParameter(HostFromParameter) {}

  void run() {
    for (const ModelledSite &Site : Calls.sites()) {
      hiddenClient(Site);
      for (const Origin &O : origins(Site))
        judge(Site, O);
    }
  }

private:
  std::vector<Origin> origins(const ModelledSite &Site) const;
  bool builtInPlace(const ModelledSite &Site, const model::Acquire &A,
                    model::Position &At) const;
  void hiddenClient(const ModelledSite &Site);
  bool judgeMember(const ModelledSite &Site, const Origin &O);
  void judge(const ModelledSite &Site, const Origin &O);
  bool isReused(const ObjectLife &Life, const model::Object &O,
                Level Evidence) const;
  bool isWrappedForLoop(const ObjectUse &Use) const;
  bool sharesPool(const ObjectLife &Life, const Repetition &Evidence) const;
  bool isGuarded(const ObjectLife &Life, const Repetition &Evidence) const;
  bool goesToOtherHosts(const ModelledSite &Site, const Origin &O,
                        const ObjectLife &Life,
                        const Repetition &Evidence) const;
  void report(const ModelledSite &Site, const Origin &O, const ObjectLife &Life,
              const Repetition &Evidence);
  std::string describe(const ModelledSite &Site, const Origin &O) const;
  void addEvidence(Finding &F, const Repetition &Evidence) const;
  void addHoist(Finding &F, const ModelledSite &Site, const Origin &O,
                const ObjectLife &Life, const Repetition &Evidence) const;

  TranslationUnit &TU;
  const model::Matcher &Match;
  const CallIndex &Calls;
  const RepeatingContexts &Contexts;
  ObjectUses Uses;
  FindingSink &Sink;
  StringRef Check;
  Level Required;
  bool HostFromParameter;
};

/// Whether the call initialises memory of the caller, or, given a null pointer,
/// memory of the library. Anything else extends what is there already.
bool PerCall::builtInPlace(const ModelledSite &Site, const model::Acquire &A,
                           model::Position &At) const {
  if (!A.Of->InPlace)
    return false;
  const Expr *Memory = Match.at(Site.Site, A.Alias);
  if (!Memory)
    return false;
  if (Memory->isNullPointerConstant(TU.context(),
                                    Expr::NPC_ValueDependentIsNotNull))
    return true;
  const auto *Address = dyn_cast<UnaryOperator>(Memory->IgnoreParenCasts());
  if (!Address || Address->getOpcode() != UO_AddrOf)
    return false;
  At = A.Alias;
  At.Dereference = true;
  return true;
}

std::vector<Origin> PerCall::origins(const ModelledSite &Site) const {
  std::vector<Origin> Found;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Site.Site)) {
    // A copy or move builds nothing new; a base is built by its derived class.
    if (Construct->getConstructor()->isCopyOrMoveConstructor() || !Site.Built)
      return Found;
  }
  for (const model::ModelSet::Entry &Entry : Site.Entries)
    for (const model::Acquire &Acquire : Entry.Func->Acquires) {
      if (!carriesRequests(Acquire.Of) || Acquire.Handed ||
          !Match.mayAcquire(Site.Site, Acquire, Site.function()))
        continue;
      Origin New;
      New.Object = Acquire.Of;
      New.At = Acquire.At;
      if (Acquire.Alias && !builtInPlace(Site, Acquire, New.At))
        continue;
      New.Host = Acquire.Host ? Match.at(Site.Site, Acquire.Host) : nullptr;
      New.Connected =
          llvm::any_of(Entry.Func->Requests, [&](const model::Request &R) {
            return R.Connects && R.Of == Acquire.Of &&
                   R.At.Where == Acquire.At.Where &&
                   R.At.Index == Acquire.At.Index;
          });
      Found.push_back(New);
    }
  if (!Found.empty() || !Site.Built || !carriesRequests(Site.Built->Obj))
    return Found;
  // A constructor that does nothing else: it leases, or is not connected yet.
  auto Borrows = [](const model::ModelSet::Entry &E) {
    return E.Func->Borrows;
  };
  const auto *Factory = dyn_cast<CallExpr>(Site.Site);
  if (llvm::any_of(Site.Entries, Borrows) ||
      (Factory && llvm::any_of(Match.constructorsRun(*Factory), Borrows)))
    return Found;
  Origin New;
  New.Object = Site.Built->Obj;
  New.At.Where = model::Position::Base::Return;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Site.Site))
    New.Host = Construct->getNumArgs() ? Construct->getArg(0) : nullptr;
  else if (const auto *Call = dyn_cast<CallExpr>(Site.Site))
    New.Host = Call->getNumArgs() ? Call->getArg(0) : nullptr;
  Found.push_back(New);
  return Found;
}

void PerCall::addEvidence(Finding &F, const Repetition &Evidence) const {
  F.Hint = Evidence.Evidence < Level::Handler;
  if (Evidence.Evidence >= Level::Handler && Evidence.Where.isValid())
    F.Notes.push_back({Evidence.Where, Evidence.Text});
  for (const CallSite *Edge : Evidence.Path) {
    if (Edge->What == CallSite::Kind::Lambda)
      continue;
    const auto *Method = dyn_cast<CXXMethodDecl>(Edge->Callee);
    bool Lambda = Method && Method->getParent()->isLambda();
    F.Notes.push_back(
        {Edge->Site->getExprLoc(),
         Lambda
             ? "which calls the lambda here"
             : "which calls '" + Edge->Callee->getNameAsString() + "' here"});
  }
}

void PerCall::hiddenClient(const ModelledSite &Site) {
  for (const model::ModelSet::Entry &Entry : Site.Entries) {
    if (Entry.Func->HiddenClient.empty())
      continue;
    Repetition Evidence = Contexts.of(Site.Site, Site.Owner);
    if (Evidence.Evidence < Required || Evidence.Evidence == Level::OneShot ||
        (!Entry.Func->PooledBy.empty() &&
         Match.optionAmong(Site.Site, Entry.Func->PooledBy).Found))
      continue;
    Finding F;
    F.Check = Check;
    F.Location = Site.Site->getExprLoc();
    F.Ranges.push_back(
        CharSourceRange::getTokenRange(Site.Site->getSourceRange()));
    F.Message = "'" + Entry.Func->Name + "' builds a new " +
                Entry.Func->HiddenClient + " for every " +
                (Evidence.Evidence == Level::Loop      ? "iteration"
                 : Evidence.Evidence == Level::Handler ? "request"
                                                       : "call") +
                ", so its connection is never reused";
    addEvidence(F, Evidence);
    Sink.report(std::move(F));
    return;
  }
}

/// A client that is kept in a member of an object that itself lives for one
/// request. True when that is what \p Site builds.
bool PerCall::judgeMember(const ModelledSite &Site, const Origin &O) {
  const Decl *Class = nullptr;
  if (const auto *Constructor =
          dyn_cast_or_null<CXXConstructorDecl>(Site.Owner))
    Class = Constructor->getParent();
  else if (const auto *Field = dyn_cast_or_null<FieldDecl>(Site.Owner))
    Class = Field->getParent();
  const auto *Record = dyn_cast_or_null<CXXRecordDecl>(Class);
  const StorageClass *Known = Record && Match.perRequestClass(Record)
                                  ? TU.storage().of(Site.Site)
                                  : nullptr;
  if (!Known || llvm::none_of(Known->Members, [&](const ValueDecl *D) {
        const auto *Field = dyn_cast<FieldDecl>(D);
        return Field && Field->getParent()->getCanonicalDecl() ==
                            Record->getCanonicalDecl();
      }))
    return false;
  ObjectLife Life;
  Life.Root = Site.Site;
  Life.RootOwner = Site.Owner;
  for (const StorageFact *Fact : Known->of(StorageFact::Kind::Request)) {
    ObjectUse Use;
    Use.Site = Fact->Site;
    Use.Owner = Fact->Owner;
    Use.Func = Fact->Func;
    Use.Request = Fact->Request;
    Use.Repeated = Contexts.enclosingLoop(Fact->Site, Fact->Owner) != nullptr;
    Life.Requests.push_back(std::move(Use));
  }
  bool Sends = llvm::any_of(Life.Requests, [](const ObjectUse &Use) {
    return !Use.Request->Connects;
  });
  Repetition Evidence;
  Evidence.Evidence = Level::Handler;
  Evidence.Where = Record->getLocation();
  Evidence.Text = "an object of '" + Record->getNameAsString() +
                  "' is made for every request";
  if (Sends && Known->closed() && Required <= Level::Handler &&
      O.Object->Role == model::ObjectRole::Client &&
      requiredLevel(*O.Object) <= Level::Handler &&
      !isReused(Life, *O.Object, Evidence.Evidence) &&
      !goesToOtherHosts(Site, O, Life, Evidence))
    report(Site, O, Life, Evidence);
  return true;
}

void PerCall::judge(const ModelledSite &Site, const Origin &O) {
  if (judgeMember(Site, O))
    return;
  Level Needed = std::max(Required, requiredLevel(*O.Object));
  std::optional<std::pair<ObjectLife, Repetition>> Best;
  for (ObjectLife &Life : Uses.follow(Site, O.At)) {
    if (Life.Outlives || Life.Fallback)
      continue;
    bool Sends = llvm::any_of(Life.Requests, [](const ObjectUse &Use) {
      return !Use.Request->Connects;
    });
    bool Connects = llvm::any_of(Life.Requests, [](const ObjectUse &Use) {
      return Use.Request->Connects;
    });
    // What this code did not connect is somebody else's connection.
    if (!Sends || (O.Object->Role == model::ObjectRole::Connection &&
                   !Connects && !O.Connected))
      continue;
    Repetition Evidence = Contexts.of(Life.Root, Life.RootOwner);
    if (Evidence.Evidence < Needed || Evidence.Evidence == Level::OneShot)
      continue;
    if (isReused(Life, *O.Object, Evidence.Evidence) ||
        sharesPool(Life, Evidence) || isGuarded(Life, Evidence) ||
        goesToOtherHosts(Site, O, Life, Evidence))
      continue;
    // Each use of a wrapper class is a place of its own; a factory is one.
    if (Life.Carrier)
      report(Site, O, Life, Evidence);
    else if (!Best || Best->second.Evidence < Evidence.Evidence)
      Best.emplace(std::move(Life), std::move(Evidence));
  }
  if (Best)
    report(Site, O, Best->first, Best->second);
}

/// True for calls of which one exchange takes several, such as sending and
/// receiving: over a bare connection, or a request that the client made.
bool isPartOfExchange(const model::Request &R, const model::Object &O) {
  return O.Role != model::ObjectRole::Client ||
         (R.Of && R.Of->Role == model::ObjectRole::Request);
}

/// True for what is sent over a part that was made from the client, such as a
/// connection of a context: to make another one is to use the client again.
bool isOverPart(const model::Request &R, const model::Object &O) {
  return O.Role == model::ObjectRole::Client && R.Of && R.Of != &O &&
         (R.Of->Role == model::ObjectRole::Resource ||
          R.Of->Role == model::ObjectRole::Connection);
}

/// `transaction Work(Client); for (...) Work.run(...)`: what is built over the
/// client sends again and again.
bool PerCall::isWrappedForLoop(const ObjectUse &Use) const {
  if (!isa<CXXConstructExpr>(Use.Site) || !Use.Owner)
    return false;
  const Stmt *Up = Calls.significantParent(Use.Site, Use.Owner);
  const auto *Declaration = dyn_cast_or_null<DeclStmt>(Up);
  const auto *Variable =
      Declaration && Declaration->isSingleDecl()
          ? dyn_cast<VarDecl>(Declaration->getSingleDecl())
          : nullptr;
  if (!Variable)
    return false;
  const Stmt *Around = Contexts.enclosingLoop(Use.Site, Use.Owner);
  bool Found = false;
  CallIndex::forEachStatement(
      CallIndex::key(Use.Owner), [&](const Stmt *S, const Stmt *) {
        const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
        const auto *Object =
            Call ? dyn_cast<DeclRefExpr>(Call->getImplicitObjectArgument()
                                             ->IgnoreParenImpCasts())
                 : nullptr;
        if (Found || !Object || Object->getDecl() != Variable)
          return;
        const Stmt *Loop = Contexts.enclosingLoop(Call, Use.Owner);
        Found = Loop && Loop != Around;
      });
  return Found;
}

/// True when the code that builds the client also sends with it again.
bool PerCall::isReused(const ObjectLife &Life, const model::Object &O,
                       Level Evidence) const {
  for (const ObjectUse &Use : Life.Requests) {
    if (isWrappedForLoop(Use))
      return true;
    if (!Use.Repeated || Use.Request->Connects || isOverPart(*Use.Request, O))
      continue;
    if (!isPartOfExchange(*Use.Request, O))
      return true;
    // One exchange may read in a loop what was asked for once.
    bool AskedOnce = llvm::any_of(Life.Requests, [&](const ObjectUse &Other) {
      return !Other.Repeated && !Other.Request->Connects &&
             Other.Func != Use.Func;
    });
    if (!AskedOnce)
      return true;
  }
  // Some code sends a few requests over one client and closes it: that is
  // reuse enough, unless it is known to run again and again.
  if (Evidence != Level::Function)
    return false;
  if (Life.UsedAgain)
    return true;
  for (unsigned I = 0; I < Life.Requests.size(); ++I)
    for (unsigned J = I + 1; J < Life.Requests.size(); ++J) {
      const ObjectUse &A = Life.Requests[I], &B = Life.Requests[J];
      if (A.Func != B.Func && (isPartOfExchange(*A.Request, O) ||
                               isPartOfExchange(*B.Request, O)))
        continue;
      if (A.Request->Connects || B.Request->Connects ||
          isOverPart(*A.Request, O) || isOverPart(*B.Request, O))
        continue;
      auto PlaceOf = [&](const ObjectUse &Use) {
        return Use.Path.empty() ? Use.Site : Use.Path.front()->Site;
      };
      auto OwnerOf = [](const ObjectUse &Use) {
        return CallIndex::key(Use.Path.empty() ? Use.Owner
                                               : Use.Path.front()->Caller);
      };
      if (PlaceOf(A) == PlaceOf(B) || OwnerOf(A) != OwnerOf(B))
        continue;
      if (!Contexts.areExclusive(PlaceOf(A), PlaceOf(B), OwnerOf(A)))
        return true;
    }
  return false;
}

/// True when the client uses a pool that may outlive the call.
bool PerCall::sharesPool(const ObjectLife &Life,
                         const Repetition &Evidence) const {
  for (const ObjectUse &Use : Life.Settings) {
    if (Use.Setting->Kind != model::SettingKind::Share)
      continue;
    if (!Use.Value)
      return true;
    const Expr *Pool = Use.Value->IgnoreParenCasts();
    if (isa<IntegerLiteral, CXXNullPtrLiteralExpr, GNUNullExpr>(Pool))
      continue;
    const StorageClass *Known = TU.storage().of(Use.Value);
    if (!Known || !Known->closed() || !Known->has(StorageFact::Kind::Acquire))
      return true;
    bool Suffices = Use.Setting->RequiresOnPool.empty();
    for (const StorageFact *Fact : Known->of(StorageFact::Kind::Setting))
      Suffices |= llvm::is_contained(Fact->Setting->Bounds,
                                     Use.Setting->RequiresOnPool);
    Suffices |= Known->has(StorageFact::Kind::UnknownSetting);
    if (!Suffices)
      continue;
    // A pool built by the same call, or in the same round, dies with it.
    const Stmt *Loop = Evidence.inCaller() ? nullptr : Evidence.Loop;
    bool Local = llvm::all_of(
        Known->of(StorageFact::Kind::Acquire), [&](const StorageFact *Fact) {
          return Fact->Owner == CallIndex::key(Life.RootOwner) &&
                 (!Loop || isAncestor(Loop, Fact->Site, Fact->Owner, Calls));
        });
    bool Kept = llvm::any_of(Known->Members, [](const ValueDecl *D) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      return isa<FieldDecl>(D) || (Variable && !Variable->hasLocalStorage());
    });
    if (!Local || Kept)
      return true;
  }
  return false;
}

/// True when the loop builds the client only where there is none yet.
bool PerCall::isGuarded(const ObjectLife &Life,
                        const Repetition &Evidence) const {
  if (!Evidence.Loop || Evidence.inCaller() || !Life.Variable)
    return false;
  const Decl *Owner = Life.RootOwner;
  for (const Stmt *S = Life.Root; S && S != Evidence.Loop;
       S = Calls.parentOf(S, Owner)) {
    const auto *If = dyn_cast<IfStmt>(S);
    if (!If || isAncestor(If->getCond(), Life.Root, Owner, Calls))
      continue;
    llvm::SmallVector<const Stmt *, 8> Pending = {If->getCond()};
    while (!Pending.empty()) {
      const Stmt *Each = Pending.pop_back_val();
      if (!Each)
        continue;
      const auto *Reference = dyn_cast<DeclRefExpr>(Each);
      if (Reference && Reference->getDecl() == Life.Variable)
        return true;
      Pending.append(Each->child_begin(), Each->child_end());
    }
  }
  return false;
}

/// True when each repetition may talk to another host, or nobody knows.
bool PerCall::goesToOtherHosts(const ModelledSite &Site, const Origin &O,
                               const ObjectLife &Life,
                               const Repetition &Evidence) const {
  std::vector<const CallSite *> Path = Evidence.Path;
  Path.insert(Path.end(), Life.Builders.begin(), Life.Builders.end());
  HostVariation Variation(Evidence, std::move(Path));
  bool FromParameter = HostFromParameter;
  bool IsClient = O.Object->Role == model::ObjectRole::Client;
  if (IsClient && !O.Object->HostBound)
    return false;
  if (IsClient && O.Host)
    return Variation.varies(O.Host, Site.Owner, FromParameter);
  if (O.Connected)
    return !O.Host || Variation.varies(O.Host, Site.Owner, FromParameter);
  // Created first, connected later.
  bool Known = IsClient;
  for (const ObjectUse &Use : Life.Requests) {
    if (!Use.Request->Connects)
      continue;
    const Expr *Host =
        Use.Request->Host ? Match.at(Use.Site, Use.Request->Host) : nullptr;
    // What waits for a connection that another call began names no host.
    if (!Host && (IsClient || !Use.Request->Host))
      continue;
    if (!Host)
      return true;
    Known = true;
    std::vector<const CallSite *> ToUse = Evidence.Path;
    ToUse.insert(ToUse.end(), Use.Path.begin(), Use.Path.end());
    if (HostVariation(Evidence, std::move(ToUse))
            .varies(Host, Use.Owner, FromParameter))
      return true;
  }
  return !Known;
}

std::string PerCall::describe(const ModelledSite &Site, const Origin &O) const {
  if (O.Object->Kind != model::ObjectKind::Class)
    return O.Object->Noun;
  const CXXRecordDecl *Class = nullptr;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Site.Site))
    Class = Construct->getConstructor()->getParent();
  if (!Class)
    return O.Object->Noun;
  return "'" + model::canonicalName(*Class) + "'";
}

void PerCall::report(const ModelledSite &Site, const Origin &O,
                     const ObjectLife &Life, const Repetition &Evidence) {
  Finding F;
  F.Check = Check;
  const Expr *At = Life.Carrier ? Life.Root : Site.Site;
  F.Location = TU.sources().getExpansionLoc(At->getBeginLoc());
  F.Ranges.push_back(CharSourceRange::getTokenRange(At->getSourceRange()));
  StringRef Each = Evidence.Evidence == Level::Loop      ? "iteration"
                   : Evidence.Evidence == Level::Handler ? "request"
                                                         : "call";
  F.Message = "a new " + describe(Site, O) + " is built for every " +
              Each.str() + ", so its connection is never reused";
  if (!O.Object->PerCallCost.empty())
    F.Message += ": " + O.Object->PerCallCost;

  addEvidence(F, Evidence);
  for (const CallSite *Edge : Life.Builders)
    F.Notes.push_back({Edge->Site->getExprLoc(), "it is built by this call"});
  if (Life.Carrier)
    F.Notes.push_back(
        {Site.Site->getBeginLoc(), "the client is built here, for member '" +
                                       Life.Carrier->getNameAsString() + "'"});
  auto Sent = llvm::find_if(Life.Requests, [](const ObjectUse &Use) {
    return !Use.Request->Connects;
  });
  F.Notes.push_back({Sent->Site->getExprLoc(), "it is used here"});
  if (!Life.Releases.empty()) {
    F.Notes.push_back(
        {Life.Releases.back().Site->getExprLoc(), "and destroyed here"});
  } else if (Life.Variable && !Life.Variable->getType()->isPointerType() &&
             !Life.Variable->getType()->isIntegerType() &&
             !isa<ParmVarDecl>(Life.Variable)) {
    // The end of the block that declares it.
    const Stmt *Block = Life.Root;
    while (Block && !isa<CompoundStmt>(Block))
      Block = Calls.parentOf(Block, Life.RootOwner);
    if (const auto *Compound = dyn_cast_or_null<CompoundStmt>(Block))
      F.Notes.push_back({Compound->getRBracLoc(), "and destroyed here"});
  }
  addHoist(F, Site, O, Life, Evidence);
  Sink.report(std::move(F));
}

/// Offers to move the declaration of a client in front of the loop when nothing
/// in it depends on the loop.
void PerCall::addHoist(Finding &F, const ModelledSite &Site, const Origin &O,
                       const ObjectLife &Life,
                       const Repetition &Evidence) const {
  if (O.Object->Kind != model::ObjectKind::Class || Life.Carrier ||
      !Evidence.Loop || Evidence.inCaller() || Life.Root != Site.Site ||
      !Life.Variable)
    return;
  const Decl *Owner = Life.RootOwner;
  const Stmt *Declaration = Site.Site;
  while (Declaration && !isa<DeclStmt>(Declaration))
    Declaration = Calls.parentOf(Declaration, Owner);
  const auto *Written = dyn_cast_or_null<DeclStmt>(Declaration);
  const Stmt *Loop = Evidence.Loop;
  if (!Written || !Written->isSingleDecl() ||
      Written->getSingleDecl() != Life.Variable)
    return;
  const Stmt *Body = Calls.parentOf(Written, Owner);
  if (!Body || Calls.parentOf(Body, Owner) != Loop ||
      !isa_and_nonnull<CompoundStmt>(Calls.parentOf(Loop, Owner)))
    return;
  std::vector<const CallSite *> NoPath;
  HostVariation Variation(Evidence, NoPath);
  const Expr *Init = Life.Variable->getInit();
  if (!Variation.isInvariant(Init, Owner))
    return;
  const SourceManager &Sources = TU.sources();
  const LangOptions &Options = TU.context().getLangOpts();
  SourceLocation Begin = Written->getBeginLoc(), End = Written->getEndLoc();
  SourceLocation Before = Loop->getBeginLoc();
  if (Begin.isMacroID() || End.isMacroID() || Before.isMacroID())
    return;
  // The name must not mean something else outside the loop.
  const auto *Function = dyn_cast<FunctionDecl>(Owner);
  bool Clash = !Function;
  CallIndex::forEachStatement(Owner, [&](const Stmt *S, const Stmt *) {
    if (const auto *Other = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Other->decls())
        if (const auto *Named = dyn_cast<NamedDecl>(D))
          Clash |= Named != Life.Variable &&
                   Named->getDeclName() == Life.Variable->getDeclName();
    if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
      Clash |=
          Reference->getDecl() != Life.Variable &&
          Reference->getDecl()->getDeclName() == Life.Variable->getDeclName();
  });
  if (Clash)
    return;
  StringRef Text = Lexer::getSourceText(
      CharSourceRange::getTokenRange(Begin, End), Sources, Options);
  if (Text.empty())
    return;
  unsigned Column = Sources.getSpellingColumnNumber(Before);
  std::string Indent(Column ? Column - 1 : 0, ' ');
  std::string Hoisted = Text.str() + "\n" + Indent;
  // Without keep-alive a client that lives longer still reconnects each time.
  bool SwitchesOn = llvm::any_of(Life.Settings, [](const ObjectUse &Use) {
    return Use.Setting->Kind == model::SettingKind::KeepAlive;
  });
  if (!O.Object->ReuseByDefault && !O.Object->EnableReuse.empty() &&
      !SwitchesOn) {
    bool Pointer = Life.Variable->getType()->isPointerType();
    Hoisted += Life.Variable->getNameAsString() + (Pointer ? "->" : ".") +
               O.Object->EnableReuse + ";\n" + Indent;
  }
  // Take the whole line away, with the break before it, when nothing else
  // stands on it.
  SourceLocation RemoveBegin = Begin;
  unsigned Start = Sources.getSpellingColumnNumber(Begin) - 1;
  StringRef Line(Sources.getCharacterData(Begin) - Start, Start);
  const char *Next = Sources.getCharacterData(End) + 1;
  while (*Next == ' ' || *Next == '\t')
    ++Next;
  if (*Next == '\n' && Line.trim().empty() &&
      Sources.getFileOffset(Begin) > Start)
    RemoveBegin = Begin.getLocWithOffset(-static_cast<int>(Start) - 1);
  F.Fixes.push_back(FixItHint::CreateInsertion(Before, Hoisted));
  F.Fixes.push_back(FixItHint::CreateRemoval(
      CharSourceRange::getCharRange(RemoveBegin, End.getLocWithOffset(1))));
}

} // namespace

void ClientPerCallCheck::readOptions(OptionReader &Options) {
  std::string Evidence = Options.get("Evidence", "function");
  if (Evidence == "loop")
    RequiredEvidence = Level::Loop;
  else if (Evidence == "handler")
    RequiredEvidence = Level::Handler;
  else if (Evidence != "function")
    Options.reject("Evidence", Evidence, "loop, handler, function");
  HostFromParameter = Options.getBool("HostFromParameter", false);
}

void ClientPerCallCheck::checkTranslationUnit(TranslationUnit &TU,
                                              FindingSink &Sink) {
  if (TU.calls().sites().empty())
    return;
  PerCall(TU, Sink, name(), RequiredEvidence, HostFromParameter).run();
}

} // namespace nettidy
