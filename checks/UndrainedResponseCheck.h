//===-- UndrainedResponseCheck.h - Answers left unread ----------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_UNDRAINEDRESPONSECHECK_H
#define NETTIDY_CHECKS_UNDRAINEDRESPONSECHECK_H

#include "NetCheck.h"

namespace nettidy {

/// Finds requests over a connection that still holds an unread answer, and
/// streams that are dropped without being finished.
///
/// \code
///   PQsendQuery(Connection, "SELECT 1");
///   PQclear(PQgetResult(Connection)); // not called until it returns null
///   PQsendQuery(Connection, "SELECT 2"); // fails
/// \endcode
class UndrainedResponseCheck : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-undrained-response"; }
  llvm::StringRef summary() const override {
    return "Finds answers that are not read to their end before the next "
           "request, and streams that are never finished.";
  }
  bool usesPaths() const override { return true; }
  void onUndrained(path::UndrainedEvent &Event) override;
  void checkTranslationUnit(TranslationUnit &TU, FindingSink &Sink) override;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_UNDRAINEDRESPONSECHECK_H
