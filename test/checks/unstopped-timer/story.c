// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The notes tell the path: where it was made, which way it went, where it was
// lost. The analyzer says the same as clang-tidy.
//
// RUN: %check_tidy %s net-unstopped-timer %t -- -- -I%S/Inputs
// RUN: %analyze -std=c11 -I%S/Inputs %s 2>&1 \
// RUN:   | %FileCheck --check-prefix=ANALYZER %s

#include <fake/timers.h>
#include <stddef.h>

static const struct itimerspec every = {{1, 0}, {1, 0}};
static struct itimerspec left;

extern int busy(void);

static int make(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  return timer;
}

int caller(void) {
  int timer = make();
  if (timer < 0)
    return -1;
  if (busy())
    return -2;
  close(timer);
  return 0;
}

int direct(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  if (busy())
    return -2;
  close(timer);
  return 0;
}
// CHECK-NOTES: :[[@LINE-19]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
// CHECK-NOTES: :[[@LINE-20]]:15: note: Calling 'make'
// CHECK-NOTES: :[[@LINE-29]]:15: note: timer descriptor created here
// CHECK-NOTES: :[[@LINE-29]]:7: note: Assuming 'timer' is >= 0
// CHECK-NOTES: :[[@LINE-28]]:3: note: armed here
// CHECK-NOTES: :[[@LINE-24]]:15: note: Returning from 'make'
// CHECK-NOTES: :[[@LINE-22]]:7: note: Assuming the condition is true
// CHECK-NOTES: :[[@LINE-22]]:13: note: its last reference is lost here, before any 'close'
// CHECK-NOTES: :[[@LINE-17]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
// CHECK-NOTES: :[[@LINE-18]]:15: note: timer descriptor created here
// CHECK-NOTES: :[[@LINE-18]]:7: note: Assuming 'timer' is >= 0
// CHECK-NOTES: :[[@LINE-17]]:3: note: armed here
// CHECK-NOTES: :[[@LINE-17]]:7: note: Assuming the condition is true
// CHECK-NOTES: :[[@LINE-17]]:13: note: its last reference is lost here, before any 'close'
//
// ANALYZER: :[[@LINE-30]]:13: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net.UnstoppedTimer]
// ANALYZER: :[[@LINE-35]]:15: note: Calling 'make'
// ANALYZER: :[[@LINE-44]]:15: note: timer descriptor created here
// ANALYZER: :[[@LINE-42]]:3: note: armed here
// ANALYZER: :[[@LINE-38]]:15: note: Returning from 'make'
// ANALYZER: :[[@LINE-35]]:13: note: its last reference is lost here, before any 'close'
// ANALYZER: :[[@LINE-25]]:13: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net.UnstoppedTimer]
// ANALYZER: :[[@LINE-31]]:15: note: timer descriptor created here
// ANALYZER: :[[@LINE-29]]:3: note: armed here
// ANALYZER: :[[@LINE-28]]:13: note: its last reference is lost here, before any 'close'
