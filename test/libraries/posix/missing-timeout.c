// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sockets that the code connected and then reads from without a bound.
//
// RUN: %check_tidy %s net-missing-timeout %t

#define _GNU_SOURCE
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

extern void set_site_options(int fd);

int ask_bad(const struct sockaddr *address, socklen_t size, char *answer,
            size_t length) {
  ssize_t got;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) < 0 || send(fd, "PING\n", 5, 0) != 5) {
    close(fd);
    return -1;
  }
  got = recv(fd, answer, length, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  close(fd);
  return (int)got;
}

int read_until_end_bad(const struct sockaddr *address, socklen_t size,
                       char *answer, size_t length) {
  size_t used = 0;
  ssize_t got = -1;
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) == 0)
    while ((got = read(fd, answer + used, length - used)) > 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'read' can wait for ever{{.*}} [net-missing-timeout]
      used += (size_t)got;
  close(fd);
  return got < 0 ? -1 : (int)used;
}

int zero_means_never_bad(const struct sockaddr *address, socklen_t size,
                         char *answer, size_t length) {
  struct timeval limit = {0, 0};
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  if (connect(fd, address, size) == 0)
    got = recv(fd, answer, length, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  close(fd);
  return (int)got;
}

int poll_for_ever_bad(const struct sockaddr *address, socklen_t size,
                      char *answer, size_t length) {
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) == 0) {
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    if (poll(&wait, 1, -1) > 0)
      got = recv(fd, answer, length, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  }
  close(fd);
  return (int)got;
}

int probes_are_no_bound_bad(const struct sockaddr *address, socklen_t size,
                            char *answer, size_t length) {
  ssize_t got = -1;
  int on = 1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
  if (connect(fd, address, size) == 0)
    got = recv(fd, answer, length, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  close(fd);
  return (int)got;
}

int send_side_only_bad(const struct sockaddr *address, socklen_t size,
                       char *answer, size_t length) {
  struct timeval limit = {5, 0};
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
  if (connect(fd, address, size) == 0)
    got = recv(fd, answer, length, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  close(fd);
  return (int)got;
}

static int dial(const struct sockaddr *address, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd >= 0 && connect(fd, address, size) < 0) {
    close(fd);
    fd = -1;
  }
  return fd;
}

int dialled_by_helper_bad(const struct sockaddr *address, socklen_t size,
                          char *answer, size_t length) {
  ssize_t got;
  int fd = dial(address, size);
  if (fd < 0)
    return -1;
  got = recv(fd, answer, length, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  close(fd);
  return (int)got;
}

// --- bounded ---------------------------------------------------------------

int receive_timeout_ok(const struct sockaddr *address, socklen_t size,
                       char *answer, size_t length) {
  struct timeval limit = {.tv_sec = 5};
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  if (connect(fd, address, size) == 0)
    got = recv(fd, answer, length, 0);
  close(fd);
  return (int)got;
}

int polled_ok(const struct sockaddr *address, socklen_t size, char *answer,
              size_t length, int limit) {
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) == 0) {
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    if (poll(&wait, 1, limit) > 0)
      got = recv(fd, answer, length, 0);
  }
  close(fd);
  return (int)got;
}

int selected_ok(const struct sockaddr *address, socklen_t size, char *answer,
                size_t length) {
  struct timeval limit = {2, 500000};
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) == 0) {
    fd_set readable;
    FD_ZERO(&readable);
    FD_SET(fd, &readable);
    if (select(fd + 1, &readable, NULL, NULL, &limit) > 0)
      got = recv(fd, answer, length, 0);
  }
  close(fd);
  return (int)got;
}

int no_wait_ok(const struct sockaddr *address, socklen_t size, char *answer,
               size_t length) {
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) == 0)
    got = recv(fd, answer, length, MSG_PEEK | MSG_DONTWAIT);
  close(fd);
  return (int)got;
}

int non_blocking_socket_ok(const struct sockaddr *address, socklen_t size,
                           char *answer, size_t length) {
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) == 0)
    got = recv(fd, answer, length, 0);
  close(fd);
  return (int)got;
}

int made_non_blocking_ok(const struct sockaddr *address, socklen_t size,
                         char *answer, size_t length) {
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL, 0) | O_NONBLOCK);
  if (connect(fd, address, size) == 0)
    got = recv(fd, answer, length, 0);
  close(fd);
  return (int)got;
}

int alarm_around_ok(const struct sockaddr *address, socklen_t size, char *answer,
                    size_t length) {
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  alarm(10);
  if (connect(fd, address, size) == 0)
    got = recv(fd, answer, length, 0);
  alarm(0);
  close(fd);
  return (int)got;
}

static int set_limits(int fd, int seconds) {
  struct timeval limit = {.tv_sec = seconds};
  return setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)) |
         setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
}

int limited_by_helper_ok(const struct sockaddr *address, socklen_t size,
                         char *answer, size_t length) {
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (set_limits(fd, 5) == 0 && connect(fd, address, size) == 0)
    got = recv(fd, answer, length, 0);
  close(fd);
  return (int)got;
}

int limited_elsewhere_ok(const struct sockaddr *address, socklen_t size,
                         char *answer, size_t length) {
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  set_site_options(fd);
  if (connect(fd, address, size) == 0)
    got = recv(fd, answer, length, 0);
  close(fd);
  return (int)got;
}

// --- no request ------------------------------------------------------------

int server_reads_ok(int listener, char *buffer, size_t length) {
  ssize_t got;
  int client = accept(listener, NULL, NULL);
  if (client < 0)
    return -1;
  got = recv(client, buffer, length, 0);
  close(client);
  return (int)got;
}

int event_loop_ok(int loop, struct epoll_event *events, int size) {
  return epoll_wait(loop, events, size, -1);
}

uint64_t own_descriptors_ok(int timer, int wake) {
  uint64_t ticks = 0, wakes = 0;
  if (read(timer, &ticks, sizeof(ticks)) < 0 ||
      read(wake, &wakes, sizeof(wakes)) < 0)
    return 0;
  return ticks + wakes;
}

int file_ok(const char *path, char *buffer, size_t length) {
  ssize_t got;
  int fd = open(path, O_RDONLY);
  if (fd < 0)
    return -1;
  got = read(fd, buffer, length);
  close(fd);
  return (int)got;
}

int unknown_origin_ok(int fd, char *buffer, size_t length) {
  return (int)recv(fd, buffer, length, MSG_WAITALL);
}

int select_for_ever_bad(const struct sockaddr *address, socklen_t size,
                        char *answer, size_t length) {
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) == 0) {
    fd_set readable;
    FD_ZERO(&readable);
    FD_SET(fd, &readable);
    if (select(fd + 1, &readable, NULL, NULL, NULL) > 0)
      got = recv(fd, answer, length, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  }
  close(fd);
  return (int)got;
}

// One caller of a helper sets a bound and looks whether that worked; the other
// sets none.
static int dialled(const struct sockaddr *peer, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, peer, size) < 0) {
    close(fd);
    return -1;
  }
  return fd;
}

ssize_t dialled_bounded_ok(const struct sockaddr *peer, socklen_t size, char *to) {
  struct timeval limit = {3, 0};
  int fd = dialled(peer, size);
  if (fd < 0)
    return -1;
  if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) < 0) {
    close(fd);
    return -1;
  }
  ssize_t got = recv(fd, to, 100, 0);
  close(fd);
  return got;
}

ssize_t dialled_bad(const struct sockaddr *peer, socklen_t size, char *to) {
  int fd = dialled(peer, size);
  if (fd < 0)
    return -1;
  ssize_t got = recv(fd, to, 100, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  close(fd);
  return got;
}
