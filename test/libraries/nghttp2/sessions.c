// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sessions of nghttp2, and what it takes to set one up.
//
// RUN: %check_tidy %s %core %t -- -- -std=gnu11

#include <nghttp2/nghttp2.h>
#include <stdlib.h>
#include <string.h>

struct connection {
  nghttp2_session *session;
  int socket;
};

static int on_frame(nghttp2_session *session, const nghttp2_frame *frame, void *data) { return 0; }

int fetch_bad(const nghttp2_session_callbacks *callbacks, const nghttp2_nv *headers, size_t n) {
  nghttp2_session *session;
  if (nghttp2_session_client_new(&session, callbacks, NULL))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP/2 session is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: {{a new .* is built for every call}}{{.*}} [net-client-per-call]
    return -1;
  nghttp2_submit_request(session, NULL, headers, n, NULL, NULL);
  return nghttp2_session_send(session);
}

int fetch_anew_bad(const nghttp2_session_callbacks *callbacks, const nghttp2_nv *headers, size_t n) {
  nghttp2_session *session;
  if (nghttp2_session_client_new(&session, callbacks, NULL))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every call}}{{.*}} [net-client-per-call]
    return -1;
  nghttp2_submit_request(session, NULL, headers, n, NULL, NULL);
  int failed = nghttp2_session_send(session);
  nghttp2_session_del(session);
  return failed;
}

// The session lives as long as the connection.
int fetch_ok(struct connection *c, const nghttp2_nv *headers, size_t n) {
  int stream = nghttp2_submit_request(c->session, NULL, headers, n, NULL, NULL);
  return stream < 0 ? stream : nghttp2_session_send(c->session);
}

int fetch_all_ok(const nghttp2_session_callbacks *callbacks, const nghttp2_nv *headers, int count) {
  nghttp2_session *session;
  if (nghttp2_session_client_new(&session, callbacks, NULL))
    return -1;
  for (int i = 0; i < count; ++i)
    nghttp2_submit_request(session, NULL, headers + i, 1, NULL, NULL);
  int failed = nghttp2_session_send(session);
  nghttp2_session_del(session);
  return failed;
}

// What a session copies is freed right after.
struct connection *connection_ok(int socket) {
  nghttp2_session_callbacks *callbacks;
  nghttp2_option *option;
  struct connection *c = calloc(1, sizeof *c);
  if (!c)
    return NULL;
  if (nghttp2_session_callbacks_new(&callbacks)) {
    free(c);
    return NULL;
  }
  if (nghttp2_option_new(&option)) {
    nghttp2_session_callbacks_del(callbacks);
    free(c);
    return NULL;
  }
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
  nghttp2_option_set_no_auto_window_update(option, 1);
  int failed = nghttp2_session_client_new2(&c->session, callbacks, c, option);
  nghttp2_option_del(option);
  nghttp2_session_callbacks_del(callbacks);
  if (failed || nghttp2_submit_settings(c->session, NGHTTP2_FLAG_NONE, NULL, 0)) {
    if (!failed)
      nghttp2_session_del(c->session);
    free(c);
    return NULL;
  }
  c->socket = socket;
  return c;
}

void connection_free_ok(struct connection *c) {
  nghttp2_session_del(c->session);
  free(c);
}

int callbacks_bad(nghttp2_session **session, void *data) {
  nghttp2_session_callbacks *callbacks;
  int failed = nghttp2_session_callbacks_new(&callbacks);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this set of HTTP/2 callbacks is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
  if (failed)
    return failed;
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
  return nghttp2_session_server_new(session, callbacks, data);
}

int option_bad(nghttp2_session **session, const nghttp2_session_callbacks *callbacks, void *data) {
  nghttp2_option *option;
  if (nghttp2_option_new(&option))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this set of HTTP/2 options is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return -1;
  nghttp2_option_set_no_auto_window_update(option, 1);
  if (nghttp2_session_client_new2(session, callbacks, data, option))
    return -1;
  nghttp2_option_del(option);
  return 0;
}

int late_bad(nghttp2_session *session) {
  nghttp2_session_del(session);
  return nghttp2_session_want_read(session);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP/2 session is used after it was released{{.*}} [net-use-after-close]
}

ssize_t compress_bad(const nghttp2_nv *headers, size_t n, uint8_t *to, size_t size) {
  nghttp2_hd_deflater *deflater;
  if (nghttp2_hd_deflate_new(&deflater, 4096))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this HPACK deflater is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return -1;
  ssize_t length = nghttp2_hd_deflate_hd(deflater, to, size, headers, n);
  if (length < 0)
    return length;
  nghttp2_hd_deflate_del(deflater);
  return length;
}

ssize_t compress_ok(const nghttp2_nv *headers, size_t n, uint8_t *to, size_t size) {
  nghttp2_hd_deflater *deflater;
  if (nghttp2_hd_deflate_new(&deflater, 4096))
    return -1;
  ssize_t length = nghttp2_hd_deflate_hd(deflater, to, size, headers, n);
  nghttp2_hd_deflate_del(deflater);
  return length;
}

int expand_bad(const uint8_t *from, size_t size) {
  nghttp2_hd_inflater *inflater;
  nghttp2_nv header;
  int flags;
  if (nghttp2_hd_inflate_new(&inflater))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this HPACK inflater is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return -1;
  if (nghttp2_hd_inflate_hd2(inflater, &header, &flags, from, size, 1) < 0)
    return -1;
  nghttp2_hd_inflate_del(inflater);
  return 0;
}
