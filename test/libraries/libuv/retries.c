// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers of libuv that connect again.
//
// RUN: %check_tidy %s net-retry-without-backoff %t -- -- -std=gnu11

#include <stdio.h>
#include <uv.h>

struct link {
  uv_tcp_t tcp;
  uv_connect_t request;
  uv_timer_t pause;
  const struct sockaddr *next;
};

static struct sockaddr_in backend;

static void on_redial(uv_connect_t *request, int status) {
  struct link *link = request->data;
  if (status < 0) {
    uv_tcp_connect(&link->request, &link->tcp, (const struct sockaddr *)&backend, on_redial);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'uv_tcp_connect' is tried again at once for as long as it fails{{.*}} [net-retry-without-backoff]
    return;
  }
  puts("up");
}

void keep_up(struct link *link) {
  uv_tcp_connect(&link->request, &link->tcp, (const struct sockaddr *)&backend, on_redial);
}

static void dial_again(struct link *link);

static void on_failure(uv_connect_t *request, int status) {
  if (status != 0)
    dial_again(request->data);
}

static void dial_again(struct link *link) {
  uv_tcp_connect(&link->request, &link->tcp, (const struct sockaddr *)&backend, on_failure);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'uv_tcp_connect' is tried again at once for as long as it fails{{.*}} [net-retry-without-backoff]
}

static void on_pause(uv_timer_t *timer);

static void on_later_ok(uv_connect_t *request, int status) {
  struct link *link = request->data;
  if (status < 0)
    uv_timer_start(&link->pause, on_pause, 2000, 0);
}

static void on_pause(uv_timer_t *timer) {
  struct link *link = timer->data;
  uv_tcp_connect(&link->request, &link->tcp, (const struct sockaddr *)&backend, on_later_ok);
}

static void on_other_ok(uv_connect_t *request, int status) {
  struct link *link = request->data;
  if (status < 0) {
    const struct sockaddr *address = link->next;
    link->next = address + 1;
    uv_tcp_connect(&link->request, &link->tcp, address, on_other_ok);
  }
}

static int tries;

static void on_counted_ok(uv_connect_t *request, int status) {
  struct link *link = request->data;
  if (status < 0 && ++tries < 5)
    uv_tcp_connect(&link->request, &link->tcp, (const struct sockaddr *)&backend, on_counted_ok);
}

void keep_up_ok(struct link *link) {
  uv_tcp_connect(&link->request, &link->tcp, (const struct sockaddr *)&backend, on_later_ok);
  uv_tcp_connect(&link->request, &link->tcp, link->next, on_other_ok);
  uv_tcp_connect(&link->request, &link->tcp, (const struct sockaddr *)&backend, on_counted_ok);
}
