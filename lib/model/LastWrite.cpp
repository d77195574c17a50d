//===-- LastWrite.cpp - What was last written to a variable -----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/LastWrite.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace nettidy::model {

bool LastWrite::isVariable(const Expr *E) const {
  const auto *Reference = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  return Reference && Reference->getDecl() == &Variable;
}

bool LastWrite::contains(const Stmt &S) const {
  return &S == &Use || llvm::any_of(S.children(), [&](const Stmt *Child) {
    return Child && contains(*Child);
  });
}

/// Whether \p S may change the variable: reading it, and `sizeof`, do not.
bool LastWrite::isMentioned(const Stmt &S) const {
  if (isa<UnaryExprOrTypeTraitExpr>(S))
    return false;
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(&S))
    if (Cast->getCastKind() == CK_LValueToRValue &&
        isVariable(Cast->getSubExpr()))
      return false;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(&S))
    return Reference->getDecl() == &Variable;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(&S))
    return llvm::any_of(Lambda->captures(), [&](const LambdaCapture &Each) {
      return Each.capturesVariable() && Each.getCapturedVar() == &Variable;
    });
  if (const auto *Call = dyn_cast<CallExpr>(&S)) {
    for (unsigned I = 0; I < Call->getNumArgs(); ++I) {
      const auto *Address =
          dyn_cast<UnaryOperator>(Call->getArg(I)->IgnoreParenCasts());
      bool Handed = Address && Address->getOpcode() == UO_AddrOf &&
                    isVariable(Address->getSubExpr());
      if (Handed ? !OnlyReads(*Call, I) : isMentioned(*Call->getArg(I)))
        return true;
    }
    return isMentioned(*Call->getCallee());
  }
  return llvm::any_of(S.children(), [&](const Stmt *Child) {
    return Child && isMentioned(*Child);
  });
}

/// \p S runs to its end before the use.
void LastWrite::pass(const Stmt &S) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(&S)) {
    if (llvm::is_contained(Declaration->decls(), &Variable)) {
      Value = Variable.getInit();
      return;
    }
  }
  const auto *Assign = dyn_cast<BinaryOperator>(&S);
  if (Assign && isVariable(Assign->getLHS()) &&
      !isMentioned(*Assign->getRHS())) {
    if (Assign->getOpcode() == BO_Assign || Assign->getOpcode() == BO_OrAssign)
      Value = Assign->getRHS();
    else if (Assign->isCompoundAssignmentOp())
      Value = nullptr;
    return;
  }
  // Somebody may jump here from anywhere.
  if (isa<LabelStmt, CaseStmt, DefaultStmt>(S) || isMentioned(S))
    Value = nullptr;
}

void LastWrite::descend(const Stmt &S) {
  if (&S == &Use)
    return;
  // What stands behind the use comes before it in the next round.
  bool Loops = isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
  if (isa<SwitchStmt, LabelStmt, CaseStmt, DefaultStmt, LambdaExpr>(S) ||
      (Loops && isMentioned(S)))
    Value = nullptr;
  for (const Stmt *Child : S.children()) {
    if (!Child)
      continue;
    if (contains(*Child))
      return descend(*Child);
    pass(*Child);
  }
}

const Expr *LastWrite::in(const Stmt &Body) {
  if (!contains(Body))
    return nullptr;
  descend(Body);
  return Value;
}

} // namespace nettidy::model
