// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sources that are known by their number, connections made again and again, and
// what is used after its last reference.
//
// RUN: %check_tidy %s %core,net-use-after-close,net-timer-callback-lifetime %t -- -- -std=gnu11 %glib

#include <gio/gio.h>
#include <glib.h>
#include <string.h>

// --- owners that end before their source ------------------------------------

typedef struct {
  guint tick_id;
  int ticks;
} Clock;

static gboolean clock_tick(gpointer data) {
  ((Clock *)data)->ticks++;
  return G_SOURCE_CONTINUE;
}

static Clock *clock_start(void) {
  Clock *c = g_new0(Clock, 1);
  c->tick_id = g_timeout_add_seconds(1, clock_tick, c);
  return c;
}

static void clock_free(Clock *c) {
  g_free(c);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Clock' ends here while its source may still be armed{{.*}} [net-timer-callback-lifetime]
}

int clock_run(void) {
  Clock *c = clock_start();
  g_main_context_iteration(NULL, TRUE);
  int n = c->ticks;
  clock_free(c);
  return n;
}

typedef struct {
  guint poll_id, retry_id;
  int polls;
} Monitor;

static gboolean monitor_poll(gpointer data) {
  ((Monitor *)data)->polls++;
  return TRUE;
}

static gboolean monitor_retry(gpointer data) {
  Monitor *m = data;
  m->retry_id = 0;
  return G_SOURCE_REMOVE;
}

Monitor *monitor_new(void) {
  Monitor *m = g_new0(Monitor, 1);
  m->poll_id = g_timeout_add(500, monitor_poll, m);
  return m;
}

void monitor_later(Monitor *m) {
  if (m->retry_id == 0)
    m->retry_id = g_timeout_add(250, monitor_retry, m);
}

void monitor_free(Monitor *m) {
  g_clear_handle_id(&m->poll_id, g_source_remove);
  if (m->retry_id)
    g_source_remove(m->retry_id);
  g_free(m);
}

typedef struct {
  guint id;
  int n;
} Watched;

static gboolean watched_tick(gpointer data) {
  ((Watched *)data)->n++;
  return TRUE;
}

static Watched *watched_start(void) {
  Watched *w = g_new0(Watched, 1);
  w->id = g_timeout_add(500, watched_tick, w);
  return w;
}

int watched_by_data_good(void) {
  Watched *w = watched_start();
  g_main_context_iteration(NULL, TRUE);
  int n = w->n;
  g_source_remove_by_user_data(w);
  g_free(w);
  return n;
}

typedef struct {
  guint id;
} Once;

static gboolean once_run(gpointer data) {
  g_free(data);
  return G_SOURCE_REMOVE;
}

// The handler is the end of both.
void once_later_good(void) {
  Once *o = g_new0(Once, 1);
  o->id = g_timeout_add(10, once_run, o);
}

void freed_beside_bad(void) {
  Clock *c = g_new0(Clock, 1);
  g_timeout_add(1000, clock_tick, c);
  g_free(c);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Clock' ends here while its source may still be armed{{.*}} [net-timer-callback-lifetime]
}

// The loop is over when it is freed.
void freed_after_loop_good(GMainLoop *loop) {
  Clock *c = g_new0(Clock, 1);
  g_timeout_add(1000, clock_tick, c);
  g_main_loop_run(loop);
  g_free(c);
}

static gboolean tell(gpointer text) {
  g_print("%s\n", (const char *)text);
  return TRUE;
}

void dropped_number_good(void) { g_timeout_add_seconds(60, tell, "alive"); }

// --- objects with a type ----------------------------------------------------

struct _Probe {
  GObject parent;
  guint sample_id;
  int samples;
};
#define TYPE_PROBE (probe_get_type())
G_DECLARE_FINAL_TYPE(Probe, probe, APP, PROBE, GObject)
G_DEFINE_TYPE(Probe, probe, G_TYPE_OBJECT)

static gboolean probe_sample(gpointer data) {
  ((Probe *)data)->samples++;
  return G_SOURCE_CONTINUE;
}

static void probe_finalize(GObject *object) {
  G_OBJECT_CLASS(probe_parent_class)->finalize(object);
}

static void probe_class_init(ProbeClass *klass) {
  G_OBJECT_CLASS(klass)->finalize = probe_finalize;
}

static void probe_init(Probe *self) {
  self->sample_id = g_timeout_add(100, probe_sample, self);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this source is armed here but no member function stops it{{.*}} [net-unstopped-timer]
}

Probe *probe_new(void) { return g_object_new(TYPE_PROBE, NULL); }

struct _Sensor {
  GObject parent;
  guint sample_id;
  int samples;
};
#define TYPE_SENSOR (sensor_get_type())
G_DECLARE_FINAL_TYPE(Sensor, sensor, APP, SENSOR, GObject)
G_DEFINE_TYPE(Sensor, sensor, G_TYPE_OBJECT)

static gboolean sensor_sample(gpointer data) {
  ((Sensor *)data)->samples++;
  return G_SOURCE_CONTINUE;
}

static void sensor_dispose(GObject *object) {
  Sensor *self = APP_SENSOR(object);
  g_clear_handle_id(&self->sample_id, g_source_remove);
  G_OBJECT_CLASS(sensor_parent_class)->dispose(object);
}

static void sensor_class_init(SensorClass *klass) {
  G_OBJECT_CLASS(klass)->dispose = sensor_dispose;
}

static void sensor_init(Sensor *self) {
  self->sample_id = g_timeout_add(100, sensor_sample, self);
}

// --- connections ------------------------------------------------------------

void line_per_connection_bad(char **lines, GSocketClient *client) {
  for (; *lines; lines++) {
    GSocketConnection *conn =
        g_socket_client_connect_to_host(client, "log.internal", 4000, NULL, NULL);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new socket connection is built for every iteration{{.*}} [net-client-per-call]
    if (!conn)
      continue;
    GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(conn));
    g_output_stream_write_all(out, *lines, strlen(*lines), NULL, NULL, NULL);
    g_object_unref(conn);
  }
}

void lines_over_one_good(char **lines, GSocketClient *client) {
  GSocketConnection *conn =
      g_socket_client_connect_to_host(client, "log.internal", 4000, NULL, NULL);
  if (!conn)
    return;
  GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(conn));
  for (; *lines; lines++)
    g_output_stream_write_all(out, *lines, strlen(*lines), NULL, NULL, NULL);
  g_object_unref(conn);
}

void each_host_good(char **hosts, GSocketClient *client) {
  for (; *hosts; hosts++) {
    GSocketConnection *conn =
        g_socket_client_connect_to_host(client, *hosts, 4000, NULL, NULL);
    if (!conn)
      continue;
    GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(conn));
    g_output_stream_write_all(out, "hi", 2, NULL, NULL, NULL);
    g_object_unref(conn);
  }
}

gboolean used_after_unref_bad(GSocketClient *client) {
  GSocketConnection *conn =
      g_socket_client_connect_to_host(client, "log.internal", 4000, NULL, NULL);
  if (!conn)
    return FALSE;
  g_object_unref(conn);
  return g_socket_connection_is_connected(conn);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket connection is used after it was released{{.*}} [net-use-after-close]
}

gboolean used_with_reference_good(GSocketClient *client) {
  GSocketConnection *conn =
      g_socket_client_connect_to_host(client, "log.internal", 4000, NULL, NULL);
  if (!conn)
    return FALSE;
  GSocketConnection *kept = g_object_ref(conn);
  g_object_unref(conn);
  gboolean up = g_socket_connection_is_connected(conn);
  g_object_unref(kept);
  return up;
}

// --- D-Bus ------------------------------------------------------------------

GVariant *bus_for_ever_bad(GDBusConnection *bus, GError **error) {
  return g_dbus_connection_call_sync(bus, "a.b", "/a", "a.b", "Get", NULL, NULL,
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'g_dbus_connection_call_sync' can wait for ever{{.*}} [net-missing-timeout]
                                     G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL, error);
}

GVariant *bus_default_good(GDBusConnection *bus, GError **error) {
  return g_dbus_connection_call_sync(bus, "a.b", "/a", "a.b", "Get", NULL, NULL,
                                     G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);
}
