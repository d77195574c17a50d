//===-- ErrorRepair.h - Analyse around errors -------------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Lets the engine follow paths through a function of which a part did not
/// compile (a missing header, half-typed code). What did not compile becomes a
/// call to an unknown function that is given every variable mentioned there, so
/// that whatever it may have done is assumed to have been done.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_ERRORREPAIR_H
#define NETTIDY_LIB_PATH_ERRORREPAIR_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/TypeOrdering.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace nettidy::path {

class ErrorRepair {
public:
  /// \p Errors are the places of the compiler's errors.
  ErrorRepair(clang::ASTContext &Context,
              llvm::ArrayRef<clang::SourceLocation> Errors);
  /// Puts the syntax tree back as it was: other checks look at it, too.
  ~ErrorRepair();
  ErrorRepair(const ErrorRepair &) = delete;
  ErrorRepair &operator=(const ErrorRepair &) = delete;

  /// Makes the body of \p F fit for the engine. False when it cannot be: where
  /// the error may hide a branch, no path can be trusted.
  bool repair(const clang::FunctionDecl &F);

private:
  /// A place in the tree that holds a child.
  using Slot = clang::Stmt **;
  using Variables = llvm::SmallVector<clang::VarDecl *, 4>;

  bool repairFunction(clang::FunctionDecl &F);
  bool repairTree(Slot Node);
  bool repairDeclarations(clang::DeclStmt &Declarations);
  bool replaceExpression(Slot Place, const clang::Stmt &Parent);
  bool repairDropped(clang::FunctionDecl &F, clang::SourceLocation Error);
  bool insertCall(clang::FunctionDecl &F, clang::SourceLocation Where,
                  llvm::ArrayRef<llvm::StringRef> Names);

  clang::Expr *unknownCall(clang::QualType Type,
                           llvm::ArrayRef<clang::VarDecl *> Mentioned,
                           clang::Expr *This, clang::SourceLocation Where);
  void set(Slot Place, clang::Stmt *Value);
  clang::SourceLocation place(clang::SourceLocation L) const;
  bool covers(clang::SourceRange Range, clang::SourceLocation L) const;

  clang::ASTContext &Context;
  const clang::SourceManager &Sources;
  llvm::ArrayRef<clang::SourceLocation> Errors;
  clang::FunctionDecl *Current = nullptr;
  /// What stands for an error in the tree, of the function in work.
  std::vector<clang::SourceRange> Seen;
  llvm::DenseMap<const clang::FunctionDecl *, bool> Done;
  llvm::DenseMap<clang::QualType, clang::FunctionDecl *> Unknown;

  std::vector<std::pair<Slot, clang::Stmt *>> Replaced;
  std::vector<std::pair<clang::FunctionDecl *, clang::Stmt *>> Bodies;
  std::vector<clang::Decl *> Invalid;
};

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_ERRORREPAIR_H
