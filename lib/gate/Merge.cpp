//===-- Merge.cpp ---------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Merge.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace nettidy::gate {
namespace {

void addAll(std::vector<std::string> &Into, std::vector<std::string> Others) {
  append_range(Into, Others);
  llvm::sort(Into);
  Into.erase(std::unique(Into.begin(), Into.end()), Into.end());
}

void addFacts(Facts &Whole, Facts &Part) {
  Whole.CanaryFound &= Part.CanaryFound;
  Whole.Planned += Part.Planned;
  Whole.Analysed += Part.Analysed;
  Whole.FromCache += Part.FromCache;
  Whole.WithoutModelledNames += Part.WithoutModelledNames;
  Whole.Skipped += Part.Skipped;
  Whole.Disabled += Part.Disabled;
  Whole.Generated = std::max(Whole.Generated, Part.Generated);
  Whole.OtherLanguages = std::max(Whole.OtherLanguages, Part.OtherLanguages);
  Whole.Duplicates += Part.Duplicates;
  Whole.OutsideRoot += Part.OutsideRoot;
  addAll(Whole.Checks, Part.Checks);
  addAll(Whole.FilesRead, Part.FilesRead);
  append_range(Whole.Problems, Part.Problems);
  append_range(Whole.Warnings, Part.Warnings);
  if (!Part.Shard.empty())
    Whole.Shard += (Whole.Shard.empty() ? "" : " ") + Part.Shard;
}

} // namespace

Error addPart(Report &Whole, Report Part, bool IsFirst) {
  if (Part.Run.HasBaseline)
    return createStringError(inconvertibleErrorCode(),
                             "a part was made with --baseline; give it to "
                             "merge instead");
  if (IsFirst) {
    Whole = std::move(Part);
    return Error::success();
  }
  if (Whole.Run.Version != Part.Run.Version || Whole.Run.LLVM != Part.Run.LLVM)
    return createStringError(
        inconvertibleErrorCode(),
        "the parts are of nettidy %s with LLVM %s and of %s with %s",
        Whole.Run.Version.c_str(), Whole.Run.LLVM.c_str(),
        Part.Run.Version.c_str(), Part.Run.LLVM.c_str());
  SmallVector<StringRef, 8> Parts;
  SplitString(Whole.Run.Shard, Parts);
  if (is_contained(Parts, Part.Run.Shard))
    return createStringError(inconvertibleErrorCode(), "part %s is there twice",
                             Part.Run.Shard.c_str());
  addFacts(Whole.Run, Part.Run);
  StringSet<> Known;
  for (const Finding &F : Whole.Findings)
    Known.insert(F.Fingerprint);
  for (Finding &F : Part.Findings) {
    if (Known.insert(F.Fingerprint).second)
      Whole.Findings.push_back(std::move(F));
    else
      ++Whole.Run.Duplicates;
  }
  Whole.sort();
  return Error::success();
}

void addMissingParts(Report &Whole) {
  SmallVector<StringRef, 8> Parts;
  SplitString(Whole.Run.Shard, Parts);
  if (Parts.empty())
    return;
  StringRef Count = Parts.front().split('/').second;
  unsigned Total = 0;
  Count.getAsInteger(10, Total);
  for (unsigned I = 1; I <= Total; ++I) {
    std::string Wanted = (Twine(I) + "/" + Count).str();
    if (!is_contained(Parts, Wanted))
      Whole.Run.Problems.push_back(
          {"", "the report of part " + Wanted + " is missing", ""});
  }
}

} // namespace nettidy::gate
