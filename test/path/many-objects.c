// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Many objects at once whose acquisition is undecided: the work grows with
// their number, not with its power.
//
// RUN: %check_tidy %s net-unclosed-connection,net-unclosed-response %t

#define _GNU_SOURCE
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#define EACH(DO)                                                               \
  DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11)

int all_ok(const char *host, int wait) {
#define LOOK_UP(N)                                                             \
  struct addrinfo *list##N = 0;                                                \
  int found##N = getaddrinfo(host, #N, 0, &list##N);                           \
  int fd##N = socket(AF_INET, SOCK_STREAM, 0);
  EACH(LOOK_UP)
  if (wait)
    sleep(1);
#define LET_GO(N)                                                              \
  if (found##N == 0)                                                           \
    freeaddrinfo(list##N);                                                     \
  if (fd##N >= 0)                                                              \
    close(fd##N);
  EACH(LET_GO)
  return 0;
}

int one_of_them_bad(const char *host) {
  EACH(LOOK_UP)
  struct addrinfo *last = 0;
  int found = getaddrinfo(host, "12", 0, &last);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this address list is not released
  EACH(LET_GO)
  return found;
}
