//===-- Interrupts.h - Being stopped halfway ------------------ -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_INTERRUPTS_H
#define NETTIDY_LIB_GATE_INTERRUPTS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <sys/types.h>

namespace nettidy::gate {

/// From now on, a request to stop (Ctrl-C, SIGTERM, SIGHUP) first ends the programs
/// that were started and removes temporary folders. The program then ends by
/// that signal. To be called before there are other threads.
void endCleanlyWhenInterrupted();

/// Starts a program by \p Start, which returns its number, or 0 for none.
pid_t startChild(llvm::function_ref<pid_t()> Start);
void childEnded(pid_t Child);

void temporaryFolderMade(llvm::StringRef Path);
void temporaryFolderGone(llvm::StringRef Path);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_INTERRUPTS_H
