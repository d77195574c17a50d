//===-- UndrainedResponseCheck.cpp - Answers left unread ------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UndrainedResponseCheck.h"
#include "ast/CallIndex.h"
#include "ast/RepeatingContexts.h"
#include "ast/StorageFacts.h"
#include "ast/Wrappers.h"
#include "path/ObjectState.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy {

namespace {

std::string shortName(const model::Function &F) {
  StringRef Name = F.Name;
  return Name.substr(Name.rfind(':') + 1).str();
}

bool pipelines(const ModelledSite &Site) {
  return llvm::any_of(Site.Entries, [](const model::ModelSet::Entry &Entry) {
    return llvm::any_of(
        Entry.Func->Drains,
        [](const model::Function::Drain &D) { return D.Pipelining; });
  });
}

/// Answers that are read in a loop of their own, over what was sent in another:
/// that the two loops run equally often, the path does not show.
bool readsInLoop(TranslationUnit &TU, const Decl *Owner, const Expr *Request) {
  return llvm::any_of(
      TU.calls().sitesIn(CallIndex::key(Owner)),
      [&](const ModelledSite &Site) {
        if (llvm::none_of(Site.Entries, [](const auto &Entry) {
              return !Entry.Func->Drains.empty();
            }))
          return false;
        const Stmt *Loop =
            TU.contexts().enclosingLoop(Site.Site, CallIndex::key(Owner));
        if (!Loop || isa<WhileStmt, DoStmt>(Loop))
          return false;
        for (const Stmt *S = Request; S;
             S = TU.calls().parentOf(S, CallIndex::key(Owner)))
          if (S == Loop)
            return false;
        return true;
      });
}

/// Where the library closes after each answer unless told otherwise, an unread
/// one goes with the connection.
bool keepsConnection(const StorageClass *Known) {
  return Known && llvm::any_of(Known->Facts, [](const StorageFact &Fact) {
           return Fact.What == StorageFact::Kind::Setting &&
                  Fact.Setting->Kind == model::SettingKind::KeepAlive &&
                  Fact.Effect != model::Matcher::Effect::Off;
         });
}

} // namespace

void UndrainedResponseCheck::onUndrained(path::UndrainedEvent &Event) {
  const model::Object *Of = Event.Object.Of;
  if (!Of || !Event.Callee)
    return;
  TranslationUnit &TU = Event.Unit;
  if (llvm::any_of(TU.calls().sites(), pipelines) ||
      (Event.Function && TU.contexts().isTestCode(Event.Function)))
    return;
  if (Event.Function && Event.Site &&
      readsInLoop(TU, Event.Function, Event.Site))
    return;
  if (!Of->ReuseByDefault) {
    const StorageClass *Known =
        Event.ObjectExpr ? TU.storage().of(Event.ObjectExpr) : nullptr;
    if (!keepsConnection(Known))
      return;
  }
  path::Report R;
  R.Message = "'" + shortName(*Event.Callee) + "' is called while this " +
              Of->Noun + " still holds an unread answer";
  if (!Of->DrainCost.empty())
    R.Message += ", so " + Of->DrainCost;
  Event.report(std::move(R));
}

//===----------------------------------------------------------------------===//
// Streams that must be finished
//===----------------------------------------------------------------------===//

namespace {

/// The modelled class object that a local variable keeps, itself or in a smart
/// pointer.
const model::Object *keptObject(const model::Matcher &Match, QualType T) {
  if (T->isReferenceType() || T->isPointerType())
    return nullptr; // somebody else's
  if (const model::ModelSet::ObjectEntry *Entry = Match.objectOfType(T))
    return Entry->Obj;
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  const auto *Instance =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
  if (!Instance || !isLibraryWrapper(Class, Match) ||
      Instance->getTemplateArgs().size() == 0 ||
      Instance->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  const model::ModelSet::ObjectEntry *Entry =
      Match.objectOfType(Instance->getTemplateArgs()[0].getAsType());
  return Entry ? Entry->Obj : nullptr;
}

/// One local stream in one function.
class Stream {
public:
  Stream(const VarDecl *Variable, const FunctionDecl *F, TranslationUnit &TU)
      : Variable(Variable), F(F), Match(TU.matcher()), Calls(TU.calls()),
        Context(TU.context()) {
    CallIndex::forEachStatement(F, [&](const Stmt *Node, const Stmt *) {
      look(Node);
    });
  }

  bool escapes() const { return Escapes; }
  bool isDrained() const { return !Drains.empty(); }
  const ReturnStmt *leavesUnfinished() const;

private:
  void look(const Stmt *Node);
  bool isDrain(const Stmt *Node) const;
  bool isConditional(const Stmt *Node) const;
  bool names(const Expr *E) const;
  std::optional<bool> nullBranch(const Stmt *Condition) const;

  const VarDecl *Variable;
  const FunctionDecl *F;
  const model::Matcher &Match;
  const CallIndex &Calls;
  ASTContext &Context;
  bool Escapes = false;
  llvm::SmallPtrSet<const Stmt *, 4> Drains;
};

/// The call finishes a stream, or cancels it.
bool Stream::isDrain(const Stmt *Node) const {
  const auto *E = dyn_cast<Expr>(Node);
  const ModelledSite *Site = E ? Calls.site(E) : nullptr;
  return Site &&
         llvm::any_of(Site->Entries, [](const model::ModelSet::Entry &Entry) {
           return !Entry.Func->Drains.empty();
         });
}

bool Stream::names(const Expr *E) const {
  E = E->IgnoreParenImpCasts();
  while (true) {
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
        Operator && (Operator->getOperator() == OO_Arrow ||
                     Operator->getOperator() == OO_Star))
      E = Operator->getArg(0)->IgnoreParenImpCasts();
    else if (const auto *Unary = dyn_cast<UnaryOperator>(E);
             Unary && Unary->getOpcode() == UO_Deref)
      E = Unary->getSubExpr()->IgnoreParenImpCasts();
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
             Call && isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
      E = Call->getImplicitObjectArgument()->IgnoreParenImpCasts();
    else
      break;
  }
  const auto *Reference = dyn_cast<DeclRefExpr>(E);
  return Reference && Reference->getDecl() == Variable;
}

/// What becomes of the stream where it is named: a method call or a test leaves
/// it here; everything else takes it elsewhere.
void Stream::look(const Stmt *Node) {
  if (isDrain(Node))
    Drains.insert(Node);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Node))
    for (const LambdaCapture &Capture : Lambda->captures())
      Escapes |= Capture.capturesVariable() &&
                 Capture.getCapturedVar() == Variable;
  if (isa<RecoveryExpr>(Node))
    Escapes = true;
  const auto *Reference = dyn_cast<DeclRefExpr>(Node);
  if (!Reference || Reference->getDecl() != Variable)
    return;
  for (const Stmt *S = Calls.parentOf(Reference, F); S;
       S = Calls.parentOf(S, F)) {
    if (isa<ImplicitCastExpr, ParenExpr, ExprWithCleanups>(S))
      continue;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S)) {
      if (Operator->getOperator() == OO_Arrow ||
          Operator->getOperator() == OO_Star)
        continue;
      if (Operator->getOperator() == OO_EqualEqual ||
          Operator->getOperator() == OO_ExclaimEqual ||
          Operator->getOperator() == OO_LessLess ||
          Operator->getOperator() == OO_GreaterGreater)
        return;
    }
    if (isa<MemberExpr>(S)) {
      const auto *Call =
          dyn_cast_or_null<CXXMemberCallExpr>(Calls.parentOf(S, F));
      const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
      if (!Method || Call->getCallee()->IgnoreParens() != S)
        break;
      if (isa<CXXConversionDecl>(Method))
        return; // a test
      // `get()` and `release()` of a smart pointer hand the stream out.
      const CXXRecordDecl *Class = Method->getParent();
      Escapes |= isLibraryWrapper(Class, Match);
      return;
    }
    if (const auto *Unary = dyn_cast<UnaryOperator>(S);
        Unary && (Unary->getOpcode() == UO_LNot ||
                  Unary->getOpcode() == UO_Deref))
      continue;
    if (isa<IfStmt, WhileStmt, ForStmt, DoStmt>(S))
      return;
    if (const auto *Binary = dyn_cast<BinaryOperator>(S);
        Binary && (Binary->isComparisonOp() || Binary->isLogicalOp()))
      return;
    break;
  }
  Escapes = true;
}

bool Stream::isConditional(const Stmt *Node) const {
  const Stmt *Child = Node;
  for (const Stmt *S = Calls.parentOf(Node, F); S;
       Child = S, S = Calls.parentOf(S, F)) {
    if (const auto *If = dyn_cast<IfStmt>(S)) {
      if (Child != If->getCond() && Child != If->getInit())
        return true;
    } else if (const auto *Choice = dyn_cast<ConditionalOperator>(S)) {
      if (Child != Choice->getCond())
        return true;
    } else if (const auto *Switch = dyn_cast<SwitchStmt>(S)) {
      if (Child == Switch->getBody())
        return true;
    } else if (isa<CXXCatchStmt>(S)) {
      return true;
    }
  }
  return false;
}

/// Whether the stream is null where the condition is true (or false); none when
/// the condition does not say.
std::optional<bool> Stream::nullBranch(const Stmt *Condition) const {
  const auto *E = dyn_cast_or_null<Expr>(Condition);
  if (!E)
    return std::nullopt;
  E = E->IgnoreParenImpCasts();
  if (const auto *Full = dyn_cast<ExprWithCleanups>(E))
    E = Full->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot) {
    std::optional<bool> Inner = nullBranch(Not->getSubExpr());
    return Inner ? std::optional<bool>(!*Inner) : std::nullopt;
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
      Operator && Operator->getNumArgs() == 2 &&
      (names(Operator->getArg(0)) || names(Operator->getArg(1)))) {
    if (Operator->getOperator() == OO_EqualEqual)
      return true;
    if (Operator->getOperator() == OO_ExclaimEqual)
      return false;
  }
  if (names(E))
    return false; // true: there is one
  return std::nullopt;
}

/// A return statement that can be reached from the declaration past everything
/// that finishes the stream.
const ReturnStmt *Stream::leavesUnfinished() const {
  // What is finished under a condition may be unfinished under the opposite
  // one, rightly.
  if (llvm::any_of(Drains, [&](const Stmt *S) { return isConditional(S); }))
    return nullptr;
  CFG::BuildOptions Options;
  std::unique_ptr<CFG> Graph =
      CFG::buildCFG(F, F->getBody(), &Context, Options);
  if (!Graph)
    return nullptr;
  const CFGBlock *Start = nullptr;
  unsigned StartAt = 0;
  for (const CFGBlock *Block : *Graph) {
    unsigned I = 0;
    for (const CFGElement &Element : *Block) {
      ++I;
      if (auto Statement = Element.getAs<CFGStmt>())
        if (const auto *Declaration = dyn_cast<DeclStmt>(Statement->getStmt()))
          if (llvm::is_contained(Declaration->decls(), Variable)) {
            Start = Block;
            StartAt = I;
          }
    }
  }
  if (!Start)
    return nullptr;
  llvm::SmallPtrSet<const CFGBlock *, 16> Seen;
  llvm::SmallVector<std::pair<const CFGBlock *, unsigned>, 16> Pending = {
      {Start, StartAt}};
  while (!Pending.empty()) {
    auto [Block, From] = Pending.pop_back_val();
    bool Finished = false;
    unsigned I = 0;
    for (const CFGElement &Element : *Block) {
      if (I++ < From)
        continue;
      auto Statement = Element.getAs<CFGStmt>();
      if (!Statement)
        continue;
      if (Drains.count(Statement->getStmt()) ||
          isa<CXXThrowExpr>(Statement->getStmt())) {
        Finished = true;
        break;
      }
      if (const auto *Return = dyn_cast<ReturnStmt>(Statement->getStmt()))
        return Return;
    }
    if (Finished)
      continue;
    std::optional<bool> Null = nullBranch(Block->getTerminatorCondition());
    unsigned Branch = 0;
    for (const CFGBlock::AdjacentBlock &Next : Block->succs()) {
      bool IsTrue = Branch++ == 0;
      const CFGBlock *To = Next.getReachableBlock();
      if (!To || (Null && Block->succ_size() == 2 && *Null == IsTrue))
        continue;
      if (Seen.insert(To).second)
        Pending.emplace_back(To, 0);
    }
  }
  return nullptr;
}

std::string unfinished(const model::Object &Of, StringRef Name) {
  std::string Call = Of.DrainCall;
  for (size_t At; (At = Call.find("{}")) != std::string::npos;)
    Call.replace(At, 2, Name.str());
  std::string Text = "this " + Of.Noun + " is dropped without being finished";
  if (!Call.empty())
    Text += " by '" + Call + "'";
  if (!Of.DrainCost.empty())
    Text += ", so " + Of.DrainCost;
  return Text;
}

} // namespace

void UndrainedResponseCheck::checkTranslationUnit(TranslationUnit &TU,
                                                  FindingSink &Sink) {
  const CallIndex &Calls = TU.calls();
  auto Place = [&](SourceLocation L) {
    return TU.sources().getExpansionLoc(L);
  };
  for (const FunctionDecl *F : Calls.functions()) {
    llvm::SmallVector<const VarDecl *, 2> Streams;
    CallIndex::forEachStatement(F, [&](const Stmt *Node, const Stmt *) {
      if (const auto *Declaration = dyn_cast<DeclStmt>(Node))
        for (const Decl *D : Declaration->decls())
          if (const auto *Variable = dyn_cast<VarDecl>(D);
              Variable && Variable->hasLocalStorage() && Variable->hasInit())
            if (const model::Object *Of =
                    keptObject(TU.matcher(), Variable->getType());
                Of && Of->MustDrain)
              Streams.push_back(Variable);
    });
    if (!Streams.empty() && TU.contexts().isTestCode(F))
      continue;
    for (const VarDecl *Variable : Streams) {
      Stream S(Variable, F, TU);
      if (S.escapes())
        continue;
      const ReturnStmt *Leaves = nullptr;
      if (S.isDrained() && !(Leaves = S.leavesUnfinished()))
        continue;
      const model::Object *Of = keptObject(TU.matcher(), Variable->getType());
      Finding New;
      New.Check = name();
      New.Location =
          Place(Leaves ? Leaves->getBeginLoc() : Variable->getLocation());
      New.Message = unfinished(*Of, Variable->getName());
      if (Leaves)
        New.Notes.push_back({Place(Variable->getLocation()), "begun here"});
      Sink.report(std::move(New));
    }
  }
}

} // namespace nettidy
