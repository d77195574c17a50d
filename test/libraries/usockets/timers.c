// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers of uSockets in C.
//
// RUN: %check_tidy %s %core %t -- -- -isystem %S/stubs

#include <libusockets.h>
#include <stdlib.h>

struct watch {
  struct us_timer_t *timer;
  int beats;
};

static void tick(struct us_timer_t *timer) { (void)timer; }

int watch_start_bad(struct us_loop_t *loop, int period) {
  struct us_timer_t *timer = us_create_timer(loop, 0, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (!timer)
    return -1;
  us_timer_set(timer, tick, period, period);
  if (period < 10)
    return -1;
  us_timer_close(timer);
  return 0;
}

struct watch *watch_new_ok(struct us_loop_t *loop) {
  struct watch *w = calloc(1, sizeof *w);
  if (!w)
    return NULL;
  w->timer = us_create_timer(loop, 0, 0);
  if (!w->timer) {
    free(w);
    return NULL;
  }
  us_timer_set(w->timer, tick, 1000, 1000);
  return w;
}

void watch_free_ok(struct watch *w) {
  us_timer_close(w->timer);
  free(w);
}
