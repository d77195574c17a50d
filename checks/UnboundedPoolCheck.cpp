//===-- UnboundedPoolCheck.cpp - Pools without a limit --------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnboundedPoolCheck.h"
#include "ast/CallIndex.h"
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

/// Whether something is counted in a condition: then something limits.
bool compares(const Stmt *Condition) {
  if (!Condition)
    return false;
  if (const auto *Binary = dyn_cast<BinaryOperator>(Condition))
    if (Binary->isRelationalOp())
      return true;
  return llvm::any_of(Condition->children(), compares);
}

class Pools {
public:
  Pools(TranslationUnit &TU, FindingSink &Sink, StringRef Check)
      : TU(TU), Match(TU.matcher()), Calls(TU.calls()), Contexts(TU.contexts()),
        Sink(Sink), Check(Check) {}

  void run() {
    for (const ModelledSite &Site : Calls.sites())
      for (const model::ModelSet::Entry &Entry : Site.Entries)
        for (const model::Acquire &Acquire : Entry.Func->Acquires)
          if (Acquire.Of && !Acquire.Of->LimitPool.empty())
            judge(Site, *Acquire.Of);
  }

private:
  void judge(const ModelledSite &Site, const model::Object &Of);
  bool isLimited(const StorageClass &Pool) const;
  bool isServer() const;
  bool accepts(const Decl *Owner) const;
  const ModelledSite *grownAt(const StorageClass &Pool,
                              Repetition &Evidence) const;
  bool isCounted(const Expr *Place, const Decl *Owner) const;
  void setLimit(Finding &F, const StorageFact &NoLimit) const;
  void addLimit(Finding &F, const ModelledSite &Site,
                const model::Object &Of) const;
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

/// Whether this code accepts connections or answers requests.
bool Pools::isServer() const {
  auto Serves = [](const ModelledSite &Site) {
    if (Site.Built && Site.Built->Obj->Role == model::ObjectRole::Server)
      return true;
    return llvm::any_of(Site.Entries, [](const model::ModelSet::Entry &Entry) {
      const model::Function &F = *Entry.Func;
      return F.ServerSide ||
             llvm::any_of(F.Acquires,
                          [](const model::Acquire &A) {
                            return A.Of &&
                                   A.Of->Role == model::ObjectRole::Server;
                          }) ||
             llvm::any_of(F.Handlers,
                          [](const model::Handler &H) { return H.PerRequest; });
    });
  };
  return llvm::any_of(Calls.sites(), Serves) ||
         llvm::any_of(Calls.functions(), [&](const FunctionDecl *F) {
           const auto *Method = dyn_cast<CXXMethodDecl>(F);
           const model::HandlerClass *Class =
               Method ? Match.handlerFor(Method) : nullptr;
           return Class && Class->What.PerRequest;
         });
}

bool Pools::accepts(const Decl *Owner) const {
  return llvm::any_of(Calls.sitesIn(Owner), [](const ModelledSite &Site) {
    return llvm::any_of(Site.Entries, [](const model::ModelSet::Entry &Entry) {
      return Entry.Func->ServerSide;
    });
  });
}

bool Pools::isLimited(const StorageClass &Pool) const {
  return llvm::any_of(Pool.Facts, [](const StorageFact &Fact) {
    return Fact.What == StorageFact::Kind::UnknownSetting ||
           (Fact.What == StorageFact::Kind::Setting &&
            Fact.Setting->Kind == model::SettingKind::PoolLimit &&
            Fact.Effect != Effect::Off);
  });
}

/// True when a comparison stands around the place, or lets control leave before
/// it, or something there waits for a free place.
bool Pools::isCounted(const Expr *Place, const Decl *Owner) const {
  for (const ModelledSite &Site : Calls.sitesIn(Owner))
    if (llvm::any_of(Site.Entries, [](const model::ModelSet::Entry &Entry) {
          return Entry.Func->Throttles;
        }))
      return true;
  const Stmt *Child = Place;
  for (const Stmt *S = Calls.parentOf(Place, Owner); S;
       Child = S, S = Calls.parentOf(S, Owner)) {
    if (const auto *If = dyn_cast<IfStmt>(S); If && compares(If->getCond()))
      return true;
    if (const auto *While = dyn_cast<WhileStmt>(S);
        While && compares(While->getCond()))
      return true;
    if (const auto *Block = dyn_cast<CompoundStmt>(S))
      for (const Stmt *Earlier : Block->body()) {
        if (Earlier == Child)
          break;
        const auto *If = dyn_cast<IfStmt>(Earlier);
        if (If && compares(If->getCond()))
          return true;
        const auto *While = dyn_cast<WhileStmt>(Earlier);
        if (While && compares(While->getCond()))
          return true;
      }
  }
  return false;
}

/// The call in a handler that adds a connection to the pool.
const ModelledSite *Pools::grownAt(const StorageClass &Pool,
                                   Repetition &Evidence) const {
  for (const ModelledSite &Site : Calls.sites())
    for (const model::ModelSet::Entry &Entry : Site.Entries)
      for (const model::Function::Attach &Attach : Entry.Func->Attaches) {
        const Expr *With = Match.at(Site.Site, Attach.With);
        const StorageClass *To = With ? TU.storage().of(With) : nullptr;
        if (!To || llvm::none_of(To->Members, [&](const ValueDecl *D) {
              return llvm::is_contained(Pool.Members, D);
            }))
          continue;
        Evidence = Contexts.of(Site.Site, Site.Owner);
        const auto *In = dyn_cast_or_null<FunctionDecl>(Site.Owner);
        bool PerRequest = Evidence.Evidence == Repetition::Level::Handler ||
                          (In && Contexts.isHandler(In)) ||
                          (Evidence.Loop && accepts(Evidence.LoopOwner));
        if (!PerRequest)
          continue;
        bool Counted = isCounted(Site.Site, Site.Owner);
        for (const CallSite *Step : Evidence.Path)
          Counted |= isCounted(Step->Site, Step->Caller);
        if (!Counted)
          return &Site;
      }
  return nullptr;
}

void Pools::judge(const ModelledSite &Site, const model::Object &Of) {
  if (Contexts.isTestCode(Site.Owner) || !isServer())
    return;
  const StorageClass *Pool = TU.storage().of(Site.Site);
  if (!Pool || !Pool->closed() || isLimited(*Pool))
    return;
  Repetition Evidence;
  const ModelledSite *Grows = grownAt(*Pool, Evidence);
  if (!Grows)
    return;
  Finding F;
  F.Check = Check;
  F.Location = place(Site.Site);
  F.Ranges.push_back(
      CharSourceRange::getTokenRange(Site.Site->getSourceRange()));
  F.Message =
      "the connections of this " + Of.Noun +
      " have no limit, so as many are opened as requests arrive at once";
  F.Notes.push_back({place(Grows->Site), "each request adds one here"});
  if (Evidence.Where.isValid() && !Evidence.Text.empty())
    F.Notes.push_back({Evidence.Where, Evidence.Text});
  const StorageFact *NoLimit = nullptr;
  for (const StorageFact *Fact : Pool->of(StorageFact::Kind::Setting))
    if (Fact->Setting->Kind == model::SettingKind::PoolLimit)
      NoLimit = Fact;
  if (NoLimit) {
    F.Notes.push_back({place(NoLimit->Site), "set to no limit here"});
    setLimit(F, *NoLimit);
  } else {
    addLimit(F, Site, Of);
  }
  Sink.report(std::move(F));
}

void Pools::setLimit(Finding &F, const StorageFact &NoLimit) const {
  if (!NoLimit.Value || NoLimit.Setting->FixValue.empty())
    return;
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(NoLimit.Value->getSourceRange()),
      TU.sources(), TU.context().getLangOpts());
  if (Range.isValid())
    F.Fixes.push_back(
        FixItHint::CreateReplacement(Range, NoLimit.Setting->FixValue));
}

/// Offers to set a limit after the statement that builds the pool.
void Pools::addLimit(Finding &F, const ModelledSite &Site,
                     const model::Object &Of) const {
  const Stmt *S = Site.Site;
  const Stmt *Parent = Calls.parentOf(S, Site.Owner);
  while (Parent && !isa<CompoundStmt>(Parent)) {
    if (!isa<ImplicitCastExpr, DeclStmt, ParenExpr, ExprWithCleanups>(Parent) &&
        !(isa<BinaryOperator>(Parent) &&
          cast<BinaryOperator>(Parent)->getOpcode() == BO_Assign))
      return;
    S = Parent;
    Parent = Calls.parentOf(S, Site.Owner);
  }
  if (!Parent)
    return;
  const SourceManager &Sources = TU.sources();
  const LangOptions &Language = TU.context().getLangOpts();
  std::string Name;
  SourceLocation End;
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    const auto *Variable = Declaration->isSingleDecl()
                               ? dyn_cast<VarDecl>(Declaration->getSingleDecl())
                               : nullptr;
    if (!Variable || Variable->isStaticLocal())
      return;
    Name = Variable->getNameAsString();
    End = Declaration->getEndLoc();
  } else if (const auto *Assign = dyn_cast<BinaryOperator>(S)) {
    Name = Lexer::getSourceText(CharSourceRange::getTokenRange(
                                    Assign->getLHS()->getSourceRange()),
                                Sources, Language)
               .str();
    if (std::optional<Token> Next =
            Lexer::findNextToken(Assign->getEndLoc(), Sources, Language);
        Next && Next->is(tok::semi))
      End = Next->getLocation();
  }
  SourceLocation Begin = S->getBeginLoc();
  if (Name.empty() || End.isInvalid() || End.isMacroID() || Begin.isMacroID())
    return;
  std::string Call = Of.LimitPool;
  for (size_t At; (At = Call.find("{}")) != std::string::npos;)
    Call.replace(At, 2, Name);
  std::string Indent = Lexer::getIndentationForLine(Begin, Sources).str();
  F.Fixes.push_back(FixItHint::CreateInsertion(End.getLocWithOffset(1),
                                               "\n" + Indent + Call + ";"));
}

} // namespace

void UnboundedPoolCheck::checkTranslationUnit(TranslationUnit &TU,
                                              FindingSink &Sink) {
  if (TU.calls().sites().empty())
    return;
  Pools(TU, Sink, name()).run();
}

} // namespace nettidy
