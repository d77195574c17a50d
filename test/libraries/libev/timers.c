// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers of libev: memory that the loop still uses.
//
// RUN: %check_tidy %s %core %t -- -- -std=gnu11

#include <ev.h>
#include <stdlib.h>

struct poller {
  ev_timer timer;
  int ticks;
};

static void on_tick(struct ev_loop *loop, ev_timer *timer, int events) {
  ((struct poller *)timer)->ticks++;
}

int stopped_ok(struct ev_loop *loop) {
  struct poller *p = calloc(1, sizeof(*p));
  if (!p)
    return -1;
  ev_timer_init(&p->timer, on_tick, 1., 1.);
  ev_timer_start(loop, &p->timer);
  ev_run(loop, 0);
  ev_timer_stop(loop, &p->timer);
  free(p);
  return 0;
}

int abandoned_bad(struct ev_loop *loop, int wanted) {
  struct poller *p = calloc(1, sizeof(*p));
  if (!p)
    return -1;
  ev_timer_init(&p->timer, on_tick, 1., 1.);
  ev_timer_start(loop, &p->timer);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this ev timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (!wanted) {
    free(p);
    return 0;
  }
  ev_run(loop, 0);
  ev_timer_stop(loop, &p->timer);
  free(p);
  return 1;
}

struct poller *kept_ok(struct ev_loop *loop) {
  struct poller *p = calloc(1, sizeof(*p));
  if (p) {
    ev_timer_init(&p->timer, on_tick, 1., 1.);
    ev_timer_start(loop, &p->timer);
  }
  return p;
}

int loop_bad(void) {
  struct ev_loop *loop = ev_loop_new(0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this event loop is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!loop)
    return -1;
  ev_run(loop, 0);
  return 0;
}

int loop_ok(void) {
  struct ev_loop *loop = ev_loop_new(0);
  if (!loop)
    return -1;
  ev_run(loop, 0);
  ev_loop_destroy(loop);
  return 0;
}
