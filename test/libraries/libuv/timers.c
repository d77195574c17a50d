// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers of libuv, alone and as members of structs.
//
// RUN: %check_tidy %s %core,net-timer-callback-lifetime %t -- -- -std=gnu11

#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

static void free_handle(uv_handle_t *handle) { free(handle); }

static void once(uv_timer_t *timer) {
  puts("late");
  uv_close((uv_handle_t *)timer, free_handle);
}

void fire_and_forget_ok(uv_loop_t *loop) {
  uv_timer_t *timer = malloc(sizeof(*timer));
  uv_timer_init(loop, timer);
  uv_timer_start(timer, once, 1000, 0);
}

static void on_tick(uv_timer_t *timer) {
  int *ticks = timer->data;
  ++*ticks;
}

int driven_here_ok(uv_loop_t *loop) {
  int ticks = 0;
  uv_timer_t timer;
  uv_timer_init(loop, &timer);
  timer.data = &ticks;
  uv_timer_start(&timer, on_tick, 0, 10);
  uv_run(loop, UV_RUN_ONCE);
  uv_close((uv_handle_t *)&timer, NULL);
  uv_run(loop, UV_RUN_DEFAULT);
  return ticks;
}

// --- members -----------------------------------------------------------------

struct forgetful {
  uv_timer_t timer;
  int ticks;
};

static struct forgetful *forgetful_new(uv_loop_t *loop) {
  struct forgetful *f = calloc(1, sizeof(*f));
  uv_timer_init(loop, &f->timer);
  f->timer.data = &f->ticks;
  uv_timer_start(&f->timer, on_tick, 0, 1000);
  return f;
}

static void forgetful_free(struct forgetful *f) { free(f); }
// CHECK-MESSAGES: :[[@LINE-1]]:51: warning: 'forgetful' ends here while its uv timer may still be armed: the handler then runs on memory that is gone [net-timer-callback-lifetime]

int forgetful_run(uv_loop_t *loop) {
  struct forgetful *f = forgetful_new(loop);
  uv_run(loop, UV_RUN_DEFAULT);
  int ticks = f->ticks;
  forgetful_free(f);
  return ticks;
}

struct careful {
  uv_timer_t timer;
  int ticks;
};

static struct careful *careful_new(uv_loop_t *loop) {
  struct careful *c = calloc(1, sizeof(*c));
  uv_timer_init(loop, &c->timer);
  c->timer.data = c;
  uv_timer_start(&c->timer, on_tick, 0, 1000);
  return c;
}

static void careful_closed(uv_handle_t *handle) { free(handle->data); }

static void careful_free(struct careful *c) {
  if (!uv_is_closing((uv_handle_t *)&c->timer))
    uv_close((uv_handle_t *)&c->timer, careful_closed);
}

int careful_run(uv_loop_t *loop) {
  struct careful *c = careful_new(loop);
  uv_run(loop, UV_RUN_ONCE);
  careful_free(c);
  return uv_run(loop, UV_RUN_DEFAULT);
}
