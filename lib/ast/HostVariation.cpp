//===-- HostVariation.cpp - Does it differ from round to round --*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/HostVariation.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace nettidy {

namespace {

const VarDecl *namedVariable(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  while (const auto *Member = dyn_cast<MemberExpr>(E))
    E = Member->getBase()->IgnoreParenImpCasts();
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_AddrOf)
    return namedVariable(Unary->getSubExpr());
  const auto *Reference = dyn_cast<DeclRefExpr>(E);
  return Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
}

/// True when \p S may change \p Variable.
bool changes(const Stmt *S, const VarDecl *Variable) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(S))
    return Binary->isAssignmentOp() &&
           namedVariable(Binary->getLHS()) == Variable;
  if (const auto *Unary = dyn_cast<UnaryOperator>(S))
    return Unary->isIncrementDecrementOp() &&
           namedVariable(Unary->getSubExpr()) == Variable;
  const auto *Call = dyn_cast<CallExpr>(S);
  if (!Call)
    return false;
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    const CXXMethodDecl *Method = Member->getMethodDecl();
    if (Method && !Method->isConst() && !Method->isStatic() &&
        namedVariable(Member->getImplicitObjectArgument()) == Variable)
      return true;
  }
  unsigned First = 0;
  if (isa<CXXOperatorCallExpr>(Call)) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
    if (Method) {
      First = 1;
      if (!Method->isConst() && Call->getNumArgs() > 0 &&
          namedVariable(Call->getArg(0)) == Variable)
        return true;
    }
  }
  for (unsigned I = First; I < Call->getNumArgs(); ++I) {
    const Expr *Argument = Call->getArg(I);
    if (namedVariable(Argument) != Variable)
      continue;
    unsigned Parameter = I - First;
    QualType T = Callee && Parameter < Callee->getNumParams()
                     ? Callee->getParamDecl(Parameter)->getType()
                     : QualType();
    bool OnlyReads = !T.isNull() && !T->getPointeeType().isNull() &&
                     T->getPointeeType().isConstQualified();
    if (isa<UnaryOperator>(Argument->IgnoreParenImpCasts()) && !OnlyReads)
      return true;
    if (!T.isNull() && T->isLValueReferenceType() && !OnlyReads)
      return true;
  }
  return false;
}

/// What \p S assigns to \p Variable, or to a part of it; null if it does not.
const Expr *assignedTo(const Stmt *S, const VarDecl *Variable) {
  if (const auto *Assign = dyn_cast<BinaryOperator>(S))
    return Assign->isAssignmentOp() &&
                   namedVariable(Assign->getLHS()) == Variable
               ? Assign->getRHS()
               : nullptr;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S);
  return Operator && Operator->getOperator() == OO_Equal &&
                 Operator->getNumArgs() == 2 &&
                 namedVariable(Operator->getArg(0)) == Variable
             ? Operator->getArg(1)
             : nullptr;
}

/// An object that its default constructor makes says nothing of a host yet.
bool isBuiltEmpty(const Expr *Init) {
  Init = Init->IgnoreImplicit();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init))
    return Construct->getNumArgs() == 0;
  const auto *List = dyn_cast<InitListExpr>(Init);
  return List && List->getType()->isRecordType() && List->getNumInits() == 0;
}

void forEachBelow(const Stmt *Root,
                  llvm::function_ref<void(const Stmt *)> Visit) {
  llvm::SmallVector<const Stmt *, 16> Pending = {Root};
  while (!Pending.empty()) {
    const Stmt *S = Pending.pop_back_val();
    if (!S)
      continue;
    Visit(S);
    Pending.append(S->child_begin(), S->child_end());
  }
}

} // namespace

bool HostVariation::varies(const Expr *E, const Decl *Owner,
                           bool IgnoreParameterValues) {
  IgnoreParameters = IgnoreParameterValues;
  InProgress.clear();
  return variesIn(E, Owner);
}

const Decl *HostVariation::declaringFunction(const VarDecl *Variable) const {
  const auto *Function =
      dyn_cast_or_null<Decl>(Variable->getParentFunctionOrMethod());
  return Function ? CallIndex::key(Function) : nullptr;
}

bool HostVariation::changesInLoop(const VarDecl *Variable) {
  bool Found = false;
  forEachBelow(Evidence.Loop,
               [&](const Stmt *S) { Found |= changes(S, Variable); });
  return Found;
}

bool HostVariation::parameterVaries(const ParmVarDecl *Parameter) {
  const Decl *Function = declaringFunction(Parameter);
  for (const CallSite *Edge : Path) {
    if (!Function || Edge->Callee != Function)
      continue;
    unsigned Index = Parameter->getFunctionScopeIndex();
    if (const auto *Call = dyn_cast<CallExpr>(Edge->Site)) {
      if (isa<CXXOperatorCallExpr>(Call) &&
          isa_and_nonnull<CXXMethodDecl>(Call->getDirectCallee()))
        ++Index;
      if (Index < Call->getNumArgs())
        return variesIn(Call->getArg(Index), Edge->Caller);
    } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Edge->Site)) {
      if (Index < Construct->getNumArgs())
        return variesIn(Construct->getArg(Index), Edge->Caller);
    }
    return true;
  }
  switch (Evidence.Evidence) {
  case Repetition::Level::Loop:
    // The function around the loop got it once. A function that an algorithm
    // runs per element gets a new one each time.
    return !Evidence.Loop;
  case Repetition::Level::Handler:
    // What comes with the request; not what the registering code captured.
    return true;
  case Repetition::Level::Function:
  case Repetition::Level::OneShot:
    return !IgnoreParameters;
  }
  return true;
}

bool HostVariation::variableVaries(const VarDecl *Variable, const Decl *Owner) {
  if (!Variable->hasLocalStorage())
    return false;
  if (!InProgress.insert(Variable).second)
    return false;
  const Decl *Function = declaringFunction(Variable);
  // A variable of a function around a handler was captured once.
  bool Captured = Function && Function != CallIndex::key(Owner);
  if (Captured && Evidence.Evidence == Repetition::Level::Handler &&
      Path.empty())
    return false;
  if (const auto *Parameter = dyn_cast<ParmVarDecl>(Variable))
    return (Evidence.Loop && Function == CallIndex::key(Evidence.LoopOwner) &&
            changesInLoop(Parameter)) ||
           parameterVaries(Parameter);

  const Decl *Home = Function ? Function : Owner;
  if (Evidence.Loop && Home == CallIndex::key(Evidence.LoopOwner)) {
    if (const auto *Range = dyn_cast<CXXForRangeStmt>(Evidence.Loop);
        Range && Range->getLoopVariable() == Variable)
      return true;
    if (changesInLoop(Variable))
      return true;
    bool Inside = false;
    forEachBelow(Evidence.Loop, [&](const Stmt *S) {
      if (const auto *Declaration = dyn_cast<DeclStmt>(S))
        for (const Decl *D : Declaration->decls())
          Inside |= D == Variable;
    });
    if (!Inside)
      return false;
  }
  if (Variable->getInit() && variesIn(Variable->getInit(), Home))
    return true;
  bool Filled = Variable->getInit() && !isBuiltEmpty(Variable->getInit());
  bool Changed = false;
  CallIndex::forEachStatement(Home, [&](const Stmt *S, const Stmt *) {
    if (const Expr *Value = assignedTo(S, Variable)) {
      Filled = true;
      Changed |= variesIn(Value, Home);
    } else if (Variable->getType()->isRecordType()) {
      // Who changes a struct may name another host in it.
      Changed |= changes(S, Variable);
    }
  });
  return Changed || !Filled; // or filled in some other way
}

bool HostVariation::variesIn(const Stmt *S, const Decl *Owner) {
  if (!S)
    return false;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
    if (isa<BindingDecl>(Reference->getDecl()))
      return true;
    const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
    return Variable && variableVaries(Variable, Owner);
  }
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
    return variesIn(Default->getExpr(), Owner);
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(S))
    return variesIn(Default->getExpr(), Owner);
  if (isa<LambdaExpr>(S))
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee)
      return true;
    const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
    bool Changing = Method && !Method->isStatic() && !Method->isConst() &&
                    !isa<CXXOperatorCallExpr>(Call);
    // pop(), next(): each call may give something else.
    if (Changing && Call->getNumArgs() == 0)
      return true;
    // resolve(host, port): what it is asked for decides, not the resolver.
    if (Changing) {
      for (const Expr *Argument : Call->arguments())
        if (variesIn(Argument, Owner))
          return true;
      return false;
    }
    // What an ordinary function computes is not visibly the same each time.
    if (Evidence.Evidence == Repetition::Level::Function && !Method &&
        !isa<CXXOperatorCallExpr>(Call) && !Callee->isInStdNamespace())
      return true;
  }
  for (const Stmt *Child : S->children())
    if (variesIn(Child, Owner))
      return true;
  return false;
}

bool HostVariation::isInvariant(const Expr *E, const Decl *Owner) {
  if (!E || !Evidence.Loop)
    return false;
  bool Invariant = true;
  llvm::SmallVector<const Stmt *, 16> Pending = {E};
  while (!Pending.empty() && Invariant) {
    const Stmt *S = Pending.pop_back_val();
    if (!S)
      continue;
    // Default arguments come along by themselves.
    if (isa<CXXDefaultArgExpr>(S))
      continue;
    if (isa<CallExpr, LambdaExpr, CXXNewExpr, StmtExpr>(S))
      return false;
    if (const auto *Unary = dyn_cast<UnaryOperator>(S);
        Unary && Unary->isIncrementDecrementOp())
      return false;
    if (const auto *Binary = dyn_cast<BinaryOperator>(S);
        Binary && Binary->isAssignmentOp())
      return false;
    // Another object's member may change at any call in the loop.
    if (const auto *Member = dyn_cast<MemberExpr>(S);
        Member && !Member->getType().isConstQualified())
      return false;
    if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
      const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
      if (isa<BindingDecl>(Reference->getDecl()))
        return false;
      if (Variable && !Variable->hasLocalStorage() &&
          !Variable->getType().isConstQualified())
        return false;
      if (Variable && Variable->hasLocalStorage()) {
        bool Inside = false;
        forEachBelow(Evidence.Loop, [&](const Stmt *Each) {
          if (const auto *Declaration = dyn_cast<DeclStmt>(Each))
            for (const Decl *D : Declaration->decls())
              Inside |= D == Variable;
        });
        if (Inside || changesInLoop(Variable) ||
            CallIndex::key(Owner) != declaringFunction(Variable))
          return false;
      }
    }
    Pending.append(S->child_begin(), S->child_end());
  }
  return Invariant;
}

} // namespace nettidy
