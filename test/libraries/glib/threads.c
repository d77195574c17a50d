// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A server of GIO that starts threads for its connections.
//
// RUN: %check_tidy %s net-unbounded-accept %t -- -- %glib

#include <gio/gio.h>

static gpointer serve(gpointer data) {
  GSocket *peer = data;
  char buffer[256];
  g_socket_set_timeout(peer, 30);
  g_socket_receive(peer, buffer, sizeof buffer, NULL, NULL);
  g_object_unref(peer);
  return NULL;
}

void thread_per_peer_bad(GSocket *listener) {
  for (;;) {
    GSocket *peer = g_socket_accept(listener, NULL, NULL);
    if (!peer)
      continue;
    g_thread_unref(g_thread_new("peer", serve, peer));
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new thread is started for every connection, and nothing limits their number{{.*}} [net-unbounded-accept]
  }
}

void pool_ok(GSocket *listener, GThreadPool *pool) {
  for (;;) {
    GSocket *peer = g_socket_accept(listener, NULL, NULL);
    if (peer)
      g_thread_pool_push(pool, peer, NULL);
  }
}

static GMutex lock;
static GCond gone;
static int peers;
void counted_ok(GSocket *listener) {
  for (;;) {
    g_mutex_lock(&lock);
    while (peers >= 100)
      g_cond_wait(&gone, &lock);
    ++peers;
    g_mutex_unlock(&lock);
    GSocket *peer = g_socket_accept(listener, NULL, NULL);
    if (peer)
      g_thread_unref(g_thread_new("peer", serve, peer));
  }
}
