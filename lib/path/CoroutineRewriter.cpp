//===-- CoroutineRewriter.cpp ---------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/CoroutineRewriter.h"
#include "ast/CallIndex.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace nettidy::path {

CoroutineRewriter::CoroutineRewriter(TranslationUnit &TU) : All(TU, {}) {
  for (const FunctionDecl *F : TU.calls().functions())
    if (isa_and_nonnull<CoroutineBodyStmt>(F->getBody())) {
      Coroutines.push_back(F);
      // What others look up later is about the coroutine as it is written.
      TU.storage();
      TU.calls().parentOf(F->getBody(), CallIndex::key(F));
    }
  for (const FunctionDecl *F : Coroutines)
    rewriteBelow(*cast<CoroutineBodyStmt>(F->getBody())->getBody());
  if (All.changes())
    All.Context.getParentMapContext().clear();
}

CoroutineRewriter::~CoroutineRewriter() {
  if (!All.changes())
    return;
  All.undoTo(0);
  All.Context.getParentMapContext().clear();
}

void CoroutineRewriter::rewriteBelow(Stmt &Parent) {
  for (Stmt *&Child : Parent.children())
    if (Child && !isa<LambdaExpr>(Child))
      rewrite(Child);
}

void CoroutineRewriter::rewrite(Stmt *&Slot) {
  Stmt *Old = Slot;
  if (auto *Suspend = dyn_cast<CoroutineSuspendExpr>(Old)) {
    // The operand as it is written; the rest is made of it.
    Stmt *Operand = Suspend->getOperand();
    rewrite(Operand);
    All.set(Slot, given(cast<Expr>(Operand), Suspend->getType(),
                        Suspend->getValueKind(), Suspend->getSourceRange()));
    return;
  }
  if (auto *Return = dyn_cast<CoreturnStmt>(Old)) {
    Stmt *Operand = Return->getOperand();
    if (Operand)
      rewrite(Operand);
    Expr *Value = cast_or_null<Expr>(Operand);
    if (Value && !Value->getType()->isVoidType())
      Value = given(Value, All.Context.VoidTy, VK_PRValue,
                    Value->getSourceRange());
    All.set(Slot, ReturnStmt::Create(All.Context, Return->getBeginLoc(), Value,
                                     /*NRVOCandidate=*/nullptr));
    return;
  }
  rewriteBelow(*Old);
}

/// A call that is given \p Operand, of which nobody knows the result.
Expr *CoroutineRewriter::given(Expr *Operand, QualType T, ExprValueKind Kind,
                               SourceRange Range) {
  llvm::SmallVector<Expr *, 1> Arguments;
  if (!Operand->getType()->isVoidType())
    Arguments.push_back(All.Make.value(Operand));
  return All.Make.result(T, Kind, Arguments, Range);
}

} // namespace nettidy::path
