//===-- PathProgress.h - Which path to follow next --------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The number of paths through a function grows with the power of its branches,
/// while the modelled objects are in few different states. What counts is the
/// situation at the beginning of a block: the block, the call that led to its
/// function, and the states of all objects. The path whose next situation was
/// seen least often goes on first, so every block is reached with every state
/// before any is looked at again; and when all that is left leads to situations
/// that were seen several times, that is enough.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_PATHPROGRESS_H
#define NETTIDY_LIB_PATH_PATHPROGRESS_H

#include "clang/StaticAnalyzer/Core/PathSensitive/WorkList.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace nettidy::path {

class PathProgress {
public:
  /// Takes over all that \p List holds.
  void take(clang::ento::WorkList &List);

  /// Gives the next step of the most promising path back to \p List; false when
  /// nothing is left that is worth it.
  bool giveNext(clang::ento::WorkList &List);

private:
  using Situation =
      std::pair<std::pair<const clang::CFGBlock *, const clang::Stmt *>,
                unsigned>;
  /// A path that is about to enter a block.
  struct Waiting {
    clang::ento::WorkListUnit Unit;
    Situation At;
    unsigned Seen;  ///< how often the situation was seen, when last asked
    unsigned Order; ///< the number under which it was queued
  };
  static bool isLater(const Waiting &A, const Waiting &B);

  /// Paths in the middle of a block: they go on at once.
  std::vector<clang::ento::WorkListUnit> Inside;
  std::vector<Waiting> Entering; ///< a heap
  llvm::DenseMap<Situation, unsigned> Seen;
  unsigned Count = 0;
};

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_PATHPROGRESS_H
