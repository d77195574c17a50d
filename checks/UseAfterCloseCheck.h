//===-- UseAfterCloseCheck.h ---------------------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_USEAFTERCLOSECHECK_H
#define NETTIDY_CHECKS_USEAFTERCLOSECHECK_H

#include "LeakReport.h"
#include "NetCheck.h"

namespace nettidy {

/// Finds modelled objects that are used, or released a second time, after they
/// were released.
///
///   curl_easy_cleanup(Handle);
///   curl_easy_perform(Handle); // freed memory
class UseAfterCloseCheck final : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-use-after-close"; }
  llvm::StringRef summary() const override {
    return "Finds modelled objects that are used, or released a second time, "
           "after they were released.";
  }
  bool usesPaths() const override { return true; }
  void onUseAfterRelease(path::UseEvent &Event) override;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_USEAFTERCLOSECHECK_H
