//===-- DisabledKeepAliveCheck.h - Reuse switched off -----------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_DISABLEDKEEPALIVECHECK_H
#define NETTIDY_CHECKS_DISABLEDKEEPALIVECHECK_H

#include "NetCheck.h"

namespace nettidy {

/// Finds clients whose connections are not reused: reuse is switched off by an
/// option, a header or the protocol version, or was never switched on where the
/// default is off and the client sends more than once.
///
/// \code
///   curl_easy_setopt(Handle, CURLOPT_FORBID_REUSE, 1L); // closes every time
/// \endcode
class DisabledKeepAliveCheck : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-disabled-keep-alive"; }
  llvm::StringRef summary() const override {
    return "Finds clients whose connections are not reused, by option, header, "
           "protocol version, or a default that was never switched on.";
  }
  void checkTranslationUnit(TranslationUnit &TU, FindingSink &Sink) override;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_DISABLEDKEEPALIVECHECK_H
