// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// AMQP connections: kept and per call, with and without bounds.
//
// RUN: %check_tidy %s %core %t -- -- -std=c11

#include <amqp.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#include <sys/time.h>

void send_bad(const char *body) {
  amqp_connection_state_t c = amqp_new_connection();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new AMQP connection is built for every call{{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this AMQP connection is not released on a path{{.*}} [net-unclosed-connection]
  amqp_socket_t *s = amqp_tcp_socket_new(c);
  if (amqp_socket_open(s, "mq.internal", 5672))
    return;
  amqp_login(c, "/", 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, "u", "p");
  amqp_channel_open(c, 1);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: the timeout of this AMQP connection is set to{{.*}} [net-missing-timeout]
  amqp_basic_publish(c, 1, amqp_empty_bytes, amqp_cstring_bytes("q"), 0, 0, NULL, amqp_cstring_bytes(body));
  amqp_destroy_connection(c);
}

amqp_connection_state_t heartbeat_ok(const char *host) {
  amqp_connection_state_t c = amqp_new_connection();
  amqp_socket_t *s = amqp_tcp_socket_new(c);
  if (!s || amqp_socket_open(s, host, 5672)) {
    amqp_destroy_connection(c);
    return NULL;
  }
  amqp_login(c, "/", 0, 131072, 30, AMQP_SASL_METHOD_PLAIN, "u", "p");
  amqp_channel_open(c, 1);
  return c;
}

amqp_connection_state_t rpc_timeout_ok(const char *host, int heartbeat) {
  struct timeval limit = {5, 0};
  amqp_connection_state_t c = amqp_new_connection();
  amqp_set_rpc_timeout(c, &limit);
  amqp_socket_t *s = amqp_ssl_socket_new(c);
  if (s && amqp_socket_open_noblock(s, host, 5671, &limit) == 0) {
    amqp_login(c, "/", 0, 131072, heartbeat, AMQP_SASL_METHOD_PLAIN, "u", "p");
    amqp_channel_open(c, 1);
    return c;
  }
  amqp_destroy_connection(c);
  return NULL;
}

int publish_ok(amqp_connection_state_t c, const char *body) {
  return amqp_basic_publish(c, 1, amqp_empty_bytes, amqp_cstring_bytes("q"), 0, 0, NULL, amqp_cstring_bytes(body));
}

void closed_bad(amqp_connection_state_t c) {
  amqp_connection_close(c, AMQP_REPLY_SUCCESS);
  amqp_destroy_connection(c);
  amqp_maybe_release_buffers(c);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this AMQP connection is used after it was released{{.*}} [net-use-after-close]
}
