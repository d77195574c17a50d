// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libuv's handles stand in the program's memory: that must not go before
// uv_close() has given it back.
//
// RUN: %check_tidy %s %core %t -- -- -std=gnu11

#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

static void free_handle(uv_handle_t *handle) { free(handle); }

static void provide(uv_handle_t *handle, size_t size, uv_buf_t *buffer) {
  buffer->base = malloc(size);
  buffer->len = size;
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer) {
  free(buffer->base);
  if (count < 0)
    uv_close((uv_handle_t *)stream, free_handle);
}

// --- accepted connections ----------------------------------------------------

void accept_freed_bad(uv_stream_t *server, int status) {
  if (status < 0)
    return;
  uv_tcp_t *client = malloc(sizeof(*client));
  uv_tcp_init(server->loop, client);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this uv handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (uv_accept(server, (uv_stream_t *)client) == 0)
    uv_read_start((uv_stream_t *)client, provide, on_read);
  else
    free(client); // the loop still has it in its list
}

void accept_lost_bad(uv_stream_t *server, int status) {
  if (status < 0)
    return;
  uv_tcp_t *client = malloc(sizeof(*client));
  uv_tcp_init(server->loop, client);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this uv handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (uv_accept(server, (uv_stream_t *)client) != 0)
    return;
  uv_read_start((uv_stream_t *)client, provide, on_read);
}

void accept_ok(uv_stream_t *server, int status) {
  if (status < 0)
    return;
  uv_tcp_t *client = malloc(sizeof(*client));
  if (uv_tcp_init(server->loop, client) != 0) {
    free(client); // never became a handle
    return;
  }
  if (uv_accept(server, (uv_stream_t *)client) == 0)
    uv_read_start((uv_stream_t *)client, provide, on_read);
  else
    uv_close((uv_handle_t *)client, free_handle);
}

// --- handles in structs ------------------------------------------------------

struct peer {
  uv_tcp_t tcp;
  uv_timer_t idle;
  char *name;
};

static void free_peer(uv_handle_t *handle) {
  struct peer *p = handle->data;
  free(p->name);
  free(p);
}

static void on_connect(uv_connect_t *request, int status) {}

int dial_bad(uv_loop_t *loop, uv_connect_t *request, const struct sockaddr *to) {
  struct peer *p = calloc(1, sizeof(*p));
  if (!p)
    return UV_ENOMEM;
  uv_tcp_init(loop, &p->tcp);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this uv handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  p->tcp.data = p;
  int status = uv_tcp_nodelay(&p->tcp, 1);
  if (status < 0) {
    free(p);
    return status;
  }
  return uv_tcp_connect(request, &p->tcp, to, on_connect);
}

int dial_ok(uv_loop_t *loop, uv_connect_t *request, const struct sockaddr *to) {
  struct peer *p = calloc(1, sizeof(*p));
  if (!p)
    return UV_ENOMEM;
  int status = uv_tcp_init(loop, &p->tcp);
  if (status < 0) {
    free(p);
    return status;
  }
  p->tcp.data = p;
  status = uv_tcp_connect(request, &p->tcp, to, on_connect);
  if (status < 0)
    uv_close((uv_handle_t *)&p->tcp, free_peer);
  return status;
}

// A descriptor that the handle takes over.
int adopted_ok(uv_loop_t *loop, uv_pipe_t *pipe, int fd) {
  int status = uv_pipe_init(loop, pipe, 0);
  return status < 0 ? status : uv_pipe_open(pipe, fd);
}

// --- loops and lists ---------------------------------------------------------

int private_loop_bad(void) {
  uv_loop_t *loop = malloc(sizeof(*loop));
  if (uv_loop_init(loop) != 0) {
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this event loop is not released on a path through this function{{.*}} [net-unclosed-connection]
    free(loop);
    return -1;
  }
  int left = uv_run(loop, UV_RUN_DEFAULT);
  free(loop);
  return left;
}

int private_loop_ok(void) {
  uv_loop_t *loop = malloc(sizeof(*loop));
  if (uv_loop_init(loop) != 0) {
    free(loop);
    return -1;
  }
  int left = uv_run(loop, UV_RUN_DEFAULT);
  uv_loop_close(loop);
  free(loop);
  return left;
}

int interfaces_bad(void) {
  uv_interface_address_t *list;
  int count = 0, external = 0;
  if (uv_interface_addresses(&list, &count) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this list of network interfaces is not released on a path through this function{{.*}} [net-unclosed-response]
    return -1;
  for (int i = 0; i < count; i++)
    external += !list[i].is_internal;
  return external;
}

int interfaces_ok(void) {
  uv_interface_address_t *list;
  int count = 0, external = 0;
  if (uv_interface_addresses(&list, &count) != 0)
    return -1;
  for (int i = 0; i < count; i++)
    external += !list[i].is_internal;
  uv_free_interface_addresses(list, count);
  return external;
}

// --- look-ups ----------------------------------------------------------------

static void on_address_bad(uv_getaddrinfo_t *request, int status,
                           struct addrinfo *list) {
  if (status < 0)
    return;
  int *family = request->data;
  if (list->ai_family != *family)
    return;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the handler ends here without releasing the address list that it is given{{.*}} [net-unclosed-response]
  request->data = NULL;
  uv_freeaddrinfo(list);
}

static void on_address_ok(uv_getaddrinfo_t *request, int status,
                          struct addrinfo *list) {
  int *family = request->data;
  if (status == 0)
    *family = list->ai_family;
  uv_freeaddrinfo(list);
}

void look_up(uv_loop_t *loop, uv_getaddrinfo_t *first, uv_getaddrinfo_t *second) {
  uv_getaddrinfo(loop, first, on_address_bad, "example.org", "80", NULL);
  uv_getaddrinfo(loop, second, on_address_ok, "example.org", "80", NULL);
}

// Nothing of the library is called in here.
static void on_family_bad(uv_getaddrinfo_t *request, int status,
                           struct addrinfo *list) {
  if (status == 0) {
    *(int *)request->data = list->ai_family;
    return;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the handler ends here without releasing the address list that it is given{{.*}} [net-unclosed-response]
  }
}

static void on_kept_family_ok(uv_getaddrinfo_t *request, int status,
                               struct addrinfo *list) {
  struct addrinfo **slot = request->data;
  if (status == 0)
    *slot = list;
}

void look_up_family(uv_loop_t *loop, uv_getaddrinfo_t *request) {
  uv_getaddrinfo(loop, request, on_family_bad, "example.org", "80", NULL);
  uv_getaddrinfo(loop, request, on_kept_family_ok, "example.org", "80", NULL);
}

// A handler that looks at nothing cannot close its timer.
static void on_tick(uv_timer_t *timer) {}

void periodic_lost_bad(uv_loop_t *loop) {
  uv_timer_t *timer = malloc(sizeof(*timer));
  uv_timer_init(loop, timer);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this uv timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  uv_timer_start(timer, on_tick, 1000, 1000);
}
