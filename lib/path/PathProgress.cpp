//===-- PathProgress.cpp - Whether more paths show anything new -----------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/PathProgress.h"
#include "path/ObjectState.h"
#include "clang/StaticAnalyzer/Core/Checker.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CallEvent.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CheckerContext.h"

using namespace clang;
using namespace clang::ento;

namespace nettidy::path {

namespace {

/// Long enough for the calls between two branches, with what their arguments
/// are made of.
constexpr unsigned MinPatience = 300;

class ProgressChecker : public Checker<check::PreCall, check::BranchCondition> {
public:
  PathProgress *Progress = nullptr;

  void checkPreCall(const CallEvent &Call, CheckerContext &C) const {
    reach(Call.getOriginExpr(), C);
  }
  void checkBranchCondition(const Stmt *Condition, CheckerContext &C) const {
    reach(Condition, C);
  }

private:
  void reach(const Stmt *Place, CheckerContext &C) const {
    Progress->reach(Place, C.getStackFrame()->getCallSite(), C.getState());
  }
};

} // namespace

void PathProgress::start(const CFG &Graph) {
  Met.clear();
  LastCount = LastNews = 0;
  // A straight line through the function must not seem to go nowhere.
  Patience = 0;
  for (const CFGBlock *Block : Graph)
    Patience += Block->size();
  Patience = std::max(2 * Patience, MinPatience);
}

void PathProgress::reach(const Stmt *Place, const Stmt *CallSite,
                         ProgramStateRef State) {
  // Each round of a loop has objects of its own, which differ in nothing but
  // their names: where an object comes from and what became of it is news.
  unsigned Objects = 0;
  forEachObject(State, [&](ObjectKey, const ObjectState &Object) {
    llvm::FoldingSetNodeID ID;
    Object.profileSituation(ID);
    Objects += ID.ComputeHash();
  });
  Met.insert({{Place, CallSite}, Objects});
}

bool PathProgress::isExhausted(unsigned Steps) {
  if (Met.size() != LastCount) {
    LastCount = Met.size();
    LastNews = Steps;
  }
  // Where the way to the last news was long, so may be the way to the next.
  return Steps - LastNews > std::max(Patience, LastNews);
}

void registerProgress(CheckerManager &Mgr, PathProgress &Progress) {
  Mgr.registerChecker<ProgressChecker>()->Progress = &Progress;
}

} // namespace nettidy::path
