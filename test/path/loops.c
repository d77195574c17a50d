// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What stands behind a loop is seen, however often the loop runs.
//
// RUN: %check_tidy %s net-unclosed-connection,net-unclosed-response,net-use-after-close %t

#define _GNU_SOURCE
#include <netdb.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

int behind_macro_bad(int early) {
  fd_set readable;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  FD_ZERO(&readable);
  FD_SET(fd, &readable);
  if (early)
    return -1;
  close(fd);
  return 0;
}

int behind_tries_bad(int early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  for (int i = 0; i < 10; i++)
    if (send(fd, "hello", 5, 0) == 5)
      break;
  if (early)
    return -1;
  close(fd);
  return 0;
}

int tries_used_up_bad(void) {
  int i;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  for (i = 0; i <= 20; ++i)
    if (send(fd, "hello", 5, 0) == 5)
      break;
  if (i == 21)
    return -1;
  close(fd);
  return 0;
}

// The counter has its last value behind the loop, and no other.
int tries_used_up_ok(void) {
  int i;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  for (i = 0; i < 10; i++)
    if (send(fd, "hello", 5, 0) == 5) {
      close(fd);
      return 0;
    }
  if (i == 10) {
    close(fd);
    return -1;
  }
  return 0;
}

// The first rounds are followed as written.
int released_in_loop_ok(int early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  for (int i = 0; i < 10; i++) {
    if (i == 0)
      close(fd);
    if (early)
      return -1;
  }
  return 0;
}

int released_at_the_end_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  for (int i = 0; i != 8; ++i) {
    if (i == 7)
      close(fd);
  }
  return 0;
}

int array_ok(void) {
  int fds[8];
  for (int i = 0; i < 8; i++) {
    fds[i] = socket(AF_INET, SOCK_STREAM, 0);
  }
  for (int i = 0; i < 8; i++)
    if (fds[i] >= 0)
      close(fds[i]);
  return 0;
}
int array_given_up_ok(void) {
  int fds[8], i;
  for (i = 0; i < 8; i++) {
    fds[i] = socket(AF_INET, SOCK_STREAM, 0);
    if (fds[i] < 0) {
      while (--i >= 0) close(fds[i]);
      return -1;
    }
  }
  while (--i >= 0) close(fds[i]);
  return 0;
}
struct pool { int fd[16]; int n; };
int stored_ok(struct pool *p) {
  for (int i = 0; i < 16; i++) {
    p->fd[i] = socket(AF_INET, SOCK_STREAM, 0);
    if (p->fd[i] < 0) return -1;
    p->n++;
  }
  return 0;
}
int handed_out_ok(const struct sockaddr *a, socklen_t n) {
  int s = -1;
  for (int i = 0; i < 5; i++) {
    s = socket(AF_INET, SOCK_STREAM, 0);
    if (s < 0) continue;
    if (connect(s, a, n) == 0) break;
    close(s);
    s = -1;
  }
  return s;
}

// Results given out into the elements of an array, and released in another loop.
int each_element_ok(const char *const hosts[3]) {
  struct addrinfo *lists[3];
  int status = 0;
  for (int i = 0; i < 3; i++)
    lists[i] = 0;
  for (int i = 0; status == 0 && i < 3; i++)
    status = getaddrinfo(hosts[i], "http", 0, &lists[i]);
  for (int i = 0; i < 3; i++)
    freeaddrinfo(lists[i]);
  return status;
}

int more_elements_ok(const char *const hosts[6]) {
  struct addrinfo *lists[6];
  int status = 0;
  for (int i = 0; i < 6; i++)
    lists[i] = 0;
  for (int i = 0; status == 0 && i < 6; i++)
    status = getaddrinfo(hosts[i], "http", 0, &lists[i]);
  for (int i = 0; i < 6; i++)
    freeaddrinfo(lists[i]);
  return status;
}
