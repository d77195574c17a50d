//===-- LocalStruct.cpp - What is written to a local struct -----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/LocalStruct.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/Builtins.h"

using namespace clang;
using llvm::StringRef;

namespace nettidy::model {

bool LocalStruct::isVariable(const Expr *E) const {
  const auto *Reference = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Reference && Reference->getDecl() == &Variable;
}

bool LocalStruct::isAddress(const Expr *E) const {
  const Expr *Inner = E->IgnoreParenCasts();
  const auto *Address = dyn_cast<UnaryOperator>(Inner);
  return Address && Address->getOpcode() == UO_AddrOf &&
         isVariable(Address->getSubExpr());
}

/// Whether \p E is the expression whose value is asked for, perhaps with casts
/// and the address operator around it.
bool LocalStruct::isUse(const Expr *E) const {
  while (E && E != Use) {
    const Expr *Inner = E;
    if (const auto *Cast = dyn_cast<CastExpr>(E))
      Inner = Cast->getSubExpr();
    else if (const auto *Parens = dyn_cast<ParenExpr>(E))
      Inner = Parens->getSubExpr();
    else if (const auto *Address = dyn_cast<UnaryOperator>(E))
      Inner = Address->getSubExpr();
    E = Inner == E ? nullptr : Inner;
  }
  return E != nullptr;
}

/// The member path `.a.b` of an access to the variable; empty for itself.
bool LocalStruct::path(const Expr *E, std::string &Path) const {
  E = E->IgnoreParenImpCasts();
  if (isVariable(E))
    return true;
  const auto *Member = dyn_cast<MemberExpr>(E);
  if (!Member || Member->isArrow() || !path(Member->getBase(), Path))
    return false;
  Path += "." + Member->getMemberDecl()->getNameAsString();
  return true;
}

void LocalStruct::write(StringRef Path, ValueVerdict Zero) {
  Written = true;
  if (Path.empty()) {
    if (Whole && *Whole != Zero)
      Zero = ValueVerdict::Unknown;
    Whole = Zero;
    return;
  }
  auto [Place, New] = Members.try_emplace(Path, Zero);
  if (!New && Place->second != Zero)
    Place->second = ValueVerdict::Unknown;
}

bool LocalStruct::visitAssignment(const Stmt &S) {
  const Expr *Target = nullptr, *Value = nullptr;
  bool Simple = true;
  if (const auto *Operator = dyn_cast<BinaryOperator>(&S)) {
    if (!Operator->isAssignmentOp())
      return false;
    Target = Operator->getLHS();
    Value = Operator->getRHS();
    Simple = Operator->getOpcode() == BO_Assign;
  } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&S)) {
    if (!Operator->isAssignmentOp() || Operator->getNumArgs() != 2)
      return false;
    Target = Operator->getArg(0);
    Value = Operator->getArg(1);
    Simple = Operator->getOperator() == OO_Equal;
  } else if (const auto *Operator = dyn_cast<UnaryOperator>(&S)) {
    if (!Operator->isIncrementDecrementOp())
      return false;
    Target = Operator->getSubExpr();
    Simple = false;
  }
  std::string Path;
  if (!Target || !path(Target, Path))
    return false;
  write(Path, Simple ? IsZero(*Value) : ValueVerdict::Unknown);
  if (Value)
    visit(Value);
  return true;
}

/// A call may read the variable through a pointer or reference to const, and
/// memset may overwrite it.
bool LocalStruct::visitCall(const Stmt &S) {
  const auto *Call = dyn_cast<CallExpr>(&S);
  if (!Call || isa<CXXOperatorCallExpr>(Call))
    return false;
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (Callee && Callee->getMemoryFunctionKind() == Builtin::BImemset &&
      Call->getNumArgs() == 3 && isAddress(Call->getArg(0))) {
    ValueVerdict Zero = IsZero(*Call->getArg(1));
    // Any other byte makes a struct that is not zero.
    write("", Zero);
    return true;
  }
  if (Callee && Callee->getMemoryFunctionKind() == Builtin::BIbzero &&
      Call->getNumArgs() == 2 && isAddress(Call->getArg(0))) {
    write("", ValueVerdict::Matches);
    return true;
  }
  const auto *Method = dyn_cast<CXXMemberCallExpr>(Call);
  bool OnlyReads = Method && Method->getMethodDecl() &&
                   Method->getMethodDecl()->isConst() &&
                   isVariable(Method->getImplicitObjectArgument());
  if (!OnlyReads)
    visit(Call->getCallee());
  for (unsigned I = 0; I < Call->getNumArgs(); ++I) {
    const Expr *Argument = Call->getArg(I);
    bool Handed = isAddress(Argument) || isVariable(Argument);
    if (!Handed) {
      visit(Argument);
      continue;
    }
    if (isUse(Argument))
      continue;
    if (!Callee || I >= Callee->getNumParams()) {
      Escapes = true;
      continue;
    }
    QualType T = Callee->getParamDecl(I)->getType();
    bool Indirect = T->isPointerType() || T->isReferenceType();
    Escapes |= Indirect && !T->getPointeeType().isConstQualified();
  }
  return true;
}

void LocalStruct::visitChildren(const Stmt &S) {
  for (const Stmt *Child : S.children())
    visit(Child);
}

void LocalStruct::visit(const Stmt *S) {
  if (!S || Escapes || S == Use)
    return;
  if (isa<UnaryExprOrTypeTraitExpr>(S))
    return;
  if (visitAssignment(*S) || visitCall(*S))
    return;
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S)) {
    std::string Path;
    if (Cast->getCastKind() == CK_LValueToRValue &&
        path(Cast->getSubExpr(), Path))
      return; // a read
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(S))
    if (Construct->getConstructor()->isCopyConstructor() &&
        Construct->getNumArgs() > 0 && isVariable(Construct->getArg(0)))
      return; // a copy
  if (const auto *Declaration = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Declaration->decls())
      if (D == &Variable) {
        if (const Expr *Init = Variable.getInit())
          // The constructor that leaves a plain struct uninitialised.
          if (!isa<CXXConstructExpr>(Init) ||
              cast<CXXConstructExpr>(Init)->getNumArgs() > 0 ||
              cast<CXXConstructExpr>(Init)->requiresZeroInitialization())
            Whole = IsZero(*Init);
      }
  if (const auto *E = dyn_cast<DeclRefExpr>(S))
    if (E->getDecl() == &Variable) {
      Escapes = true;
      return;
    }
  visitChildren(*S);
}

/// Whether every scalar member is written on its own.
bool LocalStruct::coversAllFields() const {
  const RecordDecl *Record = Variable.getType()->getAsRecordDecl();
  if (!Record || !(Record = Record->getDefinition()) || Record->isUnion())
    return false;
  for (const FieldDecl *F : Record->fields())
    if (!Members.count(("." + F->getNameAsString())))
      return false;
  return true;
}

ValueVerdict LocalStruct::judge(const Stmt &Body) {
  visit(&Body);
  if (Escapes)
    return ValueVerdict::Unknown;
  ValueVerdict Result = ValueVerdict::Matches;
  for (const auto &Member : Members) {
    if (Member.second == ValueVerdict::Differs)
      return ValueVerdict::Differs; // one such member is enough
    if (Member.second == ValueVerdict::Unknown)
      Result = ValueVerdict::Unknown;
  }
  if (Result == ValueVerdict::Unknown)
    return Result;
  if (!Whole)
    return coversAllFields() ? Result : ValueVerdict::Unknown;
  // A zero member of a struct that was something else before proves nothing.
  if (*Whole == ValueVerdict::Differs && !Members.empty())
    return ValueVerdict::Unknown;
  return *Whole;
}

bool LocalStruct::isChanged(const Stmt &Body) {
  visit(&Body);
  return Escapes || Written;
}

} // namespace nettidy::model
