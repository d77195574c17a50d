// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Servers that read from the connections they accept. What bounds the time
// anywhere in the file silences all of it.
//
// RUN: %check_tidy --check-suffix=NEVER %s net-unbounded-accept %t
// RUN: %check_tidy --check-suffix=LIMITED %s net-unbounded-accept %t -- -- -DRECEIVE
// RUN: %check_tidy --check-suffix=LIMITED %s net-unbounded-accept %t -- -- -DREADY
// RUN: %check_tidy --check-suffix=LIMITED %s net-unbounded-accept %t -- -- -DALARM
// RUN: %check_tidy --check-suffix=LIMITED %s net-unbounded-accept %t -- \
// RUN:   "--config={CheckOptions: {net-unbounded-accept.Reads: false}}"

#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

extern void answer(const char *text);
extern void hand_over(int fd);

static void limit(int fd) {
#ifdef RECEIVE
  struct timeval seconds = {10, 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &seconds, sizeof seconds);
#elif defined(READY)
  struct pollfd ready = {fd, POLLIN, 0};
  poll(&ready, 1, 10000);
#elif defined(ALARM)
  alarm(10);
#endif
}

// --- one after the other -----------------------------------------------------

void serve_in_turn_bad(int listener) {
  char line[512];
  for (;;) {
    int client = accept(listener, 0, 0);
    if (client < 0)
      continue;
    if (recv(client, line, sizeof line, 0) > 0)
// CHECK-MESSAGES-NEVER: :[[@LINE-1]]:9: warning: 'recv' waits for ever for a client that sends nothing: no timeout is set on the accepted socket{{.*}} [net-unbounded-accept]
      answer(line);
    close(client);
  }
}

static int read_line(int fd, char *line, size_t room) {
  size_t used = 0;
  limit(fd);
  while (used + 1 < room && read(fd, line + used, 1) == 1)
// CHECK-MESSAGES-NEVER: :[[@LINE-1]]:29: warning: 'read' waits for ever for a client that sends nothing{{.*}} [net-unbounded-accept]
    if (line[used++] == '\n')
      break;
  line[used] = 0;
  return (int)used;
}

static void serve_one(int client) {
  char line[512];
  if (read_line(client, line, sizeof line) > 0)
    answer(line);
  close(client);
}

void serve_through_helpers_bad(int listener) {
  int client;
  while ((client = accept(listener, 0, 0)) >= 0)
    serve_one(client);
}

// --- not judged --------------------------------------------------------------

// Not in a loop: the data connection of some protocol.
void serve_once_ok(int listener) {
  char line[512];
  int client = accept(listener, 0, 0);
  if (client < 0)
    return;
  recv(client, line, sizeof line, 0);
  close(client);
}

// Somebody else may have set a limit.
void given_away_ok(int listener) {
  char line[512];
  for (;;) {
    int client = accept(listener, 0, 0);
    if (client < 0)
      continue;
    hand_over(client);
    recv(client, line, sizeof line, 0);
    close(client);
  }
}

void returns_at_once_ok(int listener) {
  char line[512];
  for (;;) {
    int client = accept(listener, 0, 0);
    if (client < 0)
      continue;
    recv(client, line, sizeof line, MSG_DONTWAIT);
    close(client);
  }
}

// A client's own connection is another check's.
int ask_ok(const struct sockaddr *address, socklen_t size) {
  char line[512];
  for (int i = 0; i < 3; i++) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
      return -1;
    if (connect(fd, address, size) == 0)
      recv(fd, line, sizeof line, 0);
    close(fd);
  }
  return 0;
}
