// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sockets of nng, which are numbers in structs, and their messages.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=gnu11

#include <nng/nng.h>
#include <nng/protocol/pipeline0/push.h>
#include <nng/protocol/pubsub0/sub.h>
#include <nng/protocol/reqrep0/rep.h>
#include <nng/protocol/reqrep0/req.h>
#include <nng/supplemental/tls/tls.h>
#include <stdio.h>
#include <string.h>

//===-- Sockets -----------------------------------------------------------===//

int ask_bad(char *answer, size_t size) {
  nng_socket s;
  if (nng_req0_open(&s))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every call}}{{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this nng socket is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return -1;
  nng_dial(s, "tcp://prices.internal:5555", NULL, 0);
  nng_send(s, "tea", 3, 0);
  return nng_recv(s, answer, &size, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'nng_recv' can wait for ever{{.*}} [net-missing-timeout]
}

int push_bad(const char *text) {
  nng_socket s;
  int failed = nng_push0_open(&s);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every call}}{{.*}} [net-client-per-call]
  if (failed)
    return failed;
  failed = nng_dial(s, "tcp://sink.internal:5558", NULL, 0);
  if (!failed)
    failed = nng_send(s, (void *)text, strlen(text), 0);
  nng_close(s);
  return failed;
}

int follow_bad(const char *url) {
  nng_socket s;
  int failed = nng_sub0_open(&s);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this nng socket is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
  if (failed)
    return failed;
  if (nng_dial(s, url, NULL, 0))
    return -1;
  nng_close(s);
  return 0;
}

// Waits for ever by design.
int follow_ok(const char *url) {
  nng_socket s;
  char *line;
  size_t size;
  if (nng_sub0_open(&s))
    return -1;
  nng_socket_set(s, NNG_OPT_SUB_SUBSCRIBE, "", 0);
  if (nng_dial(s, url, NULL, 0)) {
    nng_close(s);
    return -1;
  }
  while (nng_recv(s, &line, &size, NNG_FLAG_ALLOC) == 0) {
    fwrite(line, 1, size, stdout);
    nng_free(line, size);
  }
  return nng_close(s);
}

int ask_often_ok(char *answer, size_t size) {
  nng_socket s;
  if (nng_req0_open(&s))
    return -1;
  nng_socket_set_ms(s, NNG_OPT_RECVTIMEO, 2000);
  nng_dial(s, "tcp://prices.internal:5555", NULL, NNG_FLAG_NONBLOCK);
  for (int i = 0; i < 10; ++i) {
    size_t n = size;
    if (nng_send(s, "tea", 3, 0) || nng_recv(s, answer, &n, 0))
      break;
  }
  return nng_close(s);
}

// The other timeout, and one that is none.
int patient_bad(nng_socket *out) {
  nng_socket s;
  char answer[16];
  size_t n = sizeof answer;
  if (nng_req0_open(&s))
    return -1;
  nng_socket_set_ms(s, NNG_OPT_SENDTIMEO, 2000);
  nng_dial(s, "tcp://prices.internal:5555", NULL, 0);
  nng_send(s, "hello", 5, 0);
  nng_recv(s, answer, &n, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'nng_recv' can wait for ever{{.*}} [net-missing-timeout]
  *out = s;
  return 0;
}

struct client {
  nng_socket socket;
};

int client_open_ok(struct client *c) {
  if (nng_req0_open(&c->socket))
    return -1;
  nng_socket_set_ms(c->socket, NNG_OPT_RECVTIMEO, 2000);
  if (nng_dial(c->socket, "tcp://prices.internal:5555", NULL, NNG_FLAG_NONBLOCK)) {
    nng_close(c->socket);
    return -1;
  }
  return 0;
}

void client_close_ok(struct client *c) { nng_close(c->socket); }

nng_socket open_ok(const char *url) {
  nng_socket s = NNG_SOCKET_INITIALIZER;
  nng_req0_open(&s);
  nng_socket_set_ms(s, NNG_OPT_RECVTIMEO, 2000);
  nng_dial(s, url, NULL, NNG_FLAG_NONBLOCK);
  return s;
}

//===-- Messages ----------------------------------------------------------===//

int send_bad(nng_socket s, const char *text) {
  nng_msg *m;
  if (nng_msg_alloc(&m, 0))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this nng message is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return -1;
  if (nng_msg_append(m, text, strlen(text)))
    return -1;
  return nng_sendmsg(s, m, 0);
}

// Sending takes the message, if it succeeds.
int send_ok(nng_socket s, const char *text) {
  nng_msg *m;
  if (nng_msg_alloc(&m, 0))
    return -1;
  if (nng_msg_append(m, text, strlen(text))) {
    nng_msg_free(m);
    return -1;
  }
  int failed = nng_sendmsg(s, m, 0);
  if (failed)
    nng_msg_free(m);
  return failed;
}

int receive_bad(nng_socket s, int *length) {
  nng_msg *m;
  int failed = nng_recvmsg(s, &m, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this nng message is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-response]
  if (failed)
    return failed;
  *length = nng_msg_len(m);
  if (!*length)
    return -1;
  nng_msg_free(m);
  return 0;
}

int echo_ok(const char *url) {
  nng_socket s;
  nng_msg *m;
  if (nng_rep0_open(&s))
    return -1;
  if (nng_listen(s, url, NULL, 0)) {
    nng_close(s);
    return -1;
  }
  while (nng_recvmsg(s, &m, 0) == 0)
    if (nng_sendmsg(s, m, 0)) {
      nng_msg_free(m);
      break;
    }
  return nng_close(s);
}

size_t late_bad(nng_msg *m) {
  nng_msg_free(m);
  return nng_msg_len(m);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this handle is used after it was released{{.*}} [net-use-after-close]
}

//===-- The rest ----------------------------------------------------------===//

int port_bad(const char *text, char *port, size_t size) {
  nng_url *url;
  if (nng_url_parse(&url, text))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this nng URL is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return -1;
  if (!url->u_port)
    return -1;
  snprintf(port, size, "%s", url->u_port);
  nng_url_free(url);
  return 0;
}

static void on_answer(void *data) {}

int wait_bad(nng_socket s, void *data) {
  nng_aio *operation;
  if (nng_aio_alloc(&operation, on_answer, data))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this nng operation is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return -1;
  nng_aio_set_timeout(operation, 1000);
  return 0;
}

int wait_ok(nng_socket s, void *data) {
  nng_aio *operation;
  if (nng_aio_alloc(&operation, on_answer, data))
    return -1;
  nng_aio_set_timeout(operation, 1000);
  nng_recv_aio(s, operation);
  nng_aio_wait(operation);
  int failed = nng_aio_result(operation);
  nng_aio_free(operation);
  return failed;
}

int encrypt_bad(nng_tls_config **out, const char *ca) {
  nng_tls_config *config;
  if (nng_tls_config_alloc(&config, NNG_TLS_MODE_CLIENT))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this TLS configuration is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return -1;
  nng_tls_config_auth_mode(config, NNG_TLS_AUTH_MODE_NONE);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  if (nng_tls_config_ca_file(config, ca))
    return -1;
  *out = config;
  return 0;
}

nng_tls_config *encrypt_ok(const char *ca) {
  nng_tls_config *config;
  if (nng_tls_config_alloc(&config, NNG_TLS_MODE_CLIENT))
    return NULL;
  nng_tls_config_auth_mode(config, NNG_TLS_AUTH_MODE_REQUIRED);
  if (nng_tls_config_ca_file(config, ca)) {
    nng_tls_config_free(config);
    return NULL;
  }
  return config;
}
