//===-- UnboundedAcceptCheck.h -------------------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_UNBOUNDEDACCEPTCHECK_H
#define NETTIDY_CHECKS_UNBOUNDEDACCEPTCHECK_H

#include "NetCheck.h"

namespace nettidy {

/// Finds servers that start a thread or process for every connection, without
/// any limit.
///
///   while ((Socket = accept(Listener, nullptr, nullptr)) >= 0)
///     std::thread(serve, Socket).detach();
class UnboundedAcceptCheck final : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-unbounded-accept"; }
  llvm::StringRef summary() const override {
    return "Finds servers that start a thread or process for every connection "
           "they accept, without any limit.";
  }
  void readOptions(OptionReader &Options) override;
  void checkTranslationUnit(TranslationUnit &TU, FindingSink &Sink) override;

private:
  bool Processes = true;
  bool Reads = true;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_UNBOUNDEDACCEPTCHECK_H
