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
//
// ANALYZER: :[[@LINE-30]]:13: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net.UnstoppedTimer]
// ANALYZER: :[[@LINE-35]]:15: note: Calling 'make'
// ANALYZER: :[[@LINE-44]]:15: note: timer descriptor created here
// ANALYZER: :[[@LINE-44]]:7: note: Assuming 'timer' is >= 0
// ANALYZER: :[[@LINE-45]]:3: note: Taking false branch
// ANALYZER: :[[@LINE-44]]:3: note: armed here
// ANALYZER: :[[@LINE-40]]:15: note: Returning from 'make'
// ANALYZER: :[[@LINE-40]]:7: note: 'timer' is >= 0
// ANALYZER: :[[@LINE-41]]:3: note: Taking false branch
// ANALYZER: :[[@LINE-40]]:7: note: Assuming the condition is true
// ANALYZER: :[[@LINE-41]]:3: note: Taking true branch
// ANALYZER: :[[@LINE-41]]:13: note: its last reference is lost here, before any 'close'
// ANALYZER: :[[@LINE-31]]:13: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net.UnstoppedTimer]
// ANALYZER: :[[@LINE-37]]:15: note: timer descriptor created here
// ANALYZER: :[[@LINE-37]]:7: note: Assuming 'timer' is >= 0
// ANALYZER: :[[@LINE-38]]:3: note: Taking false branch
// ANALYZER: :[[@LINE-37]]:3: note: armed here
// ANALYZER: :[[@LINE-37]]:7: note: Assuming the condition is true
// ANALYZER: :[[@LINE-38]]:3: note: Taking true branch
// ANALYZER: :[[@LINE-38]]:13: note: its last reference is lost here, before any 'close'
// CHECK-NOTES: :[[@LINE-40]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
// CHECK-NOTES: :[[@LINE-41]]:15: note: Calling 'make'
// CHECK-NOTES: :[[@LINE-50]]:15: note: timer descriptor created here
// CHECK-NOTES: :[[@LINE-50]]:7: note: Assuming 'timer' is >= 0
// CHECK-NOTES: :[[@LINE-49]]:3: note: armed here
// CHECK-NOTES: :[[@LINE-45]]:15: note: Returning from 'make'
// CHECK-NOTES: :[[@LINE-43]]:7: note: Assuming the condition is true
// CHECK-NOTES: :[[@LINE-43]]:13: note: its last reference is lost here, before any 'close'
// CHECK-NOTES: :[[@LINE-38]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
// CHECK-NOTES: :[[@LINE-39]]:15: note: timer descriptor created here
// CHECK-NOTES: :[[@LINE-39]]:7: note: Assuming 'timer' is >= 0
// CHECK-NOTES: :[[@LINE-38]]:3: note: armed here
// CHECK-NOTES: :[[@LINE-38]]:7: note: Assuming the condition is true
// CHECK-NOTES: :[[@LINE-38]]:13: note: its last reference is lost here, before any 'close'
//
// ANALYZER: :[[@LINE-51]]:13: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net.UnstoppedTimer]
// ANALYZER: :[[@LINE-56]]:15: note: Calling 'make'
// ANALYZER: :[[@LINE-65]]:15: note: timer descriptor created here
// ANALYZER: :[[@LINE-63]]:3: note: armed here
// ANALYZER: :[[@LINE-59]]:15: note: Returning from 'make'
// ANALYZER: :[[@LINE-56]]:13: note: its last reference is lost here, before any 'close'
// ANALYZER: :[[@LINE-46]]:13: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net.UnstoppedTimer]
// ANALYZER: :[[@LINE-52]]:15: note: timer descriptor created here
// ANALYZER: :[[@LINE-50]]:3: note: armed here
// ANALYZER: :[[@LINE-49]]:13: note: its last reference is lost here, before any 'close'
