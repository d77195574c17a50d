// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Known misses: a watcher becomes known when it is started, too late for its
// being armed to be seen on the way.
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

int FN_abandoned(struct ev_loop *loop, int wanted) {
  struct poller *p = calloc(1, sizeof(*p));
  if (!p)
    return -1;
  ev_timer_init(&p->timer, on_tick, 1., 1.);
  ev_timer_start(loop, &p->timer);
  if (!wanted) {
    free(p);
    return 0;
  }
  ev_run(loop, 0);
  ev_timer_stop(loop, &p->timer);
  free(p);
  return 1;
}
