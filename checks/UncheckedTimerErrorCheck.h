//===-- UncheckedTimerErrorCheck.h ----------------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_UNCHECKEDTIMERERRORCHECK_H
#define NETTIDY_CHECKS_UNCHECKEDTIMERERRORCHECK_H

#include "NetCheck.h"

namespace nettidy {

/// Finds timer handlers that take a cancelled wait for an expiry.
///
///   Timer.async_wait([this](error_code) { Socket.close(); });
///   ...
///   Timer.cancel(); // the answer came in time, and the socket is closed
class UncheckedTimerErrorCheck final : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-unchecked-timer-error"; }
  llvm::StringRef summary() const override {
    return "Finds timer handlers that take a cancelled wait for an expiry.";
  }
  void checkTranslationUnit(TranslationUnit &TU, FindingSink &Sink) override;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_UNCHECKEDTIMERERRORCHECK_H
