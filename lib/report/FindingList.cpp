//===-- FindingList.cpp ---------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/FindingList.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace nettidy {
namespace {

/// Collects the statements and declarations under `[[clang::suppress]]` without
/// arguments; with arguments the attribute names rules of other tools.
class SuppressionCollector : public RecursiveASTVisitor<SuppressionCollector> {
public:
  SuppressionCollector(const SourceManager &Sources,
                       std::vector<SourceRange> &Ranges)
      : Sources(Sources), Ranges(Ranges) {}

  bool shouldVisitTemplateInstantiations() const { return false; }

  bool VisitAttributedStmt(AttributedStmt *S) {
    for (const Attr *A : S->getAttrs())
      add(A, S->getSourceRange());
    return true;
  }

  bool VisitDecl(Decl *D) {
    for (const Attr *A : D->attrs())
      add(A, D->getSourceRange());
    return true;
  }

private:
  void add(const Attr *A, SourceRange Range) {
    const auto *Suppress = dyn_cast<SuppressAttr>(A);
    if (Suppress && Suppress->diagnosticIdentifiers_size() == 0)
      Ranges.push_back({Sources.getExpansionLoc(Range.getBegin()),
                        Sources.getExpansionRange(Range.getEnd()).getEnd()});
  }

  const SourceManager &Sources;
  std::vector<SourceRange> &Ranges;
};

} // namespace

bool FindingList::isSuppressed(SourceLocation L) {
  const SourceManager &Sources = Context.getSourceManager();
  if (!SuppressionsKnown) {
    SuppressionsKnown = true;
    // The attribute's name is rarely there, and a walk has its price.
    if (Context.Idents.find("suppress") != Context.Idents.end())
      SuppressionCollector(Sources, Suppressions).TraverseAST(Context);
  }
  auto Before = [&](SourceLocation A, SourceLocation B) {
    return Sources.isBeforeInTranslationUnit(A, B);
  };
  for (SourceRange R : Suppressions)
    if (!Before(L, R.getBegin()) && !Before(R.getEnd(), L))
      return true;
  return false;
}

void FindingList::report(Finding F) {
  const SourceManager &Sources = Context.getSourceManager();
  F.Location = Sources.getExpansionLoc(F.Location);
  for (FindingNote &N : F.Notes)
    N.Location = Sources.getExpansionLoc(N.Location);
  if (!Seen.insert({F.Check.data(), F.Location}).second ||
      isSuppressed(F.Location))
    return;
  Findings.push_back(std::move(F));
}

} // namespace nettidy
