// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each way past the release, in plain C.
//
// RUN: %check_tidy %s net-unstopped-timer %t -- -- -I%S/Inputs

#include <fake/timers.h>
#include <stddef.h>

static const struct itimerspec every = {{1, 0}, {1, 0}};
static struct itimerspec left;

extern int busy(void);
extern void note(const char *text);

int early_return_bad(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  if (timerfd_gettime(timer, &left) < 0)
    return -2;
  close(timer);
  return 0;
}

int goto_past_release_bad(void) {
  int status = -1;
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    goto out;
  timerfd_settime(timer, 0, &every, NULL);
  if (timerfd_gettime(timer, &left) < 0)
    goto out;
  status = 0;
  close(timer);
out:
  return status;
}

int continued_bad(int count) {
  int failures = 0;
  for (int i = 0; i < count; i++) {
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:17: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    if (timer < 0)
      continue;
    timerfd_settime(timer, 0, &every, NULL);
    if (timerfd_gettime(timer, &left) < 0) {
      failures++;
      continue;
    }
    close(timer);
  }
  return failures;
}

int broken_out_of_bad(void) {
  int rounds = 0;
  while (busy()) {
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:17: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    if (timer < 0)
      break;
    timerfd_settime(timer, 0, &every, NULL);
    if (timerfd_gettime(timer, &left) < 0)
      break;
    close(timer);
    rounds++;
  }
  return rounds;
}

int switch_bad(int what) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  switch (what) {
  case 0:
    close(timer);
    return 0;
  case 1:
    note("nothing to do");
    return 1;
  default:
    break;
  }
  close(timer);
  return 2;
}

void never_released_bad(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return;
  timerfd_settime(timer, 0, &every, NULL);
  if (timerfd_gettime(timer, &left) < 0)
    note("failed");
}

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

int lost_by_none_bad(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  if (timerfd_gettime(timer, &left) < 0)
    timer = -1;
  if (timer >= 0)
    close(timer);
  return 0;
}

// The release hangs on another condition than the acquisition.
int conditional_release_bad(int quiet) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  if (!quiet)
    note("done");
  if (quiet)
    close(timer);
  return 0;
}

int released_in_one_arm_bad(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  if (timerfd_gettime(timer, &left) < 0) {
    note("failed");
  } else {
    close(timer);
  }
  return 0;
}

static int make(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  return timer;
}

int factory_first_caller_bad(void) {
  int timer = make();
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  if (timerfd_gettime(timer, &left) < 0)
    return -2;
  close(timer);
  return 0;
}

int factory_second_caller_bad(void) {
  int timer = make();
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  return timer < 0 ? -1 : 0;
}

int factory_caller_ok(void) {
  int timer = make();
  if (timer < 0)
    return -1;
  close(timer);
  return 0;
}

static void finish(int timer, int really) {
  if (really)
    close(timer);
}

int helper_that_does_not_bad(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  finish(timer, 0);
  return 0;
}

int helper_releases_ok(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  finish(timer, 1);
  return 0;
}

int posix_timer_bad(void) {
  timer_t timer;
  if (timer_create(CLOCK_MONOTONIC, NULL, &timer) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this POSIX timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    return -1;
  timer_settime(timer, 0, &every, NULL);
  if (busy())
    return -2;
  timer_delete(timer);
  return 0;
}
