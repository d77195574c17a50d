//===-- StandIns.cpp ------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/StandIns.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace nettidy::path {

bool StandIns::isUsable(QualType T) const {
  return !T.isNull() && !T->isInstantiationDependentType() &&
         !T->isUndeducedType() && !T->isPlaceholderType() &&
         !T->containsErrors();
}

QualType StandIns::usableType(QualType T) const {
  if (!isUsable(T))
    return Context.IntTy;
  if (T->isReferenceType())
    return T->getPointeeType()->isFunctionType() ? Context.VoidPtrTy : T;
  if (T->isArrayType() || T->isFunctionType())
    return Context.getDecayedType(T);
  if (T->isRecordType() && T->isIncompleteType())
    return Context.IntTy;
  return T.getUnqualifiedType();
}

FunctionDecl *StandIns::function(QualType Result, Kind What,
                                 SourceLocation Where) {
  FunctionDecl *&Slot = Functions[{Result.getCanonicalType().getAsOpaquePtr(),
                                   static_cast<unsigned>(What)}];
  if (Slot)
    return Slot;
  FunctionProtoType::ExtProtoInfo Info;
  Info.Variadic = true;
  // What is not known is not known to throw either.
  if (Context.getLangOpts().CPlusPlus)
    Info.ExceptionSpec.Type = EST_BasicNoexcept;
  if (What == Kind::NoReturn)
    Info.ExtInfo = Info.ExtInfo.withNoReturn(true);
  QualType Type = Context.getFunctionType(Result, {}, Info);
  // Not added to the translation unit: nobody else is to find it.
  Slot = FunctionDecl::Create(
      Context, Context.getTranslationUnitDecl(), Where, Where,
      DeclarationName(&Context.Idents.get("__not_compiled")), Type,
      Context.getTrivialTypeSourceInfo(Type, Where), SC_Extern);
  Slot->setImplicit();
  if (What == Kind::Value)
    Slot->addAttr(PureAttr::CreateImplicit(Context));
  return Slot;
}

Expr *StandIns::unknown(QualType T, ArrayRef<Expr *> Args, SourceRange Range,
                        Kind What) {
  T = usableType(T);
  bool LValue = T->isReferenceType();
  // A class object in a register would need the machinery of temporaries.
  if (T->isRecordType() && Context.getLangOpts().CPlusPlus) {
    T = Context.getLValueReferenceType(T);
    LValue = true;
  }
  FunctionDecl *F = function(T, What, Range.getBegin());
  Expr *Callee = reference(*F, /*Captured=*/false, Range.getBegin());
  return CallExpr::Create(Context, value(Callee), Args, T.getNonReferenceType(),
                          LValue ? VK_LValue : VK_PRValue, Range.getEnd(),
                          FPOptionsOverride());
}

Expr *StandIns::result(QualType T, ExprValueKind ValueKind,
                       ArrayRef<Expr *> Args, SourceRange Range) {
  QualType Result = ValueKind == VK_LValue   ? Context.getLValueReferenceType(T)
                    : ValueKind == VK_XValue ? Context.getRValueReferenceType(T)
                                             : T;
  FunctionDecl *F = function(Result, Kind::Call, Range.getBegin());
  Expr *Callee = reference(*F, /*Captured=*/false, Range.getBegin());
  return CallExpr::Create(Context, value(Callee), Args, T, ValueKind,
                          Range.getEnd(), FPOptionsOverride());
}

Expr *StandIns::reference(ValueDecl &D, bool Captured, SourceLocation Where) {
  // In C++ a function is an lvalue, in C it is neither.
  bool LValue = !isa<FunctionDecl>(D) || Context.getLangOpts().CPlusPlus;
  return DeclRefExpr::Create(
      Context, NestedNameSpecifierLoc(), SourceLocation(), &D, Captured, Where,
      D.getType().getNonReferenceType(), LValue ? VK_LValue : VK_PRValue);
}

Expr *StandIns::member(Expr *Base, FieldDecl &Field) {
  bool Arrow = Base->getType()->isPointerType();
  return MemberExpr::CreateImplicit(
      Context, Arrow ? value(Base) : Base, Arrow, &Field,
      Field.getType().getNonReferenceType(), VK_LValue, OK_Ordinary);
}

Expr *StandIns::addressOf(Expr *LValue) {
  return UnaryOperator::Create(Context, LValue, UO_AddrOf,
                               Context.getPointerType(LValue->getType()),
                               VK_PRValue, OK_Ordinary, LValue->getExprLoc(),
                               /*CanOverflow=*/false, FPOptionsOverride());
}

Expr *StandIns::pointee(Expr *Pointer, ExprValueKind Kind) {
  return UnaryOperator::Create(Context, Pointer, UO_Deref,
                               Pointer->getType()->getPointeeType(), Kind,
                               OK_Ordinary, Pointer->getExprLoc(),
                               /*CanOverflow=*/false, FPOptionsOverride());
}

Expr *StandIns::integer(int64_t Value, QualType T, SourceLocation Where) {
  llvm::APInt Bits(Context.getIntWidth(Context.IntTy), Value);
  Expr *Literal = IntegerLiteral::Create(Context, Bits, Context.IntTy, Where);
  Expr *Converted = convert(Literal, T);
  return Converted ? Converted : Literal;
}

QualType StandIns::conditionType() const {
  return Context.getLangOpts().CPlusPlus ? Context.BoolTy : Context.IntTy;
}

Expr *StandIns::value(Expr *E) {
  QualType T = E->getType();
  auto Cast = [&](QualType To, CastKind Kind) -> Expr * {
    return ImplicitCastExpr::Create(Context, To, Kind, E, nullptr, VK_PRValue,
                                    FPOptionsOverride());
  };
  if (T->isFunctionType())
    return Cast(Context.getPointerType(T), CK_FunctionToPointerDecay);
  if (T->isArrayType())
    return Cast(Context.getArrayDecayedType(T), CK_ArrayToPointerDecay);
  if (!E->isGLValue() || (T->isRecordType() && Context.getLangOpts().CPlusPlus))
    return E;
  return Cast(T.getUnqualifiedType(), CK_LValueToRValue);
}

static std::optional<CastKind> castKind(const ASTContext &Context,
                                        const Expr &E, QualType To) {
  QualType From = E.getType();
  if (To->isVoidType())
    return CK_ToVoid;
  if (To->isBooleanType()) {
    if (From->isPointerType())
      return CK_PointerToBoolean;
    if (From->isIntegralOrEnumerationType())
      return CK_IntegralToBoolean;
    return std::nullopt;
  }
  if (To->isPointerType()) {
    if (From->isPointerType())
      return CK_BitCast;
    if (From->isNullPtrType())
      return CK_NullToPointer;
    const auto *Literal = dyn_cast<IntegerLiteral>(E.IgnoreParenImpCasts());
    if (Literal && Literal->getValue() == 0)
      return CK_NullToPointer;
    if (From->isIntegralOrEnumerationType())
      return CK_IntegralToPointer;
    return std::nullopt;
  }
  if (To->isIntegralOrEnumerationType()) {
    if (From->isIntegralOrEnumerationType())
      return CK_IntegralCast;
    if (From->isPointerType())
      return CK_PointerToIntegral;
    if (From->isRealFloatingType())
      return CK_FloatingToIntegral;
    return std::nullopt;
  }
  if (To->isRealFloatingType()) {
    if (From->isIntegralOrEnumerationType())
      return CK_IntegralToFloating;
    if (From->isRealFloatingType())
      return CK_FloatingCast;
  }
  return std::nullopt;
}

Expr *StandIns::convert(Expr *E, QualType T) {
  if (!isUsable(T) || !isUsable(E->getType()))
    return nullptr;
  if (T->isReferenceType())
    return E->isGLValue() && Context.hasSameUnqualifiedType(E->getType(),
                                                            T->getPointeeType())
               ? E
               : nullptr;
  if (T->isRecordType() && Context.getLangOpts().CPlusPlus)
    return nullptr;
  E = value(E);
  T = usableType(T);
  if (Context.hasSameUnqualifiedType(E->getType(), T))
    return E;
  std::optional<CastKind> Kind = castKind(Context, *E, T);
  if (!Kind)
    return nullptr;
  return ImplicitCastExpr::Create(Context, T, *Kind, E, nullptr, VK_PRValue,
                                  FPOptionsOverride());
}

} // namespace nettidy::path
