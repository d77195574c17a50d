// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The missing release is written before the return that loses the object.
//
// RUN: %check_tidy %s net-unstopped-timer %t -- -- -I%S/Inputs

#include <fake/timers.h>
#include <stddef.h>

static const struct itimerspec every = {{1, 0}, {1, 0}};
static struct itimerspec left;

extern int busy(void);

int braces_missing(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  if (busy())
    return -2;
  close(timer);
  return 0;
}
// CHECK-FIXES: if (busy())
// CHECK-FIXES-NEXT: { close(timer); return -2; }
// CHECK-FIXES-NEXT: close(timer);

int braces_there(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -3;
  timerfd_settime(timer, 0, &every, NULL);
  if (busy()) {
    busy();
    return -4;
  }
  close(timer);
  return 0;
}
// CHECK-FIXES: busy();
// CHECK-FIXES-NEXT: {{^    }}close(timer);
// CHECK-FIXES-NEXT: {{^    }}return -4;

int at_the_end(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (timer < 0)
    return -5;
  timerfd_settime(timer, 0, &every, NULL);
  busy();
  return 6;
}
// CHECK-FIXES: busy();
// CHECK-FIXES-NEXT: {{^  }}close(timer);
// CHECK-FIXES-NEXT: {{^  }}return 6;
