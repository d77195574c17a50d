//===-- LeakReport.cpp - What the leak checks have in common --------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LeakReport.h"

namespace nettidy {

using path::LeakEvent;

LeakOwner leakOwner(const path::ObjectState &Object) {
  switch (Object.Of->Role) {
  case model::ObjectRole::Response:
    return LeakOwner::Response;
  case model::ObjectRole::Timer:
    // A timer that never fires only wastes its handle.
    return Object.Armed ? LeakOwner::Timer : LeakOwner::Connection;
  default:
    return LeakOwner::Connection;
  }
}

ThrowEvidence readThrowEvidence(OptionReader &Options) {
  std::string Text = Options.get("Exceptions", "visible");
  if (Text == "all")
    return ThrowEvidence::All;
  if (Text == "none")
    return ThrowEvidence::None;
  if (Text != "visible")
    Options.reject("Exceptions", Text, "visible, all, none");
  return ThrowEvidence::Visible;
}

/// `'curl_easy_cleanup'`, from the model's `curl_easy_cleanup({})`.
static std::string releaseName(const model::Object &Of) {
  llvm::StringRef Call = Of.ReleaseCall;
  llvm::StringRef Name = Call.take_until([](char C) { return C == '('; });
  return Name.empty() ? std::string() : ("'" + Name + "'").str();
}

void reportLeak(LeakEvent &Event, ThrowEvidence Exceptions) {
  const model::Object &Of = *Event.Object.Of;
  bool Armed = leakOwner(Event.Object) == LeakOwner::Timer;
  std::string Release = releaseName(Of);
  path::Report R;
  R.AtAcquisition = true;
  std::string Verb = Armed ? "stopped" : "released";
  switch (Event.Why) {
  case LeakEvent::Cause::Dead:
    R.Message = "this " + Of.Noun + " is not " + Verb +
                " on a path through this function";
    R.LastStep = "its last reference is lost here, before any " +
                 (Release.empty() ? "release" : Release);
    break;
  case LeakEvent::Cause::Overwritten:
    R.Message = "the " + Of.Noun +
                " is overwritten while it is still open: nobody can " +
                (Armed ? "stop" : "release") + " it any more";
    R.LastStep = "overwritten here";
    R.AtAcquisition = false;
    break;
  case LeakEvent::Cause::Throw:
    if (Exceptions == ThrowEvidence::None)
      return;
    R.Message = "this " + Of.Noun + " is not " + Verb +
                " when an exception leaves this function";
    R.LastStep = "the exception thrown here skips " +
                 (Release.empty() ? "the release" : Release);
    break;
  case LeakEvent::Cause::MayThrow:
    if (Exceptions != ThrowEvidence::All)
      return;
    R.Message = "this " + Of.Noun + " is not " + Verb +
                " when a call throws before its release";
    R.LastStep = "an exception from this call skips " +
                 (Release.empty() ? "the release" : Release);
    break;
  }
  if (!Of.LeakCost.empty())
    R.Message += "; " + Of.LeakCost;
  Event.report(std::move(R));
}

} // namespace nettidy
