//===-- DisabledKeepAliveCheck.cpp - Reuse switched off ---------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DisabledKeepAliveCheck.h"
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

/// One place that switches reuse off.
struct Switch {
  const ModelledSite *Site = nullptr;
  /// Where it is written: the site, or the call of a wrapper function that
  /// passes the option on to the site.
  const Expr *Place = nullptr;
  const Decl *PlaceOwner = nullptr;
  const model::Setting *Setting = nullptr; ///< null for a header
  const model::Function *Func = nullptr;
  const model::Object *Object = nullptr;
  const Expr *Configured = nullptr; ///< null when it is the site itself
  const Expr *Value = nullptr;
  const Expr *List = nullptr; ///< the list of headers that holds the one
  std::string Name;
};

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

/// What the call \p Edge passes for the parameter that \p E names; null when
/// \p E names none.
const Expr *passedArgument(const Expr *E, const CallSite &Edge) {
  const auto *Reference = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  const auto *Parameter =
      Reference ? dyn_cast<ParmVarDecl>(Reference->getDecl()) : nullptr;
  const auto *Call = dyn_cast<CallExpr>(Edge.Site);
  if (!Parameter || !Call || Edge.What != CallSite::Kind::Call ||
      isa<CXXOperatorCallExpr>(Call))
    return nullptr;
  unsigned Index = Parameter->getFunctionScopeIndex();
  return Index < Call->getNumArgs() ? Call->getArg(Index) : nullptr;
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

class KeepAlive {
public:
  KeepAlive(TranslationUnit &TU, FindingSink &Sink, StringRef Check)
      : TU(TU), Match(TU.matcher()), Calls(TU.calls()), Contexts(TU.contexts()),
        Sink(Sink), Check(Check) {}

  void run() {
    for (const ModelledSite &Site : Calls.sites()) {
      for (const Switch &S : switchesOff(Site))
        judge(S);
      judgeDefault(Site);
    }
  }

private:
  std::vector<Switch> switchesOff(const ModelledSite &Site) const;
  void passedOn(const ModelledSite &Site, const model::ModelSet::Entry &Entry,
                const model::ApplyOption &Apply, const Expr *Key,
                std::vector<Switch> &Found) const;
  llvm::ArrayRef<CallSite> wrapperCalls(const ModelledSite &Site,
                                        const Expr *Key) const;
  void judge(const Switch &S);
  void judgeDefault(const ModelledSite &Site);
  const StorageClass *storageOf(const Switch &S) const;
  bool isSwitchedBothWays(const Switch &S, const StorageClass *Known) const;
  bool isUnderChoice(const Expr *Place, const Decl *Owner,
                     const Expr *Configured, unsigned Depth = 0) const;
  bool isChoice(const Expr *Condition, const Decl *Owner,
                const Expr *Configured) const;
  bool isOtherList(const Switch &S, const StorageClass *Known) const;
  bool isHarmless(const Switch &S, const StorageClass *Known) const;
  bool canEnable(const ModelledSite &Site, const model::Object &O) const;
  void addFix(Finding &F, const Switch &S) const;
  bool removeStatement(Finding &F, const Expr *Site, const Decl *Owner) const;
  bool isConditional(const Expr *Place, const Decl *Owner) const;
  const StorageFact *repeatedRequest(const ModelledSite &Site,
                                     const StorageClass &Known) const;
  void addEnable(Finding &F, const ModelledSite &Site,
                 const model::Object &O) const;
  SourceLocation place(const Stmt *S) const {
    return TU.sources().getExpansionLoc(S->getBeginLoc());
  }

  TranslationUnit &TU;
  const model::Matcher &Match;
  const CallIndex &Calls;
  const RepeatingContexts &Contexts;
  FindingSink &Sink;
  StringRef Check;
};

std::vector<Switch> KeepAlive::switchesOff(const ModelledSite &Site) const {
  std::vector<Switch> Found;
  auto Configured = [&](const model::Position &P) -> const Expr * {
    return P.Where == model::Position::Base::Return ? nullptr
                                                    : Match.at(Site.Site, P);
  };
  auto Add = [&](const model::Setting &What, const Expr *Value, const Expr *Of,
                 const model::Object *Object, const model::Function *Func,
                 std::string Name) {
    if (What.Kind != model::SettingKind::KeepAlive ||
        Match.effect(What, Value, Site.function()) != Effect::Off)
      return;
    if (Object && Object->Role == model::ObjectRole::Server)
      return;
    Switch New;
    New.Site = &Site;
    New.Place = Site.Site;
    New.PlaceOwner = Site.Owner;
    New.Setting = &What;
    New.Func = Func;
    New.Object = Object;
    New.Configured = Of;
    New.Value = Value;
    New.Name = std::move(Name);
    Found.push_back(std::move(New));
  };

  if (Site.AssignedField) {
    const auto *Assign = cast<BinaryOperator>(Site.Site);
    const auto *Member =
        cast<MemberExpr>(Assign->getLHS()->IgnoreParenImpCasts());
    Add(Site.AssignedField->What, Assign->getRHS(), Member->getBase(), nullptr,
        nullptr, Site.AssignedField->Name);
  }
  for (const model::ModelSet::Entry &Entry : Site.Entries) {
    for (const model::ApplySetting &Apply : Entry.Func->Settings) {
      bool Applies = llvm::all_of(
          Apply.When, [&](const model::ApplySetting::Condition &Condition) {
            const Expr *E = Match.at(Site.Site, Condition.At);
            return E && Match.judge(E, Condition.Values, Site.function()) ==
                            model::ValueVerdict::Matches;
          });
      if (Applies)
        Add(Apply.What,
            Apply.Value ? Match.at(Site.Site, Apply.Value) : nullptr,
            Configured(Apply.At), Apply.Of, Entry.Func, Entry.Func->Name);
    }
    for (const model::ApplyOption &Apply : Entry.Func->Options) {
      const Expr *Key = Match.at(Site.Site, Apply.Key);
      model::Matcher::OptionMatch Option =
          Key ? Match.option(*Entry.Lib, Apply.Table, Key)
              : model::Matcher::OptionMatch();
      if (Option.Match)
        Add(Option.Match->What, Match.at(Site.Site, Apply.Value),
            Configured(Apply.At), Apply.Of, Entry.Func, Option.Match->Key);
      else if (Key && !Option.KeyKnown)
        passedOn(Site, Entry, Apply, Key, Found);
    }
    for (const model::ApplyHeader &Header : Entry.Func->Headers) {
      auto At = [&](const model::Position &P) {
        return P ? Match.at(Site.Site, P) : nullptr;
      };
      const Expr *List = At(Header.List);
      const Expr *Line = At(Header.Line), *Value = At(Header.Value);
      Effect Does = Header.List
                        ? Match.headerListEffect(List, Site.function())
                        : Match.headerEffect(At(Header.Name), Value, Line);
      if (Does != Effect::Off)
        continue;
      Switch New;
      New.Site = &Site;
      New.Place = Site.Site;
      New.PlaceOwner = Site.Owner;
      New.Func = Entry.Func;
      New.Configured = Configured(Header.At);
      New.List = List;
      New.Value = Line ? Line : Value;
      New.Name = "Connection: close";
      Found.push_back(std::move(New));
    }
  }
  return Found;
}

/// A wrapper such as `void set(option o, long v) { setopt(handle, o, v); }`:
/// its callers write the options.
void KeepAlive::passedOn(const ModelledSite &Site,
                         const model::ModelSet::Entry &Entry,
                         const model::ApplyOption &Apply, const Expr *Key,
                         std::vector<Switch> &Found) const {
  const Expr *Value = Match.at(Site.Site, Apply.Value);
  for (const CallSite &Edge : wrapperCalls(Site, Key)) {
    const Expr *PassedKey = passedArgument(Key, Edge);
    const Expr *PassedValue = Value ? passedArgument(Value, Edge) : nullptr;
    if (!PassedKey)
      continue;
    model::Matcher::OptionMatch Option =
        Match.option(*Entry.Lib, Apply.Table, PassedKey);
    if (!Option.Match ||
        Option.Match->What.Kind != model::SettingKind::KeepAlive ||
        Match.effect(Option.Match->What, PassedValue ? PassedValue : Value,
                     Edge.callerFunction()) != Effect::Off)
      continue;
    Switch New;
    New.Site = &Site;
    New.Place = Edge.Site;
    New.PlaceOwner = Edge.Caller;
    New.Setting = &Option.Match->What;
    New.Func = Entry.Func;
    New.Object = Apply.Of;
    New.Configured = Match.at(Site.Site, Apply.At);
    New.Value = PassedValue;
    New.Name = Option.Match->Key;
    Found.push_back(std::move(New));
  }
}

llvm::ArrayRef<CallSite> KeepAlive::wrapperCalls(const ModelledSite &Site,
                                                 const Expr *Key) const {
  const auto *Reference = dyn_cast<DeclRefExpr>(Key->IgnoreParenCasts());
  const FunctionDecl *F = Site.function();
  if (!F || !Reference || !isa<ParmVarDecl>(Reference->getDecl()))
    return {};
  return Calls.callersOf(F);
}

const StorageClass *KeepAlive::storageOf(const Switch &S) const {
  if (S.Configured)
    if (const StorageClass *Known = TU.storage().of(S.Configured))
      return Known;
  return TU.storage().of(S.Site->Site);
}

/// True when the same switch is also thrown the other way, or by a value that
/// is only known at run time: then somebody decides about it.
bool KeepAlive::isSwitchedBothWays(const Switch &S,
                                   const StorageClass *Known) const {
  if (!Known)
    return false;
  for (const StorageFact &Fact : Known->Facts) {
    if (Fact.Site == S.Place || Fact.Effect == Effect::Off)
      continue;
    if (S.Setting) {
      if (Fact.What != StorageFact::Kind::Setting ||
          Fact.Setting->Kind != model::SettingKind::KeepAlive)
        continue;
      // Other options are other switches.
      if (Fact.Setting == S.Setting ||
          (!Fact.Option && Fact.Func && Fact.Func == S.Func) ||
          (!Fact.Option && !S.Func && !Fact.Func))
        return true;
      continue;
    }
    if (Fact.What == StorageFact::Kind::Header && Fact.Effect == Effect::On)
      return true;
  }
  return false;
}

/// True when a condition decides at run time, by something other than the state
/// of the client itself, whether reuse is wanted.
bool KeepAlive::isChoice(const Expr *Condition, const Decl *Owner,
                         const Expr *Configured) const {
  llvm::SmallVector<const Stmt *, 8> Pending = {Condition};
  const StorageClass *Own = Configured ? TU.storage().of(Configured) : nullptr;
  while (!Pending.empty()) {
    const Stmt *S = Pending.pop_back_val();
    if (!S)
      continue;
    if (const auto *E = dyn_cast<Expr>(S); E && Calls.site(E))
      continue; // the outcome of a modelled call
    if (const auto *Call = dyn_cast<CallExpr>(S))
      if (!isa<CXXOperatorCallExpr>(Call) && Call->getDirectCallee() &&
          !Call->getDirectCallee()->isImplicit() &&
          !isa<CXXConversionDecl>(Call->getDirectCallee()) &&
          Call->getDirectCallee()->getDeclName().isIdentifier() &&
          Call->getDirectCallee()->getName() != "get")
        return true;
    const ValueDecl *Named = nullptr;
    if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
      Named = Reference->getDecl();
    else if (const auto *Member = dyn_cast<MemberExpr>(S))
      Named = Member->getMemberDecl();
    if (isa_and_nonnull<VarDecl, FieldDecl, BindingDecl>(Named)) {
      bool IsObject =
          Own && llvm::is_contained(Own->Members,
                                    cast<ValueDecl>(Named->getCanonicalDecl()));
      const StorageClass *Other = IsObject ? nullptr : TU.storage().of(Named);
      // Another modelled object (a list, a message): a check for failure.
      bool IsModelled =
          IsObject || (Other && Other->has(StorageFact::Kind::Acquire));
      // A status that a modelled call gave.
      const auto *Variable = dyn_cast<VarDecl>(Named);
      bool IsStatus = false;
      if (Variable && Variable->hasLocalStorage() && !IsModelled) {
        CallIndex::forEachStatement(Owner, [&](const Stmt *Each, const Stmt *) {
          const Expr *Value = nullptr;
          if (const auto *Declaration = dyn_cast<DeclStmt>(Each)) {
            if (llvm::is_contained(Declaration->decls(), Variable))
              Value = Variable->getInit();
          } else if (const auto *Assign = dyn_cast<BinaryOperator>(Each);
                     Assign && Assign->getOpcode() == BO_Assign) {
            const auto *To =
                dyn_cast<DeclRefExpr>(Assign->getLHS()->IgnoreParenImpCasts());
            if (To && To->getDecl() == Variable)
              Value = Assign->getRHS();
          }
          IsStatus |= Value && Calls.site(Value->IgnoreParenCasts());
        });
      }
      if (!IsModelled && !IsStatus)
        return true;
      if (isa<MemberExpr>(S))
        continue;
    }
    Pending.append(S->child_begin(), S->child_end());
  }
  return false;
}

bool KeepAlive::isUnderChoice(const Expr *Place, const Decl *Owner,
                              const Expr *Configured, unsigned Depth) const {
  const Stmt *Child = Place;
  for (const Stmt *S = Calls.parentOf(Place, Owner); S;
       Child = S, S = Calls.parentOf(S, Owner)) {
    if (const auto *If = dyn_cast<IfStmt>(S)) {
      if (Child != If->getCond() && Child != If->getInit() &&
          isChoice(If->getCond(), Owner, Configured))
        return true;
    } else if (const auto *Conditional = dyn_cast<ConditionalOperator>(S)) {
      if (Child != Conditional->getCond() &&
          isChoice(Conditional->getCond(), Owner, Configured))
        return true;
    } else if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
      if (Binary->isLogicalOp() && Child == Binary->getRHS() &&
          isChoice(Binary->getLHS(), Owner, Configured))
        return true;
    } else if (isa<CaseStmt, DefaultStmt, CXXCatchStmt>(S)) {
      return true;
    } else if (isa<CompoundStmt>(S) &&
               isa_and_nonnull<SwitchStmt>(Calls.parentOf(S, Owner))) {
      return true;
    }
  }
  // A helper that only runs where somebody chose it.
  const auto *F = dyn_cast<FunctionDecl>(Owner);
  if (!F || Depth > 3)
    return false;
  unsigned Chosen = 0, Callers = 0;
  for (const CallSite &Edge : Calls.callersOf(F)) {
    if (Edge.What != CallSite::Kind::Call)
      continue;
    ++Callers;
    Chosen += isUnderChoice(Edge.Site, Edge.Caller, nullptr, Depth + 1);
  }
  return Callers > 0 && Chosen == Callers;
}

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

void KeepAlive::judge(const Switch &S) {
  if (Contexts.isTestCode(S.PlaceOwner))
    return;
  const StorageClass *Known = storageOf(S);
  if (isOtherList(S, Known) || isSwitchedBothWays(S, Known) ||
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

bool KeepAlive::removeStatement(Finding &F, const Expr *Site,
                                const Decl *Owner) const {
  const Stmt *Statement = Site;
  const Stmt *Parent = Calls.significantParent(Site, Owner);
  // `list = append(list, ...)` leaves the list as it was.
  if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Parent)) {
    const auto *To =
        dyn_cast<DeclRefExpr>(Assign->getLHS()->IgnoreParenImpCasts());
    const auto *Call = dyn_cast<CallExpr>(Site);
    const auto *From =
        Call && Call->getNumArgs()
            ? dyn_cast<DeclRefExpr>(Call->getArg(0)->IgnoreParenImpCasts())
            : nullptr;
    if (Assign->getOpcode() != BO_Assign || !To || !From ||
        To->getDecl() != From->getDecl())
      return false;
    Statement = Assign;
    Parent = Calls.significantParent(Assign, Owner);
  }
  if (!isa_and_nonnull<CompoundStmt>(Parent))
    return false;
  const SourceManager &Sources = TU.sources();
  const LangOptions &Options = TU.context().getLangOpts();
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Statement->getSourceRange()), Sources,
      Options);
  if (Range.isInvalid())
    return false;
  bool Invalid = false;
  const char *End = Sources.getCharacterData(Range.getEnd(), &Invalid);
  if (Invalid || *End != ';')
    return false;
  SourceLocation Begin = Range.getBegin();
  unsigned Column = Sources.getSpellingColumnNumber(Begin) - 1;
  StringRef Line(Sources.getCharacterData(Begin) - Column, Column);
  unsigned Rest = 1;
  while (End[Rest] == ' ' || End[Rest] == '\t')
    ++Rest;
  // A line of its own goes with the line break before it.
  if (End[Rest] == '\n' && Line.trim().empty() &&
      Sources.getFileOffset(Begin) > Column)
    Begin = Begin.getLocWithOffset(-static_cast<int>(Column) - 1);
  F.Fixes.push_back(FixItHint::CreateRemoval(CharSourceRange::getCharRange(
      Begin, Range.getEnd().getLocWithOffset(1))));
  return true;
}

void KeepAlive::addFix(Finding &F, const Switch &S) const {
  if (!S.Setting) {
    // A call that also sends, or sets other headers, has to stay.
    if (S.List || !S.Func->Requests.empty())
      return;
    removeStatement(F, S.Place, S.PlaceOwner);
    return;
  }
  if (!S.Setting->FixValue.empty() && S.Value) {
    CharSourceRange Range = Lexer::makeFileCharRange(
        CharSourceRange::getTokenRange(S.Value->getSourceRange()), TU.sources(),
        TU.context().getLangOpts());
    if (Range.isValid()) {
      F.Fixes.push_back(
          FixItHint::CreateReplacement(Range, S.Setting->FixValue));
      return;
    }
  }
  if (S.Setting->Remove)
    removeStatement(F, S.Place, S.PlaceOwner);
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
  bool Kept = llvm::any_of(Known.Members, [](const ValueDecl *D) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    return isa<FieldDecl>(D) || (Variable && !Variable->hasLocalStorage());
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
