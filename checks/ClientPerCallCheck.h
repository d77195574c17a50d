//===-- ClientPerCallCheck.h - Clients built for every call -----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_CLIENTPERCALLCHECK_H
#define NETTIDY_CHECKS_CLIENTPERCALLCHECK_H

#include "NetCheck.h"
#include "ast/RepeatingContexts.h"

namespace nettidy {

/// Finds a client that is built, used and destroyed in a place that runs once
/// per call, iteration, request or callback, so no connection is ever reused.
///
/// \code
///   for (const std::string &Path : Paths) {
///     Client C("http://service:8080"); // a new client for every iteration
///     C.Get(Path);
///   }
/// \endcode
class ClientPerCallCheck : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-client-per-call"; }
  llvm::StringRef summary() const override {
    return "Finds a client that is built, used and destroyed in a place that "
           "runs once per call, iteration, request or callback.";
  }
  void readOptions(OptionReader &Options) override;
  void checkTranslationUnit(TranslationUnit &TU, FindingSink &Sink) override;

private:
  Repetition::Level RequiredEvidence = Repetition::Level::Function;
  bool HostFromParameter = false;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_CLIENTPERCALLCHECK_H
