//===-- UnpropagatedDeadlineCheck.h --------------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_UNPROPAGATEDDEADLINECHECK_H
#define NETTIDY_CHECKS_UNPROPAGATEDDEADLINECHECK_H

#include "NetCheck.h"

namespace nettidy {

/// Finds requests sent inside a handler that ignore the handler's deadline.
///
///   Status Find(ServerContext *Context, ...) override {
///     ClientContext Outgoing;
///     Outgoing.set_deadline(system_clock::now() + 10s); // the caller gave 2
///     return Stub->Find(&Outgoing, ...);
class UnpropagatedDeadlineCheck final : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-unpropagated-deadline"; }
  llvm::StringRef summary() const override {
    return "Finds requests that ignore the deadline of the handler that sends "
           "them.";
  }
  void readOptions(OptionReader &Options) override;
  void checkTranslationUnit(TranslationUnit &TU, FindingSink &Sink) override;

private:
  /// Report requests with a deadline of their own, too.
  bool FixedDeadlines = true;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_UNPROPAGATEDDEADLINECHECK_H
