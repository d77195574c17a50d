//===-- TimerCallbackLifetimeCheck.h --------------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_TIMERCALLBACKLIFETIMECHECK_H
#define NETTIDY_CHECKS_TIMERCALLBACKLIFETIMECHECK_H

#include "NetCheck.h"

namespace nettidy {

/// Finds timer handlers that outlive the object they use, or keep it alive for
/// ever.
///
///   Timer.expires_after(std::chrono::seconds(5));
///   Timer.async_wait([this](error_code) { close(); });
///   // runs once more after the destructor, which cancels the timer
class TimerCallbackLifetimeCheck final : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-timer-callback-lifetime"; }
  llvm::StringRef summary() const override {
    return "Finds timer handlers that can run after the object they use is "
           "gone, or that keep it alive for ever.";
  }
  void readOptions(OptionReader &Options) override;
  void checkTranslationUnit(TranslationUnit &TU, FindingSink &Sink) override;

private:
  /// Report classes of whose objects no end is visible.
  bool AnyOwner = false;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_TIMERCALLBACKLIFETIMECHECK_H
