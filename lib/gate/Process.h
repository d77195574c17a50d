//===-- Process.h - Runs other programs ----------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_PROCESS_H
#define NETTIDY_LIB_GATE_PROCESS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace nettidy::gate {

struct ProcessResult {
  bool Started = false;
  bool TimedOut = false;
  int Signal = 0; ///< that ended it, or 0
  int ExitCode = -1;
  std::string Output, Errors; ///< what it wrote to stdout and stderr

  /// `exit code 3`, `killed by signal 9 (Killed)`, ... for messages.
  std::string describe() const;
};

/// Runs \p Command (a path and its arguments) to its end, or kills it after
/// \p Timeout seconds. \p Variables, as `NAME=value`, are added to the
/// environment. Safe to call from several threads, which
/// llvm::sys::ExecuteAndWait with a time limit is not.
ProcessResult runProcess(llvm::ArrayRef<std::string> Command, unsigned Timeout,
                         llvm::ArrayRef<std::string> Variables = {});

/// The command as one would type it.
std::string printCommand(llvm::ArrayRef<std::string> Command);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_PROCESS_H
