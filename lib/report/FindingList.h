//===-- FindingList.h - The findings of one translation unit ----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_REPORT_FINDINGLIST_H
#define NETTIDY_LIB_REPORT_FINDINGLIST_H

#include "report/Finding.h"
#include "llvm/ADT/DenseSet.h"

namespace clang {
class ASTContext;
}

namespace nettidy {

/// Collects findings in the form in which the user sees them: at expansion
/// locations, once per check and place, without those that
/// `[[clang::suppress]]` covers.
class FindingList : public FindingSink {
public:
  explicit FindingList(clang::ASTContext &Context) : Context(Context) {}

  void report(Finding F) override;

  /// In order of arrival.
  llvm::ArrayRef<Finding> findings() const { return Findings; }

private:
  bool isSuppressed(clang::SourceLocation L);

  clang::ASTContext &Context;
  std::vector<Finding> Findings;
  llvm::DenseSet<std::pair<const char *, clang::SourceLocation>> Seen;
  /// What `[[clang::suppress]]` covers; collected at the first finding.
  bool SuppressionsKnown = false;
  std::vector<clang::SourceRange> Suppressions;
};

} // namespace nettidy

#endif // NETTIDY_LIB_REPORT_FINDINGLIST_H
