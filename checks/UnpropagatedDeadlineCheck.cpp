//===-- UnpropagatedDeadlineCheck.cpp -------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnpropagatedDeadlineCheck.h"
#include "ast/CallIndex.h"
#include "ast/RepeatingContexts.h"
#include "ast/StorageFacts.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy {

void UnpropagatedDeadlineCheck::readOptions(OptionReader &Options) {
  FixedDeadlines = Options.getBool("FixedDeadlines", FixedDeadlines);
}

namespace {

using Sources = llvm::SmallPtrSet<const ValueDecl *, 4>;

/// A handler and the calls that lead from it.
struct Chain {
  const FunctionDecl *Handler = nullptr;
  const ParmVarDecl *Incoming = nullptr;
  const model::Object *Deadline = nullptr;
  std::vector<const CallSite *> Path;
};

class Deadlines {
public:
  Deadlines(TranslationUnit &TU, FindingSink &Sink, StringRef Check,
            bool FixedDeadlines)
      : TU(TU), Match(TU.matcher()), Calls(TU.calls()), Sink(Sink),
        Check(Check), FixedDeadlines(FixedDeadlines) {}

  void run() {
    for (const FunctionDecl *F : Calls.functions()) {
      if (TU.contexts().isTestCode(F))
        continue;
      for (const ParmVarDecl *Parameter : F->parameters()) {
        const model::ModelSet::ObjectEntry *Known =
            Match.objectOfType(Parameter->getType(), /*ThroughPointer=*/true);
        if (!Known || !Known->Obj->Incoming || !isEntry(F))
          continue;
        Chain From;
        From.Handler = F;
        From.Incoming = Parameter;
        From.Deadline = Known->Obj;
        Sources Known1;
        Known1.insert(Parameter);
        llvm::DenseSet<const Decl *> Seen;
        walk(F, Known1, From, Seen);
        break;
      }
    }
  }

private:
  /// A handler, and not a helper that some handler hands its deadline to: that
  /// one is looked into from there.
  bool isEntry(const FunctionDecl *F) const {
    for (const CallSite &Edge : Calls.callersOf(F))
      if (Edge.What == CallSite::Kind::Call)
        return false;
    return true;
  }

  static bool mentions(const Stmt *Root, const Sources &Known) {
    llvm::SmallVector<const Stmt *, 8> Pending = {Root};
    while (!Pending.empty()) {
      const Stmt *S = Pending.pop_back_val();
      if (!S)
        continue;
      if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
        if (Known.count(Reference->getDecl()))
          return true;
      Pending.append(S->child_begin(), S->child_end());
    }
    return false;
  }

  /// Adds the variables of \p F that take something from the deadline, or from
  /// what is known to have taken it.
  static void addDerived(const FunctionDecl *F, Sources &Known) {
    for (bool Changed = true; Changed;) {
      Changed = false;
      CallIndex::forEachStatement(F, [&](const Stmt *S, const Stmt *) {
        if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
          for (const Decl *D : Declaration->decls())
            if (const auto *Variable = dyn_cast<VarDecl>(D);
                Variable && Variable->getInit() &&
                mentions(Variable->getInit(), Known))
              Changed |= Known.insert(Variable).second;
        } else if (const auto *Assign = dyn_cast<BinaryOperator>(S);
                   Assign && Assign->isAssignmentOp()) {
          const auto *To =
              dyn_cast<DeclRefExpr>(Assign->getLHS()->IgnoreParenImpCasts());
          if (To && mentions(Assign->getRHS(), Known))
            Changed |= Known.insert(To->getDecl()).second;
        } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S);
                   Operator && Operator->isAssignmentOp()) {
          const auto *To = dyn_cast<DeclRefExpr>(
              Operator->getArg(0)->IgnoreParenImpCasts());
          if (To && mentions(Operator->getArg(1), Known))
            Changed |= Known.insert(To->getDecl()).second;
        } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
          // What stands beside it in a call may take it over:
          // `propagate(*context, outgoing)`.
          if (isa<CXXOperatorCallExpr>(Call) ||
              !llvm::any_of(Call->arguments(), [&](const Expr *Argument) {
                return mentions(Argument, Known);
              }))
            return;
          for (const Expr *Argument : Call->arguments()) {
            Argument = Argument->IgnoreParenImpCasts();
            if (const auto *Address = dyn_cast<UnaryOperator>(Argument);
                Address && Address->getOpcode() == UO_AddrOf)
              Argument = Address->getSubExpr()->IgnoreParenImpCasts();
            const auto *Named = dyn_cast<DeclRefExpr>(Argument);
            if (Named && isa<VarDecl>(Named->getDecl()) &&
                !Named->getType().isConstQualified())
              Changed |= Known.insert(Named->getDecl()).second;
          }
        }
      });
    }
  }

  void walk(const FunctionDecl *F, Sources Known, const Chain &From,
            llvm::DenseSet<const Decl *> &Seen) {
    if (!Seen.insert(CallIndex::key(F)).second || From.Path.size() > 3)
      return;
    const FunctionDecl *Body = nullptr;
    if (!F->hasBody(Body))
      return;
    addDerived(Body, Known);
    for (const ModelledSite &Site : Calls.sitesIn(CallIndex::key(Body)))
      for (const model::ModelSet::Entry &Entry : Site.Entries)
        for (const model::Request &R : Entry.Func->Requests)
          judge(Site, R, Known, From);
    for (const CallSite &Edge : Calls.callsIn(CallIndex::key(Body))) {
      if (Edge.What != CallSite::Kind::Call || Edge.Virtual)
        continue;
      const auto *Call = dyn_cast<CallExpr>(Edge.Site);
      if (!Call || isa<CXXOperatorCallExpr>(Call))
        continue;
      Sources Passed;
      for (unsigned I = 0;
           I < std::min(Call->getNumArgs(), Edge.Callee->getNumParams()); ++I)
        if (mentions(Call->getArg(I), Known))
          if (const FunctionDecl *Definition = Edge.Callee->getDefinition())
            Passed.insert(Definition->getParamDecl(I));
      Chain Next = From;
      Next.Path.push_back(&Edge);
      walk(Edge.Callee, Passed, Next, Seen);
    }
  }

  void judge(const ModelledSite &Site, const model::Request &R,
             const Sources &Known, const Chain &From) {
    // Only what has a bound of its own to set; streams live as they like.
    if (!R.Of || R.BoundedBy.empty() || R.Streaming ||
        R.Of->Role != model::ObjectRole::Request)
      return;
    const Expr *Object = Match.at(Site.Site, R.At);
    const VarDecl *Variable = Object ? namedVariable(Object) : nullptr;
    if (!Variable || Known.count(Variable))
      return;
    // A local one, whose whole history can be seen.
    const StorageClass *Storage = TU.storage().of(Variable);
    if (!Storage || !Storage->closed() || Storage->Members.size() != 1 ||
        !Variable->hasLocalStorage() || isa<ParmVarDecl>(Variable))
      return;
    const StorageFact *Fixed = nullptr;
    for (const StorageFact &Fact : Storage->Facts)
      switch (Fact.What) {
      case StorageFact::Kind::Setting:
        if (Fact.Setting->Kind != model::SettingKind::Timeout)
          break;
        if (!Fact.Value || mentions(Fact.Value, Known) ||
            !isFixed(Fact.Value))
          return;
        Fixed = &Fact;
        break;
      case StorageFact::Kind::Acquire:
        if (Fact.Acquire && Fact.Acquire->Inherits)
          return;
        break;
      case StorageFact::Kind::UnknownSetting:
      case StorageFact::Kind::Given:
      case StorageFact::Kind::Attach:
        return;
      default:
        break;
      }
    if ((Fixed && !FixedDeadlines) || !Reported.insert(Site.Site).second)
      return;

    Finding F;
    F.Check = Check;
    F.Location = place(Site.Site);
    F.Ranges.push_back(
        CharSourceRange::getTokenRange(Site.Site->getSourceRange()));
    F.Message =
        "this request ignores the deadline of the handler that sends it: " +
        std::string(Fixed ? "its own is fixed"
                          : "it has none of its own") +
        ", so the work goes on when nobody waits for the answer any more";
    F.Notes.push_back({TU.sources().getExpansionLoc(
                           From.Incoming->getLocation()),
                       "the deadline arrives with this " +
                           From.Deadline->Noun});
    for (const CallSite *Edge : From.Path)
      F.Notes.push_back({place(Edge->Site),
                         "the handler calls '" +
                             Edge->Callee->getNameAsString() + "' here"});
    if (Fixed)
      F.Notes.push_back({place(Fixed->Site), "the fixed deadline is set here"});
    else if (From.Path.empty())
      addFix(F, *Variable, Site, From);
    Sink.report(std::move(F));
  }

  static const VarDecl *namedVariable(const Expr *E) {
    while (E) {
      E = E->IgnoreParenImpCasts();
      if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
        return dyn_cast<VarDecl>(Reference->getDecl());
      if (const auto *Unary = dyn_cast<UnaryOperator>(E))
        E = Unary->getSubExpr();
      else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
        E = Operator->getNumArgs() ? Operator->getArg(0) : nullptr;
      else if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
        E = Member->getImplicitObjectArgument(); // `Context.get()`
      else
        return nullptr;
    }
    return nullptr;
  }

  /// A value made of nothing but constants and the clock. What comes from
  /// elsewhere, a parameter or a member, may have been computed with care.
  bool isFixed(const Expr *Value) const {
    llvm::SmallVector<const Stmt *, 8> Pending = {Value};
    llvm::SmallPtrSet<const Decl *, 4> Entered;
    while (!Pending.empty()) {
      const Stmt *S = Pending.pop_back_val();
      if (!S)
        continue;
      if (const auto *Member = dyn_cast<MemberExpr>(S);
          Member && isa<FieldDecl>(Member->getMemberDecl()))
        return false;
      if (const auto *Call = dyn_cast<CallExpr>(S)) {
        const FunctionDecl *Callee = Call->getDirectCallee();
        if (!Callee)
          return false;
        // A helper such as `in(seconds)`: what it is given decides.
        const FunctionDecl *Body = nullptr;
        if (!Match.isLibraryCode(Callee->getLocation()) &&
            !Callee->hasBody(Body))
          return false;
      }
      if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
        const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
        if (isa<ParmVarDecl>(Reference->getDecl()))
          return false;
        if (Variable && Variable->hasLocalStorage()) {
          if (Entered.insert(Variable).second)
            Pending.push_back(Variable->getInit());
        } else if (Variable && !Variable->getType().isConstQualified() &&
                   !Variable->isConstexpr()) {
          return false;
        }
      }
      Pending.append(S->child_begin(), S->child_end());
    }
    return true;
  }

  /// Hands the deadline on right after the outgoing context is declared.
  void addFix(Finding &F, const VarDecl &Outgoing, const ModelledSite &Site,
              const Chain &From) const {
    QualType T = Outgoing.getType();
    if (From.Deadline->HandOn.empty() || !From.Incoming->getIdentifier() ||
        !T->isRecordType() || Match.objectOfType(T) == nullptr ||
        CallIndex::key(From.Handler) != CallIndex::key(Site.Owner))
      return;
    const Stmt *Statement = nullptr;
    CallIndex::forEachStatement(
        From.Handler, [&](const Stmt *S, const Stmt *Parent) {
          const auto *Declaration = dyn_cast<DeclStmt>(S);
          if (Declaration && isa_and_nonnull<CompoundStmt>(Parent) &&
              Declaration->isSingleDecl() &&
              Declaration->getSingleDecl() == &Outgoing)
            Statement = S;
        });
    if (!Statement || Statement->getBeginLoc().isMacroID() ||
        Statement->getEndLoc().isMacroID())
      return;
    std::string Text = From.Deadline->HandOn;
    auto Replace = [&Text](StringRef What, const std::string &With) {
      size_t At = Text.find(What.str());
      if (At != std::string::npos)
        Text.replace(At, What.size(), With);
    };
    Replace("{incoming}",
            From.Incoming->getNameAsString() +
                (From.Incoming->getType()->isPointerType() ? "->" : "."));
    Replace("{}", Outgoing.getNameAsString());
    const SourceManager &Sources = TU.sources();
    unsigned Column = Sources.getSpellingColumnNumber(Statement->getBeginLoc());
    F.Fixes.push_back(FixItHint::CreateInsertion(
        Statement->getEndLoc().getLocWithOffset(1),
        "\n" + std::string(Column - 1, ' ') + Text + ";"));
  }

  SourceLocation place(const Stmt *S) const {
    return TU.sources().getExpansionLoc(S->getBeginLoc());
  }

  TranslationUnit &TU;
  const model::Matcher &Match;
  const CallIndex &Calls;
  FindingSink &Sink;
  StringRef Check;
  bool FixedDeadlines;
  llvm::SmallPtrSet<const Expr *, 8> Reported;
};

} // namespace

void UnpropagatedDeadlineCheck::checkTranslationUnit(TranslationUnit &TU,
                                                     FindingSink &Sink) {
  Deadlines(TU, Sink, name(), FixedDeadlines).run();
}

} // namespace nettidy
