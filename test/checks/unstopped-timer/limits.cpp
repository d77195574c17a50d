// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is reported wrongly (FP_) or not found (FN_), and why.
//
// RUN: %check_tidy %s net-unstopped-timer %t -- -- -I%S/Inputs

#include <fake/timers.h>
#include <stdexcept>

static const struct itimerspec every = {{1, 0}, {1, 0}};
static struct itimerspec left;

extern int busy();

static void check(int status) {
  if (status)
    throw std::runtime_error("failed");
}

// The engine ends a path at a throw: what a handler of the same function does,
// or leaves undone, is not seen.
int FN_caught_and_lost() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  try {
    check(busy());
    close(timer);
  } catch (const std::exception &) {
    return -1;
  }
  return 0;
}
