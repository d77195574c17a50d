// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A server of libuv that starts threads for its connections.
//
// RUN: %check_tidy %s net-unbounded-accept %t -- -- -std=gnu11

#include <stdlib.h>
#include <uv.h>

static void talk(void *connection) { free(connection); }

static void on_client(uv_stream_t *server, int status) {
  uv_tcp_t *client = malloc(sizeof(*client));
  uv_thread_t thread;
  uv_tcp_init(server->loop, client);
  if (uv_accept(server, (uv_stream_t *)client) == 0)
    uv_thread_create(&thread, talk, client);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for every connection, and nothing limits their number{{.*}} [net-unbounded-accept]
}

static int active;

static void on_client_counted_ok(uv_stream_t *server, int status) {
  uv_tcp_t *client = malloc(sizeof(*client));
  uv_thread_t thread;
  uv_tcp_init(server->loop, client);
  if (uv_accept(server, (uv_stream_t *)client) == 0 && active < 100) {
    active++;
    uv_thread_create(&thread, talk, client);
  }
}

static uv_sem_t places;

static void on_client_waiting_ok(uv_stream_t *server, int status) {
  uv_tcp_t *client = malloc(sizeof(*client));
  uv_thread_t thread;
  uv_tcp_init(server->loop, client);
  uv_sem_wait(&places);
  if (uv_accept(server, (uv_stream_t *)client) == 0)
    uv_thread_create(&thread, talk, client);
}

static uv_thread_t worker;
static int has_worker;

static void on_client_one_worker_ok(uv_stream_t *server, int status) {
  if (!has_worker) {
    has_worker = 1;
    uv_thread_create(&worker, talk, server);
  }
}

static void work(uv_work_t *request) { free(request->data); }
static void worked(uv_work_t *request, int status) { free(request); }

static void on_client_pool_ok(uv_stream_t *server, int status) {
  uv_work_t *request = malloc(sizeof(*request));
  request->data = malloc(16);
  uv_queue_work(server->loop, request, work, worked);
}

void listen_all(uv_stream_t *server) {
  uv_listen(server, 16, on_client);
  uv_listen(server, 16, on_client_counted_ok);
  uv_listen(server, 16, on_client_waiting_ok);
  uv_listen(server, 16, on_client_one_worker_ok);
  uv_listen(server, 16, on_client_pool_ok);
}
