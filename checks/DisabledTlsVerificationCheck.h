//===-- DisabledTlsVerificationCheck.h - Peers taken on trust ---*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_DISABLEDTLSVERIFICATIONCHECK_H
#define NETTIDY_CHECKS_DISABLEDTLSVERIFICATIONCHECK_H

#include "NetCheck.h"

namespace nettidy {

/// Finds clients that do not verify whom they talk to over TLS: verification is
/// switched off by a constant, or was never switched on where the library
/// leaves it off and the handshake of a client can be seen.
///
/// \code
///   curl_easy_setopt(Handle, CURLOPT_SSL_VERIFYPEER, 0L); // anybody will do
/// \endcode
class DisabledTlsVerificationCheck : public NetCheck {
public:
  llvm::StringRef name() const override {
    return "net-disabled-tls-verification";
  }
  llvm::StringRef summary() const override {
    return "Finds clients that do not verify the peer of a TLS connection, by "
           "a setting or by a default that was never changed.";
  }
  void checkTranslationUnit(TranslationUnit &TU, FindingSink &Sink) override;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_DISABLEDTLSVERIFICATIONCHECK_H
