// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exceptions: what a call may do between acquisition and release.
//
// RUN: %check_tidy %s net-unstopped-timer %t -- -- -I%S/Inputs
// RUN: %check_tidy %s net-unstopped-timer %t.all --check-suffix=ALL -- \
// RUN:   "--config={CheckOptions: {net-unstopped-timer.Exceptions: all}}" -- -I%S/Inputs
// RUN: %check_tidy %s net-unstopped-timer %t.none --check-suffix=NONE -- \
// RUN:   "--config={CheckOptions: {net-unstopped-timer.Exceptions: none}}" -- -I%S/Inputs
//
// The last RUN line has no expectations: nothing is said.

#include <fake/timers.h>
#include <stdexcept>

static const struct itimerspec every = {{1, 0}, {1, 0}};
static struct itimerspec left;

extern int unknown();

static void check(int status) {
  if (status)
    throw std::runtime_error("failed");
}

int visible() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped when an exception leaves this function{{.*}} [net-unstopped-timer]
// CHECK-MESSAGES-ALL: :[[@LINE-2]]:15: warning: this timer descriptor is not stopped when an exception leaves this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  check(unknown());
  close(timer);
  return 0;
}

int invisible() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES-ALL: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped when a call throws before its release{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  unknown();
  close(timer);
  return 0;
}

extern int never() noexcept;

int cannot_throw() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  never();
  close(timer);
  return 0;
}
