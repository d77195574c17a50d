//===-- RetryWithoutBackoffCheck.h - Tried again at once --------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_RETRYWITHOUTBACKOFFCHECK_H
#define NETTIDY_CHECKS_RETRYWITHOUTBACKOFFCHECK_H

#include "NetCheck.h"

namespace nettidy {

/// Finds loops, and handlers that start themselves again, that repeat a failed
/// request for ever and without a pause.
///
/// \code
///   while (curl_easy_perform(Handle) != CURLE_OK)
///     ; // thousands of tries a second while the server is down
/// \endcode
class RetryWithoutBackoffCheck : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-retry-without-backoff"; }
  llvm::StringRef summary() const override {
    return "Finds loops that repeat a failed request without a bound and "
           "without a pause.";
  }
  void checkTranslationUnit(TranslationUnit &TU, FindingSink &Sink) override;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_RETRYWITHOUTBACKOFFCHECK_H
