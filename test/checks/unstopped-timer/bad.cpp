// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ways past the release that C does not have.
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

int visible_throw_bad() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped when an exception leaves this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    throw std::runtime_error("none");
  timerfd_settime(timer, 0, &every, NULL);
  if (timerfd_gettime(timer, &left) < 0)
    throw std::runtime_error("use");
  close(timer);
  return 0;
}

int throwing_callee_bad() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped when an exception leaves this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  check(busy());
  close(timer);
  return 0;
}

int lambda_bad() {
  auto fetch = [] {
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:17: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    if (timer < 0)
      return -1;
    timerfd_settime(timer, 0, &every, NULL);
    if (timerfd_gettime(timer, &left) < 0)
      return -2;
    close(timer);
    return 0;
  };
  return fetch();
}

template <class Check> int template_bad(Check accepted) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  if (!accepted(busy()))
    return -2;
  close(timer);
  return 0;
}

int instantiated() {
  return template_bad([](int value) { return value == 0; });
}

class worker {
public:
  int run_bad() {
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:17: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    if (timer < 0)
      return -1;
    timerfd_settime(timer, 0, &every, NULL);
    if (busy())
      return -2;
    close(timer);
    return 0;
  }
};

int use_worker() { return worker().run_bad(); }

#define RETURN_IF(condition, value)                                            \
  if (condition)                                                               \
  return value

int macro_bad() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  RETURN_IF(timer < 0, -1);
  timerfd_settime(timer, 0, &every, NULL);
  RETURN_IF(busy(), -2);
  close(timer);
  return 0;
}

// The exception stays in the function, and the handler leaves it.
int caught_and_lost_bad() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer descriptor is not stopped on a path{{.*}} [net-unstopped-timer]
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
