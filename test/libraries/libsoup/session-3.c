// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sessions, messages and bodies of libsoup 3.
//
// RUN: %check_tidy %s %core %t -- -- -std=gnu11 %soup3

#include <libsoup/soup.h>

typedef struct {
  SoupSession *session;
} Client;

GBytes *fetch_bad(const char *url) {
  SoupSession *session = soup_session_new();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new HTTP session is built for every call{{.*}} [net-client-per-call]
  soup_session_set_timeout(session, 0);
  SoupMessage *message = soup_message_new("GET", url);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP message is not released on a path through this function{{.*}} [net-unclosed-connection]
  soup_message_add_flags(message, SOUP_MESSAGE_NEW_CONNECTION);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'soup_message_add_flags' switches off the reuse of connections, so every request pays for a new one [net-disabled-keep-alive]
  GBytes *body = soup_session_send_and_read(session, message, NULL, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'soup_session_send_and_read' can wait for ever: the timeout of this HTTP session is set to a value that means "no limit" [net-missing-timeout]
  g_object_unref(session);
  return body;
}

GBytes *fetch_ok(Client *client, const char *url) {
  g_autoptr(SoupMessage) message = soup_message_new("GET", url);
  if (!message)
    return NULL;
  return soup_session_send_and_read(client->session, message, NULL, NULL);
}

gsize size_bad(Client *client, const char *url) {
  g_autoptr(SoupMessage) message = soup_message_new("GET", url);
  GBytes *body = soup_session_send_and_read(client->session, message, NULL, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this response body is not released on a path through this function{{.*}} [net-unclosed-response]
  return body ? g_bytes_get_size(body) : 0;
}

gsize size_ok(Client *client, const char *url) {
  g_autoptr(SoupMessage) message = soup_message_new("GET", url);
  g_autoptr(GError) error = NULL;
  GBytes *body =
      soup_session_send_and_read(client->session, message, NULL, &error);
  if (!body)
    return 0;
  gsize size = g_bytes_get_size(body);
  g_bytes_unref(body);
  return size;
}

gssize first_bytes_bad(Client *client, SoupMessage *message, char *out,
                       gsize room) {
  GInputStream *stream = soup_session_send(client->session, message, NULL, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this response stream is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!stream)
    return -1;
  gssize count = g_input_stream_read(stream, out, room, NULL, NULL);
  if (count < 0)
    return -1;
  g_object_unref(stream);
  return count;
}

static void on_sent(GObject *source, GAsyncResult *result, gpointer data) {
  g_autoptr(GInputStream) stream =
      soup_session_send_finish(SOUP_SESSION(source), result, NULL);
  if (stream)
    g_input_stream_close(stream, NULL, NULL);
}

void later_ok(Client *client, const char *url) {
  SoupMessage *message = soup_message_new("GET", url);
  if (!message)
    return;
  soup_session_send_async(client->session, message, G_PRIORITY_DEFAULT, NULL,
                          on_sent, client);
  g_object_unref(message); // the session holds its own reference
}

static void answer(SoupServer *server, SoupServerMessage *message,
                   const char *path, GHashTable *query, gpointer data) {
  soup_message_headers_replace(soup_server_message_get_response_headers(message),
                               "Connection", "close");
  soup_server_message_set_status(message, SOUP_STATUS_OK, NULL);
}

void serve_ok(SoupServer *server) {
  soup_server_add_handler(server, "/", answer, NULL, NULL);
}

// --- an error that is asked about has given no answer --------------------------

static void on_read_ok(GObject *source, GAsyncResult *result, gpointer data) {
  GError *error = NULL;
  GBytes *body = soup_session_send_and_read_finish(SOUP_SESSION(source), result,
                                                   &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_clear_error(&error);
    return;
  }
  if (error != NULL) {
    g_warning("%s", error->message);
    g_error_free(error);
    return;
  }
  g_message("%u bytes", (unsigned)g_bytes_get_size(body));
  g_bytes_unref(body);
}

static void on_read_bad(GObject *source, GAsyncResult *result, gpointer data) {
  GError *error = NULL;
  GBytes *body = soup_session_send_and_read_finish(SOUP_SESSION(source), result,
                                                   &error);
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: this response body is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !error &&
      g_bytes_get_size(body) == 0)
    return;
  g_clear_error(&error);
  g_clear_pointer(&body, g_bytes_unref);
}

void read_later(Client *client, SoupMessage *message) {
  soup_session_send_and_read_async(client->session, message, G_PRIORITY_DEFAULT,
                                   NULL, on_read_ok, NULL);
  soup_session_send_and_read_async(client->session, message, G_PRIORITY_DEFAULT,
                                   NULL, on_read_bad, NULL);
}
