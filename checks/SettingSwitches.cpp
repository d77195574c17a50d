//===-- SettingSwitches.cpp - Settings that are switched off --------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SettingSwitches.h"
#include "NameWords.h"
#include "ast/Callbacks.h"
#include "ast/Handlers.h"
#include "ast/StandIn.h"
#include "ast/Wrappers.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace nettidy {

/// The function that \p E names, if it says yes to everything: it returns
/// nothing but true, and beside that only writes messages. What it kept for
/// later could be looked at then.
static const FunctionDecl *lenientJudge(const Expr *E,
                                        const model::Matcher &Match) {
  std::optional<Callback> Named = resolveCallback(E, Match);
  if (!Named || !Named->Function || !Named->Function->hasBody())
    return nullptr;
  bool Lenient = true, Returns = false;
  CallIndex::forEachStatement(
      CallIndex::key(Named->Function), [&](const Stmt *S, const Stmt *) {
        if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
          const Expr *Value = Return->getRetValue();
          Expr::EvalResult Result;
          Returns = true;
          Lenient &= Value && !Value->isValueDependent() &&
                     Value->EvaluateAsInt(
                         Result, Named->Function->getASTContext()) &&
                     Result.Val.getInt().getBoolValue();
        } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
          const FunctionDecl *Callee = Call->getDirectCallee();
          // What sets an error does more than to tell it.
          Lenient &= Callee && onlyTells(plainName(Callee)) &&
                     !hasWholeWord(plainName(Callee), {"set", "clear"});
        } else if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
          Lenient &= !Binary->isAssignmentOp();
        } else if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
          Lenient &= !Unary->isIncrementDecrementOp();
        }
      });
  return Lenient && Returns ? Named->Function : nullptr;
}

using Effect = model::Matcher::Effect;

std::vector<SettingSwitch>
SettingSwitches::switchesOff(const ModelledSite &Site) const {
  std::vector<SettingSwitch> Found;
  auto Configured = [&](const model::Position &P) -> const Expr * {
    return P.Where == model::Position::Base::Return ? nullptr
                                                    : Match.at(Site.Site, P);
  };
  auto Add = [&](const model::Setting &What, const Expr *Value, const Expr *Of,
                 const model::Object *Object, const model::Function *Func,
                 std::string Name) {
    if (What.Kind != this->Kind)
      return;
    const FunctionDecl *Judge = nullptr;
    if (Match.effect(What, Value, Site.function()) != Effect::Off) {
      Judge = What.Judge ? lenientJudge(Match.at(Site.Site, What.Judge), Match)
                         : nullptr;
      if (!Judge)
        return;
    }
    if (Object && Object->Role == model::ObjectRole::Server)
      return;
    SettingSwitch New;
    New.Site = &Site;
    New.Place = Site.Site;
    New.PlaceOwner = Site.Owner;
    New.Setting = &What;
    New.Func = Func;
    New.Object = Object;
    New.Configured = Of;
    New.Value = Value;
    New.Name = std::move(Name);
    New.Judge = Judge;
    Found.push_back(std::move(New));
  };

  if (Site.AssignedField) {
    Add(Site.AssignedField->What, Site.AssignedValue, Site.AssignedIn, nullptr,
        nullptr, Site.AssignedField->Name);
    if (!Found.empty() && isa<InitListExpr>(Site.Site))
      Found.back().Place = Site.AssignedValue;
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
            Apply.Value
                ? Match.valueAt(Site.Site, Apply.Value, Site.function())
                : nullptr,
            Configured(Apply.At), Apply.Of, Entry.Func, Entry.Func->Name);
    }
    for (const model::ApplyOption &Apply : Entry.Func->Options) {
      const Expr *Key = Match.at(Site.Site, Apply.Key);
      model::Matcher::OptionMatch Option =
          Key ? Match.option(*Entry.Lib, Apply.Table, Key)
              : model::Matcher::OptionMatch();
      if (Option.Match)
        Add(Option.Match->What,
            Match.valueAt(Site.Site, Apply.Value, Site.function()),
            Configured(Apply.At), Apply.Of, Entry.Func, Option.Match->Key);
      else if (Key && !Option.KeyKnown)
        passedOn(Site, Entry, Apply, Key, Found);
    }
    // A signal that is connected to what switches it off.
    for (const model::Handler &Handler : Entry.Func->Handlers) {
      HandlerTarget Target =
          Handler.On
              ? handlerTarget(Match, Site.Site, Handler.At, Handler.On)
              : HandlerTarget();
      if (!Target.Function)
        continue;
      for (const model::ModelSet::Entry &Run :
           Match.lookup(Target.Function, Target.Class,
                        Target.Function->getNumParams()))
        for (const model::ApplySetting &Apply : Run.Func->Settings)
          if (Apply.What.ByCallAlone &&
              Apply.At.Where == model::Position::Base::This)
            Add(Apply.What, nullptr, Configured(Handler.On), Apply.Of,
                Run.Func, Run.Func->Name);
    }
    if (Kind != model::SettingKind::KeepAlive)
      continue;
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
      SettingSwitch New;
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
void SettingSwitches::passedOn(const ModelledSite &Site,
                               const model::ModelSet::Entry &Entry,
                               const model::ApplyOption &Apply, const Expr *Key,
                               std::vector<SettingSwitch> &Found) const {
  const Expr *Value = Match.at(Site.Site, Apply.Value);
  for (const CallSite &Edge : wrapperCalls(Site, Key)) {
    const Expr *PassedKey = passedArgument(Key, Edge);
    const Expr *PassedValue = Value ? passedArgument(Value, Edge) : nullptr;
    if (!PassedKey)
      continue;
    model::Matcher::OptionMatch Option =
        Match.option(*Entry.Lib, Apply.Table, PassedKey);
    if (!Option.Match || Option.Match->What.Kind != this->Kind ||
        Match.effect(Option.Match->What, PassedValue ? PassedValue : Value,
                     Edge.callerFunction()) != Effect::Off)
      continue;
    SettingSwitch New;
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

llvm::ArrayRef<CallSite> SettingSwitches::wrapperCalls(const ModelledSite &Site,
                                                       const Expr *Key) const {
  const auto *Reference = dyn_cast<DeclRefExpr>(Key->IgnoreParenCasts());
  const FunctionDecl *F = Site.function();
  if (!F || !Reference || !isa<ParmVarDecl>(Reference->getDecl()))
    return {};
  return Calls.callersOf(F);
}

const StorageClass *SettingSwitches::storageOf(const SettingSwitch &S) const {
  if (S.Configured)
    if (const StorageClass *Known = TU.storage().of(S.Configured))
      return Known;
  return TU.storage().of(S.Site->Site);
}

bool SettingSwitches::isSwitchedBothWays(const SettingSwitch &S,
                                         const StorageClass *Known) const {
  if (!Known)
    return false;
  for (const StorageFact &Fact : Known->Facts) {
    if (Fact.Site == S.Place || Fact.Effect == Effect::Off)
      continue;
    if (S.Setting) {
      if (Fact.What != StorageFact::Kind::Setting || Fact.Setting->Kind != Kind)
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
bool SettingSwitches::isChoice(const Expr *Condition, const Decl *Owner,
                               const Expr *Configured) const {
  llvm::SmallVector<const Stmt *, 8> Pending = {Condition};
  const StorageClass *Own = Configured ? TU.storage().of(Configured) : nullptr;
  while (!Pending.empty()) {
    const Stmt *S = Pending.pop_back_val();
    if (!S)
      continue;
    if (const auto *E = dyn_cast<Expr>(S); E && Calls.site(E))
      continue; // the outcome of a modelled call
    // What did not compile may be anything.
    if (isa<RecoveryExpr>(S))
      return true;
    if (const auto *Call = dyn_cast<CallExpr>(S);
        Call && Call->getDirectCallee() && isStandIn(*Call->getDirectCallee()))
      return true;
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

bool SettingSwitches::isUnderChoice(const Expr *Place, const Decl *Owner,
                                    const Expr *Configured,
                                    unsigned Depth) const {
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

bool SettingSwitches::removeStatement(Finding &F, const Expr *Site,
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

void SettingSwitches::addFix(Finding &F, const SettingSwitch &S) const {
  if (S.Judge)
    return; // somebody has to write another one
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

} // namespace nettidy
