// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Options given by name, headers of answers, requests and bodies of libsoup 2.4.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=gnu11 %soup2

#include <libsoup/soup.h>

SoupSession *not_strict_bad(void) {
  return soup_session_new_with_options(SOUP_SESSION_MAX_CONNS, 4, SOUP_SESSION_SSL_STRICT, FALSE, NULL);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'soup_session_new_with_options' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
}

SoupSession *strict_good(void) {
  return soup_session_new_with_options(SOUP_SESSION_SSL_STRICT, TRUE, SOUP_SESSION_IDLE_TIMEOUT, 0, NULL);
}

SoupSession *as_asked_good(gboolean check) {
  return soup_session_new_with_options(SOUP_SESSION_SSL_STRICT, check, NULL);
}

void set_not_strict_bad(SoupSession *session) {
  g_object_set(session, SOUP_SESSION_SSL_STRICT, FALSE, NULL);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'g_object_set' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
}

guint endless_bad(SoupSession *session, SoupMessage *msg) {
  g_object_set(session, SOUP_SESSION_TIMEOUT, 0, SOUP_SESSION_MAX_CONNS, 5, NULL);
  return soup_session_send_message(session, msg);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'soup_session_send_message' can wait for ever{{.*}} [net-missing-timeout]
}

guint limited_good(SoupSession *session, SoupMessage *msg) {
  g_object_set(session, SOUP_SESSION_MAX_CONNS, 5, SOUP_SESSION_TIMEOUT, 20, NULL);
  return soup_session_send_message(session, msg);
}

// The answer of a server, and a header of a request.
static void serve(SoupServer *server, SoupMessage *msg, const char *path,
                  GHashTable *query, SoupClientContext *client, gpointer data) {
  soup_message_headers_append(msg->response_headers, "Connection", "close");
  soup_message_set_status(msg, 200);
}

void start_good(SoupServer *server) {
  soup_server_add_handler(server, NULL, serve, NULL, NULL);
}

void closing_bad(SoupSession *session, const char *url) {
  SoupMessage *msg = soup_message_new("GET", url);
  soup_message_headers_append(msg->request_headers, "Connection", "close");
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection: close' ends the connection{{.*}} [net-disabled-keep-alive]
  soup_session_queue_message(session, msg, NULL, NULL);
}

gboolean splice_bad(SoupSession *session, const char *url, GOutputStream *out) {
  SoupRequest *request = soup_session_request(session, url, NULL);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this request is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!request)
    return FALSE;
  GInputStream *in = soup_request_send(request, NULL, NULL);
  if (!in)
    return FALSE;
  gssize n = g_output_stream_splice(out, in, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, NULL, NULL);
  g_object_unref(in);
  g_object_unref(request);
  return n >= 0;
}

gboolean splice_good(SoupSession *session, const char *url, GOutputStream *out) {
  g_autoptr(SoupRequest) request = soup_session_request(session, url, NULL);
  if (!request)
    return FALSE;
  g_autoptr(GInputStream) in = soup_request_send(request, NULL, NULL);
  return in && g_output_stream_splice(out, in, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, NULL, NULL) >= 0;
}

void flatten_bad(SoupMessage *msg) {
  SoupBuffer *body = soup_message_body_flatten(msg->response_body);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this body is not released on a path through this function{{.*}} [net-unclosed-response]
  g_print("%.*s\n", (int)body->length, body->data);
}

void flatten_good(SoupMessage *msg) {
  SoupBuffer *body = soup_message_body_flatten(msg->response_body);
  g_print("%.*s\n", (int)body->length, body->data);
  soup_buffer_free(body);
}
