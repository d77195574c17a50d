//===-- PathProgress.h - Whether more paths show anything new ---*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The number of paths grows exponentially with the number of branches, but
/// most of them differ in what has nothing to do with modelled objects. What
/// counts is which states of the objects arrive at which calls and branches:
/// when the engine has met none that is new for long enough, further paths only
/// repeat what earlier ones have shown.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_PATHPROGRESS_H
#define NETTIDY_LIB_PATH_PATHPROGRESS_H

#include "clang/Analysis/CFG.h"
#include "clang/StaticAnalyzer/Core/CheckerManager.h"
#include "llvm/ADT/DenseSet.h"

namespace nettidy::path {

class PathProgress {
public:
  /// Begins anew, for the paths of a function of this graph.
  void start(const clang::CFG &Graph);

  /// A call or branch condition is reached; \p CallSite is where its function
  /// was called, if the engine has looked into a call.
  void reach(const clang::Stmt *Place, const clang::Stmt *CallSite,
             clang::ento::ProgramStateRef State);

  /// To be told of the number of steps taken so far; true when it is enough.
  bool isExhausted(unsigned Steps);

private:
  using Situation = std::pair<std::pair<const clang::Stmt *, const clang::Stmt *>,
                              unsigned>;
  llvm::DenseSet<Situation> Met;
  size_t LastCount = 0;
  unsigned LastNews = 0;
  unsigned Patience = 0;
};

/// Registers a checker that reports to \p Progress, which outlives \p Mgr.
void registerProgress(clang::ento::CheckerManager &Mgr, PathProgress &Progress);

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_PATHPROGRESS_H
