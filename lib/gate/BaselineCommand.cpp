//===-- BaselineCommand.cpp -----------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Baseline.h"
#include "gate/Commands.h"
#include "gate/Files.h"
#include "gate/Formats.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace nettidy::gate {
namespace {

constexpr const char *DefaultFile = ".nettidy-baseline.yaml";

/// The new text of the baseline.
Expected<Baseline> changed(StringRef Action, StringRef File, Report &R) {
  if (Action == "create")
    return Baseline::of(R.Findings);
  Expected<Baseline> Old = Baseline::read(File);
  if (!Old)
    return Old.takeError();
  Old->apply(R);
  return Action == "prune" ? Old->pruned() : Old->updated(R);
}

} // namespace

Expected<ExitCode> runBaseline(Options Asked) {
  if (Asked.Paths.empty())
    return usageError("baseline wants create, update or prune");
  std::string Action = Asked.Paths.front();
  Asked.Paths.erase(Asked.Paths.begin());
  if (Action != "create" && Action != "update" && Action != "prune")
    return usageError("baseline wants create, update or prune, not '" + Action +
                 "'");
  std::string File = Asked.Baseline.empty() ? DefaultFile : Asked.Baseline;
  if (Action == "create" && sys::fs::exists(File))
    return usageError(File + " is there already; update or prune it, or remove it "
                        "first");
  SourceTexts Texts;
  Expected<Report> R = analyse(Asked, Texts);
  if (!R)
    return R.takeError();
  Expected<Baseline> New = changed(Action, File, *R);
  if (!New)
    return New.takeError();
  // What was not analysed would look repaired, or be forgotten.
  if (!R->Run.complete() && !Asked.KeepGoing) {
    errs() << summary(*R) << "nettidy: " << File << " is left as it is\n";
    return Incomplete;
  }
  std::string Reason;
  if (!replaceFile(File, New->print(), &Reason))
    return usageError("cannot write " + File + ": " + Reason);
  if (!Asked.Quiet)
    errs() << "nettidy: " << File << " has " << New->size()
           << (New->size() == 1 ? " known finding\n" : " known findings\n");
  return Clean;
}

} // namespace nettidy::gate
