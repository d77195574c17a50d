// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sockets that libevent's helpers prepare, close and take over (libevent.yaml).
//
// RUN: %check_tidy %s %core %t

#include <event2/bufferevent.h>
#include <event2/util.h>
#include <sys/socket.h>

int prepared_and_lost_bad(const struct sockaddr *peer, socklen_t length) {
  int s = socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (s < 0)
    return -1;
  if (evutil_make_socket_nonblocking(s) < 0)
    return -1;
  int failed = connect(s, peer, length);
  evutil_closesocket(s);
  return failed;
}

int listener_lost_bad(const struct sockaddr *local, socklen_t length) {
  int s = socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (s < 0)
    return -1;
  evutil_make_listen_socket_reuseable(s);
  evutil_make_socket_closeonexec(s);
  if (bind(s, local, length) < 0)
    return -1;
  return s;
}

struct bufferevent *taken_over_ok(struct event_base *base,
                                  const struct sockaddr *peer,
                                  socklen_t length) {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  if (s < 0)
    return 0;
  if (evutil_make_socket_nonblocking(s) < 0 || connect(s, peer, length) < 0) {
    evutil_closesocket(s);
    return 0;
  }
  return bufferevent_socket_new(base, s, BEV_OPT_CLOSE_ON_FREE);
}

// A read that cannot wait.
long polled_ok(const struct sockaddr *peer, socklen_t length, char *buffer) {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  if (s < 0)
    return -1;
  long got = -1;
  if (connect(s, peer, length) == 0 && evutil_make_socket_nonblocking(s) == 0)
    got = recv(s, buffer, 1, 0);
  evutil_closesocket(s);
  return got;
}
