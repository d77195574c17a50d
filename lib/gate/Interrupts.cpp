//===-- Interrupts.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Interrupts.h"
#include "llvm/Support/FileSystem.h"
#include <csignal>
#include <mutex>
#include <set>
#include <string>
#include <thread>

using namespace llvm;

namespace nettidy::gate {
namespace {

/// What is to be cleared away. It outlives everything else, as the thread that waits
/// for signals does.
struct Leftovers {
  std::mutex Mutex;
  std::set<pid_t> Children;
  std::set<std::string> Folders;

  static Leftovers &all() {
    static Leftovers &All = *new Leftovers;
    return All;
  }
};

/// Nothing can be started while this holds the lock, which it never gives back.
[[noreturn]] void clearAwayAndEnd(int Signal) {
  Leftovers &All = Leftovers::all();
  All.Mutex.lock();
  for (pid_t Child : All.Children)
    ::kill(Child, SIGKILL);
  for (const std::string &Folder : All.Folders)
    sys::fs::remove_directories(Folder);
  std::signal(Signal, SIG_DFL);
  sigset_t Own;
  sigemptyset(&Own);
  sigaddset(&Own, Signal);
  pthread_sigmask(SIG_UNBLOCK, &Own, nullptr);
  ::raise(Signal);
  std::_Exit(128 + Signal);
}

} // namespace

void endCleanlyWhenInterrupted() {
  sigset_t Requests;
  sigemptyset(&Requests);
  bool Any = false;
  for (int Signal : {SIGINT, SIGTERM, SIGHUP}) {
    // One that is ignored, as below nohup, stays so.
    struct sigaction Known;
    if (::sigaction(Signal, nullptr, &Known) || Known.sa_handler == SIG_IGN)
      continue;
    sigaddset(&Requests, Signal);
    Any = true;
  }
  if (!Any || pthread_sigmask(SIG_BLOCK, &Requests, nullptr))
    return;
  std::thread([Requests] {
    int Signal = 0;
    while (sigwait(&Requests, &Signal) != 0)
      ;
    clearAwayAndEnd(Signal);
  }).detach();
}

pid_t startChild(function_ref<pid_t()> Start) {
  Leftovers &All = Leftovers::all();
  std::lock_guard<std::mutex> Lock(All.Mutex);
  pid_t Child = Start();
  if (Child)
    All.Children.insert(Child);
  return Child;
}

void childEnded(pid_t Child) {
  Leftovers &All = Leftovers::all();
  std::lock_guard<std::mutex> Lock(All.Mutex);
  All.Children.erase(Child);
}

void temporaryFolderMade(StringRef Path) {
  Leftovers &All = Leftovers::all();
  std::lock_guard<std::mutex> Lock(All.Mutex);
  All.Folders.insert(Path.str());
}

void temporaryFolderGone(StringRef Path) {
  Leftovers &All = Leftovers::all();
  std::lock_guard<std::mutex> Lock(All.Mutex);
  All.Folders.erase(Path.str());
}

} // namespace nettidy::gate
