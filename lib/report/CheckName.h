//===-- CheckName.h - Names of checks in the two hosts ----------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_REPORT_CHECKNAME_H
#define NETTIDY_LIB_REPORT_CHECKNAME_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace nettidy {

/// The analyzer's name of a check: `net-missing-timeout` becomes
/// `net.MissingTimeout`.
std::string checkerName(llvm::StringRef CheckName);

} // namespace nettidy

#endif // NETTIDY_LIB_REPORT_CHECKNAME_H
