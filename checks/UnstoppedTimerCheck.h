//===-- UnstoppedTimerCheck.h --------------------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_UNSTOPPEDTIMERCHECK_H
#define NETTIDY_CHECKS_UNSTOPPEDTIMERCHECK_H

#include "LeakReport.h"
#include "NetCheck.h"

namespace nettidy {

/// Finds timers that are armed and never stopped, cancelled or freed, or that
/// can outlive their owner.
///
///   timer_create(CLOCK_MONOTONIC, &Event, &Timer);
///   timer_settime(Timer, 0, &EverySecond, nullptr);
///   return; // nobody can delete it any more, and it fires every second
class UnstoppedTimerCheck final : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-unstopped-timer"; }
  llvm::StringRef summary() const override {
    return "Finds timers that are armed and never stopped, cancelled or "
           "freed, or that can outlive their owner.";
  }
  void readOptions(OptionReader &Options) override;
  bool usesPaths() const override { return true; }
  void onLeak(path::LeakEvent &Event) override;
  bool followsExceptions() const override {
    return Exceptions == ThrowEvidence::All;
  }
  void checkTranslationUnit(TranslationUnit &TU, FindingSink &Sink) override;

private:
  ThrowEvidence Exceptions = ThrowEvidence::Visible;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_UNSTOPPEDTIMERCHECK_H
