// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// HTTP, DNS and buffers of libevent: clients and servers.
//
// RUN: %check_tidy %s %core %t

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/dns.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/listener.h>
#include <event2/util.h>
#include <stdio.h>

static void on_response(struct evhttp_request *request, void *data) {
  if (request)
    printf("%d\n", evhttp_request_get_response_code(request));
}

int fetch_bad(struct event_base *base, const char *path) {
  struct evhttp_connection *c =
      evhttp_connection_base_new(base, NULL, "api.example", 80);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new HTTP connection is built for every call{{.*}} [net-client-per-call]
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: this HTTP connection is not released on a path through this function{{.*}} [net-unclosed-connection]
  struct evhttp_request *r = evhttp_request_new(on_response, NULL);
  evhttp_add_header(evhttp_request_get_output_headers(r), "Connection", "close");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection: close' ends the connection after the response, so every request pays for a new one [net-disabled-keep-alive]
  return evhttp_make_request(c, r, EVHTTP_REQ_GET, path);
}

int fetch_ok(struct evhttp_connection *c, const char *path) {
  struct evhttp_request *r = evhttp_request_new(on_response, NULL);
  if (!r)
    return -1;
  evhttp_add_header(evhttp_request_get_output_headers(r), "Host", "api.example");
  // Takes the request, also when it fails.
  return evhttp_make_request(c, r, EVHTTP_REQ_GET, path);
}

int request_lost_bad(struct evhttp_connection *c, const char *path) {
  struct evhttp_request *r = evhttp_request_new(on_response, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP request is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!r || !path)
    return -1;
  return evhttp_make_request(c, r, EVHTTP_REQ_GET, path);
}

int freed_by_library_ok(struct event_base *base, const char *host,
                        const char *path) {
  struct evhttp_connection *c =
      evhttp_connection_base_new(base, NULL, host, 80);
  if (!c)
    return -1;
  struct evhttp_request *r = evhttp_request_new(on_response, NULL);
  if (!r) {
    evhttp_connection_free(c);
    return -1;
  }
  evhttp_connection_free_on_completion(c);
  return evhttp_make_request(c, r, EVHTTP_REQ_GET, path);
}

// --- a server ----------------------------------------------------------------

static void answer_bad(struct evhttp_request *request, void *data) {
  struct evbuffer *body = evbuffer_new();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this evbuffer is not released on a path through this function{{.*}} [net-unclosed-connection]
  evbuffer_add_printf(body, "hello\n");
  evhttp_send_reply(request, 200, "OK", body); // does not take the buffer
}

static void answer_ok(struct evhttp_request *request, void *data) {
  struct evbuffer *body = evbuffer_new();
  if (!body) {
    evhttp_send_error(request, 500, "out of memory");
    return;
  }
  // A server ends its side of the connection: no client's business.
  evhttp_add_header(evhttp_request_get_output_headers(request), "Connection",
                    "close");
  evbuffer_add_printf(body, "hello\n");
  evhttp_send_reply(request, 200, "OK", body);
  evbuffer_free(body);
}

static void proxy_bad(struct evhttp_request *request, void *data) {
  struct event_base *base = data;
  struct evhttp_connection *c =
      evhttp_connection_base_new(base, NULL, "backend", 8080);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new HTTP connection is built for every request{{.*}} [net-client-per-call]
  struct evhttp_request *r = evhttp_request_new(on_response, request);
  evhttp_connection_free_on_completion(c);
  evhttp_make_request(c, r, EVHTTP_REQ_GET, "/");
}

struct gateway {
  struct evhttp_connection *backend;
};

static void proxy_ok(struct evhttp_request *request, void *data) {
  struct gateway *g = data;
  struct evhttp_request *r = evhttp_request_new(on_response, request);
  evhttp_make_request(g->backend, r, EVHTTP_REQ_GET, "/");
}

int serve_bad(struct event_base *base, struct gateway *g) {
  struct evhttp *server = evhttp_new(base);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP server is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!server)
    return -1;
  evhttp_set_cb(server, "/bad", answer_bad, NULL);
  evhttp_set_cb(server, "/old", proxy_bad, base);
  evhttp_set_cb(server, "/new", proxy_ok, g);
  evhttp_set_gencb(server, answer_ok, NULL);
  if (evhttp_bind_socket(server, "0.0.0.0", 8080) != 0)
    return -1;
  event_base_dispatch(base);
  evhttp_free(server);
  return 0;
}

// --- bufferevents ------------------------------------------------------------

static void on_data(struct bufferevent *bev, void *data) {}
static void on_event(struct bufferevent *bev, short what, void *data) {
  if (what & (BEV_EVENT_EOF | BEV_EVENT_ERROR))
    bufferevent_free(bev);
}

int connected_bad(struct event_base *base, const struct sockaddr *to, int size) {
  struct timeval limit = {10, 0};
  struct bufferevent *bev =
      bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this bufferevent is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!bev)
    return -1;
  bufferevent_set_timeouts(bev, &limit, &limit);
  if (bufferevent_socket_connect(bev, to, size) < 0)
    return -1;
  bufferevent_setcb(bev, on_data, NULL, on_event, NULL);
  bufferevent_enable(bev, EV_READ);
  return 0;
}

int connected_ok(struct event_base *base, const struct sockaddr *to, int size) {
  struct timeval limit = {10, 0};
  struct bufferevent *bev =
      bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE);
  if (!bev)
    return -1;
  if (bufferevent_socket_connect(bev, to, size) < 0) {
    bufferevent_free(bev);
    return -1;
  }
  bufferevent_setcb(bev, on_data, NULL, on_event, NULL);
  bufferevent_set_timeouts(bev, &limit, &limit);
  bufferevent_enable(bev, EV_READ);
  return 0;
}

void on_accept(struct evconnlistener *listener, evutil_socket_t fd,
               struct sockaddr *from, int size, void *data) {
  struct bufferevent *bev = bufferevent_socket_new(
      evconnlistener_get_base(listener), fd, BEV_OPT_CLOSE_ON_FREE);
  bufferevent_setcb(bev, on_data, NULL, on_event, NULL);
  bufferevent_enable(bev, EV_READ);
}

// --- bases, DNS, URIs --------------------------------------------------------

int resolver_bad(void) {
  struct event_base *base = event_base_new();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this event base is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!base)
    return -1;
  struct evdns_base *dns = evdns_base_new(base, 1);
  if (!dns)
    return -1;
  event_base_dispatch(base);
  evdns_base_free(dns, 0);
  event_base_free(base);
  return 0;
}

static void on_addresses(int status, struct evutil_addrinfo *list, void *data) {
  int *count = data;
  if (status)
    return;
  for (struct evutil_addrinfo *each = list; each; each = each->ai_next)
    ++*count;
  evutil_freeaddrinfo(list);
}

void resolved_ok(struct evdns_base *dns, const char *name, int *count) {
  evdns_getaddrinfo(dns, name, "80", NULL, on_addresses, count);
}

int port_bad(const char *text) {
  struct evhttp_uri *uri = evhttp_uri_parse(text);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this parsed URI is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!uri)
    return -1;
  if (!evhttp_uri_get_host(uri))
    return -1;
  int port = evhttp_uri_get_port(uri);
  evhttp_uri_free(uri);
  return port;
}

int resolved_twice_bad(const char *host) {
  struct evutil_addrinfo *list = NULL;
  if (evutil_getaddrinfo(host, "80", NULL, &list) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this address list is not released on a path through this function{{.*}} [net-unclosed-response]
    return -1;
  int family = list->ai_family;
  return family;
}

void answer_elsewhere_ok(struct evhttp_request *request, void *data) {
  evhttp_add_header(evhttp_request_get_output_headers(request), "Connection",
                    "close");
  evhttp_send_reply(request, 204, "No Content", NULL);
}

static void on_addresses_bad(int status, struct evutil_addrinfo *list,
                             void *data) {
  int *family = data;
  if (status)
    return;
  if (list->ai_family == *family)
    return;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the handler ends here without releasing the address list that it is given{{.*}} [net-unclosed-response]
  *family = list->ai_family;
  evutil_freeaddrinfo(list);
}

void resolved_later(struct evdns_base *dns, const char *name, int *family) {
  evdns_getaddrinfo(dns, name, "80", NULL, on_addresses_bad, family);
}
