//===-- DisabledKeepAliveCheck.cpp - Reuse switched off ---------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DisabledKeepAliveCheck.h"
#include "SettingSwitches.h"
#include "ast/CallIndex.h"
#include "ast/ObjectUses.h"
#include "ast/RepeatingContexts.h"
#include "ast/StorageFacts.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace nettidy {

namespace {

using Effect = model::Matcher::Effect;
using Switch = SettingSwitch;

bool hasMember(const CXXRecordDecl *Class, StringRef Name) {
  if (!Class || !Class->hasDefinition())
    return false;
  for (const CXXMethodDecl *Method : Class->methods())
    if (Method->getDeclName().isIdentifier() && Method->getName() == Name)
      return true;
  return llvm::any_of(Class->bases(), [&](const CXXBaseSpecifier &Base) {
    return hasMember(Base.getType()->getAsCXXRecordDecl(), Name);
  });
}

/// The name of the header where it is written within \p List.
const Stmt *writtenHeader(const Expr *List) {
  llvm::SmallVector<const Stmt *, 8> Pending = {List};
  while (!Pending.empty()) {
    const Stmt *S = Pending.pop_back_val();
    if (!S)
      continue;
    if (const auto *Text = dyn_cast<StringLiteral>(S))
      if (Text->getCharByteWidth() == 1 &&
          Text->getString().equals_insensitive("connection"))
        return S;
    Pending.append(S->child_begin(), S->child_end());
  }
  return nullptr;
}

class KeepAlive : SettingSwitches {
public:
  KeepAlive(TranslationUnit &TU, FindingSink &Sink, StringRef Check)
      : SettingSwitches(TU, model::SettingKind::KeepAlive), Sink(Sink),
        Check(Check) {}

  void run() {
    for (const ModelledSite &Site : Calls.sites()) {
      for (const Switch &S : switchesOff(Site))
        judge(S);
      judgeDefault(Site);
    }
  }

private:
  void judge(const Switch &S);
  void judgeDefault(const ModelledSite &Site);
  bool isAnswer(const Switch &S, const StorageClass *Known) const;
  bool isOtherList(const Switch &S, const StorageClass *Known) const;
  bool isHarmless(const Switch &S, const StorageClass *Known) const;
  bool spoilsReuse(const StorageClass *Known) const;
  bool canEnable(const ModelledSite &Site, const model::Object &O) const;
  bool isConditional(const Expr *Place, const Decl *Owner) const;
  const StorageFact *repeatedRequest(const ModelledSite &Site,
                                     const StorageClass &Known) const;
  void addEnable(Finding &F, const ModelledSite &Site,
                 const model::Object &O) const;
  FindingSink &Sink;
  StringRef Check;
};

/// True when the list that the line stands in is visibly given to options that
/// take no headers.
bool KeepAlive::isOtherList(const Switch &S, const StorageClass *Known) const {
  if (S.Setting || S.List || !Known)
    return false;
  auto Given = Known->of(StorageFact::Kind::Given);
  return !Given.empty() && !Known->Escapes &&
         llvm::none_of(Given, [](const StorageFact *Fact) {
           return !Fact->Option || Fact->Option->HeaderList;
         });
}

/// True for a program that sends one more request and ends: nothing would be
/// reused.
bool KeepAlive::isHarmless(const Switch &S, const StorageClass *Known) const {
  if (Contexts.of(S.Place, S.PlaceOwner).Evidence != Repetition::Level::OneShot)
    return false;
  unsigned Requests = 0;
  bool Looped = false;
  auto Count = [&](const Expr *Site, const Decl *Owner) {
    // What was sent before the switch was thrown is not touched by it.
    if (CallIndex::key(Owner) == CallIndex::key(S.PlaceOwner) &&
        TU.sources().isBeforeInTranslationUnit(place(Site), place(S.Place)) &&
        !Contexts.enclosingLoop(Site, Owner))
      return;
    ++Requests;
    Looped |= Contexts.of(Site, Owner).Evidence != Repetition::Level::OneShot;
  };
  if (Known && Known->has(StorageFact::Kind::Request)) {
    for (const StorageFact *Fact : Known->of(StorageFact::Kind::Request))
      Count(Fact->Site, Fact->Owner);
  } else {
    // A list or message: what is sent in the same function.
    for (const ModelledSite &Site : Calls.sitesIn(S.Site->Owner))
      for (const model::ModelSet::Entry &Entry : Site.Entries)
        if (llvm::any_of(Entry.Func->Requests,
                         [](const model::Request &R) { return !R.Connects; })) {
          Count(Site.Site, Site.Owner);
          break;
        }
  }
  return Requests <= 1 && !Looped;
}

/// True when the header stands in the message that a handler was given to
/// answer: that is the server's own business.
bool KeepAlive::isAnswer(const Switch &S, const StorageClass *Known) const {
  if (S.Setting)
    return false;
  // A field of which the model says that what it holds means nothing here.
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(
          S.Configured ? S.Configured->IgnoreParenImpCasts() : nullptr))
    if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
      if (const model::Field *Says = Match.lookup(Field);
          Says && Says->What.Kind == model::SettingKind::Other)
        return true;
  if (!Known)
    return false;
  auto IsAnswered = [&](const ModelledSite &Site) {
    const auto *Call = dyn_cast<CallExpr>(Site.Site);
    return Call &&
           llvm::any_of(Site.Entries,
                        [](const auto &E) { return E.Func->ServerSide; }) &&
           (llvm::any_of(Call->arguments(),
                         [&](const Expr *Argument) {
                           return TU.storage().of(Argument) == Known;
                         }) ||
            (isa<CXXMemberCallExpr>(Call) &&
             TU.storage().of(cast<CXXMemberCallExpr>(Call)
                                 ->getImplicitObjectArgument()) == Known));
  };
  return llvm::any_of(Calls.sitesIn(S.PlaceOwner), IsAnswered) ||
         llvm::any_of(Known->Members, [&](const ValueDecl *D) {
           const auto *Given = dyn_cast<ParmVarDecl>(D);
           const auto *F =
               Given ? dyn_cast<FunctionDecl>(Given->getDeclContext()) : nullptr;
           return F && Contexts.servesRequests(F);
         });
}

/// True when the message of \p Known is sent over a client that was told to
/// reuse its connection, and the message itself never was.
bool KeepAlive::spoilsReuse(const StorageClass *Known) const {
  auto SwitchedOn = [](const StorageClass &Storage) {
    return llvm::any_of(Storage.Facts, [](const StorageFact &Fact) {
      return Fact.What == StorageFact::Kind::Setting &&
             Fact.Setting->Kind == model::SettingKind::KeepAlive &&
             Fact.Effect != Effect::Off;
    });
  };
  if (!Known || !Known->closed() || SwitchedOn(*Known))
    return false;
  for (const ModelledSite &Site : Calls.sites())
    for (const model::ModelSet::Entry &Entry : Site.Entries)
      for (const model::Request &R : Entry.Func->Requests) {
        const Expr *Message =
            R.Message ? Match.at(Site.Site, R.Message) : nullptr;
        const Expr *Client = Message ? Match.at(Site.Site, R.At) : nullptr;
        const StorageClass *Sent =
            Client ? TU.storage().of(Message) : nullptr;
        if (!Sent || llvm::none_of(Sent->Members, [&](const ValueDecl *D) {
              return llvm::is_contained(Known->Members, D);
            }))
          continue;
        const StorageClass *Over = TU.storage().of(Client);
        if (Over && SwitchedOn(*Over))
          return true;
      }
  return false;
}

void KeepAlive::judge(const Switch &S) {
  if (Contexts.isTestCode(S.PlaceOwner))
    return;
  const StorageClass *Known = storageOf(S);
  if (S.Setting && S.Setting->OnlyIfReused && !spoilsReuse(Known))
    return;
  if (isAnswer(S, Known) || isOtherList(S, Known) ||
      isSwitchedBothWays(S, Known) ||
      isUnderChoice(S.Place, S.PlaceOwner, S.Configured) ||
      isHarmless(S, Known))
    return;
  Finding F;
  F.Check = Check;
  F.Location = place(S.Place);
  if (const Stmt *Header = S.List ? writtenHeader(S.List) : nullptr)
    F.Location = place(Header);
  F.Ranges.push_back(CharSourceRange::getTokenRange(S.Place->getSourceRange()));
  F.Message = S.Setting ? "'" + S.Name +
                              "' switches off the reuse of "
                              "connections, so every request pays "
                              "for a new one"
                        : "header '" + S.Name +
                              "' ends the connection after "
                              "the response, so every "
                              "request pays for a new one";
  if (S.Setting && S.Setting->OnlyIfReused && S.Object)
    F.Message = "this " + S.Object->Noun +
                " ends its connection by default, although it is sent over a "
                "client that keeps its connection";
  if (Known) {
    auto Acquired = Known->of(StorageFact::Kind::Acquire);
    if (!Acquired.empty() && Acquired.front()->Site != S.Site->Site)
      F.Notes.push_back({place(Acquired.front()->Site),
                         S.Setting ? "the client is built here"
                                   : "what carries the header is built here"});
    auto Sent = Known->of(StorageFact::Kind::Request);
    if (!Sent.empty())
      F.Notes.push_back({place(Sent.front()->Site), "and used here"});
  }
  addFix(F, S);
  Sink.report(std::move(F));
}

bool KeepAlive::isConditional(const Expr *Place, const Decl *Owner) const {
  for (const Stmt *S = Place; S; S = Calls.parentOf(S, Owner))
    if (isa<IfStmt, ConditionalOperator, SwitchStmt>(S))
      return true;
  return false;
}

/// A request by which the client visibly sends again; null without one.
const StorageFact *KeepAlive::repeatedRequest(const ModelledSite &Site,
                                              const StorageClass &Known) const {
  auto Requests = Known.of(StorageFact::Kind::Request);
  auto FactOf = [&](const ObjectUse &Use) -> const StorageFact * {
    for (const StorageFact *Fact : Requests)
      if (Fact->Site == Use.Site)
        return Fact;
    return nullptr;
  };
  ObjectUses Uses(Match, Calls, Contexts);
  model::Position Result;
  Result.Where = model::Position::Base::Return;
  for (const ObjectLife &Life : Uses.follow(Site, Result)) {
    if (Life.Outlives)
      continue;
    for (const ObjectUse &Use : Life.Requests)
      if (Use.Repeated && FactOf(Use))
        return FactOf(Use);
    for (unsigned I = 0; I < Life.Requests.size(); ++I)
      for (unsigned J = I + 1; J < Life.Requests.size(); ++J) {
        const ObjectUse &A = Life.Requests[I], &B = Life.Requests[J];
        const Expr *PlaceA = A.Path.empty() ? A.Site : A.Path.front()->Site;
        const Expr *PlaceB = B.Path.empty() ? B.Site : B.Path.front()->Site;
        const Decl *Owner = A.Path.empty() ? A.Owner : A.Path.front()->Caller;
        const Decl *OwnerB = B.Path.empty() ? B.Owner : B.Path.front()->Caller;
        if (PlaceA == PlaceB || CallIndex::key(Owner) != CallIndex::key(OwnerB))
          continue;
        if (!Contexts.areExclusive(PlaceA, PlaceB, Owner) && FactOf(B))
          return FactOf(B);
      }
  }
  // A client that is kept serves every call of the functions that use it.
  // A member of what lives for one request is not kept.
  bool Kept = llvm::any_of(Known.Members, [&](const ValueDecl *D) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    const auto *Member = dyn_cast<FieldDecl>(D);
    return Member ? !Match.perRequestClass(
                        dyn_cast<CXXRecordDecl>(Member->getParent()))
                  : Variable && !Variable->hasLocalStorage();
  });
  if (!Kept)
    return nullptr;
  bool Static = llvm::any_of(Known.Members, [](const ValueDecl *D) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    return Variable && Variable->isStaticLocal();
  });
  for (const StorageFact *Fact : Requests) {
    if (isa<CXXConstructorDecl, CXXDestructorDecl>(Fact->Owner))
      continue;
    // Built again before each request.
    if (Fact->Owner == Site.Owner && !Static &&
        !isConditional(Site.Site, Site.Owner))
      continue;
    if (Contexts.of(Fact->Site, Fact->Owner).Evidence !=
        Repetition::Level::OneShot)
      return Fact;
  }
  return nullptr;
}

/// True when this version of the library has the call that switches reuse on.
bool KeepAlive::canEnable(const ModelledSite &Site,
                          const model::Object &O) const {
  if (O.EnableReuse.empty() || O.Kind != model::ObjectKind::Class)
    return true;
  const CXXRecordDecl *Class = nullptr;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Site.Site))
    Class = Construct->getConstructor()->getParent();
  return !Class || hasMember(Class, StringRef(O.EnableReuse).split('(').first);
}

void KeepAlive::judgeDefault(const ModelledSite &Site) {
  const model::Object *Object = Site.Built ? Site.Built->Obj : nullptr;
  if (!Object)
    for (const model::ModelSet::Entry &Entry : Site.Entries)
      for (const model::Acquire &Acquire : Entry.Func->Acquires)
        if (Acquire.At.Where == model::Position::Base::Return)
          Object = Acquire.Of;
  if (!Object || Object->ReuseByDefault ||
      Object->Role != model::ObjectRole::Client)
    return;
  if (Contexts.isTestCode(Site.Owner) || !canEnable(Site, *Object))
    return;
  const StorageClass *Known = TU.storage().of(Site.Site);
  if (!Known || !Known->closed() ||
      Known->has(StorageFact::Kind::UnknownSetting))
    return;
  for (const StorageFact *Fact : Known->of(StorageFact::Kind::Setting))
    if (Fact->Setting->Kind == model::SettingKind::KeepAlive)
      return;
  const StorageFact *Request = repeatedRequest(Site, *Known);
  if (!Request)
    return;
  Finding F;
  F.Check = Check;
  F.Location = place(Site.Site);
  F.Ranges.push_back(
      CharSourceRange::getTokenRange(Site.Site->getSourceRange()));
  F.Message = "this " + Object->Noun +
              " sends more than one request but does not keep its connection";
  if (!Object->EnableReuse.empty())
    F.Message += " without '" + Object->EnableReuse + "'";
  F.Message += ", so every request pays for a new one";
  F.Notes.push_back({place(Request->Site), "it sends again here"});
  for (const StorageFact *Other : Known->of(StorageFact::Kind::Request))
    if (Other->Site != Request->Site) {
      F.Notes.push_back({place(Other->Site), "and it also sends here"});
      break;
    }
  addEnable(F, Site, *Object);
  Sink.report(std::move(F));
}

/// Offers to switch reuse on after the declaration of a local client.
void KeepAlive::addEnable(Finding &F, const ModelledSite &Site,
                          const model::Object &O) const {
  if (O.EnableReuse.empty())
    return;
  const Stmt *S = Site.Site;
  while (S && !isa<DeclStmt>(S))
    S = Calls.parentOf(S, Site.Owner);
  const auto *Declaration = dyn_cast_or_null<DeclStmt>(S);
  if (!Declaration || !Declaration->isSingleDecl() ||
      !isa_and_nonnull<CompoundStmt>(Calls.parentOf(Declaration, Site.Owner)))
    return;
  const auto *Variable = dyn_cast<VarDecl>(Declaration->getSingleDecl());
  if (!Variable || Variable->isStaticLocal())
    return;
  const SourceManager &Sources = TU.sources();
  SourceLocation Begin = Declaration->getBeginLoc();
  SourceLocation End = Declaration->getEndLoc();
  if (Begin.isMacroID() || End.isMacroID())
    return;
  const CXXRecordDecl *Class = Variable->getType()->getAsCXXRecordDecl();
  bool Direct = Class && Match.objectOfClass(Class);
  std::string Indent(Sources.getSpellingColumnNumber(Begin) - 1, ' ');
  F.Fixes.push_back(FixItHint::CreateInsertion(
      End.getLocWithOffset(1), "\n" + Indent + Variable->getNameAsString() +
                                   (Direct ? "." : "->") + O.EnableReuse +
                                   ";"));
}

} // namespace

void DisabledKeepAliveCheck::checkTranslationUnit(TranslationUnit &TU,
                                                  FindingSink &Sink) {
  if (TU.calls().sites().empty())
    return;
  KeepAlive(TU, Sink, name()).run();
}

} // namespace nettidy
