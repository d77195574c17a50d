//===-- UnclosedResponseCheck.h ------------------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_UNCLOSEDRESPONSECHECK_H
#define NETTIDY_CHECKS_UNCLOSEDRESPONSECHECK_H

#include "LeakReport.h"
#include "NetCheck.h"

namespace nettidy {

/// Finds replies, results and answer lists that are not closed, freed or
/// drained on some path.
///
///   if (getaddrinfo(Host, Port, &Hints, &List) != 0)
///     return -1;
///   return connectTo(List->ai_addr); // the list is never freed
class UnclosedResponseCheck final : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-unclosed-response"; }
  llvm::StringRef summary() const override {
    return "Finds replies, results and answer lists that are not closed, "
           "freed or drained on some path.";
  }
  void readOptions(OptionReader &Options) override;
  bool usesPaths() const override { return true; }
  void onLeak(path::LeakEvent &Event) override;
  void checkTranslationUnit(TranslationUnit &TU, FindingSink &Sink) override;
  bool followsExceptions() const override {
    return Exceptions == ThrowEvidence::All;
  }

private:
  ThrowEvidence Exceptions = ThrowEvidence::Visible;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_UNCLOSEDRESPONSECHECK_H
