// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Connections that are made again for every exchange with the same peer.
//
// RUN: %check_tidy %s net-client-per-call %t

#define _GNU_SOURCE
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

extern int keep_running(void);
extern size_t next_sample(char *buffer, size_t size);

int push_samples_bad(const struct sockaddr *collector, socklen_t size) {
  char sample[256];
  size_t length;
  while ((length = next_sample(sample, sizeof(sample))) > 0) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new socket is built for every iteration{{.*}} [net-client-per-call]
    if (fd < 0)
      return -1;
    if (connect(fd, collector, size) == 0)
      send(fd, sample, length, MSG_NOSIGNAL);
    close(fd);
  }
  return 0;
}

int push_samples_ok(const struct sockaddr *collector, socklen_t size) {
  char sample[256];
  size_t length;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, collector, size) == 0)
    while ((length = next_sample(sample, sizeof(sample))) > 0)
      send(fd, sample, length, MSG_NOSIGNAL);
  close(fd);
  return 0;
}

// One exchange, one connection: what the loop around it does is not known.
int ask_once_ok(const struct sockaddr *address, socklen_t size, char *answer,
                size_t length) {
  ssize_t got = -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) == 0 && send(fd, "?", 1, 0) == 1)
    got = recv(fd, answer, length, 0);
  close(fd);
  return (int)got;
}

int first_that_answers_ok(struct addrinfo *addresses) {
  struct addrinfo *each;
  for (each = addresses; each; each = each->ai_next) {
    int fd = socket(each->ai_family, each->ai_socktype, each->ai_protocol);
    if (fd < 0)
      continue;
    if (connect(fd, each->ai_addr, each->ai_addrlen) == 0)
      return fd;
    close(fd);
  }
  return -1;
}

int retry_ok(const struct sockaddr *address, socklen_t size) {
  for (int attempt = 0; attempt < 5; attempt++) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
      return -1;
    if (connect(fd, address, size) == 0)
      return fd;
    close(fd);
    sleep(1u << attempt);
  }
  return -1;
}

void reconnect_ok(const struct sockaddr *address, socklen_t size) {
  char buffer[1024];
  while (keep_running()) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
      return;
    if (connect(fd, address, size) == 0)
      while (recv(fd, buffer, sizeof(buffer), 0) > 0)
        fputs(buffer, stdout);
    close(fd);
    sleep(5);
  }
}

int scan_ok(struct sockaddr_in address, uint16_t first, uint16_t last) {
  int open_ports = 0;
  for (uint16_t port = first; port < last; port++) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
      return -1;
    address.sin_port = htons(port);
    open_ports += connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0;
    close(fd);
  }
  return open_ports;
}

void serve_ok(int listener) {
  for (;;) {
    int client = accept(listener, NULL, NULL);
    if (client < 0)
      return;
    send(client, "busy\n", 5, MSG_NOSIGNAL);
    close(client);
  }
}
