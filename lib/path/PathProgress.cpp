//===-- PathProgress.cpp - Which path to follow next ----------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/PathProgress.h"
#include "path/ObjectState.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ExplodedGraph.h"
#include <algorithm>

using namespace clang;
using namespace clang::ento;

namespace nettidy::path {

/// One situation stands for paths that differ in what the program knows besides
/// the objects, the flag that says whether to close something for instance.
/// So one look is not enough.
static constexpr unsigned Enough = 8;

/// The block that a path enters next; null in the middle of one.
static const CFGBlock *entered(const ExplodedNode &Node) {
  ProgramPoint Point = Node.getLocation();
  if (auto Edge = Point.getAs<BlockEdge>())
    return Edge->getDst();
  if (auto Entrance = Point.getAs<BlockEntrance>())
    return Entrance->getBlock();
  return nullptr;
}

/// Each round of a loop has objects of its own, which differ in nothing but
/// their names: where an object comes from and what became of it is news.
static unsigned hashOfObjects(ProgramStateRef State) {
  unsigned Objects = 0;
  forEachObject(State, [&](ObjectKey, const ObjectState &Object) {
    llvm::FoldingSetNodeID ID;
    Object.profileSituation(ID);
    Objects += ID.ComputeHash();
  });
  return Objects;
}

/// What is new is followed to its end. Of what leads to a situation that was
/// seen, the oldest comes first: the newest ones are all alike.
bool PathProgress::isLater(const Waiting &A, const Waiting &B) {
  if (A.Seen != B.Seen)
    return A.Seen > B.Seen;
  return A.Seen == 0 ? A.Order < B.Order : A.Order > B.Order;
}

void PathProgress::take(WorkList &List) {
  while (List.hasWork()) {
    WorkListUnit Unit = List.dequeue();
    const ExplodedNode &Node = *Unit.getNode();
    const CFGBlock *Block = entered(Node);
    if (!Block) {
      Inside.push_back(Unit);
      continue;
    }
    Situation At = {{Block, Node.getStackFrame()->getCallSite()},
                    hashOfObjects(Node.getState())};
    Entering.push_back({Unit, At, Seen.lookup(At), Count++});
    std::push_heap(Entering.begin(), Entering.end(), isLater);
  }
}

bool PathProgress::giveNext(WorkList &List) {
  if (!Inside.empty()) {
    List.enqueue(Inside.back());
    Inside.pop_back();
    return true;
  }
  while (!Entering.empty()) {
    std::pop_heap(Entering.begin(), Entering.end(), isLater);
    Waiting &Next = Entering.back();
    // Others may have come to the same situation since it was queued.
    unsigned Now = Seen.lookup(Next.At);
    if (Now != Next.Seen) {
      Next.Seen = Now;
      std::push_heap(Entering.begin(), Entering.end(), isLater);
      continue;
    }
    if (Now >= Enough)
      return false;
    ++Seen[Next.At];
    List.enqueue(Next.Unit);
    Entering.pop_back();
    return true;
  }
  return false;
}

} // namespace nettidy::path
