// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Descriptors in arrays and structs, and copied byte by byte.
//
// RUN: %check_tidy %s net-unclosed-connection %t

#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

extern int busy(void);
extern void keep_all(int *fds, int count);

// --- lost on one path ----------------------------------------------------------

int pipe_bad(void) {
  int ends[2];
  if (pipe(ends) < 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
    return -1;
  char byte;
  if (read(ends[0], &byte, 1) != 1)
    return -1;
  close(ends[0]);
  close(ends[1]);
  return byte;
}

int second_end_bad(void) {
  int ends[2];
  if (pipe(ends))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
    return -1;
  close(ends[0]);
  return 0;
}

int pair_bad(void) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this {{.*}} is not released on a path through this function{{.*}} [net-unclosed-connection]
    return -1;
  pid_t child = fork();
  if (child < 0)
    return -1;
  if (child == 0) {
    close(ends[0]);
    _exit(0);
  }
  close(ends[1]);
  close(ends[0]);
  return 0;
}

int two_sockets_bad(void) {
  int fds[2];
  fds[0] = socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (fds[0] < 0)
    return -1;
  fds[1] = socket(AF_INET, SOCK_STREAM, 0);
  if (fds[1] < 0)
    return -1;
  close(fds[0]);
  close(fds[1]);
  return 0;
}

static void open_first(int *fds) { fds[0] = socket(AF_INET, SOCK_STREAM, 0); }

int through_a_helper_bad(void) {
  int fds[2];
  open_first(fds);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (busy())
    return -1;
  close(fds[0]);
  return 0;
}

// --- look-alikes ----------------------------------------------------------------

int closed_in_a_loop_ok(void) {
  int ends[2];
  if (pipe(ends) == -1)
    return -1;
  for (int i = 0; i < 2; i++)
    close(ends[i]);
  return 0;
}

int tested_before_close_ok(void) {
  int ends[2] = {-1, -1};
  int status = -1;
  if (pipe(ends) == -1)
    goto out;
  if (busy())
    goto out;
  status = 0;
out:
  if (ends[0] >= 0)
    close(ends[0]);
  if (ends[1] >= 0)
    close(ends[1]);
  return status;
}

int indexed_by_a_variable_ok(int count) {
  int fds[8];
  for (int i = 0; i < count; i++)
    fds[i] = socket(AF_INET, SOCK_STREAM, 0);
  fds[7] = socket(AF_INET, SOCK_STREAM, 0);
  for (int i = 0; i < 8; i++)
    if (fds[i] >= 0)
      close(fds[i]);
  return 0;
}

int given_away_ok(void) {
  int fds[2];
  fds[0] = socket(AF_INET, SOCK_STREAM, 0);
  fds[1] = socket(AF_INET, SOCK_DGRAM, 0);
  keep_all(fds, 2);
  return 0;
}

int polled_ok(void) {
  struct pollfd waits[2];
  waits[0].fd = socket(AF_INET, SOCK_STREAM, 0);
  waits[1].fd = socket(AF_INET, SOCK_DGRAM, 0);
  poll(waits, 2, 100);
  close(waits[0].fd);
  close(waits[1].fd);
  return 0;
}

static int kept[2];
int in_static_array_ok(void) {
  kept[0] = socket(AF_INET, SOCK_STREAM, 0);
  return kept[0];
}

// --- copied byte by byte ---------------------------------------------------------

struct peer {
  int fd;
  int state;
};
extern struct peer *peers;

int copied_into_a_table_ok(int i) {
  struct peer p = {-1, 0};
  p.fd = socket(AF_INET, SOCK_STREAM, 0);
  if (p.fd < 0)
    return -1;
  memcpy(&peers[i], &p, sizeof p);
  return 0;
}

int moved_ok(struct peer *from, struct peer *to) {
  from->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (from->fd < 0)
    return -1;
  memcpy(to, from, sizeof *to);
  from->fd = -1;
  return 0;
}

int told_to_a_thread_ok(int queue) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  return write(queue, &fd, sizeof fd) == sizeof fd ? 0 : -1;
}

// The text of a message is no copy of the descriptor.
int sent_over_bad(const struct sockaddr *to, socklen_t size) {
  const char text[] = "hello";
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (fd < 0)
    return -1;
  return sendto(fd, text, sizeof text, 0, to, size) < 0 ? -1 : 0;
}

int retried_bad(struct peer *p, const struct sockaddr *to, socklen_t size) {
  p->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (p->fd < 0)
    return -1;
  if (connect(p->fd, to, size) < 0)
    p->fd = socket(AF_INET6, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the socket is overwritten while it is still open{{.*}} [net-unclosed-connection]
  return 0;
}

int retried_after_close_ok(struct peer *p, const struct sockaddr *to,
                           socklen_t size) {
  p->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (p->fd < 0)
    return -1;
  if (connect(p->fd, to, size) < 0) {
    close(p->fd);
    p->fd = socket(AF_INET6, SOCK_STREAM, 0);
  }
  return 0;
}
