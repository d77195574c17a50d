//===-- Report.cpp --------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Report.h"
#include <algorithm>
#include <tuple>

namespace nettidy::gate {

/// Two that are equal in all of it would be one finding.
static auto order(const Finding &F) {
  return std::tie(F.At.File, F.At.Offset, F.Check, F.Message);
}

void Report::sort() {
  std::sort(
      Findings.begin(), Findings.end(),
      [](const Finding &A, const Finding &B) { return order(A) < order(B); });
}

unsigned Report::count(State Against) const {
  return std::count_if(Findings.begin(), Findings.end(),
                       [&](const Finding &F) { return F.Against == Against; });
}

llvm::StringRef levelName(Level L) {
  switch (L) {
  case Level::Note:
    return "note";
  case Level::Warning:
    return "warning";
  case Level::Error:
    return "error";
  }
  return "warning";
}

std::optional<Level> levelOf(llvm::StringRef Name) {
  for (Level L : {Level::Note, Level::Warning, Level::Error})
    if (levelName(L) == Name)
      return L;
  return std::nullopt;
}

} // namespace nettidy::gate
