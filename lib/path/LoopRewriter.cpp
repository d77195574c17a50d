//===-- LoopRewriter.cpp --------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/LoopRewriter.h"
#include "ast/CallIndex.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy::path {
namespace {

/// The engine allows four visits of a block: three rounds, and the condition
/// that ends the loop. A loop with more is followed as it is written for two.
constexpr int64_t MostRounds = 3, FollowedRounds = 2;

/// Calls \p Visit with \p S and all that stands in it.
template <typename Visitor> void forEach(Stmt &S, Visitor Visit) {
  Visit(S);
  for (Stmt *Child : S.children())
    if (Child)
      forEach(*Child, Visit);
}

/// `for (I = First; I < End; ++I)`
struct Counting {
  const DeclRefExpr *Counter = nullptr;
  int64_t First = 0, Last = 0;
};

std::optional<int64_t> constantOf(const Expr *E, const ASTContext &Context) {
  Expr::EvalResult Result;
  if (!E || E->isValueDependent() || E->containsErrors() ||
      !E->getType()->isIntegerType() || !E->EvaluateAsInt(Result, Context))
    return std::nullopt;
  return Result.Val.getInt().trySExtValue();
}

const DeclRefExpr *localVariable(const Expr *E) {
  const auto *Reference =
      E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
  const auto *V =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  return V && V->hasLocalStorage() && V->getType()->isIntegerType() ? Reference
                                                                    : nullptr;
}

const Expr *firstValue(const Stmt *Init, const ValueDecl *Counter) {
  if (const auto *Assignment = dyn_cast_or_null<BinaryOperator>(Init)) {
    const DeclRefExpr *Left = localVariable(Assignment->getLHS());
    if (Assignment->getOpcode() == BO_Assign && Left &&
        Left->getDecl() == Counter)
      return Assignment->getRHS();
  }
  if (const auto *Declaration = dyn_cast_or_null<DeclStmt>(Init))
    for (const Decl *D : Declaration->decls())
      if (D == Counter)
        return cast<VarDecl>(D)->getInit();
  return nullptr;
}

std::optional<Counting> countingOf(const ForStmt &Loop,
                                   const ASTContext &Context) {
  const auto *Step = dyn_cast_or_null<UnaryOperator>(Loop.getInc());
  const auto *Condition = dyn_cast_or_null<BinaryOperator>(Loop.getCond());
  if (!Step || !Step->isIncrementOp() || !Condition)
    return std::nullopt;
  Counting Result;
  Result.Counter = localVariable(Condition->getLHS());
  const DeclRefExpr *Stepped = localVariable(Step->getSubExpr());
  if (!Result.Counter || !Stepped ||
      Stepped->getDecl() != Result.Counter->getDecl())
    return std::nullopt;
  std::optional<int64_t> First =
      constantOf(firstValue(Loop.getInit(), Stepped->getDecl()), Context);
  std::optional<int64_t> End = constantOf(Condition->getRHS(), Context);
  if (!First || !End)
    return std::nullopt;
  Result.First = *First;
  switch (Condition->getOpcode()) {
  case BO_LE:
    Result.Last = *End;
    return Result;
  case BO_LT:
  case BO_NE:
    Result.Last = *End - 1;
    return Result;
  default:
    return std::nullopt;
  }
}

/// `if (I == 9)` in the loop: some rounds are not like the others.
bool comparesCounter(const ForStmt &Loop, const ValueDecl *Counter) {
  bool Result = false;
  forEach(const_cast<Stmt &>(*Loop.getBody()), [&](const Stmt &S) {
    const auto *Comparison = dyn_cast<BinaryOperator>(&S);
    if (!Comparison || !Comparison->isComparisonOp())
      return;
    for (const Expr *Side : {Comparison->getLHS(), Comparison->getRHS()})
      if (const DeclRefExpr *Reference = localVariable(Side))
        Result |= Reference->getDecl() == Counter;
  });
  return Result;
}

} // namespace

LoopRewriter::LoopRewriter(TranslationUnit &TU) : All(TU, {}) {
  for (const FunctionDecl *F : TU.calls().functions())
    if (Stmt *Body = F->getBody())
      rewriteBelow(*Body);
  if (All.changes())
    All.Context.getParentMapContext().clear();
}

LoopRewriter::~LoopRewriter() {
  if (!All.changes())
    return;
  All.undoTo(0);
  All.Context.getParentMapContext().clear();
}

void LoopRewriter::rewriteBelow(Stmt &Parent) {
  for (Stmt *&Child : Parent.children()) {
    if (!Child || isa<LambdaExpr>(Child))
      continue;
    if (isa<ForStmt, WhileStmt>(Child) && isOfLibrary(*Child)) {
      All.set(Child, unknownCall(*Child));
      continue;
    }
    rewriteBelow(*Child);
    if (auto *Loop = dyn_cast<ForStmt>(Child))
      if (Expr *Condition = openCondition(*Loop))
        for (Stmt *&Part : Loop->children())
          if (Part == Loop->getCond()) {
            All.set(Part, Condition);
            break;
          }
  }
}

bool LoopRewriter::isOfLibrary(const Stmt &Loop) const {
  if (!Loop.getBeginLoc().isMacroID())
    return false;
  bool Result = true;
  forEach(const_cast<Stmt &>(Loop), [&](Stmt &S) {
    // What the user wrote as an argument is spelled in the user's file.
    SourceLocation Where = S.getBeginLoc();
    Result &= !isa<CallExpr, DeclStmt, LabelStmt, GotoStmt, ReturnStmt>(S) &&
              Where.isMacroID() &&
              All.Sources.isInSystemHeader(All.Sources.getSpellingLoc(Where));
  });
  return Result;
}

Expr *LoopRewriter::referenceTo(const DeclRefExpr &Like) {
  return All.Make.reference(const_cast<ValueDecl &>(*Like.getDecl()),
                            Like.refersToEnclosingVariableOrCapture(),
                            Like.getLocation());
}

Stmt *LoopRewriter::unknownCall(Stmt &Loop) {
  llvm::SmallVector<Expr *, 4> Arguments;
  llvm::SmallPtrSet<const ValueDecl *, 4> Known;
  forEach(Loop, [&](Stmt &S) {
    auto *Reference = dyn_cast<DeclRefExpr>(&S);
    if (Reference && isa<VarDecl>(Reference->getDecl()) &&
        Known.insert(Reference->getDecl()).second)
      Arguments.push_back(All.Make.value(referenceTo(*Reference)));
  });
  return All.Make.unknown(All.Context.VoidTy, Arguments,
                          Loop.getSourceRange());
}

/// What \p Loop reaches by its counter, as arguments of a call: `All` for
/// `All[I]`. The rounds that are left out do something with it.
llvm::SmallVector<Expr *, 4>
LoopRewriter::indexedBy(ForStmt &Loop, const ValueDecl *Counter) {
  llvm::SmallVector<Expr *, 4> Result;
  llvm::SmallPtrSet<const ValueDecl *, 4> Known;
  forEach(*Loop.getBody(), [&](Stmt &S) {
    auto *Element = dyn_cast<ArraySubscriptExpr>(&S);
    const DeclRefExpr *Index =
        Element ? localVariable(Element->getIdx()) : nullptr;
    if (!Index || Index->getDecl() != Counter)
      return;
    forEach(*Element->getBase(), [&](Stmt &Part) {
      auto *Reference = dyn_cast<DeclRefExpr>(&Part);
      if (!Reference || !isa<VarDecl>(Reference->getDecl()) ||
          !Known.insert(Reference->getDecl()).second)
        return;
      Expr *Whole = referenceTo(*Reference);
      Result.push_back(Whole->getType()->isRecordType()
                           ? All.Make.addressOf(Whole)
                           : All.Make.value(Whole));
    });
  });
  return Result;
}

/// `I < 10` as `I < 2 || (unknown(&I), I != 10)`: whoever leaves the loop here
/// has 10 in `I`. Null where the loop ends soon enough, or does not count.
Expr *LoopRewriter::openCondition(ForStmt &Loop) {
  std::optional<Counting> Count = countingOf(Loop, All.Context);
  if (!Count || Count->Last - Count->First < MostRounds ||
      comparesCounter(Loop, Count->Counter->getDecl()))
    return nullptr;
  SourceLocation Where = Loop.getCond()->getBeginLoc();
  QualType Truth = All.Make.conditionType();
  auto Binary = [&](Expr *Left, BinaryOperatorKind Kind, Expr *Right) {
    return BinaryOperator::Create(All.Context, Left, Right, Kind, Truth,
                                  VK_PRValue, OK_Ordinary, Where,
                                  FPOptionsOverride());
  };
  auto Compare = [&](BinaryOperatorKind Kind, int64_t Value) {
    QualType Type = Count->Counter->getType().getUnqualifiedType();
    return Binary(All.Make.value(referenceTo(*Count->Counter)), Kind,
                  All.Make.integer(Value, Type, Where));
  };
  llvm::SmallVector<Expr *, 4> Changed =
      indexedBy(Loop, Count->Counter->getDecl());
  Changed.push_back(All.Make.addressOf(referenceTo(*Count->Counter)));
  Expr *Forget = All.Make.unknown(All.Context.VoidTy, Changed, Where);
  return Binary(
      Compare(BO_LT, Count->First + FollowedRounds), BO_LOr,
      Binary(Forget, BO_Comma, Compare(BO_NE, Count->Last + 1)));
}

} // namespace nettidy::path
