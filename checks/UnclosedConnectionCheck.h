//===-- UnclosedConnectionCheck.h ----------------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_UNCLOSEDCONNECTIONCHECK_H
#define NETTIDY_CHECKS_UNCLOSEDCONNECTIONCHECK_H

#include "LeakReport.h"
#include "NetCheck.h"

namespace nettidy {

/// Finds client handles, sockets, descriptors and what is built for them that
/// are not released on some path.
///
///   int FD = socket(AF_INET, SOCK_STREAM, 0);
///   if (connect(FD, A, N) < 0)
///     return -1; // FD stays open
class UnclosedConnectionCheck final : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-unclosed-connection"; }
  llvm::StringRef summary() const override {
    return "Finds client handles, sockets, descriptors and what is built for "
           "them that are not released on some path.";
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

#endif // NETTIDY_CHECKS_UNCLOSEDCONNECTIONCHECK_H
