//===-- RepairContext.h - What all repairs share ----------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_REPAIRCONTEXT_H
#define NETTIDY_LIB_PATH_REPAIRCONTEXT_H

#include "ast/TranslationUnit.h"
#include "path/LostText.h"
#include "path/StandIns.h"
#include "llvm/ADT/DenseSet.h"
#include <functional>
#include <vector>

namespace nettidy::path {

/// A stretch of one file.
struct Stretch {
  clang::FileID File;
  unsigned Begin = 0, End = 0;
  explicit operator bool() const { return File.isValid() && Begin <= End; }
};

/// Changes the tree, knows how to undo that, and reads the source.
class RepairContext {
public:
  /// \p Errors are the expansion locations of the compiler's errors.
  RepairContext(TranslationUnit &TU,
                llvm::ArrayRef<clang::SourceLocation> Errors);

  void set(clang::Stmt *&Slot, clang::Stmt *New);
  void setInit(clang::VarDecl &V, clang::Expr *Init);
  void setBody(clang::FunctionDecl &F, clang::Stmt *Body);
  /// How many changes there were; undoTo() takes back all but so many.
  size_t changes() const { return Undo.size(); }
  void undoTo(size_t Changes);

  /// Where \p Range is written in a file. What a macro's body holds stands
  /// where the macro is used.
  Stretch stretch(clang::SourceRange Range) const;
  LostText text(const Stretch &Where) const;
  char charAt(clang::FileID File, unsigned Offset) const;
  clang::SourceLocation locate(clang::FileID File, unsigned Offset) const;

  /// The places of the errors, in their files.
  llvm::ArrayRef<std::pair<clang::FileID, unsigned>> errors() const {
    return Errors;
  }
  llvm::SmallVector<unsigned, 8> errorsIn(const Stretch &Where) const;

  TranslationUnit &TU;
  clang::ASTContext &Context;
  const clang::SourceManager &Sources;
  StandIns Make;
  /// Classes between whose members there is text that declared nothing.
  llvm::DenseSet<const clang::RecordDecl *> LackDeclarations;
  /// Is told of functions and classes that are found in a body.
  std::function<void(clang::Decl *)> Found;

private:
  std::vector<std::pair<clang::FileID, unsigned>> Errors;
  std::vector<std::function<void()>> Undo;
};

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_REPAIRCONTEXT_H
