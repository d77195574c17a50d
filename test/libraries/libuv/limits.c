// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Known misses: a handler that calls nothing of the library is not looked at; a
// timer on the heap belongs to its handler, whatever that does with it.
//
// RUN: %check_tidy %s %core %t -- -- -std=gnu11

#include <stdlib.h>
#include <uv.h>

static void FN_on_address(uv_getaddrinfo_t *request, int status,
                          struct addrinfo *list) {
  int *family = request->data;
  if (status == 0)
    *family = list->ai_family;
}

void look_up(uv_loop_t *loop, uv_getaddrinfo_t *request) {
  uv_getaddrinfo(loop, request, FN_on_address, "example.org", "80", NULL);
}

static void on_tick(uv_timer_t *timer) {}

void FN_periodic_lost(uv_loop_t *loop) {
  uv_timer_t *timer = malloc(sizeof(*timer));
  uv_timer_init(loop, timer);
  uv_timer_start(timer, on_tick, 1000, 1000);
}
