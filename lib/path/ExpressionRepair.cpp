//===-- ExpressionRepair.cpp ----------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The part of FunctionRepair that goes through expressions.
///
//===----------------------------------------------------------------------===//

#include "ast/StandIn.h"
#include "path/FunctionRepair.h"

using namespace clang;

namespace nettidy::path {

/// Operators on types and the like: their operands are not evaluated, and the
/// engine wants them constant.
static bool isUnevaluated(const Expr &E) {
  return isa<UnaryExprOrTypeTraitExpr, OffsetOfExpr, TypeTraitExpr,
             CXXNoexceptExpr, CXXTypeidExpr, GenericSelectionExpr, ChooseExpr>(
      E);
}

bool isBroken(const Expr &E) {
  // A list in parentheses that nobody could make sense of has no type at all.
  if (E.getType().isNull() || isa<RecoveryExpr>(E) || E.isTypeDependent() ||
      E.getType()->isUndeducedType())
    return true;
  if (const auto *Cast = dyn_cast<CastExpr>(&E))
    return Cast->getCastKind() == CK_Dependent;
  return isUnevaluated(E) && E.containsErrors();
}

bool anyBroken(const Stmt *Root) {
  llvm::SmallVector<const Stmt *, 32> Pending = {Root};
  while (!Pending.empty()) {
    const Stmt *S = Pending.pop_back_val();
    if (!S)
      continue;
    if (const auto *E = dyn_cast<Expr>(S); E && isBroken(*E))
      return true;
    if (const auto *DS = dyn_cast<DeclStmt>(S))
      for (const Decl *D : DS->decls())
        if (D->isInvalidDecl())
          return true;
    // A lambda is a function of its own.
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      Pending.append(Lambda->capture_init_begin(), Lambda->capture_init_end());
    else
      Pending.append(S->child_begin(), S->child_end());
  }
  return false;
}

static bool hasBrokenChild(const Stmt &S) {
  return llvm::any_of(S.children(), [](const Stmt *Child) {
    const auto *E = dyn_cast_or_null<Expr>(Child);
    return E && isBroken(*E);
  });
}

/// The function that a callee expression names, if there is only one.
static FunctionDecl *namedFunction(Expr *Callee) {
  Callee = Callee->IgnoreParenImpCasts();
  if (auto *Reference = dyn_cast<DeclRefExpr>(Callee))
    return dyn_cast<FunctionDecl>(Reference->getDecl());
  if (auto *Member = dyn_cast<MemberExpr>(Callee))
    return dyn_cast<FunctionDecl>(Member->getMemberDecl());
  if (auto *Overloads = dyn_cast<UnresolvedLookupExpr>(Callee)) {
    FunctionDecl *Only = nullptr;
    for (NamedDecl *D : Overloads->decls()) {
      auto *F = dyn_cast<FunctionDecl>(D->getUnderlyingDecl());
      if (!F || (Only && Only->getCanonicalDecl() != F->getCanonicalDecl()))
        return nullptr;
      Only = F;
    }
    return Only;
  }
  return nullptr;
}

static bool namesFunction(Expr *E) {
  return isa<OverloadExpr>(E->IgnoreParenImpCasts()) ||
         (!isBroken(*E) && namedFunction(E)) ||
         isa_and_nonnull<FunctionDecl>(E->getReferencedDeclOfCallee());
}

/// Adds \p E to the arguments of an unknown call. When it may have been
/// \p Changed, its address goes as well.
void FunctionRepair::pass(Expr *E, llvm::SmallVectorImpl<Expr *> &Out,
                          bool Changed) {
  QualType T = E->getType();
  const Expr *Bare = E->IgnoreParenImpCasts();
  if (!Make.isUsable(T) || namesFunction(E) ||
      isa<IntegerLiteral, FloatingLiteral, CharacterLiteral,
          clang::StringLiteral, CXXBoolLiteralExpr, CXXNullPtrLiteralExpr>(
          Bare))
    return;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Bare))
    if (isa<EnumConstantDecl>(Reference->getDecl()))
      return;
  if (T->isVoidType())
    return Out.push_back(BinaryOperator::Create(
        Context, E, Make.integer(0, Context.IntTy, E->getExprLoc()), BO_Comma,
        Context.IntTy, VK_PRValue, OK_Ordinary, E->getExprLoc(),
        FPOptionsOverride()));
  if (T->isArrayType())
    return Out.push_back(E->isLValue() ? Make.value(E) : E);
  // A field of what a pointer leads to: to hand over its address would hand
  // over the whole.
  const auto *Member = dyn_cast<MemberExpr>(Bare);
  bool Addressable = E->isLValue() && E->getObjectKind() == OK_Ordinary &&
                     !E->refersToBitField() &&
                     !(Member && Member->isArrow() && T->isScalarType());
  if (Addressable && (T->isRecordType() || (Changed && !T.isConstQualified())))
    return Out.push_back(Make.addressOf(E));
  Out.push_back(Make.value(E));
}

/// The parts of a broken expression that are evaluated and whole.
void FunctionRepair::survivors(Expr *E, llvm::SmallVectorImpl<Expr *> &Out) {
  if (isUnevaluated(*E))
    return;
  if (auto *Lost = dyn_cast<RecoveryExpr>(E); Lost && onlyReadsMember(*Lost))
    return;
  // What C passes by value does not change; a C++ function may take it by
  // reference, but nobody changes what he writes to a stream.
  const auto *Operator = dyn_cast<BinaryOperator>(E);
  const auto *Step = dyn_cast<UnaryOperator>(E);
  bool Written = Operator && Operator->getOpcode() == BO_Shl;
  bool Changed = (Context.getLangOpts().CPlusPlus && !Written) ||
                 (Operator && Operator->isAssignmentOp()) ||
                 (Step && Step->isIncrementDecrementOp());
  for (Stmt *Child : E->children()) {
    auto *Part = dyn_cast_or_null<Expr>(Child);
    if (!Part)
      continue;
    const auto *Called = dyn_cast<CallExpr>(E);
    if (namesFunction(Part) || (Called && Part == Called->getCallee())) {
      // Not the function, but the object of a method.
      for (Stmt *Base : Part->children())
        if (auto *Object = dyn_cast_or_null<Expr>(Base);
            Object && !namesFunction(Object))
          pass(expression(Object), Out, /*Changed=*/true);
      continue;
    }
    pass(expression(Part), Out, Changed);
  }
}

/// `p->field`, where the type of `p` lacks the field or is not complete: `p` is
/// not handed to anybody.
bool FunctionRepair::onlyReadsMember(const RecoveryExpr &Lost) const {
  auto Parts = Lost.subExpressions();
  if (Parts.size() != 1)
    return false;
  Stretch Whole = All.stretch(Lost.getSourceRange());
  Stretch Base = All.stretch(Parts[0]->getSourceRange());
  if (!Whole || !Base || Whole.File != Base.File || Whole.Begin != Base.Begin ||
      Whole.End < Base.End)
    return false;
  LostText Rest = All.text({Whole.File, Base.End, Whole.End});
  return Rest.words().size() == 2 && Rest.words()[1].isName() &&
         (Rest.words()[0].Kind == tok::arrow ||
          Rest.words()[0].Kind == tok::period);
}

/// An unknown value in the place of \p E.
Expr *FunctionRepair::instead(Expr *E, QualType Wanted) {
  QualType T = E->isTypeDependent() || !Make.isUsable(E->getType())
                   ? Wanted
                   : E->getType();
  llvm::SmallVector<Expr *, 8> Arguments;
  survivors(E, Arguments);
  bool Reads = isa<RecoveryExpr>(E) && onlyReadsMember(*cast<RecoveryExpr>(E));
  Stretch Part = All.stretch(E->getSourceRange());
  if (!Part)
    fail();
  bool Calls = false;
  if (Part && !Reads && !isUnevaluated(*E)) {
    LostText Text = All.text(Part);
    Calls = Text.has("(");
    llvm::SmallPtrSet<const ValueDecl *, 8> Seen;
    collectMentioned(E, Seen);
    mentioned(Text, Arguments, E->getExprLoc(), Seen);
    if (Arguments.empty() && !Calls && isa<RecoveryExpr>(E))
      return missing(T, Text, E->getSourceRange());
  }
  return Make.unknown(T, Arguments, E->getSourceRange(),
                      Arguments.empty() && !Calls ? StandIns::Kind::Value
                                                  : StandIns::Kind::Call);
}

void FunctionRepair::collectMentioned(
    const Stmt *S, llvm::SmallPtrSetImpl<const ValueDecl *> &Out) const {
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
    Out.insert(Reference->getDecl());
  if (const auto *Member = dyn_cast<MemberExpr>(S))
    Out.insert(Member->getMemberDecl());
  // What a lambda's body mentions is not given to anybody by that.
  if (!isa<LambdaExpr>(S))
    for (const Stmt *Child : S->children())
      if (Child)
        collectMentioned(Child, Out);
}

/// The value of an option of the kind of \p Options that the installed version
/// of a library lacks: one that means nothing. Null where that is not certain.
Expr *FunctionRepair::idleOption(const EnumDecl *Options, StringRef Name,
                                 QualType T, SourceLocation At) {
  Options = Options && !Name.empty() ? Options->getDefinition() : nullptr;
  if (!Options || Options->enumerator_begin() == Options->enumerator_end())
    return nullptr;
  StringRef Key = Options->enumerator_begin()->getName();
  int64_t Free = 0;
  for (const EnumConstantDecl *Each : Options->enumerators())
    Free = std::max(Free, Each->getInitVal().getExtValue() + 1);
  for (const model::Library *L : All.TU.matcher().models().libraries())
    for (const model::OptionTable &Table : L->Tables)
      if (isIdleOption(Table, Key) && isIdleOption(Table, Name) &&
          llvm::none_of(Table.Options, [&](const model::Option &O) {
            return O.Integer == Free;
          }))
        return Make.integer(Free, T, At);
  return nullptr;
}

/// The value of type \p T for text that gave no expression.
Expr *FunctionRepair::missing(QualType T, const LostText &Text,
                              SourceRange Range) {
  const auto *Type =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAs<EnumType>();
  if (Type)
    if (Expr *Option =
            idleOption(Type->getDecl(), Text.soleName(), T, Range.getBegin()))
      return Option;
  llvm::SmallVector<Expr *, 4> Arguments;
  mentioned(Text, Arguments, Range.getBegin());
  return Make.unknown(T, Arguments, Range,
                      Arguments.empty() && !Text.has("(")
                          ? StandIns::Kind::Value
                          : StandIns::Kind::Call);
}

/// What the context makes of an operand: its type, if only that is known.
QualType FunctionRepair::expected(Stmt &Parent, unsigned Index) {
  if (auto *Operator = dyn_cast<BinaryOperator>(&Parent)) {
    if (Operator->isLogicalOp())
      return Make.conditionType();
    Expr *Other = Index == 0 ? Operator->getRHS() : Operator->getLHS();
    return isBroken(*Other) ? QualType() : Other->getType();
  }
  if (auto *Call = dyn_cast<CallExpr>(&Parent)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    unsigned Skipped = 1;
    if (isa<CXXOperatorCallExpr>(Call) &&
        isa_and_nonnull<CXXMethodDecl>(Callee))
      Skipped = 2;
    if (Callee && Index >= Skipped && Index - Skipped < Callee->getNumParams())
      return Callee->getParamDecl(Index - Skipped)->getType();
    return QualType();
  }
  if (isa<ConditionalOperator>(Parent))
    return Index == 0 ? Make.conditionType() : cast<Expr>(Parent).getType();
  if (isa<ParenExpr, FullExpr>(Parent))
    return cast<Expr>(Parent).getType();
  return QualType();
}

/// A condition. `if (unknown < 0)` and the like, half-typed or half-renamed,
/// may be the test whether there is an object at all.
Expr *FunctionRepair::condition(Expr *E) {
  QualType T = Make.conditionType();
  llvm::SmallVector<Expr *, 8> Arguments;
  if (testsUnknown(*E)) {
    passVariables(Arguments, E->getExprLoc());
    cover(All.stretch(E->getSourceRange()));
    return Make.unknown(T, Arguments, E->getSourceRange());
  }
  bool Broken = isBroken(*E);
  Expr *New = expression(E, T);
  Expr *Fitting = Broken ? Make.convert(New, T) : New;
  return Fitting ? Fitting
                 : Make.unknown(T, Make.value(New), E->getSourceRange());
}

bool FunctionRepair::testsUnknown(const Expr &E) {
  Stretch Part = All.stretch(E.getSourceRange());
  if (!E.containsErrors() || !Part)
    return false;
  LostText Text = All.text(Part);
  llvm::SmallVector<Expr *, 8> Known;
  mentioned(Text, Known, E.getExprLoc());
  return Known.empty() && Text.testsOneName();
}

/// Whether an operand can be exchanged for another of the same type.
static bool takesStandIns(const Expr &E) {
  if (const auto *Operator = dyn_cast<BinaryOperator>(&E))
    return !Operator->isAssignmentOp() || !isBroken(*Operator->getLHS());
  if (const auto *Operator = dyn_cast<UnaryOperator>(&E))
    return Operator->getOpcode() == UO_LNot;
  if (const auto *Call = dyn_cast<CallExpr>(&E))
    return !isBroken(*Call->getCallee());
  return isa<ConditionalOperator, ParenExpr, ExprWithCleanups,
             ArraySubscriptExpr>(E);
}

/// Whether the models say that a call does something to this argument, apart
/// from using it.
static bool isTouched(model::Matcher::Entries Entries, unsigned Index) {
  auto Here = [&](const model::Position &P) {
    return P.Where == model::Position::Base::Argument && P.Index == Index;
  };
  auto At = [&](const auto &Effect) { return Here(Effect.At); };
  return llvm::any_of(Entries, [&](const model::ModelSet::Entry &E) {
    const model::Function &F = *E.Func;
    return llvm::any_of(F.Releases, At) || llvm::any_of(F.Transfers, At) ||
           llvm::any_of(F.Settings, At) || llvm::any_of(F.Options, At) ||
           llvm::any_of(F.Headers, At) || llvm::any_of(F.Attaches, At) ||
           llvm::any_of(F.Holds, Here) || llvm::any_of(F.Resets, Here) ||
           llvm::any_of(F.Disarms, Here) ||
           llvm::any_of(F.Acquires, [&](const model::Acquire &A) {
             return Here(A.Alias) || Here(A.UnlessGiven);
           });
  });
}

/// True for a name that the compiler has corrected ("did you mean"). The
/// engine is not to believe it.
bool FunctionRepair::isGuessed(const Expr &E) const {
  const NamedDecl *D = nullptr;
  SourceLocation L;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(&E)) {
    D = Reference->getFoundDecl();
    L = Reference->getLocation();
  } else if (const auto *Member = dyn_cast<MemberExpr>(&E)) {
    D = Member->getMemberDecl();
    L = Member->getMemberLoc();
  }
  Stretch Name = D && D->getIdentifier() ? All.stretch(L) : Stretch();
  if (!Name || !anyErrorIn({Name.File, Name.Begin, Name.Begin}))
    return false;
  StringRef Written = All.text(Name).soleName();
  return !Written.empty() && Written != D->getName();
}

Expr *FunctionRepair::guessedOption(Expr &E, const EnumConstantDecl &Guess) {
  StringRef Name = All.text(All.stretch(E.getSourceRange())).soleName();
  Expr *Option = idleOption(dyn_cast<EnumDecl>(Guess.getDeclContext()), Name,
                            E.getType(), E.getExprLoc());
  return Option ? Option
                : Make.unknown(E.getType(), {}, E.getSourceRange(),
                               StandIns::Kind::Value);
}

/// An unknown place of the type of \p E.
Expr *FunctionRepair::somePlace(Expr &E) {
  cover(All.stretch(E.getSourceRange()));
  llvm::SmallVector<Expr *, 2> Arguments;
  if (auto *Member = dyn_cast<MemberExpr>(&E))
    pass(expression(Member->getBase()), Arguments, /*Changed=*/true);
  else if (auto *Option =
               dyn_cast<EnumConstantDecl>(cast<DeclRefExpr>(E).getDecl()))
    return guessedOption(E, *Option);
  else if (isa<VarDecl>(cast<DeclRefExpr>(E).getDecl()))
    pass(&E, Arguments, /*Changed=*/true);
  QualType T = E.getType();
  if (!Make.isUsable(T))
    return Make.unknown(T, Arguments, E.getSourceRange());
  return Make.pointee(
      Make.unknown(Context.getPointerType(T), Arguments, E.getSourceRange()),
      E.getValueKind());
}

/// True when a variable is captured that cannot be copied.
static bool lacksCapture(const LambdaExpr &Lambda) {
  auto Init = Lambda.capture_init_begin(), End = Lambda.capture_init_end();
  for (const FieldDecl *Field : Lambda.getLambdaClass()->fields()) {
    if (Init == End || (!*Init && !Field->hasCapturedVLAType()))
      return true;
    ++Init;
  }
  return false;
}

Expr *FunctionRepair::expression(Expr *E, QualType Wanted) {
  Stretch Part = All.stretch(E->getSourceRange());
  if (auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    if (lacksCapture(*Lambda))
      fail();
    for (Stmt *&Child : Lambda->children())
      if (auto *Init = dyn_cast_or_null<Expr>(Child))
        All.set(Child, expression(Init));
    if (CXXMethodDecl *Operator =
            Lambda->getLambdaClass()->getLambdaCallOperator()) {
      if (FunctionTemplateDecl *Generic =
              Operator->getDescribedFunctionTemplate())
        All.Found(Generic);
      else
        All.Found(Operator);
    }
    if (Part && anyErrorIn(Part))
      BrokenLambdas.push_back(Part);
    cover(Part);
    return E;
  }
  if (isGuessed(*E))
    return somePlace(*E);
  if (Part && !isa<StmtExpr>(E))
    cover(Part);
  if (isBroken(*E))
    return rebuilt(E, Wanted);
  if (hasBrokenChild(*E) && !takesStandIns(*E))
    return instead(E, Wanted);
  unsigned Index = 0;
  for (Stmt *&Child : E->children()) {
    auto *Operand = dyn_cast_or_null<Expr>(Child);
    if (!Operand) {
      statement(Child);
    } else {
      QualType T = expected(*E, Index);
      bool Broken = isBroken(*Operand);
      Expr *New = expression(Operand, T);
      if (Broken && !T.isNull()) {
        Expr *Fitting = Make.convert(New, T);
        New = Fitting
                  ? Fitting
                  : Make.unknown(T, Make.value(New), Operand->getSourceRange());
      } else if (Broken) {
        New = Make.value(New);
      }
      if (auto *Call = dyn_cast<CallExpr>(E); Call && Index > 0)
        if (isTouched(All.TU.matcher().lookup(Call), Index - 1))
          New = anyVariable(New, T);
      All.set(Child, New);
    }
    ++Index;
  }
  return E;
}

/// What \p E, which is broken, would have been, as far as that is clear.
Expr *FunctionRepair::rebuilt(Expr *E, QualType Wanted) {
  if (auto *Paren = dyn_cast<ParenExpr>(E))
    return expression(Paren->getSubExpr(), Wanted);
  if (auto *Full = dyn_cast<FullExpr>(E))
    return expression(Full->getSubExpr(), Wanted);
  if (auto *Cast = dyn_cast<CastExpr>(E)) {
    QualType T = Make.isUsable(E->getType()) ? E->getType() : Wanted;
    Expr *Inner = expression(Cast->getSubExpr(), T);
    if (T.isNull())
      return Inner;
    Expr *Fitting = Make.convert(Inner, T);
    return Fitting ? Fitting : instead(E, T);
  }
  Expr *New = nullptr;
  if (auto *Operator = dyn_cast<BinaryOperator>(E))
    New = rebuiltOperator(*Operator, Wanted);
  else if (auto *Operator = dyn_cast<UnaryOperator>(E))
    New = rebuiltNot(*Operator);
  else if (auto *Choice = dyn_cast<ConditionalOperator>(E))
    New = rebuiltChoice(*Choice, Wanted);
  else if (auto *Call = dyn_cast<CallExpr>(E))
    New = rebuiltCall(*Call);
  else if (auto *Lost = dyn_cast<RecoveryExpr>(E))
    New = recoveredCall(*Lost);
  else if (auto *Block = dyn_cast<StmtExpr>(E))
    New = rebuiltBlock(*Block);
  return New ? New : instead(E, Wanted);
}

Expr *FunctionRepair::rebuiltNot(UnaryOperator &Operator) {
  if (Operator.getOpcode() != UO_LNot)
    return nullptr;
  QualType T = Make.conditionType();
  Expr *Inner = Make.value(expression(Operator.getSubExpr(), T));
  if (Context.getLangOpts().CPlusPlus)
    Inner = Make.convert(Inner, T);
  if (!Inner || !Inner->getType()->isScalarType())
    return nullptr;
  return UnaryOperator::Create(Context, Inner, UO_LNot, T, VK_PRValue,
                               OK_Ordinary, Operator.getOperatorLoc(),
                               /*CanOverflow=*/false, FPOptionsOverride());
}

Expr *FunctionRepair::rebuiltOperator(BinaryOperator &Operator,
                                      QualType Wanted) {
  BinaryOperatorKind Kind = Operator.getOpcode();
  auto Build = [&](Expr *L, Expr *R, QualType T,
                   ExprValueKind Value = VK_PRValue) -> Expr * {
    return BinaryOperator::Create(Context, L, R, Kind, T, Value, OK_Ordinary,
                                  Operator.getOperatorLoc(),
                                  FPOptionsOverride());
  };
  bool Cxx = Context.getLangOpts().CPlusPlus;
  if (Kind == BO_Assign) {
    Expr *L = Operator.getLHS();
    QualType T = L->getType();
    if (isBroken(*L) || !Make.isUsable(T) || !T->isScalarType())
      return nullptr;
    L = expression(L);
    Expr *New = expression(Operator.getRHS(), T);
    Expr *R = Make.convert(New, T);
    if (!R)
      R = Make.unknown(T, Make.value(New), Operator.getSourceRange());
    return Build(L, R, T.getUnqualifiedType(), Cxx ? VK_LValue : VK_PRValue);
  }
  if (!BinaryOperator::isComparisonOp(Kind) && !Operator.isLogicalOp() &&
      Kind != BO_Comma)
    return nullptr;
  Expr *L = Operator.getLHS(), *R = Operator.getRHS();
  QualType Condition = Make.conditionType();
  QualType WantedL = Operator.isLogicalOp() ? Condition
                     : isBroken(*R)         ? QualType()
                                            : R->getType();
  QualType WantedR = Operator.isLogicalOp() ? Condition
                     : isBroken(*L)         ? QualType()
                                            : L->getType();
  L = Make.value(expression(L, WantedL));
  R = Make.value(expression(R, Kind == BO_Comma ? Wanted : WantedR));
  if (Kind == BO_Comma)
    return Build(L, R, R->getType());
  if (Operator.isLogicalOp() && Cxx) {
    L = Make.convert(L, Condition);
    R = Make.convert(R, Condition);
  } else if (!Operator.isLogicalOp()) {
    if (L->getType()->isPointerType())
      R = Make.convert(R, L->getType());
    else
      L = Make.convert(L, R->getType());
  }
  if (!L || !R || !L->getType()->isScalarType() ||
      !R->getType()->isScalarType())
    return nullptr;
  return Build(L, R, Condition);
}

Expr *FunctionRepair::rebuiltChoice(ConditionalOperator &Choice,
                                    QualType Wanted) {
  QualType Condition = Make.conditionType();
  Expr *Test = Make.value(expression(Choice.getCond(), Condition));
  if (Context.getLangOpts().CPlusPlus)
    Test = Make.convert(Test, Condition);
  QualType T = Wanted;
  for (Expr *Side : {Choice.getTrueExpr(), Choice.getFalseExpr()})
    if (!isBroken(*Side) && !Side->getType()->isArrayType())
      T = Side->getType();
  if (!Test || T.isNull() || !Make.isUsable(T) || !T->isScalarType())
    return nullptr;
  auto Side = [&](Expr *E) {
    Expr *New = expression(E, T);
    Expr *Fitting = Make.convert(New, T);
    return Fitting ? Fitting
                   : Make.unknown(T, Make.value(New), E->getSourceRange());
  };
  Expr *True = Side(Choice.getTrueExpr());
  Expr *False = Side(Choice.getFalseExpr());
  return new (Context) ConditionalOperator(
      Test, Choice.getQuestionLoc(), True, Choice.getColonLoc(), False,
      T.getUnqualifiedType(), VK_PRValue, OK_Ordinary);
}

/// `({ ...; value; })`, the value of which was broken.
Expr *FunctionRepair::rebuiltBlock(StmtExpr &Block) {
  Stmt *Inner = compound(*Block.getSubStmt());
  auto *Contents = cast<CompoundStmt>(Inner);
  const Expr *Last =
      Contents->body_empty() ? nullptr : dyn_cast<Expr>(Contents->body_back());
  QualType T = Last ? Last->getType() : Context.VoidTy;
  if (!Make.isUsable(T) ||
      (T->isRecordType() && Context.getLangOpts().CPlusPlus))
    return nullptr;
  return new (Context)
      StmtExpr(Contents, T.getUnqualifiedType(), Block.getLParenLoc(),
               Block.getRParenLoc(), Block.getTemplateDepth());
}

Expr *FunctionRepair::rebuiltCall(CallExpr &Call) {
  FunctionDecl *Callee = namedFunction(Call.getCallee());
  if (!Callee || isa<CXXOperatorCallExpr>(Call))
    return nullptr;
  llvm::SmallVector<Expr *, 8> Arguments;
  for (unsigned I = 0, N = Call.getNumArgs(); I < N; ++I)
    Arguments.push_back(
        expression(Call.getArg(I), I < Callee->getNumParams()
                                       ? Callee->getParamDecl(I)->getType()
                                       : QualType()));
  return call(*Callee, Call.getCallee(), Arguments, Call.getSourceRange());
}

/// A call some arguments of which are not in the tree. The text says which.
Expr *FunctionRepair::recoveredCall(RecoveryExpr &Lost) {
  auto Parts = Lost.subExpressions();
  FunctionDecl *Callee = Parts.empty() ? nullptr : namedFunction(Parts[0]);
  Stretch Part = All.stretch(Lost.getSourceRange());
  if (!Callee || !Part)
    return nullptr;
  LostText Text = All.text(Part);
  size_t Parenthesis = 0;
  ArrayRef<LostText::Word> Words = Text.words();
  while (Parenthesis < Words.size() && Words[Parenthesis].Kind != tok::l_paren)
    ++Parenthesis;
  if (Parenthesis == Words.size() || Parenthesis == 0 ||
      !Callee->getIdentifier() ||
      Words[Parenthesis - 1].Text != Callee->getName())
    return nullptr;
  auto Ranges = Text.argumentsAt(Parenthesis);
  if (!Ranges)
    return nullptr;

  llvm::SmallVector<Expr *, 8> Written(Ranges->size(), nullptr);
  for (Expr *Argument : llvm::drop_begin(Parts)) {
    Stretch Place = All.stretch(Argument->getSourceRange());
    bool Placed = false;
    for (size_t I = 0; I < Ranges->size() && Place; ++I) {
      auto [First, End] = (*Ranges)[I];
      if (First == End || Place.Begin < Words[First].Offset ||
          Place.Begin > Words[End - 1].Offset || Written[I])
        continue;
      Written[I] = Argument;
      Placed = true;
      break;
    }
    if (!Placed)
      return nullptr;
  }
  llvm::SmallVector<Expr *, 8> Arguments;
  for (size_t I = 0; I < Ranges->size(); ++I) {
    QualType T = I < Callee->getNumParams() ? Callee->getParamDecl(I)->getType()
                                            : QualType();
    auto [First, End] = (*Ranges)[I];
    if (Written[I])
      Arguments.push_back(expression(Written[I], T));
    else if (First < End)
      Arguments.push_back(missing(
          T, All.text({Part.File, Words[First].Offset, Words[End].Offset}),
          Lost.getSourceRange()));
    else
      return nullptr;
  }
  return call(*Callee, Parts[0], Arguments, Lost.getSourceRange());
}

/// An unknown value where a variable is released, configured or handed over:
/// it may be any variable of its type.
Expr *FunctionRepair::anyVariable(Expr *StandIn, QualType T) {
  Expr *Bare = StandIn->IgnoreParenImpCasts();
  if (auto *Place = dyn_cast<UnaryOperator>(Bare);
      Place && Place->getOpcode() == UO_Deref)
    Bare = Place->getSubExpr()->IgnoreParenImpCasts();
  auto *Unknown = dyn_cast<CallExpr>(Bare);
  const FunctionDecl *Callee = Unknown ? Unknown->getDirectCallee() : nullptr;
  if (!Callee || !isStandIn(*Callee))
    return StandIn;
  llvm::SmallVector<Expr *, 8> Arguments(Unknown->arg_begin(),
                                         Unknown->arg_end());
  auto Fits = [&](QualType Variable) {
    return Context.hasSameUnqualifiedType(Variable, T) ||
           (T->isPointerType() &&
            Context.hasSameUnqualifiedType(Variable, T->getPointeeType()));
  };
  SourceLocation At = StandIn->getExprLoc();
  for (const auto &Entry : Variables)
    for (ValueDecl *V : Entry.second)
      if (T.isNull() || Fits(V->getType()))
        pass(Make.reference(*V, V->getDeclContext() != &F, At), Arguments,
             /*Changed=*/true);
  return Make.unknown(T.isNull() ? StandIn->getType() : T, Arguments,
                      StandIn->getSourceRange());
}

/// A call of \p Callee with arguments that have not been converted to its
/// parameters. Null where that takes more than a scalar conversion.
Expr *FunctionRepair::call(FunctionDecl &Callee, Expr *Named,
                           ArrayRef<Expr *> Given, SourceRange Range) {
  QualType Result = Callee.getReturnType();
  bool Prototype = Callee.getType()->isFunctionProtoType();
  bool Object = Result->isRecordType() && Context.getLangOpts().CPlusPlus;
  if (!Make.isUsable(Result) || Object || Callee.isInvalidDecl() ||
      Callee.isTemplated() || Given.size() < Callee.getNumParams() ||
      (Given.size() > Callee.getNumParams() && Prototype &&
       !Callee.isVariadic()))
    return nullptr;
  model::Matcher::Entries Entries = All.TU.matcher().lookup(&Callee);
  llvm::SmallVector<Expr *, 8> Arguments;
  for (size_t I = 0; I < Given.size(); ++I) {
    if (I < Callee.getNumParams() && Prototype) {
      QualType Parameter = Callee.getParamDecl(I)->getType();
      Expr *Fitting = Make.convert(Given[I], Parameter);
      if (Fitting && isTouched(Entries, I))
        Fitting = Make.convert(anyVariable(Fitting, Parameter), Parameter);
      if (!Fitting)
        return nullptr;
      Arguments.push_back(Fitting);
      continue;
    }
    Expr *Value = Make.value(Given[I]);
    if (!Make.isUsable(Value->getType()) || Value->isGLValue())
      return nullptr;
    if (isTouched(Entries, I))
      Value = anyVariable(Value, QualType());
    Arguments.push_back(Value);
  }
  ExprValueKind Kind = Expr::getValueKindForType(Result);
  QualType T = Result.getNonReferenceType();
  if (auto *Method = dyn_cast<CXXMethodDecl>(&Callee)) {
    auto *Member = dyn_cast<MemberExpr>(Named->IgnoreParens());
    if (!Member || Method->isStatic())
      return nullptr;
    return CXXMemberCallExpr::Create(Context, Member, Arguments, T, Kind,
                                     Range.getEnd(), FPOptionsOverride());
  }
  Expr *Function = Make.value(
      Make.reference(Callee, /*Captured=*/false, Named->getExprLoc()));
  return CallExpr::Create(Context, Function, Arguments, T, Kind, Range.getEnd(),
                          FPOptionsOverride());
}

} // namespace nettidy::path
