// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sessions and messages of libsoup 2.4: who consumes a message, and who waits.
//
// RUN: %check_tidy %s %core %t -- -- -std=gnu11 %soup2

#include <libsoup/soup.h>

guint send_bad(SoupSession *session, const char *url) {
  SoupMessage *message = soup_message_new("GET", url);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP message is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!message)
    return 0;
  return soup_session_send_message(session, message); // does not consume it
}

guint send_ok(SoupSession *session, const char *url) {
  SoupMessage *message = soup_message_new("GET", url);
  if (!message)
    return 0;
  guint status = soup_session_send_message(session, message);
  g_object_unref(message);
  return status;
}

void queue_ok(SoupSession *session, const char *url, SoupSessionCallback done,
              gpointer data) {
  SoupMessage *message = soup_message_new("GET", url);
  if (message)
    soup_session_queue_message(session, message, done, data); // consumes it
}

guint old_session_bad(const char *url) {
  SoupSession *session = soup_session_sync_new();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new HTTP session is built for every call{{.*}} [net-client-per-call]
  SoupMessage *message = soup_message_new("GET", url);
  guint status = soup_session_send_message(session, message);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'soup_session_send_message' can wait for ever: no timeout is set on this HTTP session{{.*}} [net-missing-timeout]
  g_object_unref(message);
  g_object_unref(session);
  return status;
}

static SoupSession *shared;

guint bounded_ok(const char *url) {
  if (!shared) {
    shared = soup_session_sync_new();
    g_object_set(shared, SOUP_SESSION_TIMEOUT, 30, NULL);
  }
  return send_ok(shared, url);
}

gboolean has_host_bad(const char *text) {
  SoupURI *uri = soup_uri_new(text);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this parsed URI is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!uri)
    return FALSE;
  return uri->host != NULL;
}
