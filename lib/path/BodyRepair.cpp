//===-- BodyRepair.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Three layers: Editor walks the declarations and remembers how to undo
/// everything; FunctionRepair goes through one body, statement by statement;
/// below that, broken expressions are rebuilt or replaced.
///
/// An error of the compiler is accounted for when it lies in an expression of
/// the tree (which then is whole, or is repaired), or in a gap: text between
/// two statements that neither of them covers. A function with an error that is
/// not accounted for is not followed.
///
//===----------------------------------------------------------------------===//

#include "path/BodyRepair.h"
#include "compat/Ast.h"
#include "path/LostText.h"
#include "path/StandIns.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <functional>

using namespace clang;

namespace nettidy::path {

//===----------------------------------------------------------------------===//
// What is broken
//===----------------------------------------------------------------------===//

namespace {

/// Operators on types and the like: their operands are not evaluated, and the
/// engine wants them constant.
bool isUnevaluated(const Expr &E) {
  return isa<UnaryExprOrTypeTraitExpr, OffsetOfExpr, TypeTraitExpr,
             CXXNoexceptExpr, CXXTypeidExpr, GenericSelectionExpr, ChooseExpr>(
      E);
}

/// True when the engine cannot evaluate this very node.
bool isBroken(const Expr &E) {
  if (isa<RecoveryExpr>(E) || E.isTypeDependent() ||
      E.getType()->isUndeducedType())
    return true;
  if (const auto *Cast = dyn_cast<CastExpr>(&E))
    return Cast->getCastKind() == CK_Dependent;
  return isUnevaluated(E) && E.containsErrors();
}

bool hasBrokenChild(const Stmt &S) {
  return llvm::any_of(S.children(), [](const Stmt *Child) {
    const auto *E = dyn_cast_or_null<Expr>(Child);
    return E && isBroken(*E);
  });
}

/// True when the tree holds a node that the engine cannot evaluate.
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

/// The function that a callee expression names, if there is only one.
FunctionDecl *namedFunction(Expr *Callee) {
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

bool namesFunction(Expr *E) {
  return isa<OverloadExpr>(E->IgnoreParenImpCasts()) ||
         (!isBroken(*E) && namedFunction(E)) ||
         isa_and_nonnull<FunctionDecl>(E->getReferencedDeclOfCallee());
}

/// A stretch of one file.
struct Stretch {
  FileID File;
  unsigned Begin = 0, End = 0;
  explicit operator bool() const { return File.isValid() && Begin <= End; }
};

} // namespace

//===----------------------------------------------------------------------===//
// The whole translation unit
//===----------------------------------------------------------------------===//

class BodyRepair::Editor {
public:
  Editor(TranslationUnit &TU, ArrayRef<SourceLocation> Locations)
      : TU(TU), Context(TU.context()), Sources(TU.sources()), Make(Context) {
    for (SourceLocation L : Locations) {
      auto [File, Offset] = Sources.getDecomposedLoc(Sources.getFileLoc(L));
      Errors.emplace_back(File, Offset);
    }
    if (Errors.empty())
      return;
    for (Decl *D : Context.getTraversalScope())
      visit(D);
    for (size_t I = 0; I < Pending.size(); ++I)
      repair(*Pending[I]);
    // Parents that somebody asked for before are no longer right.
    if (!Undo.empty())
      Context.getParentMapContext().clear();
  }

  ~Editor() {
    if (Undo.empty())
      return;
    undoTo(0);
    Context.getParentMapContext().clear();
  }

  void undoTo(size_t Mark) {
    while (Undo.size() > Mark) {
      Undo.back()();
      Undo.pop_back();
    }
  }

  void set(Stmt *&Slot, Stmt *New) {
    if (Slot == New)
      return;
    Undo.push_back([&Slot, Old = Slot] { Slot = Old; });
    Slot = New;
  }
  void setInit(VarDecl &V, Expr *Init) {
    Undo.push_back([&V, Old = V.getInit()] { V.setInit(Old); });
    V.setInit(Init);
  }
  void setBody(FunctionDecl &F, Stmt *Body) {
    Undo.push_back([&F, Old = F.getBody()] { F.setBody(Old); });
    F.setBody(Body);
  }

  void queue(Decl *D) { visit(D); }
  char charAt(FileID File, unsigned Offset) const {
    StringRef Buffer = Sources.getBufferData(File);
    return Offset < Buffer.size() ? Buffer[Offset] : 0;
  }

  /// Where \p Range is written in a file. What a macro's body holds stands
  /// where the macro is used.
  Stretch stretch(SourceRange Range) const;
  LostText text(const Stretch &Where) const {
    return LostText(Sources, Context.getLangOpts(), Where.File, Where.Begin,
                    Where.End);
  }
  llvm::SmallVector<unsigned, 8> errorsIn(const Stretch &Where) const {
    llvm::SmallVector<unsigned, 8> Result;
    for (const auto &[File, Offset] : Errors)
      if (File == Where.File && Offset >= Where.Begin && Offset <= Where.End)
        Result.push_back(Offset);
    return Result;
  }

  TranslationUnit &TU;
  ASTContext &Context;
  const SourceManager &Sources;
  StandIns Make;
  std::vector<std::function<void()>> Undo;
  std::vector<const FunctionDecl *> Hopeless;
  llvm::DenseSet<const FunctionDecl *> HopelessSet;

private:
  void visit(Decl *D);
  void visitContext(DeclContext *DC) {
    if (!DC->isDependentContext())
      for (Decl *D : DC->decls())
        visit(D);
  }
  void visitFunction(FunctionDecl *F) {
    if (F->doesThisDeclarationHaveABody() && !F->isDependentContext() &&
        !F->isDefaulted() && Seen.insert(F).second)
      Pending.push_back(F);
  }
  void repair(FunctionDecl &F);
  bool endsEarly(const Stretch &Function) const;

  std::vector<std::pair<FileID, unsigned>> Errors;
  std::vector<FunctionDecl *> Pending;
  llvm::DenseSet<const Decl *> Seen;
};

void BodyRepair::Editor::visit(Decl *D) {
  if (isa<TranslationUnitDecl, LinkageSpecDecl, ExportDecl>(D))
    return visitContext(cast<DeclContext>(D));
  if (TU.matcher().isLibraryCode(D->getLocation()))
    return;
  if (auto *Namespace = dyn_cast<NamespaceDecl>(D)) {
    if (!Namespace->isStdNamespace())
      visitContext(Namespace);
  } else if (auto *Template = dyn_cast<FunctionTemplateDecl>(D)) {
    for (FunctionDecl *F : Template->specializations())
      visitFunction(F);
  } else if (auto *Template = dyn_cast<ClassTemplateDecl>(D)) {
    for (ClassTemplateSpecializationDecl *Class : Template->specializations())
      visit(Class);
  } else if (auto *Record = dyn_cast<RecordDecl>(D)) {
    if (Record->isThisDeclarationADefinition() && Seen.insert(D).second)
      visitContext(Record);
  } else if (auto *F = dyn_cast<FunctionDecl>(D)) {
    visitFunction(F);
  }
}

Stretch BodyRepair::Editor::stretch(SourceRange Range) const {
  SourceLocation Begin = Range.getBegin(), End = Range.getEnd();
  if (Begin.isInvalid() || End.isInvalid())
    return {};
  Begin = Sources.getFileLoc(Begin);
  while (End.isMacroID())
    End = Sources.isMacroArgExpansion(End)
              ? Sources.getImmediateSpellingLoc(End)
              : Sources.getImmediateExpansionRange(End).getEnd();
  auto [File, First] = Sources.getDecomposedLoc(Begin);
  auto [LastFile, Last] = Sources.getDecomposedLoc(End);
  if (File != LastFile || Last < First)
    return {};
  unsigned Length =
      Lexer::MeasureTokenLength(End, Sources, Context.getLangOpts());
  return {File, First, Last + Length};
}

//===----------------------------------------------------------------------===//
// One function
//===----------------------------------------------------------------------===//

class BodyRepair::FunctionRepair {
public:
  FunctionRepair(Editor &All, FunctionDecl &F)
      : All(All), Make(All.Make), Context(All.Context), F(F),
        Where(All.stretch(F.getSourceRange())) {
    if (Where)
      Open = Errors = All.errorsIn(Where);
    collectNames();
  }

  /// False when the function cannot be followed.
  bool run();
  /// Lets everything that the function mentions escape at its beginning.
  void giveUp();

private:
  using Statements = llvm::SmallVector<Stmt *, 8>;
  using Expressions = llvm::SmallVectorImpl<Expr *>;
  using Values = llvm::SmallPtrSetImpl<const ValueDecl *>;

  // Errors.
  void cover(const Stretch &Part) {
    llvm::erase_if(Open, [&](unsigned Offset) {
      return Part.File == Where.File && Offset >= Part.Begin &&
             Offset <= Part.End;
    });
  }
  static bool anyIn(ArrayRef<unsigned> Offsets, const Stretch &Part) {
    return llvm::any_of(Offsets, [&](unsigned Offset) {
      return Offset >= Part.Begin && Offset <= Part.End;
    });
  }
  bool anyErrorIn(const Stretch &Part) const {
    return Part.File == Where.File && anyIn(Errors, Part);
  }
  bool openIn(const Stretch &Part) const {
    return Part.File == Where.File && anyIn(Open, Part);
  }
  void fail() { Failed = true; }

  // Statements.
  void statement(Stmt *&Slot);
  Stmt *compound(CompoundStmt &Block);
  CompoundStmt *copyOf(const CompoundStmt &Block, ArrayRef<Stmt *> Contents);
  Stretch extent(Stmt &S) const;
  void element(Stmt *&Slot, const Stretch &Part, ArrayRef<VarDecl *> Declared,
               Statements &Out);
  bool isKept(const VarDecl &V) const;
  Stmt *declaration(DeclStmt &Statement, Statements &Before,
                    Statements &After);
  void initialiser(VarDecl &V, Statements &Before, Statements &After);
  void returned(Stmt *&Slot, ReturnStmt &Return);
  void branches(IfStmt &If);
  unsigned endOfStatement(const Stretch &Part) const;
  bool isWhole(CXXForRangeStmt &Loop) const;
  void rangeLoop(Stmt *&Slot, CXXForRangeStmt &Loop);

  // Statements that are not in the tree.
  void lost(const Stretch &Part, Statements &Out,
            ArrayRef<VarDecl *> Declared = {});
  bool lostStatement(const LostText &Text, const Stretch &Part,
                     Statements &Out, ArrayRef<VarDecl *> Declared);
  Stmt *maybe(Stmt *Then, SourceLocation At);
  Stmt *leave(SourceLocation At);

  // Expressions.
  Expr *expression(Expr *E, QualType Wanted = QualType());
  QualType expected(Stmt &Parent, unsigned Index);
  Expr *rebuilt(Expr *E, QualType Wanted);
  Expr *rebuiltNot(UnaryOperator &Operator);
  Expr *rebuiltOperator(BinaryOperator &Operator, QualType Wanted);
  Expr *rebuiltChoice(ConditionalOperator &Choice, QualType Wanted);
  Expr *rebuiltBlock(StmtExpr &Block);
  Expr *rebuiltCall(CallExpr &Call);
  Expr *recoveredCall(RecoveryExpr &Lost);
  Expr *call(FunctionDecl &Callee, Expr *Named, ArrayRef<Expr *> Given,
             SourceRange Range);
  Expr *missing(QualType T, const LostText &Text, SourceRange Range);
  Expr *instead(Expr *E, QualType Wanted);
  void survivors(Expr *E, Expressions &Out);
  void pass(Expr *E, Expressions &Out, bool Changed = false);
  bool onlyReadsMember(const RecoveryExpr &Lost) const;

  // Names.
  void collectNames();
  void collectMentioned(const Stmt *S, Values &Out) const;
  void variablesNamed(StringRef Name, SourceLocation At, Expressions &Out);
  void mentioned(const LostText &Text, Expressions &Out, SourceLocation At,
                 const Values &Except);
  void mentioned(const LostText &Text, Expressions &Out, SourceLocation At) {
    mentioned(Text, Out, At, llvm::SmallPtrSet<const ValueDecl *, 1>());
  }
  void passVariable(ValueDecl &V, Expressions &Out, SourceLocation At);

  SourceLocation locate(const Stretch &Part) const {
    return All.Sources.getLocForStartOfFile(Part.File)
        .getLocWithOffset(Part.Begin);
  }

  Editor &All;
  StandIns &Make;
  ASTContext &Context;
  FunctionDecl &F;
  Stretch Where;
  llvm::SmallVector<unsigned, 8> Errors; ///< offsets of those in the function
  llvm::SmallVector<unsigned, 8> Open;   ///< not accounted for so far
  llvm::StringMap<llvm::SmallVector<ValueDecl *, 1>> Variables;
  llvm::StringMap<LabelDecl *> Labels;
  /// Text of lambdas in the statement at hand that did not compile.
  llvm::SmallVector<Stretch, 2> BrokenLambdas;
  bool Failed = false;
};

bool BodyRepair::FunctionRepair::run() {
  Stmt *Body = F.getBody();
  if (!Where || !Body)
    return false;
  for (ParmVarDecl *Parameter : F.parameters())
    if (Parameter->isInvalidDecl() || !Make.isUsable(Parameter->getType()))
      return false;
  if (auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (anyBroken(Init->getInit()))
        return false;
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

void BodyRepair::FunctionRepair::giveUp() {
  auto *Block = dyn_cast_or_null<CompoundStmt>(F.getBody());
  if (!Where || !Block)
    return;
  llvm::SmallVector<Expr *, 8> Arguments;
  mentioned(All.text(Where), Arguments, Block->getLBracLoc());
  if (Arguments.empty())
    return;
  Statements Contents(1, Make.unknown(Context.VoidTy, Arguments,
                                      SourceRange(Block->getLBracLoc())));
  Contents.append(Block->body_begin(), Block->body_end());
  All.setBody(F, copyOf(*Block, Contents));
}

CompoundStmt *
BodyRepair::FunctionRepair::copyOf(const CompoundStmt &Block,
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

void BodyRepair::FunctionRepair::statement(Stmt *&Slot) {
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
    if (hasBrokenChild(*Label) &&
        !isa_and_nonnull<Expr>(Label->getSubStmt()))
      return fail();
  unsigned Index = 0;
  for (Stmt *&Child : Slot->children()) {
    auto *E = dyn_cast_or_null<Expr>(Child);
    if (E)
      All.set(Child, expression(E, expected(*Slot, Index)));
    else
      statement(Child);
    ++Index;
  }
  if (auto *If = dyn_cast<IfStmt>(Slot))
    branches(*If);
}

/// A branch that did not compile is an empty statement.
void BodyRepair::FunctionRepair::branches(IfStmt &If) {
  for (Stmt *&Child : If.children()) {
    if (!isa_and_nonnull<NullStmt>(Child))
      continue;
    bool IsElse = Child == If.getElse();
    Stretch Head = All.stretch(
        SourceRange(If.getIfLoc(), IsElse ? If.getElseLoc() : If.getRParenLoc()));
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
                                          locate(Part), locate(Part)));
  }
}

unsigned BodyRepair::FunctionRepair::endOfStatement(const Stretch &Part) const {
  int Depth = 0;
  for (const LostText::Word &W : All.text(Part).words()) {
    Depth += W.Kind == tok::l_paren || W.Kind == tok::l_brace;
    Depth -= W.Kind == tok::r_paren || W.Kind == tok::r_brace;
    if (Depth < 0 || (Depth == 0 && W.Kind == tok::semi))
      return W.Offset;
  }
  return Part.End;
}

/// Where the text of a statement in a block ends. A label whose statement did
/// not compile has an empty one without a place.
Stretch BodyRepair::FunctionRepair::extent(Stmt &S) const {
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

Stmt *BodyRepair::FunctionRepair::compound(CompoundStmt &Block) {
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
    if (!Readable || Here > End || !anyErrorIn({Where.File, Previous, End}))
      return;
    lost({Where.File, Here, End}, New, Declared);
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
void BodyRepair::FunctionRepair::element(Stmt *&Slot, const Stretch &Part,
                                         ArrayRef<VarDecl *> Declared,
                                         Statements &Out) {
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
    mentioned(All.text(Lambda), Arguments, locate(Lambda));
    if (!Arguments.empty())
      Before.push_back(Make.unknown(Context.VoidTy, Arguments,
                                    SourceRange(locate(Lambda))));
  }
  BrokenLambdas = std::move(Outer);
  Out.append(Before.begin(), Before.end());
  if (New)
    Out.push_back(New);
  Out.append(After.begin(), After.end());
}

bool BodyRepair::FunctionRepair::isKept(const VarDecl &V) const {
  return !V.isInvalidDecl() && Make.isUsable(V.getType()) &&
         !V.getType()->isIncompleteType();
}

Stmt *BodyRepair::FunctionRepair::declaration(DeclStmt &Statement,
                                              Statements &Before,
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
      All.queue(D);
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
  return new (Context) DeclStmt(
      DeclGroupRef::Create(Context, Kept.data(), Kept.size()),
      Statement.getBeginLoc(), Statement.getEndLoc());
}

void BodyRepair::FunctionRepair::initialiser(VarDecl &V, Statements &Before,
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
  After.push_back(
      Make.unknown(Context.VoidTy, Make.addressOf(Object), Range));
}

void BodyRepair::FunctionRepair::returned(Stmt *&Slot, ReturnStmt &Return) {
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
      return All.set(Slot,
                     Make.unknown(Context.VoidTy, Make.value(New),
                                  Return.getSourceRange(),
                                  StandIns::Kind::NoReturn));
    New = Fitting ? Fitting
                  : Make.unknown(T, Make.value(New), Return.getSourceRange());
  }
  for (Stmt *&Child : Return.children())
    All.set(Child, New);
}

bool BodyRepair::FunctionRepair::isWhole(CXXForRangeStmt &Loop) const {
  if (!Loop.getRangeStmt() || !Loop.getBeginStmt() || !Loop.getEndStmt() ||
      !Loop.getCond() || !Loop.getInc() || !Loop.getLoopVarStmt() ||
      !Loop.getRangeInit())
    return false;
  for (Stmt *Part : {static_cast<Stmt *>(Loop.getRangeStmt()),
                     static_cast<Stmt *>(Loop.getBeginStmt()),
                     static_cast<Stmt *>(Loop.getEndStmt()),
                     static_cast<Stmt *>(Loop.getCond()),
                     static_cast<Stmt *>(Loop.getInc()),
                     static_cast<Stmt *>(Loop.getLoopVarStmt())})
    if (anyBroken(Part))
      return false;
  return isKept(*Loop.getLoopVariable());
}

/// A loop over something unknown: any number of times.
void BodyRepair::FunctionRepair::rangeLoop(Stmt *&Slot, CXXForRangeStmt &Loop) {
  llvm::SmallVector<Expr *, 8> Arguments;
  SourceRange Head(Loop.getForLoc(), Loop.getRParenLoc());
  if (Stretch Part = All.stretch(Head)) {
    mentioned(All.text(Part), Arguments, Loop.getForLoc());
    cover(Part);
  } else {
    return fail();
  }
  Expr *Condition = Make.unknown(Make.conditionType(), Arguments, Head);
  auto *While =
      WhileStmt::Create(Context, nullptr, Condition, Loop.getBody(),
                        Loop.getForLoc(), Loop.getForLoc(), Loop.getRParenLoc());
  All.set(Slot, While);
  for (Stmt *&Child : While->children())
    if (Child == Loop.getBody())
      statement(Child);
}

//===----------------------------------------------------------------------===//
// Statements that are not in the tree
//===----------------------------------------------------------------------===//

Stmt *BodyRepair::FunctionRepair::maybe(Stmt *Then, SourceLocation At) {
  Expr *Condition = Make.unknown(Make.conditionType(), {}, SourceRange(At),
                                 StandIns::Kind::Value);
  return IfStmt::Create(Context, At, IfStatementKind::Ordinary, nullptr,
                        nullptr, Condition, At, At, Then);
}

Stmt *BodyRepair::FunctionRepair::leave(SourceLocation At) {
  QualType T = F.getReturnType();
  if (!Make.isUsable(T) ||
      (T->isRecordType() && Context.getLangOpts().CPlusPlus))
    return Make.unknown(Context.VoidTy, {}, SourceRange(At),
                        StandIns::Kind::NoReturn);
  Expr *Value = T->isVoidType() ? nullptr
                                : Make.unknown(T, {}, SourceRange(At),
                                               StandIns::Kind::Value);
  return ReturnStmt::Create(Context, At, Value, nullptr);
}

/// Puts into \p Out what the text of \p Part may have done. \p Declared are the
/// variables that the statement before it declares: the text may be the rest
/// of it.
void BodyRepair::FunctionRepair::lost(const Stretch &Part, Statements &Out,
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
bool BodyRepair::FunctionRepair::lostStatement(const LostText &Text,
                                               const Stretch &Part,
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
  SourceLocation At =
      locate({Part.File, Words.front().Offset, Words.back().Offset});
  llvm::SmallVector<Expr *, 8> Arguments;
  for (VarDecl *V : Declared)
    passVariable(*V, Arguments, At);
  mentioned(Text, Arguments, At);
  if (!Arguments.empty() || Text.has("("))
    Out.push_back(Make.unknown(Context.VoidTy, Arguments, SourceRange(At)));

  Stmt *Throw = Make.unknown(Context.VoidTy, {}, SourceRange(At),
                             StandIns::Kind::NoReturn);
  if (Text.startsWith("return") || Text.startsWith("throw")) {
    Out.push_back(Text.startsWith("return") ? leave(At) : Throw);
    return true;
  }
  if (Text.has("return"))
    Out.push_back(maybe(leave(At), At));
  if (Text.has("throw"))
    Out.push_back(maybe(Throw, At));
  if (Text.has("break") && !Loop && !Switch)
    Out.push_back(maybe(new (Context) BreakStmt(At), At));
  if (Text.has("continue") && !Loop)
    Out.push_back(maybe(new (Context) ContinueStmt(At), At));
  for (size_t I = 0; I < Words.size(); ++I) {
    if (!Words[I].is("goto"))
      continue;
    LabelDecl *Target =
        I + 1 < Words.size() ? Labels.lookup(Words[I + 1].Text) : nullptr;
    if (!Target)
      fail();
    else
      Out.push_back(maybe(new (Context) GotoStmt(Target, At, At), At));
  }
  return Failed;
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

void BodyRepair::FunctionRepair::collectNames() {
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

/// The field of \p Class or one of its bases.
static FieldDecl *findField(RecordDecl *Class, StringRef Name) {
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

/// The expressions that a name can mean, as far as they are variables.
void BodyRepair::FunctionRepair::variablesNamed(
    StringRef Name, SourceLocation At, llvm::SmallVectorImpl<Expr *> &Out) {
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

void BodyRepair::FunctionRepair::mentioned(
    const LostText &Text, llvm::SmallVectorImpl<Expr *> &Out, SourceLocation At,
    const llvm::SmallPtrSetImpl<const ValueDecl *> &Except) {
  llvm::StringSet<> Done;
  for (const LostText::Mention &M : Text.mentions()) {
    std::string Key = M.Name.str();
    for (StringRef Field : M.Fields)
      Key += "." + Field.str();
    if (!Done.insert(Key).second)
      continue;
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

void BodyRepair::FunctionRepair::passVariable(
    ValueDecl &V, llvm::SmallVectorImpl<Expr *> &Out, SourceLocation At) {
  pass(Make.reference(V, /*Captured=*/false, At), Out, /*Changed=*/true);
}

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

/// Adds \p E to the arguments of an unknown call. When it may have been
/// \p Changed, its address goes as well.
void BodyRepair::FunctionRepair::pass(Expr *E, llvm::SmallVectorImpl<Expr *> &Out,
                                      bool Changed) {
  QualType T = E->getType();
  const Expr *Bare = E->IgnoreParenImpCasts();
  if (!Make.isUsable(T) || namesFunction(E) ||
      isa<IntegerLiteral, FloatingLiteral, CharacterLiteral, clang::StringLiteral,
          CXXBoolLiteralExpr, CXXNullPtrLiteralExpr>(Bare))
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
  bool Addressable =
      E->isLValue() && E->getObjectKind() == OK_Ordinary && !E->refersToBitField();
  if (Addressable && (T->isRecordType() || (Changed && !T.isConstQualified())))
    return Out.push_back(Make.addressOf(E));
  Out.push_back(Make.value(E));
}

/// The parts of a broken expression that are evaluated and whole.
void BodyRepair::FunctionRepair::survivors(Expr *E,
                                           llvm::SmallVectorImpl<Expr *> &Out) {
  if (isUnevaluated(*E))
    return;
  if (auto *Lost = dyn_cast<RecoveryExpr>(E); Lost && onlyReadsMember(*Lost))
    return;
  // What C passes by value does not change; a C++ function may take it by
  // reference.
  const auto *Operator = dyn_cast<BinaryOperator>(E);
  const auto *Step = dyn_cast<UnaryOperator>(E);
  bool Changed = Context.getLangOpts().CPlusPlus ||
                 (Operator && Operator->isAssignmentOp()) ||
                 (Step && Step->isIncrementDecrementOp());
  auto *Called = dyn_cast<CallExpr>(E);
  for (Stmt *Child : E->children()) {
    auto *Part = dyn_cast_or_null<Expr>(Child);
    if (!Part || namesFunction(Part))
      continue;
    // The object of a method that is not known.
    if (Called && Part == Called->getCallee()) {
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
bool BodyRepair::FunctionRepair::onlyReadsMember(
    const RecoveryExpr &Lost) const {
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
Expr *BodyRepair::FunctionRepair::instead(Expr *E, QualType Wanted) {
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

void BodyRepair::FunctionRepair::collectMentioned(
    const Stmt *S, llvm::SmallPtrSetImpl<const ValueDecl *> &Out) const {
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
    Out.insert(Reference->getDecl());
  if (const auto *Member = dyn_cast<MemberExpr>(S))
    Out.insert(Member->getMemberDecl());
  for (const Stmt *Child : S->children())
    if (Child)
      collectMentioned(Child, Out);
}

/// The value of type \p T for text that gave no expression. The name of an
/// option that the installed version of a library lacks stays a constant, one
/// that means nothing.
Expr *BodyRepair::FunctionRepair::missing(QualType T, const LostText &Text,
                                          SourceRange Range) {
  StringRef Name = Text.soleName();
  const EnumDecl *Options = nullptr;
  if (!T.isNull() && !Name.empty())
    if (const auto *Type = T.getNonReferenceType()->getAs<EnumType>())
      Options = Type->getDecl()->getDefinition();
  if (Options && Options->enumerator_begin() != Options->enumerator_end()) {
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
          return Make.integer(Free, T, Range.getBegin());
  }
  llvm::SmallVector<Expr *, 4> Arguments;
  mentioned(Text, Arguments, Range.getBegin());
  return Make.unknown(T, Arguments, Range,
                      Arguments.empty() && !Text.has("(")
                          ? StandIns::Kind::Value
                          : StandIns::Kind::Call);
}

static const Stmt *childAt(Stmt &Parent, unsigned Index) {
  return *std::next(Parent.child_begin(), Index);
}

/// What the context makes of an operand: its type, if only that is known.
QualType BodyRepair::FunctionRepair::expected(Stmt &Parent, unsigned Index) {
  if (auto *If = dyn_cast<IfStmt>(&Parent))
    return childAt(Parent, Index) == If->getCond() ? Make.conditionType()
                                                   : QualType();
  if (auto *Loop = dyn_cast<WhileStmt>(&Parent))
    return childAt(Parent, Index) == Loop->getCond() ? Make.conditionType()
                                                     : QualType();
  if (auto *Loop = dyn_cast<DoStmt>(&Parent))
    return childAt(Parent, Index) == Loop->getCond() ? Make.conditionType()
                                                     : QualType();
  if (auto *Loop = dyn_cast<ForStmt>(&Parent))
    return childAt(Parent, Index) == Loop->getCond() ? Make.conditionType()
                                                     : QualType();
  if (auto *Operator = dyn_cast<BinaryOperator>(&Parent)) {
    if (Operator->isLogicalOp())
      return Make.conditionType();
    Expr *Other = Index == 0 ? Operator->getRHS() : Operator->getLHS();
    return isBroken(*Other) ? QualType() : Other->getType();
  }
  if (auto *Call = dyn_cast<CallExpr>(&Parent)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    unsigned Skipped = 1;
    if (isa<CXXOperatorCallExpr>(Call) && isa_and_nonnull<CXXMethodDecl>(Callee))
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

Expr *BodyRepair::FunctionRepair::expression(Expr *E, QualType Wanted) {
  Stretch Part = All.stretch(E->getSourceRange());
  if (auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    for (Stmt *&Child : Lambda->children())
      if (auto *Init = dyn_cast_or_null<Expr>(Child))
        All.set(Child, expression(Init));
    if (CXXMethodDecl *Operator = Lambda->getLambdaClass()->getLambdaCallOperator()) {
      if (FunctionTemplateDecl *Generic = Operator->getDescribedFunctionTemplate())
        All.queue(Generic);
      else
        All.queue(Operator);
    }
    if (Part && anyErrorIn(Part))
      BrokenLambdas.push_back(Part);
    cover(Part);
    return E;
  }
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
        New = Fitting ? Fitting : Make.unknown(T, Make.value(New), Operand->getSourceRange());
      } else if (Broken) {
        New = Make.value(New);
      }
      All.set(Child, New);
    }
    ++Index;
  }
  return E;
}

/// What \p E, which is broken, would have been, as far as that is clear.
Expr *BodyRepair::FunctionRepair::rebuilt(Expr *E, QualType Wanted) {
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

Expr *BodyRepair::FunctionRepair::rebuiltNot(UnaryOperator &Operator) {
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

Expr *BodyRepair::FunctionRepair::rebuiltOperator(BinaryOperator &Operator,
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

Expr *BodyRepair::FunctionRepair::rebuiltChoice(ConditionalOperator &Choice,
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
Expr *BodyRepair::FunctionRepair::rebuiltBlock(StmtExpr &Block) {
  Stmt *Inner = compound(*Block.getSubStmt());
  auto *Contents = cast<CompoundStmt>(Inner);
  const Expr *Last = Contents->body_empty()
                         ? nullptr
                         : dyn_cast<Expr>(Contents->body_back());
  QualType T = Last ? Last->getType() : Context.VoidTy;
  if (!Make.isUsable(T) || (T->isRecordType() && Context.getLangOpts().CPlusPlus))
    return nullptr;
  return new (Context)
      StmtExpr(Contents, T.getUnqualifiedType(), Block.getLParenLoc(),
               Block.getRParenLoc(), Block.getTemplateDepth());
}

Expr *BodyRepair::FunctionRepair::rebuiltCall(CallExpr &Call) {
  FunctionDecl *Callee = namedFunction(Call.getCallee());
  if (!Callee || isa<CXXOperatorCallExpr>(Call))
    return nullptr;
  llvm::SmallVector<Expr *, 8> Arguments;
  for (unsigned I = 0, N = Call.getNumArgs(); I < N; ++I)
    Arguments.push_back(expression(
        Call.getArg(I), I < Callee->getNumParams()
                            ? Callee->getParamDecl(I)->getType()
                            : QualType()));
  return call(*Callee, Call.getCallee(), Arguments, Call.getSourceRange());
}

/// A call some arguments of which are not in the tree. The text says which.
Expr *BodyRepair::FunctionRepair::recoveredCall(RecoveryExpr &Lost) {
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
    QualType T = I < Callee->getNumParams()
                     ? Callee->getParamDecl(I)->getType()
                     : QualType();
    auto [First, End] = (*Ranges)[I];
    if (Written[I])
      Arguments.push_back(expression(Written[I], T));
    else if (First < End)
      Arguments.push_back(missing(
          T,
          All.text({Part.File, Words[First].Offset, Words[End].Offset}),
          Lost.getSourceRange()));
    else
      return nullptr;
  }
  return call(*Callee, Parts[0], Arguments, Lost.getSourceRange());
}

/// A call of \p Callee with arguments that have not been converted to its
/// parameters. Null where that takes more than a scalar conversion.
Expr *BodyRepair::FunctionRepair::call(FunctionDecl &Callee, Expr *Named,
                                       ArrayRef<Expr *> Given,
                                       SourceRange Range) {
  QualType Result = Callee.getReturnType();
  bool Prototype = Callee.getType()->isFunctionProtoType();
  bool Object = Result->isRecordType() && Context.getLangOpts().CPlusPlus;
  if (!Make.isUsable(Result) || Object || Callee.isInvalidDecl() ||
      Callee.isTemplated() || Given.size() < Callee.getNumParams() ||
      (Given.size() > Callee.getNumParams() && Prototype &&
       !Callee.isVariadic()))
    return nullptr;
  llvm::SmallVector<Expr *, 8> Arguments;
  for (size_t I = 0; I < Given.size(); ++I) {
    if (I < Callee.getNumParams() && Prototype) {
      Expr *Fitting =
          Make.convert(Given[I], Callee.getParamDecl(I)->getType());
      if (!Fitting)
        return nullptr;
      Arguments.push_back(Fitting);
      continue;
    }
    Expr *Value = Make.value(Given[I]);
    if (!Make.isUsable(Value->getType()) || Value->isGLValue())
      return nullptr;
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
  return CallExpr::Create(Context, Function, Arguments, T, Kind,
                          Range.getEnd(), FPOptionsOverride());
}

//===----------------------------------------------------------------------===//
// The interface
//===----------------------------------------------------------------------===//

/// True when a closing brace too many ended \p Function: the rest of its text
/// stands outside all functions, and another brace is left over at the end.
bool BodyRepair::Editor::endsEarly(const Stretch &Function) const {
  std::optional<unsigned> Next;
  bool BraceLeft = false;
  for (const auto &[File, Offset] : Errors) {
    if (File != Function.File || Offset < Function.End)
      continue;
    BraceLeft |= charAt(File, Offset) == '}';
    Next = std::min(Next.value_or(Offset), Offset);
  }
  if (!BraceLeft)
    return false;
  // The error is at the first or second word behind the function.
  return text({Function.File, Function.End, *Next}).words().size() < 3;
}

void BodyRepair::Editor::repair(FunctionDecl &F) {
  Stretch Where = stretch(F.getSourceRange());
  if (Where && errorsIn(Where).empty() && !anyBroken(F.getBody()) &&
      !endsEarly(Where))
    return;
  size_t Mark = Undo.size();
  FunctionRepair Work(*this, F);
  if (!F.isInvalidDecl() && Where && !endsEarly(Where) && Work.run())
    return;
  undoTo(Mark);
  Work.giveUp();
  Hopeless.push_back(&F);
  HopelessSet.insert(&F);
}

BodyRepair::BodyRepair(TranslationUnit &TU, ArrayRef<SourceLocation> Errors)
    : Work(std::make_unique<Editor>(TU, Errors)) {}

BodyRepair::~BodyRepair() = default;

bool BodyRepair::canFollow(const FunctionDecl &F) const {
  const FunctionDecl *Definition = F.getDefinition();
  return Definition && !Definition->isInvalidDecl() &&
         !Definition->isDependentContext() &&
         !Work->HopelessSet.count(Definition);
}

ArrayRef<const FunctionDecl *> BodyRepair::hopeless() const {
  return Work->Hopeless;
}

} // namespace nettidy::path
