// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients and servers on libwebsockets: contexts, timers, adopted sockets.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification,net-timer-callback-lifetime %t -- -- -std=gnu11

#include <libwebsockets.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int on_event(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len) {
  return reason == LWS_CALLBACK_CLIENT_CLOSED ? -1 : 0; // closes it
}
static const struct lws_protocols protocols[] = {{"feed", on_event, 0, 4096}, {0}};
static int stopped;

//===-- Contexts ----------------------------------------------------------===//

static int publish(const char *topic, const char *text) {
  struct lws_context_creation_info info;
  struct lws_client_connect_info to;
  memset(&info, 0, sizeof info);
  info.port = CONTEXT_PORT_NO_LISTEN;
  info.protocols = protocols;
  struct lws_context *context = lws_create_context(&info);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new WebSocket context is built for every iteration{{.*}} [net-client-per-call]
  if (!context)
    return -1;
  memset(&to, 0, sizeof to);
  to.context = context;
  to.address = "events.internal";
  to.port = 443;
  to.path = topic;
  to.userdata = (void *)text;
  to.ssl_connection = LCCSCF_USE_SSL;
  if (lws_client_connect_via_info(&to))
    lws_service(context, 0);
  lws_context_destroy(context);
  return 0;
}

void publish_all(const char *topic, const char **texts, int n) {
  for (int i = 0; i < n; ++i)
    publish(topic, texts[i]);
}

int start_bad(const char *host) {
  struct lws_context_creation_info info = {.port = CONTEXT_PORT_NO_LISTEN, .protocols = protocols};
  struct lws_client_connect_info to = {0};
  struct lws_context *context = lws_create_context(&info);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this WebSocket context is not released on a path{{.*}} [net-unclosed-connection]
  if (!context)
    return -1;
  to.context = context;
  to.address = host;
  if (!lws_client_connect_via_info(&to))
    return -1;
  while (!stopped)
    lws_service(context, 0);
  lws_context_destroy(context);
  return 0;
}

// The loop of a client or of a server, and its only context.
int run_ok(const char *host) {
  struct lws_context_creation_info info = {.port = CONTEXT_PORT_NO_LISTEN, .protocols = protocols};
  struct lws_client_connect_info to = {0};
  struct lws *connection = NULL;
  struct lws_context *context = lws_create_context(&info);
  if (!context)
    return -1;
  to.context = context;
  to.address = host;
  to.pwsi = &connection; // nobody frees a connection
  lws_client_connect_via_info(&to);
  while (!stopped && lws_service(context, 0) >= 0)
    if (!connection)
      lws_client_connect_via_info(&to);
  lws_context_destroy(context);
  return 0;
}

struct service {
  struct lws_context *context;
  struct lws_vhost *host;
};

int service_start_ok(struct service *s, struct lws_context_creation_info *info) {
  s->context = lws_create_context(info);
  if (!s->context)
    return -1;
  s->host = lws_create_vhost(s->context, info); // freed with the context
  if (!s->host) {
    lws_context_destroy(s->context);
    s->context = NULL;
    return -1;
  }
  return 0;
}

int late_bad(struct lws_context *context) {
  lws_context_destroy(context);
  return lws_service(context, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this WebSocket context is used after it was released{{.*}} [net-use-after-close]
}

//===-- TLS ---------------------------------------------------------------===//

struct lws *stream_bad(struct lws_context *context, const char *host) {
  struct lws_client_connect_info to;
  memset(&to, 0, sizeof to);
  to.context = context;
  to.address = host;
  to.ssl_connection = LCCSCF_USE_SSL | LCCSCF_ALLOW_SELFSIGNED | LCCSCF_SKIP_SERVER_CERT_HOSTNAME_CHECK;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'lws_client_connect_info::ssl_connection' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  return lws_client_connect_via_info(&to);
}

struct lws *designated_bad(struct lws_context *context, const char *host) {
  struct lws_client_connect_info to = {
      .context = context,
      .address = host,
      .ssl_connection = LCCSCF_USE_SSL | LCCSCF_ALLOW_INSECURE};
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'lws_client_connect_info::ssl_connection' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  return lws_client_connect_via_info(&to);
}

struct lws *verified_ok(struct lws_context *context, const char *host, int flags) {
  struct lws_client_connect_info to;
  memset(&to, 0, sizeof to);
  to.context = context;
  to.address = host;
  to.ssl_connection = LCCSCF_USE_SSL | LCCSCF_PIPELINE | flags;
  return lws_client_connect_via_info(&to);
}

struct lws *chosen_ok(struct lws_context *context, const char *host, int trust_any) {
  struct lws_client_connect_info to;
  memset(&to, 0, sizeof to);
  to.context = context;
  to.address = host;
  to.ssl_connection = LCCSCF_USE_SSL;
  if (trust_any)
    to.ssl_connection |= LCCSCF_ALLOW_SELFSIGNED;
  return lws_client_connect_via_info(&to);
}

struct lws *local_ok(struct lws_context *context) {
  struct lws_client_connect_info to;
  memset(&to, 0, sizeof to);
  to.context = context;
  to.address = "127.0.0.1";
  to.ssl_connection = LCCSCF_USE_SSL | LCCSCF_ALLOW_SELFSIGNED;
  return lws_client_connect_via_info(&to);
}

//===-- Timers ------------------------------------------------------------===//

struct poller {
  lws_sorted_usec_list_t timer;
  struct lws_context *context;
};

static void poller_tick(lws_sorted_usec_list_t *timer) {
  struct poller *p = lws_container_of(timer, struct poller, timer);
  lws_sul_schedule(p->context, 0, timer, poller_tick, 5 * LWS_USEC_PER_SEC);
}

struct poller *poller_new(struct lws_context *context) {
  struct poller *p = calloc(1, sizeof *p);
  if (!p)
    return NULL;
  p->context = context;
  lws_sul_schedule(context, 0, &p->timer, poller_tick, LWS_USEC_PER_SEC);
  return p;
}

void poller_free_ok(struct poller *p) {
  lws_sul_cancel(&p->timer);
  free(p);
}

static void on_tick(lws_sorted_usec_list_t *timer) {}

struct lost {
  lws_sorted_usec_list_t timer;
  int ticks;
};

static struct lost *lost_new(struct lws_context *context) {
  struct lost *l = calloc(1, sizeof *l);
  lws_sul_schedule(context, 0, &l->timer, on_tick, LWS_USEC_PER_SEC);
  return l;
}

static void lost_free(struct lost *l) { free(l); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'lost' ends here while its lws timer may still be armed{{.*}} [net-timer-callback-lifetime]

int lost_run(struct lws_context *context) {
  struct lost *l = lost_new(context);
  int failed = lws_service(context, 0);
  lost_free(l);
  return failed;
}

struct kept {
  lws_sorted_usec_list_t timer;
  int ticks;
};

static struct kept *kept_new(struct lws_context *context) {
  struct kept *k = calloc(1, sizeof *k);
  lws_sul_schedule(context, 0, &k->timer, on_tick, LWS_USEC_PER_SEC);
  return k;
}

// Scheduled for never: that takes it out of the list.
static void kept_free(struct lws_context *context, struct kept *k) {
  lws_sul_schedule(context, 0, &k->timer, NULL, LWS_SET_TIMER_USEC_CANCEL);
  free(k);
}

int kept_run_ok(struct lws_context *context) {
  struct kept *k = kept_new(context);
  int failed = lws_service(context, 0);
  kept_free(context, k);
  return failed;
}

//===-- Sockets and buffers -----------------------------------------------===//

int adopt_ok(struct lws_context *context, int listener) {
  int s = accept(listener, NULL, NULL);
  if (s < 0)
    return -1;
  return lws_adopt_socket(context, s) ? 0 : -1; // closes it if it fails
}

int adopt_union_ok(struct lws_vhost *host, int listener) {
  lws_sock_file_fd_type fd;
  int s = accept(listener, NULL, NULL);
  if (s < 0)
    return -1;
  fd.sockfd = s;
  return lws_adopt_descriptor_vhost(host, LWS_ADOPT_SOCKET, fd, "feed", NULL) ? 0 : -1;
}

int adopt_info_ok(struct lws_vhost *host, int listener) {
  lws_adopt_desc_t what = {.vh = host, .type = LWS_ADOPT_SOCKET};
  int s = accept(listener, NULL, NULL);
  if (s < 0)
    return -1;
  what.fd.sockfd = s;
  return lws_adopt_descriptor_vhost_via_info(&what) ? 0 : -1;
}

int adopt_bad(struct lws_context *context, int listener, int wanted) {
  int s = accept(listener, NULL, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path{{.*}} [net-unclosed-connection]
  if (s < 0 || !wanted)
    return -1;
  return lws_adopt_socket(context, s) ? 0 : -1;
}

int buffer_bad(const void *data, size_t n) {
  struct lws_ring *ring = lws_ring_create(16, n, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this ring buffer is not released on a path{{.*}} [net-unclosed-connection]
  if (!ring || lws_ring_insert(ring, data, n) != n)
    return -1;
  lws_ring_destroy(ring);
  return 0;
}

struct lws_ring *buffer_ok(const void *data, size_t n) {
  struct lws_ring *ring = lws_ring_create(16, n, NULL);
  if (ring && lws_ring_insert(ring, data, n) != n) {
    lws_ring_destroy(ring);
    return NULL;
  }
  return ring;
}

// One function both starts and stops it, as the state says.
struct stateful {
  lws_sorted_usec_list_t timer;
};
static void on_state(struct lws_context *context, struct stateful *s, int state) {
  switch (state) {
  case 0:
    lws_sul_schedule(context, 0, &s->timer, on_tick, LWS_USEC_PER_SEC);
    break;
  case 1:
    lws_sul_schedule(context, 0, &s->timer, on_tick, LWS_SET_TIMER_USEC_CANCEL);
    break;
  }
}
void stateful_ok(struct lws_context *context, int state) {
  struct stateful *s = malloc(sizeof *s);
  if (!s)
    return;
  on_state(context, s, 0);
  on_state(context, s, state);
  free(s);
}

// Nobody frees it, so the timer never outlives it.
struct lasting {
  struct lws_context *context;
  lws_sorted_usec_list_t timer;
};
int lasting_ok(struct lws_context *context) {
  struct lasting *l = malloc(sizeof *l);
  if (!l)
    return -1;
  l->context = context;
  lws_sul_schedule(context, 0, &l->timer, on_tick, LWS_USEC_PER_SEC);
  return 0;
}
