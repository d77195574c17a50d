// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where nobody can say that the object is still owned, no fix is offered.
//
// RUN: %check_tidy %s net-unstopped-timer %t -- -- -I%S/Inputs
// RUN: cp %s %t.fixed.c
// RUN: %clang_tidy --quiet --fix --load=%tidy_plugin "--checks=-*,net-unstopped-timer" \
// RUN:   --config={} \
// RUN:   %t.fixed.c -- -std=c11 -I%S/Inputs
// RUN: diff %s %t.fixed.c

#include <fake/timers.h>
#include <stddef.h>

static const struct itimerspec every = {{1, 0}, {1, 0}};
static struct itimerspec left;

extern int busy(void);
extern void keep(int timer);

// A label before the return: other ways lead there, too.
int goto_bad(void) {
  int status = -1;
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    goto out;
  timerfd_settime(timer, 0, &every, NULL);
  if (busy())
    goto out;
  close(timer);
  status = 0;
out:
  return status;
}

// The next round may have released it already.
int loop_bad(int count) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  while (count-- > 0) {
    if (busy())
      return -2;
  }
  close(timer);
  return 0;
}

// On one of the ways to the return somebody else owns it.
int given_away_bad(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  if (busy() == 7)
    keep(timer);
  if (busy())
    return -2;
  close(timer);
  return 0;
}

// The macro's text is not this function's.
#define FAIL() return -2
int macro_bad(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  if (busy())
    FAIL();
  close(timer);
  return 0;
}

// Overwritten: there is no return to write it before.
int overwritten_bad(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  close(timer);
  return 0;
}
