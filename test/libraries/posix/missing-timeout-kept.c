// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sockets that are kept in structs and read elsewhere: a limited wait for
// descriptors in the same file is what decides when they are read.
//
// RUN: %check_tidy --check-suffix=NEVER %s net-missing-timeout %t
// RUN: %check_tidy --check-suffix=WAITS %s net-missing-timeout %t -- -- -DWAITS
// RUN: %check_tidy --check-suffix=NEVER %s net-missing-timeout %t -- -- -DFOR_EVER

#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct link {
  int socket;
  struct link *next;
};

static struct link *links;

int add(const struct sockaddr *address, socklen_t size) {
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
// CHECK-MESSAGES-NEVER: :[[@LINE-1]]:{{[0-9]+}}: warning: 'read' can wait for ever: no timeout is set on this socket{{.*}} [net-missing-timeout]
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) < 0) {
    close(fd);
    return -1;
  }
  struct link *new = malloc(sizeof *new);
  if (!new) {
    close(fd);
    return -1;
  }
  new->socket = fd;
  new->next = links;
  links = new;
  return 0;
}

static void copy(int fd, char *out, size_t room) {
#ifdef WAITS
  struct timeval at_once = {0, 0};
  fd_set ready;
  FD_ZERO(&ready);
  FD_SET(fd, &ready);
  if (select(fd + 1, &ready, NULL, NULL, &at_once) <= 0)
    return;
#elif defined(FOR_EVER)
  fd_set ready;
  FD_ZERO(&ready);
  FD_SET(fd, &ready);
  select(fd + 1, &ready, NULL, NULL, NULL);
#endif
  if (read(fd, out, room) <= 0)
    abort();
}

void copy_all(char *out, size_t room) {
  for (struct link *each = links; each; each = each->next)
    copy(each->socket, out, room);
}
