// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Known miss: a timer on the heap belongs to its handler, whatever that does with
// it.
//
// RUN: %check_tidy %s %core %t -- -- -std=gnu11

#include <stdlib.h>
#include <uv.h>

static void on_tick(uv_timer_t *timer) {}

void FN_periodic_lost(uv_loop_t *loop) {
  uv_timer_t *timer = malloc(sizeof(*timer));
  uv_timer_init(loop, timer);
  uv_timer_start(timer, on_tick, 1000, 1000);
}
