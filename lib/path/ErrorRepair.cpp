//===-- ErrorRepair.cpp ---------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/ErrorRepair.h"
#include "compat/Ast.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace nettidy::path {
namespace {

/// What the dropped text of a statement must not contain: the paths around it
/// would be others than the user's.
bool directsControl(StringRef Identifier) {
  static constexpr StringRef Keywords[] = {
      "if",    "else",    "for",   "while",     "do",       "switch",
      "case",  "default", "break", "continue",  "return",   "goto",
      "throw", "try",     "catch", "co_return", "co_await", "co_yield"};
  return llvm::is_contained(Keywords, Identifier);
}

bool isScalar(QualType T) {
  return !T.isNull() && !T->isDependentType() && !T->isReferenceType() &&
         (T->isScalarType() || T->isVoidType());
}

/// What an erroneous expression mentions.
struct Mentions : private llvm::SmallVector<const Stmt *, 16> {
  llvm::SmallVector<VarDecl *, 4> Variables;
  bool This = false;
  bool Jumps = false; ///< holds statements of its own, or code run elsewhere

  explicit Mentions(Stmt *Root) {
    push_back(Root);
    while (!empty()) {
      const Stmt *S = pop_back_val();
      if (!S)
        continue;
      if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
        add(Reference->getDecl());
      This |= isa<CXXThisExpr>(S);
      Jumps |= isa<StmtExpr>(S) || isa<LambdaExpr>(S);
      append(S->child_begin(), S->child_end());
    }
  }

private:
  void add(const ValueDecl *D) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    // What is global is invalidated by any unknown call.
    if (Variable && Variable->hasLocalStorage() && !Variable->isInvalidDecl() &&
        !llvm::is_contained(Variables, Variable))
      Variables.push_back(const_cast<VarDecl *>(Variable));
  }
};

/// One token of the source as it is written.
struct WrittenToken {
  Token Value;
  SourceLocation location() const { return Value.getLocation(); }
  bool is(tok::TokenKind Kind) const { return Value.is(Kind); }
};

std::vector<WrittenToken> tokensOf(SourceRange Range,
                                   const SourceManager &Sources,
                                   const LangOptions &Language) {
  std::vector<WrittenToken> Result;
  auto [File, Begin] = Sources.getDecomposedLoc(Range.getBegin());
  auto [EndFile, End] = Sources.getDecomposedLoc(Range.getEnd());
  bool Invalid = false;
  StringRef Text = Sources.getBufferData(File, &Invalid);
  if (Invalid || File != EndFile)
    return Result;
  Lexer Lex(Sources.getLocForStartOfFile(File), Language, Text.begin(),
            Text.begin() + Begin, Text.end());
  WrittenToken T;
  while (!Lex.LexFromRawLexer(T.Value)) {
    if (Sources.getFileOffset(T.location()) > End)
      break;
    Result.push_back(T);
  }
  return Result;
}

/// The tokens of the statement around token \p At; empty when it opens a block.
llvm::ArrayRef<WrittenToken>
statementAround(llvm::ArrayRef<WrittenToken> Tokens, size_t At) {
  size_t First = At;
  for (int Depth = 0; First > 0; --First) {
    const WrittenToken &Before = Tokens[First - 1];
    if (Before.is(tok::l_brace) || Before.is(tok::r_brace) ||
        (Before.is(tok::semi) && Depth >= 0))
      break;
    Depth += Before.is(tok::r_paren) - Before.is(tok::l_paren);
  }
  int Depth = 0;
  for (size_t Last = First; Last < Tokens.size(); ++Last) {
    if (Tokens[Last].is(tok::l_brace) || Tokens[Last].is(tok::r_brace))
      return {};
    Depth += Tokens[Last].is(tok::l_paren) - Tokens[Last].is(tok::r_paren);
    if (Tokens[Last].is(tok::semi) && Depth <= 0)
      return Tokens.slice(First, Last - First);
  }
  return {};
}

} // namespace

ErrorRepair::ErrorRepair(ASTContext &Context,
                         llvm::ArrayRef<SourceLocation> Errors)
    : Context(Context), Sources(Context.getSourceManager()), Errors(Errors) {}

ErrorRepair::~ErrorRepair() {
  // Backwards: a place may have been changed twice, or be inside a new node.
  for (auto &[Place, Original] : llvm::reverse(Replaced))
    *Place = Original;
  for (auto &[Function, Body] : llvm::reverse(Bodies))
    Function->setBody(Body);
  for (Decl *D : Invalid)
    D->setInvalidDecl();
}

bool ErrorRepair::repair(const FunctionDecl &F) {
  auto [Known, New] = Done.try_emplace(F.getCanonicalDecl(), false);
  if (New) {
    bool Fit = repairFunction(const_cast<FunctionDecl &>(F));
    Done[F.getCanonicalDecl()] = Fit;
    return Fit;
  }
  return Known->second;
}

bool ErrorRepair::repairFunction(FunctionDecl &F) {
  if (!F.hasBody() || F.isInvalidDecl() || F.isDependentContext() ||
      !isa<CompoundStmt>(F.getBody()))
    return false;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
    for (const CXXCtorInitializer *I : Constructor->inits())
      if (!I->getInit() || I->getInit()->containsErrors())
        return false;

  Current = &F;
  Seen.clear();
  Stmt *Body = F.getBody();
  // The body's own slot is never replaced, only what is below it.
  if (!repairTree(&Body))
    return false;
  for (SourceLocation Error : Errors) {
    if (!covers(F.getSourceRange(), Error))
      continue;
    if (llvm::none_of(Seen, [&](SourceRange R) { return covers(R, Error); }) &&
        !repairDropped(F, Error))
      return false;
  }
  return true;
}

SourceLocation ErrorRepair::place(SourceLocation L) const {
  return Sources.getExpansionLoc(L);
}

bool ErrorRepair::covers(SourceRange Range, SourceLocation L) const {
  SourceLocation Begin = place(Range.getBegin());
  SourceLocation End = Sources.getExpansionRange(Range.getEnd()).getEnd();
  L = place(L);
  return Begin.isValid() && End.isValid() &&
         !Sources.isBeforeInTranslationUnit(L, Begin) &&
         !Sources.isBeforeInTranslationUnit(End, L);
}

void ErrorRepair::set(Slot Place, Stmt *Value) {
  Replaced.emplace_back(Place, *Place);
  *Place = Value;
}

/// Replaces every outermost erroneous expression below \p Node.
bool ErrorRepair::repairTree(Slot Node) {
  Stmt &Parent = **Node;
  if (auto *Lambda = dyn_cast<LambdaExpr>(&Parent)) {
    // Its body is a function of its own.
    Seen.push_back(Lambda->getBody()->getSourceRange());
    return true;
  }
  // These have their meaning from what the language makes of their parts.
  if (isa<CoroutineBodyStmt>(Parent))
    return false;
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(&Parent))
    if (!Range->getBeginStmt() || !Range->getEndStmt() || !Range->getCond())
      return false;
  if (auto *Declarations = dyn_cast<DeclStmt>(&Parent))
    if (!repairDeclarations(*Declarations))
      return false;
  for (Stmt *&Child : Parent.children()) {
    if (!Child)
      continue;
    const auto *E = dyn_cast<Expr>(Child);
    if (E && E->containsErrors()) {
      if (!replaceExpression(&Child, Parent))
        return false;
    } else if (!repairTree(&Child)) {
      return false;
    }
  }
  return true;
}

/// The engine leaves out a variable that is marked as invalid.
bool ErrorRepair::repairDeclarations(DeclStmt &Declarations) {
  for (Decl *D : Declarations.decls()) {
    if (!D->isInvalidDecl())
      continue;
    auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || Variable->getType()->isDependentType() ||
        Variable->getType()->isReferenceType() ||
        Variable->getType()->isIncompleteType())
      return false;
    Seen.push_back(D->getSourceRange());
    D->setInvalidDecl(false);
    Invalid.push_back(D);
  }
  return true;
}

bool ErrorRepair::replaceExpression(Slot Place, const Stmt &Parent) {
  auto *Erroneous = cast<Expr>(*Place);
  // Labels of a switch must be constants.
  if (const auto *Case = dyn_cast<CaseStmt>(&Parent))
    if (Case->getLHS() == Erroneous || Case->getRHS() == Erroneous)
      return false;
  Mentions Mentioned(Erroneous);
  if (Mentioned.Jumps)
    return false;
  Seen.push_back(Erroneous->getSourceRange());

  QualType Type = Erroneous->getType();
  if (const auto *Declarations = dyn_cast<DeclStmt>(&Parent)) {
    Type = {};
    for (const Decl *D : Declarations->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        if (Variable->getInit() == Erroneous)
          Type = Variable->getType().getUnqualifiedType();
    if (Type.isNull() || Type->isReferenceType())
      return false;
  } else if (isa<ReturnStmt>(Parent)) {
    Type = Current->getReturnType().getUnqualifiedType();
  } else if (!isScalar(Type)) {
    // Part of an expression that needs it to be what it was to be.
    if (isa<Expr>(Parent))
      return false;
    Type = Context.IntTy;
  }
  // A class object from nowhere cannot be made up; without its initialiser it
  // is unknown as well.
  if (!isScalar(Type) || (isa<ReturnStmt>(Parent) && Type->isVoidType())) {
    set(Place, nullptr);
    return true;
  }
  Expr *This = nullptr;
  if (Mentioned.This)
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Current))
      if (Method->isInstance())
        This = compat::implicitThis(Context, Erroneous->getBeginLoc(),
                                    Method->getThisType());
  set(Place,
      unknownCall(Type, Mentioned.Variables, This, Erroneous->getBeginLoc()));
  return true;
}

/// A statement that could not be parsed is not in the tree at all.
bool ErrorRepair::repairDropped(FunctionDecl &F, SourceLocation Error) {
  SourceRange Range(place(F.getBody()->getBeginLoc()),
                    place(F.getBody()->getEndLoc()));
  std::vector<WrittenToken> Tokens =
      tokensOf(Range, Sources, Context.getLangOpts());
  SourceLocation At = place(Error);
  size_t Index = 0;
  while (Index < Tokens.size() &&
         Sources.isBeforeInTranslationUnit(Tokens[Index].location(), At))
    ++Index;
  // A complaint about a missing token points behind the last one that is there.
  if (Index > 0 && (Index == Tokens.size() || Tokens[Index].is(tok::r_brace)))
    --Index;
  llvm::SmallVector<StringRef, 8> Names;
  llvm::ArrayRef<WrittenToken> Statement = statementAround(Tokens, Index);
  if (Statement.empty())
    return false;
  for (const WrittenToken &T : Statement) {
    if (T.is(tok::colon))
      return false;
    if (!T.is(tok::raw_identifier))
      continue;
    if (directsControl(T.Value.getRawIdentifier()))
      return false;
    Names.push_back(T.Value.getRawIdentifier());
  }
  return insertCall(F, Statement.front().location(), Names);
}

/// Puts an unknown call that is given the variables called \p Names before the
/// first statement behind \p Where.
bool ErrorRepair::insertCall(FunctionDecl &F, SourceLocation Where,
                             llvm::ArrayRef<StringRef> Names) {
  Variables Mentioned;
  auto Mention = [&](VarDecl *Variable) {
    if (Variable && Variable->hasLocalStorage() && Variable->getIdentifier() &&
        !Variable->isInvalidDecl() &&
        llvm::is_contained(Names, Variable->getName()))
      Mentioned.push_back(Variable);
  };
  for (ParmVarDecl *Parameter : F.parameters())
    Mention(Parameter);

  // Down to the innermost block around the place.
  Slot Block = nullptr;
  Stmt *Body = F.getBody();
  for (Slot Next = &Body; Next;) {
    Slot Around = Next;
    Next = nullptr;
    if (isa<CompoundStmt>(*Around))
      Block = Around;
    for (Stmt *&Child : (*Around)->children()) {
      if (!Child)
        continue;
      if (auto *Declarations = dyn_cast<DeclStmt>(Child))
        for (Decl *D : Declarations->decls())
          if (Sources.isBeforeInTranslationUnit(place(D->getBeginLoc()), Where))
            Mention(dyn_cast<VarDecl>(D));
      if (covers(Child->getSourceRange(), Where))
        Next = &Child;
    }
  }
  auto *Compound = cast<CompoundStmt>(*Block);
  Expr *This = nullptr;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&F))
    if (Method->isInstance())
      This = compat::implicitThis(Context, Where, Method->getThisType());
  llvm::SmallVector<Stmt *, 16> Statements(Compound->body());
  auto *Position = llvm::find_if(Statements, [&](const Stmt *S) {
    return !Sources.isBeforeInTranslationUnit(place(S->getBeginLoc()), Where);
  });
  Statements.insert(Position,
                    unknownCall(Context.IntTy, Mentioned, This, Where));
  auto *Repaired = CompoundStmt::Create(
      Context, Statements,
      Compound->hasStoredFPFeatures() ? Compound->getStoredFPFeatures()
                                      : FPOptionsOverride(),
      Compound->getLBracLoc(), Compound->getRBracLoc());
  if (Block == &Body) {
    Bodies.emplace_back(&F, F.getBody());
    F.setBody(Repaired);
  } else {
    set(Block, Repaired);
  }
  return true;
}

/// A call to a function of which nothing is known but its result's type.
Expr *ErrorRepair::unknownCall(QualType Type,
                               llvm::ArrayRef<VarDecl *> Mentioned, Expr *This,
                               SourceLocation Where) {
  FunctionDecl *&Callee = Unknown[Type];
  if (!Callee) {
    FunctionProtoType::ExtProtoInfo Info;
    Info.Variadic = true;
    QualType FunctionType = Context.getFunctionType(Type, {}, Info);
    Callee = FunctionDecl::Create(
        Context, Context.getTranslationUnitDecl(), SourceLocation(),
        SourceLocation(), DeclarationName(&Context.Idents.get("(error)")),
        FunctionType, Context.getTrivialTypeSourceInfo(FunctionType),
        SC_Extern);
    Callee->setImplicit();
  }
  auto Refer = [&](ValueDecl *D, QualType T) {
    return DeclRefExpr::Create(Context, NestedNameSpecifierLoc(),
                               SourceLocation(), D, false, Where, T, VK_LValue);
  };
  llvm::SmallVector<Expr *, 4> Arguments;
  for (VarDecl *Variable : Mentioned) {
    QualType T = Variable->getType().getNonReferenceType();
    Arguments.push_back(UnaryOperator::Create(
        Context, Refer(Variable, T), UO_AddrOf, Context.getPointerType(T),
        VK_PRValue, OK_Ordinary, Where, false, FPOptionsOverride()));
  }
  if (This)
    Arguments.push_back(This);
  Expr *Function = ImplicitCastExpr::Create(
      Context, Context.getPointerType(Callee->getType()),
      CK_FunctionToPointerDecay, Refer(Callee, Callee->getType()), nullptr,
      VK_PRValue, FPOptionsOverride());
  return CallExpr::Create(Context, Function, Arguments, Type, VK_PRValue, Where,
                          FPOptionsOverride());
}

} // namespace nettidy::path
