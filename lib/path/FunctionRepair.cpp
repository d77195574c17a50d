//===-- FunctionRepair.cpp ------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/FunctionRepair.h"
#include "compat/Ast.h"
#include "clang/Basic/CharInfo.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace nettidy::path {

FunctionRepair::FunctionRepair(RepairContext &All, FunctionDecl &F)
    : All(All), Make(All.Make), Context(All.Context), F(F),
      Where(All.stretch(F.getSourceRange())) {
  if (Where)
    Open = Errors = All.errorsIn(Where);
  // The type that it returns: whoever calls this has looked at it.
  unsigned Name = All.Sources.getFileOffset(F.getLocation());
  llvm::erase_if(Open, [&](unsigned Offset) { return Offset < Name; });
  collectNames();
}

bool FunctionRepair::run() {
  Stmt *Body = F.getBody();
  if (!Where || !Body)
    return false;
  for (ParmVarDecl *Parameter : F.parameters())
    if (!Make.isUsable(Parameter->getType()))
      return false;
  auto *Constructor = dyn_cast<CXXConstructorDecl>(&F);
  if (Constructor)
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (anyBroken(Init->getInit()))
        return false;
  // The parser takes `int` for an unknown type in the head; what uses such a
  // parameter is broken and repaired on its own.
  FunctionTypeLoc Type = F.getFunctionTypeLoc();
  SourceLocation HeadEnd =
      Constructor && Type ? Type.getRParenLoc() : Body->getBeginLoc();
  if (!Constructor || Type)
    cover(All.stretch(SourceRange(F.getBeginLoc(), HeadEnd)));
  Stmt *Root = Body;
  // The slots below are part of the tree; the body's own is not.
  if (auto *Block = dyn_cast<CompoundStmt>(Body)) {
    Stmt *New = compound(*Block);
    if (New != Body)
      All.setBody(F, Root = New);
  } else {
    for (Stmt *&Child : Body->children())
      statement(Child);
  }
  return !Failed && Open.empty() && !anyBroken(Root);
}

void FunctionRepair::giveUp() {
  llvm::SmallVector<Expr *, 8> Arguments;
  if (Where)
    mentioned(All.text(Where), Arguments, F.getLocation());
  passFirst(Arguments);
}

void FunctionRepair::mentionFirst(const llvm::StringSet<> &Names,
                                  ArrayRef<FieldDecl *> Fields) {
  llvm::SmallVector<Expr *, 8> Arguments;
  SourceLocation At = F.getLocation();
  for (const auto &Entry : Names) {
    DeclarationName Id(&Context.Idents.get(Entry.getKey()));
    for (NamedDecl *D : Context.getTranslationUnitDecl()->lookup(Id))
      if (auto *V = dyn_cast<VarDecl>(D); V && isKept(*V))
        passVariable(*V, Arguments, At);
  }
  for (FieldDecl *Field : Fields) {
    if (!Field->getIdentifier() || !Names.count(Field->getName()) ||
        Field->isBitField() || Field->isInvalidDecl() ||
        !Make.isUsable(Field->getType()))
      continue;
    // Of any object of the class.
    QualType Class = compat::recordType(Context, *Field->getParent());
    Expr *Object = Make.unknown(Context.getPointerType(Class), {},
                                SourceRange(At), StandIns::Kind::Value);
    pass(Make.member(Object, *Field), Arguments, /*Changed=*/true);
  }
  passFirst(Arguments);
}

void FunctionRepair::passFirst(ArrayRef<Expr *> Arguments) {
  auto *Block = dyn_cast_or_null<CompoundStmt>(F.getBody());
  if (!Block || Arguments.empty())
    return;
  Statements Contents(1, Make.unknown(Context.VoidTy, Arguments,
                                      SourceRange(Block->getLBracLoc())));
  Contents.append(Block->body_begin(), Block->body_end());
  All.setBody(F, copyOf(*Block, Contents));
}

CompoundStmt *FunctionRepair::copyOf(const CompoundStmt &Block,
                                     ArrayRef<Stmt *> Contents) {
  FPOptionsOverride Options;
  if (Block.hasStoredFPFeatures())
    Options = Block.getStoredFPFeatures();
  return CompoundStmt::Create(Context, Contents, Options, Block.getLBracLoc(),
                              Block.getRBracLoc());
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

static bool isCondition(const Stmt &Parent, const Expr *E) {
  if (const auto *If = dyn_cast<IfStmt>(&Parent))
    return E == If->getCond();
  if (const auto *Loop = dyn_cast<WhileStmt>(&Parent))
    return E == Loop->getCond();
  if (const auto *Loop = dyn_cast<DoStmt>(&Parent))
    return E == Loop->getCond();
  if (const auto *Loop = dyn_cast<ForStmt>(&Parent))
    return E == Loop->getCond();
  return false;
}

/// `case UNKNOWN:`
static bool hasBrokenValue(const SwitchCase &Label) {
  const auto *Case = dyn_cast<CaseStmt>(&Label);
  return Case &&
         (isBroken(*Case->getLHS()) || Case->getLHS()->containsErrors() ||
          (Case->getRHS() && Case->getRHS()->containsErrors()));
}

/// The engine asks for the number behind `case`; one that the compiler guessed
/// becomes a number that nothing else has.
Expr *FunctionRepair::caseValue(Expr &Value) {
  if (!isGuessed(*Value.IgnoreImplicit()))
    return &Value;
  cover(All.stretch(Value.getSourceRange()));
  return Make.integer(UnknownCase++, Value.getType(), Value.getExprLoc());
}

void FunctionRepair::statement(Stmt *&Slot) {
  if (!Slot || Failed)
    return;
  if (auto *E = dyn_cast<Expr>(Slot))
    return All.set(Slot, expression(E));
  if (auto *Block = dyn_cast<CompoundStmt>(Slot))
    return All.set(Slot, compound(*Block));
  if (auto *Declaration = dyn_cast<DeclStmt>(Slot)) {
    // In a condition or a loop's head there is no room for more statements.
    Statements Before, After;
    Stmt *New = declaration(*Declaration, Before, After);
    if (New != Slot || !Before.empty() || !After.empty())
      fail();
    return;
  }
  if (auto *Return = dyn_cast<ReturnStmt>(Slot))
    return returned(Slot, *Return);
  if (auto *Loop = dyn_cast<CXXForRangeStmt>(Slot))
    if (!isWhole(*Loop))
      return rangeLoop(Slot, *Loop);
  if (auto *Label = dyn_cast<SwitchCase>(Slot))
    if (hasBrokenValue(*Label))
      return fail();
  const auto *Case = dyn_cast<CaseStmt>(Slot);
  unsigned Index = 0;
  for (Stmt *&Child : Slot->children()) {
    auto *E = dyn_cast_or_null<Expr>(Child);
    if (E && Case && E != Case->getSubStmt())
      All.set(Child, caseValue(*E));
    else if (E)
      All.set(Child, isCondition(*Slot, E)
                         ? condition(E)
                         : expression(E, expected(*Slot, Index)));
    else
      statement(Child);
    ++Index;
  }
  if (auto *If = dyn_cast<IfStmt>(Slot))
    branches(*If);
}

/// A branch that did not compile is an empty statement.
void FunctionRepair::branches(IfStmt &If) {
  for (Stmt *&Child : If.children()) {
    if (!isa_and_nonnull<NullStmt>(Child))
      continue;
    bool IsElse = Child == If.getElse();
    Stretch Head = All.stretch(SourceRange(
        If.getIfLoc(), IsElse ? If.getElseLoc() : If.getRParenLoc()));
    Stretch Rest = All.stretch(
        SourceRange(IsElse || !If.getElse() ? F.getEndLoc() : If.getElseLoc()));
    if (!Head || !Rest || Head.File != Rest.File || Rest.Begin < Head.End)
      continue;
    Stretch Part = {Head.File, Head.End, Rest.Begin};
    if (IsElse || !If.getElse())
      Part.End = endOfStatement(Part);
    if (!anyErrorIn(Part))
      continue;
    Statements Instead;
    lost(Part, Instead);
    if (!Instead.empty())
      All.set(Child, CompoundStmt::Create(Context, Instead, FPOptionsOverride(),
                                          All.locate(Part.File, Part.Begin),
                                          All.locate(Part.File, Part.Begin)));
  }
}

unsigned FunctionRepair::endOfStatement(const Stretch &Part) const {
  int Depth = 0;
  LostText Lost = All.text(Part);
  for (const LostText::Word &W : Lost.words()) {
    Depth += W.Kind == tok::l_paren || W.Kind == tok::l_brace;
    Depth -= W.Kind == tok::r_paren || W.Kind == tok::r_brace;
    if (Depth < 0 || (Depth == 0 && W.Kind == tok::semi))
      return W.Offset;
  }
  return Part.End;
}

/// Where the text of a statement in a block ends. A label whose statement did
/// not compile has an empty one without a place.
Stretch FunctionRepair::extent(Stmt &S) const {
  SourceLocation Begin = S.getBeginLoc();
  Stmt *Last = &S;
  SourceLocation End = S.getEndLoc();
  while (End.isInvalid()) {
    if (auto *Case = dyn_cast<SwitchCase>(Last)) {
      End = Case->getColonLoc();
      Last = Case->getSubStmt();
    } else if (auto *Label = dyn_cast<LabelStmt>(Last)) {
      End = Label->getIdentLoc();
      Last = Label->getSubStmt();
    } else {
      break;
    }
    if (Last && Last->getBeginLoc().isValid())
      End = Last->getEndLoc();
  }
  return All.stretch(SourceRange(Begin, End));
}

/// True when the parser put an end to a statement in the middle of a line: what
/// follows was meant to belong to it.
bool FunctionRepair::isCutShort(unsigned Begin, unsigned End) const {
  if (!anyErrorIn({Where.File, End, End}) || Begin == End)
    return false;
  for (unsigned I = End;; ++I) {
    char C = All.charAt(Where.File, I);
    if (C != ' ' && C != '\t')
      return C != '\n' && C != '\r' && C != 0 && C != ';' && C != '}' &&
             C != '/';
  }
}

Stmt *FunctionRepair::compound(CompoundStmt &Block) {
  Stretch Braces = All.stretch(Block.getSourceRange());
  bool Readable = Braces && Braces.File == Where.File &&
                  Block.getLBracLoc().isFileID() &&
                  Block.getRBracLoc().isFileID();
  if (Readable && All.charAt(Braces.File, Braces.End - 1) != '}')
    fail();

  Statements New;
  llvm::SmallVector<VarDecl *, 2> Declared;
  unsigned Previous = Braces.Begin, Here = Braces.Begin + 1;
  auto Gap = [&](unsigned End) {
    if (Readable && isCutShort(Previous, Here))
      lost({Where.File, Previous,
            endOfStatement({Where.File, Here, Braces.End})},
           New);
    if (!Readable || Here > End || !anyErrorIn({Where.File, Previous, End}))
      return;
    // What follows a declaration that was not finished belongs to it.
    bool Unfinished = All.charAt(Where.File, Here - 1) != ';';
    lost({Where.File, Here, End}, New,
         Unfinished ? ArrayRef<VarDecl *>(Declared) : ArrayRef<VarDecl *>());
  };
  for (Stmt *&Child : Block.children()) {
    if (Failed)
      return &Block;
    Stretch Part = extent(*Child);
    if (Part && Part.File == Where.File && Part.Begin >= Here) {
      Gap(Part.Begin);
      Previous = Part.Begin;
      Here = Part.End;
    }
    Declared.clear();
    if (auto *Declaration = dyn_cast<DeclStmt>(Child))
      for (Decl *D : Declaration->decls())
        if (auto *V = dyn_cast<VarDecl>(D); V && isKept(*V))
          Declared.push_back(V);
    element(Child, Part, Declared, New);
  }
  Gap(Braces.End - 1);
  if (llvm::equal(New, Block.body()))
    return &Block;
  return copyOf(Block, New);
}

/// One statement of a block, with what has to stand around it.
void FunctionRepair::element(Stmt *&Slot, const Stretch &Part,
                             ArrayRef<VarDecl *> Declared, Statements &Out) {
  Statements Before, After;
  llvm::SmallVector<Stretch, 2> Outer;
  std::swap(BrokenLambdas, Outer);
  Stmt *New = Slot;
  if (auto *Declaration = dyn_cast<DeclStmt>(Slot)) {
    New = declaration(*Declaration, Before, After);
    if (Part && openIn(Part))
      lost(Part, After, Declared);
  } else {
    statement(Slot);
    New = Slot;
    auto *Return = dyn_cast<ReturnStmt>(New);
    if (Return && !Return->getRetValue() && Part && openIn(Part)) {
      lost(Part, Before);
      New = nullptr;
    }
  }
  for (const Stretch &Lambda : BrokenLambdas) {
    llvm::SmallVector<Expr *, 8> Arguments;
    mentioned(All.text(Lambda), Arguments,
              All.locate(Lambda.File, Lambda.Begin));
    if (!Arguments.empty())
      Before.push_back(
          Make.unknown(Context.VoidTy, Arguments,
                       SourceRange(All.locate(Lambda.File, Lambda.Begin))));
  }
  BrokenLambdas = std::move(Outer);
  Out.append(Before.begin(), Before.end());
  if (New)
    Out.push_back(New);
  Out.append(After.begin(), After.end());
}

bool FunctionRepair::isKept(const VarDecl &V) const {
  return !V.isInvalidDecl() && Make.isUsable(V.getType()) &&
         !V.getType()->isIncompleteType();
}

Stmt *FunctionRepair::declaration(DeclStmt &Statement, Statements &Before,
                                  Statements &After) {
  llvm::SmallVector<Decl *, 4> Kept;
  bool Dropped = false;
  for (Decl *D : Statement.decls()) {
    if (isa<DecompositionDecl>(D) && D->isInvalidDecl()) {
      fail();
      return &Statement;
    }
    auto *V = dyn_cast<VarDecl>(D);
    if (D->isInvalidDecl() || (V && !isKept(*V))) {
      Dropped = true;
      continue;
    }
    Kept.push_back(D);
    if (V)
      initialiser(*V, Before, After);
    else if (isa<RecordDecl>(D))
      All.Found(D);
  }
  if (!Dropped)
    return &Statement;
  Stretch Part = All.stretch(Statement.getSourceRange());
  if (!Part)
    fail();
  else
    lost(Part, After);
  if (Kept.empty())
    return nullptr;
  return new (Context)
      DeclStmt(DeclGroupRef::Create(Context, Kept.data(), Kept.size()),
               Statement.getBeginLoc(), Statement.getEndLoc());
}

void FunctionRepair::initialiser(VarDecl &V, Statements &Before,
                                 Statements &After) {
  Expr *Init = V.getInit();
  if (!Init)
    return;
  QualType T = V.getType();
  SourceRange Range = Init->getSourceRange();
  if (!isBroken(*Init)) {
    Expr *New = expression(Init, T);
    if (New == Init)
      return;
    if (!T->isRecordType() && !T->isArrayType())
      return All.setInit(V, New);
    Init = New;
  } else if (!T->isRecordType() && !T->isArrayType()) {
    Expr *New = expression(Init, T);
    Expr *Fitting = Make.convert(New, T);
    if (!Fitting)
      Fitting = Make.unknown(T, New, Range);
    return All.setInit(V, Fitting);
  }
  // An object: left without a value, and then given to somebody who may have
  // set it.
  llvm::SmallVector<Expr *, 8> Arguments;
  if (isBroken(*Init))
    survivors(Init, Arguments);
  else
    pass(Init, Arguments);
  cover(All.stretch(Range));
  if (!Arguments.empty())
    Before.push_back(Make.unknown(Context.VoidTy, Arguments, Range));
  All.setInit(V, nullptr);
  Expr *Object = Make.reference(V, /*Captured=*/false, Range.getBegin());
  After.push_back(Make.unknown(Context.VoidTy, Make.addressOf(Object), Range));
}

void FunctionRepair::returned(Stmt *&Slot, ReturnStmt &Return) {
  Expr *Value = Return.getRetValue();
  if (!Value)
    return;
  QualType T = F.getReturnType();
  bool Broken = isBroken(*Value);
  Expr *New = expression(Value, T);
  if (Broken && Make.isUsable(T)) {
    Expr *Fitting = T->isVoidType() ? nullptr : Make.convert(New, T);
    bool Object = T->isRecordType() && Context.getLangOpts().CPlusPlus;
    if (!Fitting && (T->isVoidType() || Object))
      // Nothing is known of the value, so let the path end here.
      return All.set(Slot, Make.unknown(Context.VoidTy, Make.value(New),
                                        Return.getSourceRange(),
                                        StandIns::Kind::NoReturn));
    New = Fitting ? Fitting
                  : Make.unknown(T, Make.value(New), Return.getSourceRange());
  }
  for (Stmt *&Child : Return.children())
    All.set(Child, New);
}

bool FunctionRepair::isWhole(CXXForRangeStmt &Loop) const {
  if (!Loop.getRangeStmt() || !Loop.getBeginStmt() || !Loop.getEndStmt() ||
      !Loop.getCond() || !Loop.getInc() || !Loop.getLoopVarStmt() ||
      !Loop.getRangeInit())
    return false;
  for (Stmt *Part :
       {static_cast<Stmt *>(Loop.getRangeStmt()),
        static_cast<Stmt *>(Loop.getBeginStmt()),
        static_cast<Stmt *>(Loop.getEndStmt()),
        static_cast<Stmt *>(Loop.getCond()), static_cast<Stmt *>(Loop.getInc()),
        static_cast<Stmt *>(Loop.getLoopVarStmt())})
    if (anyBroken(Part))
      return false;
  return isKept(*Loop.getLoopVariable());
}

/// A loop over something unknown: any number of times.
void FunctionRepair::rangeLoop(Stmt *&Slot, CXXForRangeStmt &Loop) {
  llvm::SmallVector<Expr *, 8> Arguments;
  SourceRange Head(Loop.getForLoc(), Loop.getRParenLoc());
  if (Stretch Part = All.stretch(Head)) {
    mentioned(All.text(Part), Arguments, Loop.getForLoc());
    cover(Part);
  } else {
    return fail();
  }
  Expr *Condition = Make.unknown(Make.conditionType(), Arguments, Head);
  auto *While = WhileStmt::Create(Context, nullptr, Condition, Loop.getBody(),
                                  Loop.getForLoc(), Loop.getForLoc(),
                                  Loop.getRParenLoc());
  All.set(Slot, While);
  for (Stmt *&Child : While->children())
    if (Child == Loop.getBody())
      statement(Child);
}

//===----------------------------------------------------------------------===//
// Statements that are not in the tree
//===----------------------------------------------------------------------===//

Stmt *FunctionRepair::maybe(Stmt *Then, SourceLocation At) {
  Expr *Condition = Make.unknown(Make.conditionType(), {}, SourceRange(At),
                                 StandIns::Kind::Value);
  return IfStmt::Create(Context, At, IfStatementKind::Ordinary, nullptr,
                        nullptr, Condition, At, At, Then);
}

/// Returns or throws, having done with \p Arguments what nobody knows.
Stmt *FunctionRepair::leave(ArrayRef<Expr *> Arguments, bool Throws,
                            SourceLocation At) {
  QualType T = F.getReturnType();
  bool Object = T->isRecordType() && Context.getLangOpts().CPlusPlus;
  if (Throws || !Make.isUsable(T) || Object)
    return Make.unknown(Context.VoidTy, Arguments, SourceRange(At),
                        StandIns::Kind::NoReturn);
  if (!T->isVoidType())
    return ReturnStmt::Create(
        Context, At, Make.unknown(T, Arguments, SourceRange(At)), nullptr);
  Stmt *Both[] = {Make.unknown(T, Arguments, SourceRange(At)),
                  ReturnStmt::Create(Context, At, nullptr, nullptr)};
  return CompoundStmt::Create(Context, Both, FPOptionsOverride(), At, At);
}

/// Leaves the surrounding statement for \p Target, likewise.
Stmt *FunctionRepair::jump(Stmt *Target, ArrayRef<Expr *> Arguments,
                           SourceLocation At) {
  Stmt *Both[] = {Make.unknown(Context.VoidTy, Arguments, SourceRange(At)),
                  Target};
  return CompoundStmt::Create(Context, Both, FPOptionsOverride(), At, At);
}

/// Puts into \p Out what the text of \p Part may have done. \p Declared are the
/// variables that the statement before it declares: the text may be the rest
/// of it.
void FunctionRepair::lost(const Stretch &Part, Statements &Out,
                          ArrayRef<VarDecl *> Declared) {
  cover(Part);
  LostText Text = All.text(Part);
  if (!Text.bracesMatch())
    return fail();
  for (const LostText &Statement : Text.statements()) {
    if (lostStatement(Statement, Part, Out, Declared))
      return;
    Declared = {};
  }
}

/// True when nothing that follows is reached.
bool FunctionRepair::lostStatement(const LostText &Text, const Stretch &Part,
                                   Statements &Out,
                                   ArrayRef<VarDecl *> Declared) {
  if (Text.isHarmless(All.TU.matcher().models()))
    return false;
  bool Switch = Text.has("switch");
  bool Loop = Text.has("for") || Text.has("while") || Text.has("do");
  if ((!Switch && (Text.has("case") || Text.has("default"))) ||
      Text.has("asm") || Text.has("__asm__") || Text.has("co_await") ||
      Text.has("co_return") || Text.has("co_yield")) {
    fail();
    return true;
  }

  ArrayRef<LostText::Word> Words = Text.words();
  SourceLocation At = All.locate(Part.File, Words.front().Offset);
  llvm::SmallVector<Expr *, 8> Arguments;
  mentioned(Text, Arguments, At);
  const model::ModelSet &Models = All.TU.matcher().models();
  // What a release of an unknown name releases may be anything.
  if (Arguments.empty() && Text.callsModelled(Models) &&
      !Text.callsAreHarmless(Models))
    passVariables(Arguments, At);
  if (Text.startsWith("return") || Text.startsWith("throw")) {
    Out.push_back(leave(Arguments, Text.startsWith("throw"), At));
    return true;
  }

  Statements Ways;
  if (Text.has("return"))
    Ways.push_back(leave(Arguments, /*Throws=*/false, At));
  if (Text.has("throw"))
    Ways.push_back(leave(Arguments, /*Throws=*/true, At));
  if (Text.has("break") && !Loop && !Switch)
    Ways.push_back(jump(new (Context) BreakStmt(At), Arguments, At));
  if (Text.has("continue") && !Loop)
    Ways.push_back(jump(new (Context) ContinueStmt(At), Arguments, At));
  for (size_t I = 0; I < Words.size(); ++I) {
    if (!Words[I].is("goto"))
      continue;
    LabelDecl *Target =
        I + 1 < Words.size() ? Labels.lookup(Words[I + 1].Text) : nullptr;
    if (!Target) {
      fail();
      return true;
    }
    Ways.push_back(jump(new (Context) GotoStmt(Target, At, At), Arguments, At));
  }

  // A test that leads away, and is passed, has done nothing.
  bool OnlyTests = !Ways.empty() && Text.callsAreHarmless(Models);
  if (OnlyTests)
    Arguments.clear();
  for (VarDecl *V : Declared)
    passVariable(*V, Arguments, At);
  if (!Arguments.empty() || (!OnlyTests && Text.has("(")))
    Out.push_back(Make.unknown(Context.VoidTy, Arguments, SourceRange(At)));
  for (Stmt *Way : Ways)
    Out.push_back(maybe(Way, At));
  return false;
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

void FunctionRepair::collectNames() {
  auto Add = [&](ValueDecl *V) {
    if (V->getIdentifier() && !V->isInvalidDecl() &&
        Make.isUsable(V->getType()))
      Variables[V->getName()].push_back(V);
  };
  for (ParmVarDecl *Parameter : F.parameters())
    Add(Parameter);
  if (auto *Method = dyn_cast<CXXMethodDecl>(&F);
      Method && Method->getParent()->isLambda())
    for (const LambdaCapture &Capture : Method->getParent()->captures())
      if (Capture.capturesVariable())
        Add(const_cast<ValueDecl *>(
            static_cast<const ValueDecl *>(Capture.getCapturedVar())));
  llvm::SmallVector<Stmt *, 32> Pending = {F.getBody()};
  while (!Pending.empty()) {
    Stmt *S = Pending.pop_back_val();
    if (!S || isa<LambdaExpr>(S))
      continue;
    if (auto *Statement = dyn_cast<DeclStmt>(S))
      for (Decl *D : Statement->decls())
        if (auto *V = dyn_cast<VarDecl>(D))
          Add(V);
    if (auto *Label = dyn_cast<LabelStmt>(S))
      Labels[Label->getDecl()->getName()] = Label->getDecl();
    Pending.append(S->child_begin(), S->child_end());
  }
}

FieldDecl *findField(RecordDecl *Class, StringRef Name) {
  Class = Class ? Class->getDefinition() : nullptr;
  if (!Class)
    return nullptr;
  for (FieldDecl *Field : Class->fields())
    if (Field->getIdentifier() && Field->getName() == Name)
      return Field;
  if (auto *Derived = dyn_cast<CXXRecordDecl>(Class))
    for (const CXXBaseSpecifier &Base : Derived->bases())
      if (FieldDecl *Field =
              findField(Base.getType()->getAsCXXRecordDecl(), Name))
        return Field;
  return nullptr;
}

static bool hasLowerCase(StringRef Name) {
  return llvm::any_of(Name, [](char C) { return isLowercase(C); });
}

/// The expressions that a name can mean, as far as they are variables.
void FunctionRepair::variablesNamed(StringRef Name, SourceLocation At,
                                    llvm::SmallVectorImpl<Expr *> &Out) {
  auto Found = Variables.find(Name);
  if (Found != Variables.end()) {
    for (ValueDecl *V : Found->second)
      if (Make.isUsable(V->getType()))
        Out.push_back(Make.reference(*V, V->getDeclContext() != &F, At));
    return;
  }
  auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (Method && !Method->isStatic() && !Method->getParent()->isLambda()) {
    auto This = [&] {
      return compat::implicitThis(Context, At, Method->getThisType());
    };
    if (Name == "this")
      return Out.push_back(This());
    if (FieldDecl *Field = findField(Method->getParent(), Name))
      return Out.push_back(Make.member(This(), *Field));
  }
  DeclarationName Id(&Context.Idents.get(Name));
  for (DeclContext *DC = F.getDeclContext(); DC; DC = DC->getParent())
    for (NamedDecl *D : DC->lookup(Id))
      if (auto *V = dyn_cast<VarDecl>(D);
          V && !V->isInvalidDecl() && Make.isUsable(V->getType()))
        return Out.push_back(Make.reference(*V, /*Captured=*/false, At));
}

void FunctionRepair::mentioned(const LostText &Text, Expressions &Out,
                               SourceLocation At, const Values &Except) {
  llvm::StringSet<> Done;
  const model::ModelSet &Models = All.TU.matcher().models();
  bool Harmless = Text.callsAreHarmless(Models);
  for (const LostText::Mention &M : Text.mentions()) {
    if (Harmless && M.Lent)
      continue;
    std::string Key = M.Name.str();
    for (StringRef Field : M.Fields)
      Key += "." + Field.str();
    if (!Done.insert(Key).second)
      continue;
    if (M.Called && M.Fields.empty())
      passObject(M.Name, M.Qualifier, Out, At);
    llvm::SmallVector<Expr *, 2> Meant;
    variablesNamed(M.Name, At, Meant);
    for (Expr *E : Meant) {
      bool OnlyRead = false;
      for (StringRef Name : M.Fields) {
        QualType T = E->getType();
        FieldDecl *Field = findField(
            (T->isPointerType() ? T->getPointeeType() : T)->getAsRecordDecl(),
            Name);
        if (!Field || Field->isBitField() || !Make.isUsable(Field->getType())) {
          // Looking through a pointer hands it to nobody.
          OnlyRead = T->isPointerType() && !M.Called && !M.Assigned;
          break;
        }
        E = Make.member(E, *Field);
      }
      if (OnlyRead)
        continue;
      const auto *Reference = dyn_cast<DeclRefExpr>(E);
      const auto *Member = dyn_cast<MemberExpr>(E);
      const ValueDecl *D = Reference ? Reference->getDecl()
                           : Member  ? Member->getMemberDecl()
                                     : nullptr;
      if (!D || !Except.count(D))
        pass(E, Out, /*Changed=*/true);
    }
  }
}

/// True when \p Class may have members that the compiler does not know of: in
/// a base class that it does not know, or that \p Qualifier names, or in text
/// that did not compile.
bool FunctionRepair::mayLackMembers(const CXXRecordDecl &Class,
                                    StringRef Qualifier) const {
  const CXXRecordDecl *Whole = Class.getDefinition();
  if (!Whole || Whole->isDependentContext())
    return true;
  if (const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Whole))
    if (const CXXRecordDecl *Pattern = Instance->getTemplateInstantiationPattern())
      Whole = Pattern;
  if (Qualifier.empty() && All.LackDeclarations.count(Whole))
    return true;
  Stretch Head = All.stretch(SourceRange(Whole->getLocation(),
                                         Whole->getBraceRange().getBegin()));
  if (!Head)
    return true;
  unsigned Written = 0;
  int Depth = 0;
  bool Qualifies = false;
  LostText Text = All.text(Head);
  for (const LostText::Word &W : Text.words()) {
    Qualifies |= !Qualifier.empty() && W.is(Qualifier);
    Depth += W.is("<") || W.is("(") ? 1 : W.is(">") || W.is(")") ? -1 : 0;
    if (W.Kind == tok::colon)
      Written = 1;
    else if (W.Kind == tok::comma && Depth == 0 && Written)
      ++Written;
  }
  if (Qualifies || (Qualifier.empty() && Written != Whole->getNumBases()))
    return true;
  return llvm::any_of(Whole->bases(), [&](const CXXBaseSpecifier &Base) {
    const CXXRecordDecl *Record = Base.getType()->getAsCXXRecordDecl();
    return !Record || (!All.TU.matcher().isLibraryCode(Record->getLocation()) &&
                       mayLackMembers(*Record, Qualifier));
  });
}

/// A call of \p Name in a method: what if it is a method as well? One that is
/// not known, or was never instantiated, may do anything with the members.
void FunctionRepair::passObject(StringRef Name, StringRef Qualifier,
                                Expressions &Out, SourceLocation At) {
  auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (!Method || Method->isStatic() || Method->getParent()->isLambda())
    return;
  DeclarationName Id(&Context.Idents.get(Name));
  bool Known = false, Own = false;
  for (DeclContext *DC = F.getDeclContext(); DC && !Known; DC = DC->getParent())
    for (NamedDecl *D : DC->lookup(Id)) {
      Own |= isa_and_nonnull<CXXMethodDecl>(D->getAsFunction());
      Known |= isa<FunctionDecl, TypeDecl>(D);
    }
  // Names in capitals are macros.
  if (!Own && (Known || !hasLowerCase(Name) ||
               !mayLackMembers(*Method->getParent(), Qualifier)))
    return;
  // Each parent wants a child of its own.
  auto This = [&] {
    return compat::implicitThis(Context, At, Method->getThisType());
  };
  Out.push_back(This());
  if (Known)
    return;
  for (FieldDecl *Field : Method->getParent()->fields())
    if (Field->getIdentifier() && !Field->isBitField() &&
        !Field->isInvalidDecl() && Make.isUsable(Field->getType()))
      pass(Make.member(This(), *Field), Out, /*Changed=*/true);
}

void FunctionRepair::passVariables(Expressions &Out, SourceLocation At) {
  for (const auto &Entry : Variables)
    for (ValueDecl *V : Entry.second)
      pass(Make.reference(*V, V->getDeclContext() != &F, At), Out,
           /*Changed=*/true);
}

void FunctionRepair::passVariable(ValueDecl &V,
                                  llvm::SmallVectorImpl<Expr *> &Out,
                                  SourceLocation At) {
  pass(Make.reference(V, /*Captured=*/false, At), Out, /*Changed=*/true);
}

} // namespace nettidy::path
