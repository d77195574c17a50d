//===-- ReportFixes.h - Fixes of path-sensitive reports ---------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_REPORTFIXES_H
#define NETTIDY_LIB_PATH_REPORTFIXES_H

#include "clang/StaticAnalyzer/Core/BugReporter/BugReporterVisitors.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>

namespace nettidy::path {

/// The fixes of all reports about one object, on whichever paths: the engine
/// shows one of them, and its fixes must mend every path.
class FixCollection {
public:
  void add(const clang::FixItHint &New) {
    for (const clang::FixItHint &Known : Fixes)
      if (Known.RemoveRange.getAsRange() == New.RemoveRange.getAsRange() &&
          Known.CodeToInsert == New.CodeToInsert)
        return;
    Fixes.push_back(New);
  }
  llvm::ArrayRef<clang::FixItHint> fixes() const { return Fixes; }

private:
  llvm::SmallVector<clang::FixItHint, 2> Fixes;
};

/// Attaches fixes to the last step of a path. The engine itself takes over the
/// fixes of reports without a path only.
class ReportFixes : public clang::ento::BugReporterVisitor {
public:
  /// \p All may grow until the reports are shown.
  explicit ReportFixes(std::shared_ptr<const FixCollection> All)
      : Fixes(std::move(All)) {}

  clang::ento::PathDiagnosticPieceRef
  VisitNode(const clang::ento::ExplodedNode *,
            clang::ento::BugReporterContext &,
            clang::ento::PathSensitiveBugReport &) override {
    return nullptr;
  }

  clang::ento::PathDiagnosticPieceRef
  getEndPath(clang::ento::BugReporterContext &Context,
             const clang::ento::ExplodedNode *End,
             clang::ento::PathSensitiveBugReport &Report) override {
    auto Step = getDefaultEndPath(Context, End, Report);
    for (const clang::FixItHint &Fix : Fixes->fixes())
      Step->addFixit(Fix);
    return Step;
  }

  void Profile(llvm::FoldingSetNodeID &ID) const override {
    static const int Tag = 0;
    ID.AddPointer(&Tag);
  }

private:
  std::shared_ptr<const FixCollection> Fixes;
};

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_REPORTFIXES_H
