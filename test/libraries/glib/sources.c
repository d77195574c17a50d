// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sources, sockets and references of GLib and GIO.
//
// RUN: %check_tidy %s %core %t -- -- -std=gnu11 %glib

#include <gio/gio.h>
#include <glib.h>

typedef struct {
  GMainContext *context;
  GSource *tick;
  guint id;
  int ticks;
} Service;

static gboolean on_tick(gpointer data) {
  ((Service *)data)->ticks++;
  return G_SOURCE_CONTINUE;
}

// --- sources -----------------------------------------------------------------

void attached_lost_bad(Service *s) {
  GSource *source = g_timeout_source_new(1000);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this source is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  g_source_set_callback(source, on_tick, s, NULL);
  g_source_attach(source, s->context);
}

void attached_ok(Service *s) {
  GSource *source = g_timeout_source_new(1000);
  g_source_set_callback(source, on_tick, s, NULL);
  s->id = g_source_attach(source, s->context);
  g_source_unref(source); // the context has its own reference
}

void attached_auto_ok(Service *s) {
  g_autoptr(GSource) source = g_timeout_source_new_seconds(5);
  g_source_set_callback(source, on_tick, s, NULL);
  s->id = g_source_attach(source, s->context);
}

void kept_ok(Service *s) {
  s->tick = g_timeout_source_new(1000);
  g_source_set_callback(s->tick, on_tick, s, NULL);
  g_source_attach(s->tick, s->context);
}

void stopped_ok(Service *s) {
  g_source_destroy(s->tick);
  g_clear_pointer(&s->tick, g_source_unref);
  g_clear_handle_id(&s->id, g_source_remove);
}

int not_attached_bad(Service *s, gboolean wanted) {
  GSource *source = g_timeout_source_new(1000);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this source is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!wanted)
    return 0;
  g_source_attach(source, s->context);
  g_source_unref(source);
  return 1;
}

// An id that is dropped: the callback decides how long it runs.
void fire_and_forget_ok(Service *s) { g_timeout_add(1000, on_tick, s); }

// --- sockets -----------------------------------------------------------------

GSocketConnection *dial_bad(const char *host, GError **error) {
  GSocketClient *client = g_socket_client_new();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket client is not released on a path through this function{{.*}} [net-unclosed-connection]
  g_socket_client_set_timeout(client, 10);
  return g_socket_client_connect_to_host(client, host, 80, NULL, error);
}

GSocketConnection *dial_unbounded_bad(const char *host, GError **error) {
  g_autoptr(GSocketClient) client = g_socket_client_new();
  return g_socket_client_connect_to_host(client, host, 80, NULL, error);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'g_socket_client_connect_to_host' can wait for ever: no timeout is set on this socket client{{.*}} [net-missing-timeout]
}

GSocketConnection *dial_ok(const char *host, GError **error) {
  g_autoptr(GSocketClient) client = g_socket_client_new();
  g_socket_client_set_timeout(client, 10);
  return g_socket_client_connect_to_host(client, host, 80, NULL, error);
}

GSocketConnection *dial_cancellable_ok(const char *host, GCancellable *cancel,
                                       GError **error) {
  g_autoptr(GSocketClient) client = g_socket_client_new();
  return g_socket_client_connect_to_host(client, host, 80, cancel, error);
}

gboolean probe_bad(GSocketClient *client, const char *host) {
  GSocketConnection *c =
      g_socket_client_connect_to_host(client, host, 80, NULL, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket connection is not released on a path through this function{{.*}} [net-unclosed-connection]
  return c != NULL;
}

gboolean probe_ok(GSocketClient *client, const char *host) {
  GSocketConnection *c =
      g_socket_client_connect_to_host(client, host, 80, NULL, NULL);
  if (!c)
    return FALSE;
  g_io_stream_close(G_IO_STREAM(c), NULL, NULL);
  g_clear_object(&c);
  return TRUE;
}

GSocketConnection *stolen_ok(GSocketClient *client, const char *host) {
  g_autoptr(GSocketConnection) c =
      g_socket_client_connect_to_host(client, host, 80, NULL, NULL);
  if (!c)
    return NULL;
  return g_steal_pointer(&c);
}

gssize receive_bad(GSocketAddress *address, char *buffer, gsize size) {
  GSocket *s = g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                            G_SOCKET_PROTOCOL_TCP, NULL);
  if (!s)
    return -1;
  gssize count = -1;
  if (g_socket_connect(s, address, NULL, NULL))
    count = g_socket_receive(s, buffer, size, NULL, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'g_socket_receive' can wait for ever: no timeout is set on this socket{{.*}} [net-missing-timeout]
  g_object_unref(s);
  return count;
}

gssize receive_ok(GSocketAddress *address, char *buffer, gsize size) {
  GSocket *s = g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                            G_SOCKET_PROTOCOL_TCP, NULL);
  if (!s)
    return -1;
  g_socket_set_timeout(s, 10);
  gssize count = -1;
  if (g_socket_connect(s, address, NULL, NULL))
    count = g_socket_receive(s, buffer, size, NULL, NULL);
  g_object_unref(s);
  return count;
}

// --- loops and names ---------------------------------------------------------

void run_bad(void) {
  GMainLoop *loop = g_main_loop_new(NULL, FALSE);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this main loop is not released on a path through this function{{.*}} [net-unclosed-connection]
  g_main_loop_run(loop);
}

void run_ok(void) {
  GMainLoop *loop = g_main_loop_new(NULL, FALSE);
  g_main_loop_run(loop);
  g_main_loop_unref(loop);
}

guint addresses_bad(GResolver *resolver, const char *name) {
  GList *list = g_resolver_lookup_by_name(resolver, name, NULL, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this address list is not released on a path through this function{{.*}} [net-unclosed-response]
  return g_list_length(list);
}

guint addresses_ok(GResolver *resolver, const char *name) {
  GList *list = g_resolver_lookup_by_name(resolver, name, NULL, NULL);
  guint count = g_list_length(list);
  g_resolver_free_addresses(list);
  return count;
}
