//===-- Progress.h - How far a run is ------------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_PROGRESS_H
#define NETTIDY_LIB_GATE_PROGRESS_H

#include "llvm/ADT/StringRef.h"
#include <mutex>

namespace nettidy::gate {

/// One line on a terminal that changes in place. Silent elsewhere.
class Progress {
public:
  Progress(unsigned Total, bool Quiet);
  ~Progress();
  void done(llvm::StringRef File);

private:
  const unsigned Total;
  const bool Shown;
  unsigned Count = 0;
  std::mutex Guard;
};

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_PROGRESS_H
