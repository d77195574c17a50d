//===-- Finding.h - What a check has to say ---------------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_REPORT_FINDING_H
#define NETTIDY_LIB_REPORT_FINDING_H

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace nettidy {

/// One step of the story that leads to a finding.
struct FindingNote {
  clang::SourceLocation Location;
  std::string Text;
};

/// One report, from either engine, before it takes the form of its host
/// (clang-tidy diagnostic, analyzer bug report).
struct Finding {
  llvm::StringRef Check;          ///< `net-missing-timeout`; static storage
  clang::SourceLocation Location; ///< an expansion location in user code
  std::string Message;            ///< lower case, no full stop
  llvm::SmallVector<clang::CharSourceRange, 2> Ranges;
  std::vector<FindingNote> Notes;
  llvm::SmallVector<clang::FixItHint, 2> Fixes;
  /// The code alone does not show how much it matters: a note rather than a
  /// warning, where the host has levels.
  bool Hint = false;
};

/// Receives findings; drops a second one of the same check at the same place.
class FindingSink {
public:
  virtual ~FindingSink() = default;
  virtual void report(Finding F) = 0;
};

} // namespace nettidy

#endif // NETTIDY_LIB_REPORT_FINDING_H
