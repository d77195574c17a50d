//===-- Handlers.cpp - What a registration runs ---------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Handlers.h"
#include "ast/Wrappers.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace nettidy {

namespace {

/// Where calls go deeper, nobody knows.
constexpr unsigned MaxDepth = 3;

const CXXRecordDecl *classBehind(const Expr *E) {
  QualType T = E->IgnoreParenImpCasts()->getType().getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  return Class && Class->hasDefinition() ? Class->getDefinition() : nullptr;
}

/// The first text in an expression.
const StringLiteral *textIn(const Stmt *S) {
  if (!S)
    return nullptr;
  if (const auto *Text = dyn_cast<StringLiteral>(S))
    return Text;
  for (const Stmt *Child : S->children())
    if (const StringLiteral *Text = textIn(Child))
      return Text;
  return nullptr;
}

/// The method `name(parameters)` of a class or its bases.
const CXXMethodDecl *methodNamed(const CXXRecordDecl *Class, StringRef Name,
                                 unsigned Parameters, unsigned Depth = 0) {
  if (!Class || !Class->hasDefinition() || Depth > 20)
    return nullptr;
  const CXXMethodDecl *Found = nullptr;
  for (const CXXMethodDecl *Method : Class->methods())
    if (plainName(Method) == Name &&
        (!Found || Method->getNumParams() == Parameters))
      Found = Method;
  if (Found)
    return Found;
  for (const CXXBaseSpecifier &Base : Class->bases())
    if (const CXXMethodDecl *Inherited =
            methodNamed(Base.getType()->getAsCXXRecordDecl(), Name, Parameters,
                        Depth + 1))
      return Inherited;
  return nullptr;
}

/// `1name(type,type)`: a method by its text, a digit before it says which kind.
const CXXMethodDecl *methodOfText(StringRef Text, const CXXRecordDecl *Class) {
  Text = Text.take_until([](char C) { return C == '\0'; }).ltrim("0123456789");
  auto [Name, Rest] = Text.split('(');
  StringRef Parameters = Rest.take_until([](char C) { return C == ')'; });
  unsigned Count = Parameters.trim().empty() ? 0 : Parameters.count(',') + 1;
  return methodNamed(Class, Name.trim(), Count);
}

/// The function or lambda that is named in an expression without being called,
/// through casts, references and selectors of overloads.
HandlerTarget namedIn(const Stmt *S, unsigned Depth = 0) {
  HandlerTarget Found;
  if (!S || Depth > 12)
    return Found;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    Found.Lambda = Lambda;
    return Found;
  }
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
    Found.Function = dyn_cast<FunctionDecl>(Reference->getDecl());
    // A function object that is kept in a variable of its own.
    const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
    if (Variable && Variable->hasLocalStorage() &&
        !isa<ParmVarDecl>(Variable) && Variable->getInit())
      return namedIn(Variable->getInit(), Depth + 1);
    return Found;
  }
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    // A selector of overloads takes one function and gives it back; binders
    // take more.
    bool Operator = isa<CXXOperatorCallExpr>(Call);
    if (Call->getNumArgs() == (Operator ? 2u : 1u))
      return namedIn(Call->getArg(Operator ? 1 : 0), Depth + 1);
    return Found;
  }
  const Stmt *Only = nullptr;
  for (const Stmt *Child : S->children()) {
    if (Only)
      return Found;
    Only = Child;
  }
  return namedIn(Only, Depth + 1);
}

} // namespace

HandlerTarget handlerTarget(const model::Matcher &Match, const Expr *Site,
                            const model::Position &Named,
                            const model::Position &On) {
  const Expr *Argument = Match.at(Site, Named);
  if (!Argument)
    return {};
  const Expr *Object = On ? Match.at(Site, On) : nullptr;
  const CXXRecordDecl *Class = Object ? classBehind(Object) : nullptr;
  HandlerTarget Found = namedIn(Argument);
  if (!Found)
    if (const StringLiteral *Text = textIn(Argument); Text && Class)
      if (Text->getCharByteWidth() == 1) {
        Found.Function = methodOfText(Text->getString(), Class);
        Found.ByText = Found.Function != nullptr;
      }
  Found.Class = Class;
  return Found;
}

//===----------------------------------------------------------------------===//
// Fates
//===----------------------------------------------------------------------===//

Handlers::Handlers(const model::Matcher &Match, const CallIndex &Calls)
    : Match(Match), Calls(Calls) {
  for (const ModelledSite &Site : Calls.sites())
    for (const model::ModelSet::Entry &Entry : Site.Entries)
      collectGifts(Site, Entry);
}

Fate Handlers::fateOf(const VarDecl *Variable, const Decl *Owner) const {
  return fate(Variable, Owner, 0);
}

Fate Handlers::fateIn(const LambdaExpr *Lambda, const VarDecl *Captured) const {
  const CXXMethodDecl *Operator =
      Lambda->getLambdaClass()->getLambdaCallOperator();
  const FunctionTemplateDecl *Generic =
      Operator ? Operator->getDescribedFunctionTemplate() : nullptr;
  if (!Operator || Generic)
    return {/*Released=*/false, /*Kept=*/true};
  return fate(Captured, Operator, 0);
}

Fate Handlers::fate(const VarDecl *Variable, const Decl *Owner,
                    unsigned Depth) const {
  Fate Result;
  if (Depth > MaxDepth)
    return {/*Released=*/false, /*Kept=*/true};
  const Decl *Key = CallIndex::key(Variable);
  CallIndex::forEachStatement(Owner, [&](const Stmt *S, const Stmt *) {
    if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
      if (CallIndex::key(Reference->getDecl()) != Key)
        return;
      Fate Each = fateOfUse(Reference, Owner, Depth);
      Result.Released |= Each.Released;
      Result.Kept |= Each.Kept;
      return;
    }
    const auto *Lambda = dyn_cast<LambdaExpr>(S);
    if (!Lambda)
      return;
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() &&
          CallIndex::key(Capture.getCapturedVar()) == Key)
        if (const CXXMethodDecl *Operator =
                Lambda->getLambdaClass()->getLambdaCallOperator()) {
          Fate Each = fate(Variable, Operator, Depth + 1);
          Result.Released |= Each.Released;
          Result.Kept |= Each.Kept;
        }
  });
  return Result;
}

/// What the expression around \p Use, which names the object, does to it.
Fate Handlers::fateOfUse(const Expr *Use, const Decl *Owner,
                         unsigned Depth) const {
  const Fate Borrowed, Keeps = {false, true}, Releases = {true, false};
  const Stmt *Parent = Calls.significantParent(Use, Owner);
  if (!Parent)
    return Keeps;
  if (isa<LambdaExpr, IfStmt, CompoundStmt, WhileStmt>(Parent))
    return Borrowed;
  if (isa<CXXDeleteExpr>(Parent))
    return Releases;
  if (const auto *Unary = dyn_cast<UnaryOperator>(Parent)) {
    if (Unary->getOpcode() == UO_Deref)
      return fateOfUse(Unary, Owner, Depth);
    return Unary->getOpcode() == UO_LNot ? Borrowed : Keeps;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(Parent))
    return Binary->isComparisonOp() || Binary->isLogicalOp() ? Borrowed : Keeps;
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Parent))
    return Choice->getCond()->IgnoreParenImpCasts() == Use ? Borrowed : Keeps;
  const Expr *Call = dyn_cast<CallExpr>(Parent);
  bool AsObject = false;
  if (const auto *Member = dyn_cast<MemberExpr>(Parent)) {
    Call = dyn_cast_or_null<CXXMemberCallExpr>(
        Calls.significantParent(Member, Owner));
    AsObject = true;
    if (!Call)
      return isa<FieldDecl>(Member->getMemberDecl()) ? Borrowed : Keeps;
  }
  const auto *CE = dyn_cast_or_null<CallExpr>(Call);
  const FunctionDecl *Callee = CE ? CE->getDirectCallee() : nullptr;
  if (!Callee)
    return Keeps;
  if (const ModelledSite *Site = Calls.site(CE); Site &&
                                                !Site->Entries.empty()) {
    auto IsHere = [&](const model::Position &P) {
      const Expr *E = P ? Match.at(CE, P) : nullptr;
      return E && E->IgnoreParenCasts() == Use->IgnoreParenCasts();
    };
    for (const model::ModelSet::Entry &Entry : Site->Entries) {
      for (const model::Release &R : Entry.Func->Releases)
        if (IsHere(R.At))
          return Releases;
      for (const model::Transfer &T : Entry.Func->Transfers)
        if (IsHere(T.At))
          return Keeps;
      for (const model::Position &Hold : Entry.Func->Holds)
        if (IsHere(Hold))
          return Keeps;
      for (const model::Handler &H : Entry.Func->Handlers) {
        if (!IsHere(H.On) && !IsHere(H.Sender))
          continue;
        HandlerTarget Target = handlerTarget(Match, CE, H.At, H.On);
        if (!Target)
          return Keeps;
        if (IsHere(H.On) && Target.Function)
          for (const model::ModelSet::Entry &Run :
               Match.lookup(Target.Function, Target.Class))
            for (const model::Release &R : Run.Func->Releases)
              if (R.At.Where == model::Position::Base::This)
                return Releases;
        if (IsHere(H.Sender) && Target.Function &&
            asksForSender(Target.Function))
          return Keeps;
      }
    }
    return Borrowed;
  }
  if (AsObject)
    return Match.isLibraryCode(Callee->getLocation()) ? Borrowed : Keeps;
  if (isa<CXXOperatorCallExpr>(CE))
    return Callee->getOverloadedOperator() == OO_EqualEqual ||
                   Callee->getOverloadedOperator() == OO_ExclaimEqual
               ? Borrowed
               : Keeps;
  const FunctionDecl *Definition = nullptr;
  if (!Callee->isDefined(Definition) ||
      Match.isLibraryCode(Definition->getLocation()))
    return Keeps;
  for (unsigned I = 0; I < CE->getNumArgs() && I < Definition->getNumParams();
       ++I)
    if (CE->getArg(I)->IgnoreParenCasts() == Use->IgnoreParenCasts())
      return fate(Definition->getParamDecl(I), Definition, Depth + 1);
  return Keeps;
}

bool Handlers::asksForSender(const Decl *Owner) const {
  llvm::SmallVector<const Decl *, 8> Pending = {CallIndex::key(Owner)};
  llvm::SmallPtrSet<const Decl *, 16> Seen;
  while (!Pending.empty()) {
    const Decl *Each = Pending.pop_back_val();
    if (!Seen.insert(Each).second)
      continue;
    const auto *F = dyn_cast<FunctionDecl>(Each);
    const FunctionDecl *Definition = nullptr;
    if (F && !F->isDefined(Definition)) {
      if (Match.isLibraryCode(F->getLocation()))
        continue;
      return true; // it may do anything
    }
    for (const ModelledSite &Site : Calls.sitesIn(Each))
      for (const model::ModelSet::Entry &Entry : Site.Entries)
        if (Entry.Func->GivesSender)
          return true;
    for (const CallSite &Edge : Calls.callsIn(Each))
      Pending.push_back(Edge.Callee);
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Gifts
//===----------------------------------------------------------------------===//

void Handlers::addGift(const FunctionDecl *Handler, Gift New) {
  std::vector<Gift> &Known = Gifts[CallIndex::key(Handler)];
  if (llvm::none_of(Known, [&](const Gift &Old) {
        return Old.Variable == New.Variable && Old.Asked == New.Asked;
      }))
    Known.push_back(New);
}

/// A handler that asks for its sender once, and casts it to what it is.
void Handlers::addSender(const FunctionDecl *Handler, const model::Object *Of) {
  const Decl *Owner = CallIndex::key(Handler);
  const ModelledSite *Asks = nullptr;
  for (const ModelledSite &Site : Calls.sitesIn(Owner))
    for (const model::ModelSet::Entry &Entry : Site.Entries) {
      if (!Entry.Func->GivesSender)
        continue;
      if (Asks)
        return;
      Asks = &Site;
    }
  if (!Asks)
    return;
  const VarDecl *Variable = nullptr;
  const Stmt *Child = Asks->Site;
  for (const Stmt *S = Calls.parentOf(Child, Owner); S;
       Child = S, S = Calls.parentOf(Child, Owner))
    if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
      if (Declaration->isSingleDecl())
        Variable = dyn_cast<VarDecl>(Declaration->getSingleDecl());
      break;
    } else if (!isa<CastExpr, ExprWithCleanups>(S)) {
      const ModelledSite *Cast =
          isa<CallExpr>(S) ? Calls.site(cast<Expr>(S)) : nullptr;
      if (!Cast || llvm::none_of(Cast->Entries, [](const auto &Entry) {
            return Entry.Func->Returns.Where !=
                   model::Position::Base::None;
          }))
        break;
    }
  if (!Variable || !Variable->getType()->isPointerType())
    return;
  const CXXRecordDecl *Class = Variable->getType()->getPointeeCXXRecordDecl();
  if (!Class ||
      !llvm::is_contained(Of->Types, model::canonicalName(*Class) + " *"))
    return;
  if (fateOf(Variable, Owner).Released)
    addGift(Handler, {Of, nullptr, Asks->Site, nullptr});
}

void Handlers::collectGifts(const ModelledSite &Site,
                            const model::ModelSet::Entry &Entry) {
  for (const model::Handler &H : Entry.Func->Handlers) {
    for (const model::Acquire &A : H.Gives) {
      HandlerTarget Target = handlerTarget(Match, Site.Site, H.At, H.On);
      const FunctionDecl *Handler = Target.Function;
      if (Target.Lambda)
        Handler = Target.Lambda->getLambdaClass()->getLambdaCallOperator();
      const FunctionDecl *Definition = nullptr;
      if (Handler && Handler->isDefined(Definition) &&
          A.At.Where == model::Position::Base::Argument &&
          A.At.Index < Definition->getNumParams())
        addGift(Definition,
                {A.Of, Definition->getParamDecl(A.At.Index), nullptr, &A});
    }
    if (!H.Signal)
      continue;
    HandlerTarget Signal = handlerTarget(Match, Site.Site, H.Signal, H.Sender);
    HandlerTarget Target = handlerTarget(Match, Site.Site, H.At, H.On);
    if (!Signal.Function || !Target)
      continue;
    const FunctionDecl *Handler = Target.Function;
    if (Target.Lambda)
      Handler = Target.Lambda->getLambdaClass()->getLambdaCallOperator();
    const FunctionDecl *Definition = nullptr;
    if (!Handler || !Handler->isDefined(Definition) ||
        Match.isLibraryCode(Definition->getLocation()))
      continue;
    for (const model::ModelSet::Entry &Gives :
         Match.lookup(Signal.Function, Signal.Class))
      for (const model::Acquire &A : Gives.Func->Acquires) {
        if (!A.Handed || !A.Of)
          continue;
        if (A.At.Where == model::Position::Base::Argument) {
          if (A.At.Index < Definition->getNumParams()) {
            const ParmVarDecl *Parameter = Definition->getParamDecl(A.At.Index);
            if (fateOf(Parameter, Definition).Released)
              addGift(Definition, {A.Of, Parameter, nullptr, nullptr});
          }
          continue;
        }
        // The sender itself: captured by a lambda, or asked for.
        const Expr *Sender = Match.at(Site.Site, H.Sender);
        const auto *Reference =
            Sender ? dyn_cast<DeclRefExpr>(Sender->IgnoreParenCasts())
                   : nullptr;
        const auto *Variable =
            Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
        if (Target.Lambda && Variable && Variable->getType()->isPointerType() &&
            fateIn(Target.Lambda, Variable).Released)
          addGift(Definition, {A.Of, Variable, nullptr, nullptr});
        addSender(Definition, A.Of);
      }
  }
}

llvm::ArrayRef<Handlers::Gift>
Handlers::giftsOf(const FunctionDecl *Handler) const {
  auto Found = Gifts.find(CallIndex::key(Handler));
  if (Found == Gifts.end())
    return {};
  return Found->second;
}

} // namespace nettidy
