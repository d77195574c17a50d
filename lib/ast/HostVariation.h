//===-- HostVariation.h - Does it differ from round to round ----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Says whether an expression, such as the host that a client is built for, can
/// differ between the repetitions of the code that it stands in.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_AST_HOSTVARIATION_H
#define NETTIDY_LIB_AST_HOSTVARIATION_H

#include "ast/RepeatingContexts.h"
#include "llvm/ADT/DenseSet.h"
#include <vector>

namespace nettidy {

class HostVariation {
public:
  /// \p Path: the calls from the loop or handler of \p Evidence to the code
  /// that is asked about, outermost first.
  HostVariation(const Repetition &Evidence, std::vector<const CallSite *> Path)
      : Evidence(Evidence), Path(std::move(Path)) {}

  /// True when \p E can differ between repetitions. Where only a function is
  /// known to repeat, its parameters may differ unless \p IgnoreParameters,
  /// and so may what it computes.
  bool varies(const clang::Expr *E, const clang::Decl *Owner,
              bool IgnoreParameters = false);

  /// True when \p E can be moved in front of the loop: it names nothing that is
  /// declared or changed in the loop, and calls nothing.
  bool isInvariant(const clang::Expr *E, const clang::Decl *Owner);

private:
  bool variesIn(const clang::Stmt *S, const clang::Decl *Owner);
  bool variableVaries(const clang::VarDecl *Variable, const clang::Decl *Owner);
  bool parameterVaries(const clang::ParmVarDecl *Parameter);
  bool changesInLoop(const clang::VarDecl *Variable);
  const clang::Decl *declaringFunction(const clang::VarDecl *Variable) const;

  const Repetition &Evidence;
  std::vector<const CallSite *> Path;
  bool IgnoreParameters = false;
  llvm::DenseSet<const clang::Decl *> InProgress;
};

} // namespace nettidy

#endif // NETTIDY_LIB_AST_HOSTVARIATION_H
