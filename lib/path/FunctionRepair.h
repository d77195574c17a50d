//===-- FunctionRepair.h - One function that did not compile ----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// An error of the compiler is accounted for when it lies in an expression of
/// the tree (which then is whole, or is repaired), or in a gap: text between
/// two statements that neither of them covers. A function with an error that is
/// not accounted for is not followed.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_FUNCTIONREPAIR_H
#define NETTIDY_LIB_PATH_FUNCTIONREPAIR_H

#include "path/RepairContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace nettidy::path {

/// True when the engine cannot evaluate this very node.
bool isBroken(const clang::Expr &E);
/// True when the tree holds a node that the engine cannot evaluate.
bool anyBroken(const clang::Stmt *Root);
/// The field of \p Record or one of its bases.
clang::FieldDecl *findField(clang::RecordDecl *Record, llvm::StringRef Name);

class FunctionRepair {
public:
  FunctionRepair(RepairContext &All, clang::FunctionDecl &F);

  /// False when the function cannot be followed.
  bool run();
  /// Lets everything that the function mentions escape at its beginning.
  void giveUp();
  /// Lets what \p Names may mean, global variables and \p Fields, escape there.
  void mentionFirst(const llvm::StringSet<> &Names,
                    llvm::ArrayRef<clang::FieldDecl *> Fields);

private:
  using Statements = llvm::SmallVector<clang::Stmt *, 8>;
  using Expressions = llvm::SmallVectorImpl<clang::Expr *>;
  using Values = llvm::SmallPtrSetImpl<const clang::ValueDecl *>;

  // Errors.
  void cover(const Stretch &Part) {
    llvm::erase_if(Open, [&](unsigned Offset) {
      return Part.File == Where.File && Offset >= Part.Begin &&
             Offset <= Part.End;
    });
  }
  static bool anyIn(llvm::ArrayRef<unsigned> Offsets, const Stretch &Part) {
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
  void statement(clang::Stmt *&Slot);
  clang::Stmt *compound(clang::CompoundStmt &Block);
  clang::CompoundStmt *copyOf(const clang::CompoundStmt &Block,
                              llvm::ArrayRef<clang::Stmt *> Contents);
  bool isCutShort(unsigned Begin, unsigned End) const;
  Stretch extent(clang::Stmt &S) const;
  void element(clang::Stmt *&Slot, const Stretch &Part,
               llvm::ArrayRef<clang::VarDecl *> Declared, Statements &Out);
  bool isKept(const clang::VarDecl &V) const;
  clang::Stmt *declaration(clang::DeclStmt &Statement, Statements &Before,
                           Statements &After);
  void initialiser(clang::VarDecl &V, Statements &Before, Statements &After);
  void returned(clang::Stmt *&Slot, clang::ReturnStmt &Return);
  void branches(clang::IfStmt &If);
  unsigned endOfStatement(const Stretch &Part) const;
  bool isWhole(clang::CXXForRangeStmt &Loop) const;
  void rangeLoop(clang::Stmt *&Slot, clang::CXXForRangeStmt &Loop);

  // Statements that are not in the tree.
  void lost(const Stretch &Part, Statements &Out,
            llvm::ArrayRef<clang::VarDecl *> Declared = {});
  bool lostStatement(const LostText &Text, const Stretch &Part, Statements &Out,
                     llvm::ArrayRef<clang::VarDecl *> Declared);
  void passFirst(llvm::ArrayRef<clang::Expr *> Arguments);
  clang::Stmt *maybe(clang::Stmt *Then, clang::SourceLocation At);
  clang::Stmt *leave(llvm::ArrayRef<clang::Expr *> Arguments, bool Throws,
                     clang::SourceLocation At);
  clang::Stmt *jump(clang::Stmt *Target,
                    llvm::ArrayRef<clang::Expr *> Arguments,
                    clang::SourceLocation At);

  // Expressions.
  clang::Expr *expression(clang::Expr *E,
                          clang::QualType Wanted = clang::QualType());
  clang::Expr *condition(clang::Expr *E);
  bool testsUnknown(const clang::Expr &E);
  clang::QualType expected(clang::Stmt &Parent, unsigned Index);
  bool isGuessed(const clang::Expr &E) const;
  clang::Expr *caseValue(clang::Expr &Value);
  clang::Expr *somePlace(clang::Expr &E);
  clang::Expr *rebuilt(clang::Expr *E, clang::QualType Wanted);
  clang::Expr *rebuiltNot(clang::UnaryOperator &Operator);
  clang::Expr *rebuiltOperator(clang::BinaryOperator &Operator,
                               clang::QualType Wanted);
  clang::Expr *rebuiltChoice(clang::ConditionalOperator &Choice,
                             clang::QualType Wanted);
  clang::Expr *rebuiltBlock(clang::StmtExpr &Block);
  clang::Expr *rebuiltCall(clang::CallExpr &Call);
  clang::Expr *recoveredCall(clang::RecoveryExpr &Lost);
  clang::Expr *call(clang::FunctionDecl &Callee, clang::Expr *Named,
                    llvm::ArrayRef<clang::Expr *> Given,
                    clang::SourceRange Range);
  clang::Expr *anyVariable(clang::Expr *StandIn, clang::QualType T);
  clang::Expr *idleOption(const clang::EnumDecl *Options, llvm::StringRef Name,
                          clang::QualType T, clang::SourceLocation At);
  clang::Expr *guessedOption(clang::Expr &E,
                             const clang::EnumConstantDecl &Guess);
  clang::Expr *missing(clang::QualType T, const LostText &Text,
                       clang::SourceRange Range);
  clang::Expr *instead(clang::Expr *E, clang::QualType Wanted);
  void survivors(clang::Expr *E, Expressions &Out);
  void pass(clang::Expr *E, Expressions &Out, bool Changed = false);
  bool onlyReadsMember(const clang::RecoveryExpr &Lost) const;

  // Names.
  void collectNames();
  void collectMentioned(const clang::Stmt *S, Values &Out) const;
  void variablesNamed(llvm::StringRef Name, clang::SourceLocation At,
                      Expressions &Out);
  void mentioned(const LostText &Text, Expressions &Out,
                 clang::SourceLocation At, const Values &Except);
  void mentioned(const LostText &Text, Expressions &Out,
                 clang::SourceLocation At) {
    mentioned(Text, Out, At, llvm::SmallPtrSet<const clang::ValueDecl *, 1>());
  }
  bool mayLackMembers(const clang::CXXRecordDecl &Class,
                      llvm::StringRef Qualifier) const;
  void passObject(llvm::StringRef Name, llvm::StringRef Qualifier,
                  Expressions &Out, clang::SourceLocation At);
  void passVariables(Expressions &Out, clang::SourceLocation At);
  void passVariable(clang::ValueDecl &V, Expressions &Out,
                    clang::SourceLocation At);

  RepairContext &All;
  StandIns &Make;
  clang::ASTContext &Context;
  clang::FunctionDecl &F;
  Stretch Where;
  llvm::SmallVector<unsigned, 8> Errors; ///< offsets of those in the function
  llvm::SmallVector<unsigned, 8> Open;   ///< not accounted for so far
  llvm::StringMap<llvm::SmallVector<clang::ValueDecl *, 1>> Variables;
  llvm::StringMap<clang::LabelDecl *> Labels;
  /// Text of lambdas in the statement at hand that did not compile.
  llvm::SmallVector<Stretch, 2> BrokenLambdas;
  bool Failed = false;
  int64_t UnknownCase = 0x7fff0000;
};

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_FUNCTIONREPAIR_H
