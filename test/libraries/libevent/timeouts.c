// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A bufferevent that connects without any bound in sight.
//
// RUN: %check_tidy %s %core %t

#include <event2/bufferevent.h>
#include <event2/dns.h>
#include <event2/event.h>

static void on_data(struct bufferevent *bev, void *data) {}
static void on_event(struct bufferevent *bev, short what, void *data) {
  if (what & (BEV_EVENT_EOF | BEV_EVENT_ERROR))
    bufferevent_free(bev);
}

struct bufferevent *dial_bad(struct event_base *base, struct evdns_base *dns,
                             const char *host) {
  struct bufferevent *bev =
      bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE);
  if (!bev)
    return NULL;
  bufferevent_setcb(bev, on_data, NULL, on_event, NULL);
  bufferevent_enable(bev, EV_READ | EV_WRITE);
  bufferevent_socket_connect_hostname(bev, dns, AF_UNSPEC, host, 80);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bufferevent_socket_connect_hostname' can wait for ever: no timeout is set on this bufferevent{{.*}} [net-missing-timeout]
  return bev;
}
