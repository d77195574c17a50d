// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What arms a timer, what stops it, and which check speaks.
//
// RUN: %check_tidy %s net-unstopped-timer,net-unclosed-connection %t -- -- \
// RUN:   -I%S/Inputs

#include <fake/timers.h>

#include <utility>

static const struct itimerspec every = {{1, 0}, {1, 0}};

extern int busy();

// Never armed: the descriptor leaks, but nothing fires.
int never_armed_bad() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (timer < 0)
    return -1;
  return busy();
}

// Armed: one report, of one check.
int armed_bad() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, nullptr);
  return busy();
}

// Armed on one path only: the path that loses it decides.
int armed_later_bad() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (timer < 0)
    return -1;
  if (busy())
    return -2;
  timerfd_settime(timer, 0, &every, nullptr);
  close(timer);
  return 0;
}

static void arm(int timer) { timerfd_settime(timer, 0, &every, nullptr); }

int armed_by_helper_bad() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  arm(timer);
  if (busy())
    return -2;
  close(timer);
  return 0;
}

int closed_ok() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  arm(timer);
  return close(timer);
}

class timer_owner {
public:
  timer_owner() : own(timerfd_create(CLOCK_MONOTONIC, 0)) {}
  timer_owner(timer_owner &&other) noexcept
      : own(std::exchange(other.own, -1)) {}
  ~timer_owner() {
    if (own >= 0)
      close(own);
  }
  void start() { arm(own); }

private:
  int own;
};

int owner_ok() {
  timer_owner timer;
  timer.start();
  return busy();
}

timer_owner moved_ok() {
  timer_owner timer;
  timer.start();
  return timer;
}
