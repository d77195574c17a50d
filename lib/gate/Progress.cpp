//===-- Progress.cpp ------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Progress.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <unistd.h>

using namespace llvm;

namespace nettidy::gate {

// Back to the first column, and clear to the end of the line.
static constexpr const char *Restart = "\r\x1b[K";

Progress::Progress(unsigned Total, bool Quiet)
    : Total(Total), Shown(!Quiet && ::isatty(STDERR_FILENO)) {}

Progress::~Progress() {
  if (Shown && Count)
    errs() << Restart;
}

void Progress::done(StringRef File) {
  if (!Shown)
    return;
  std::lock_guard<std::mutex> Lock(Guard);
  errs() << Restart << '[' << ++Count << '/' << Total << "] "
         << sys::path::filename(File);
}

} // namespace nettidy::gate
