//===-- UnboundedPoolCheck.h - Pools without a limit ------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_UNBOUNDEDPOOLCHECK_H
#define NETTIDY_CHECKS_UNBOUNDEDPOOLCHECK_H

#include "NetCheck.h"

namespace nettidy {

/// Finds pools that a server fills from its handlers and whose connections
/// nobody limits, although the library offers a limit.
///
/// \code
///   Multi = curl_multi_init(); // each request to the server adds a handle
/// \endcode
class UnboundedPoolCheck : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-unbounded-pool"; }
  llvm::StringRef summary() const override {
    return "Finds pools in servers whose connections have no upper limit, "
           "where the library offers one.";
  }
  void checkTranslationUnit(TranslationUnit &TU, FindingSink &Sink) override;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_UNBOUNDEDPOOLCHECK_H
