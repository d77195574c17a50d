//===-- BrokenTypes.cpp ---------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/BrokenTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace nettidy::path {
namespace {

QualType withoutArrays(QualType T) {
  while (const auto *Array = T->getAsArrayTypeUnsafe())
    T = Array->getElementType();
  return T;
}

/// The class that \p T is an object or an array of.
RecordDecl *recordOf(QualType T) {
  const auto *Record = withoutArrays(T)->getAs<RecordType>();
  return Record ? Record->getAsRecordDecl() : nullptr;
}

/// The enumeration without a definition that \p T is a value or an array of;
/// null for other types. C++ knows it only after an error, and C never gives it
/// a size.
EnumDecl *incompleteEnumOf(QualType T) {
  const auto *Enum = withoutArrays(T)->getAs<EnumType>();
  return Enum && Enum->isIncompleteType() ? cast<EnumDecl>(Enum->getDecl())
                                          : nullptr;
}

/// What stands by value in a class needs a size. Where the header with its
/// definition is missing, any will do: nothing that was parsed looks inside.
bool complete(QualType T) {
  if (EnumDecl *Enum = incompleteEnumOf(T)) {
    const ASTContext &Context = Enum->getASTContext();
    Enum->startDefinition();
    Enum->completeDefinition(Context.IntTy, Context.IntTy,
                             /*NumPositiveBits=*/Context.getIntWidth(
                                 Context.IntTy) - 1,
                             /*NumNegativeBits=*/0);
    return true;
  }
  RecordDecl *Record = recordOf(T);
  if (!Record || Record->getDefinition())
    return true;
  if (isa<ClassTemplateSpecializationDecl>(Record) || Record->isDependentType())
    return false;
  Record->startDefinition();
  Record->completeDefinition();
  return true;
}

} // namespace

bool BrokenTypes::isBroken(QualType T) {
  if (T.isNull())
    return false;
  if (!T->getPointeeType().isNull())
    T = T->getPointeeType();
  else if (!complete(T))
    return true;
  const RecordDecl *Record = recordOf(T);
  // What has no definition is never looked into.
  return Record && Record->getDefinition() &&
         isBroken(*Record->getDefinition());
}

bool BrokenTypes::isBroken(const RecordDecl &Record) {
  auto [Entry, New] = Known.try_emplace(&Record, true);
  if (!New)
    return Entry->second;
  auto HasNoLayout = [&](QualType T) {
    if (T->isDependentType() || T->isUndeducedType() || !complete(T))
      return true;
    const RecordDecl *Part = recordOf(T);
    return Part && isBroken(*Part->getDefinition());
  };
  bool Broken = Record.isDependentType() ||
                llvm::any_of(Record.fields(), [&](const FieldDecl *Field) {
                  return HasNoLayout(Field->getType());
                });
  if (const auto *Class = dyn_cast<CXXRecordDecl>(&Record); Class && !Broken)
    Broken = llvm::any_of(Class->bases(), [&](const CXXBaseSpecifier &Base) {
      return HasNoLayout(Base.getType());
    });
  return Known[&Record] = Broken;
}

bool BrokenTypes::areUsedIn(const FunctionDecl &F) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&F))
    if (const RecordDecl *Class = Method->getParent()->getDefinition())
      if (isBroken(*Class))
        return true;
  for (const ParmVarDecl *Parameter : F.parameters())
    if (isBroken(Parameter->getType()))
      return true;
  llvm::SmallVector<const Stmt *, 32> Pending = {F.getBody()};
  while (!Pending.empty()) {
    const Stmt *S = Pending.pop_back_val();
    // The body of a lambda is a function of its own.
    if (!S || isa<LambdaExpr>(S))
      continue;
    if (const auto *E = dyn_cast<Expr>(S); E && isBroken(E->getType()))
      return true;
    if (const auto *Declarations = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Declarations->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D))
          if (isBroken(Variable->getType()))
            return true;
    Pending.append(S->child_begin(), S->child_end());
  }
  return false;
}

} // namespace nettidy::path
