//===-- Checks.cpp --------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "ClientPerCallCheck.h"
#include "DisabledKeepAliveCheck.h"
#include "DisabledTlsVerificationCheck.h"
#include "MissingTimeoutCheck.h"
#include "RetryWithoutBackoffCheck.h"
#include "TimerCallbackLifetimeCheck.h"
#include "UnboundedAcceptCheck.h"
#include "UnboundedPoolCheck.h"
#include "UncheckedTimerErrorCheck.h"
#include "UnclosedConnectionCheck.h"
#include "UnclosedResponseCheck.h"
#include "UndrainedResponseCheck.h"
#include "UnpropagatedDeadlineCheck.h"
#include "UnstoppedTimerCheck.h"
#include "UseAfterCloseCheck.h"
#include "report/CheckName.h"

namespace nettidy {
namespace {

template <typename Check> std::unique_ptr<NetCheck> create() {
  return std::make_unique<Check>();
}

CheckInfo describe(std::unique_ptr<NetCheck> (*Create)()) {
  std::unique_ptr<NetCheck> Check = Create();
  return {Create, Check->name(), Check->summary(), checkerName(Check->name())};
}

/// Finds out which options a check reads.
class OptionCollector : public OptionReader {
public:
  std::string get(llvm::StringRef Option, llvm::StringRef Default) override {
    Options.emplace_back(Option.str(), Default.str());
    return Default.str();
  }
  void reject(llvm::StringRef, llvm::StringRef, llvm::StringRef) override {}

  std::vector<std::pair<std::string, std::string>> Options;
};

} // namespace

llvm::ArrayRef<CheckInfo> allChecks() {
  static const CheckInfo Checks[] = {
      describe(create<ClientPerCallCheck>),
      describe(create<DisabledKeepAliveCheck>),
      describe(create<DisabledTlsVerificationCheck>),
      describe(create<MissingTimeoutCheck>),
      describe(create<RetryWithoutBackoffCheck>),
      describe(create<TimerCallbackLifetimeCheck>),
      describe(create<UnboundedAcceptCheck>),
      describe(create<UnboundedPoolCheck>),
      describe(create<UncheckedTimerErrorCheck>),
      describe(create<UnclosedConnectionCheck>),
      describe(create<UnclosedResponseCheck>),
      describe(create<UndrainedResponseCheck>),
      describe(create<UnpropagatedDeadlineCheck>),
      describe(create<UnstoppedTimerCheck>),
      describe(create<UseAfterCloseCheck>),
  };
  return Checks;
}

llvm::ArrayRef<CheckOptions> allOptions() {
  static const std::vector<CheckOptions> All = [] {
    std::vector<CheckOptions> Result;
    for (const CheckInfo &Info : allChecks()) {
      OptionCollector Collector;
      Info.Create()->readOptions(Collector);
      Result.push_back({&Info, std::move(Collector.Options)});
    }
    return Result;
  }();
  return All;
}

bool isCheckOption(llvm::StringRef Key) {
  for (const CheckOptions &Of : allOptions())
    for (const auto &[Option, Default] : Of.Options)
      if (Key == (Of.Info->Name + "." + Option).str())
        return true;
  return false;
}

} // namespace nettidy
