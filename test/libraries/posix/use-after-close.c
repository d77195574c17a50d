// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Descriptors and lists that are used, or closed again, after their release.
//
// RUN: %check_tidy %s net-use-after-close %t

#define _GNU_SOURCE
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int closed_twice_bad(const struct sockaddr *address, socklen_t size) {
  int status = 0;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) < 0) {
    close(fd);
    status = -1;
  }
  close(fd);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is released a second time{{.*}} [net-use-after-close]
  return status;
}

int written_after_close_bad(const char *path) {
  int fd = open(path, O_WRONLY);
  if (fd < 0)
    return -1;
  close(fd);
  return write(fd, "x", 1) == 1 ? 0 : -1;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is used after it was released{{.*}} [net-use-after-close]
}

int stream_closed_twice_bad(const char *path) {
  FILE *file;
  int fd = open(path, O_RDONLY);
  if (fd < 0)
    return -1;
  file = fdopen(fd, "r");
  if (!file) {
    close(fd);
    return -1;
  }
  fclose(file);
  fclose(file);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this stream is released a second time{{.*}} [net-use-after-close]
  return 0;
}

int addresses_after_free_bad(const char *host) {
  struct addrinfo *addresses;
  int fd;
  if (getaddrinfo(host, "80", NULL, &addresses) != 0)
    return -1;
  fd = socket(addresses->ai_family, SOCK_STREAM, 0);
  freeaddrinfo(addresses);
  if (fd < 0) {
    freeaddrinfo(addresses);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this address list is released a second time{{.*}} [net-use-after-close]
    return -1;
  }
  return fd;
}

int closed_once_per_path_ok(const struct sockaddr *address, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) < 0) {
    close(fd);
    return -1;
  }
  close(fd);
  return 0;
}

int set_aside_ok(const struct sockaddr *address, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) < 0) {
    close(fd);
    fd = -1;
  }
  if (fd >= 0)
    close(fd);
  return 0;
}

int reopened_ok(const char *path) {
  char byte;
  int fd = open(path, O_WRONLY | O_CREAT, 0600);
  if (fd < 0 || close(fd) < 0)
    return -1;
  fd = open(path, O_RDONLY);
  if (fd < 0)
    return -1;
  if (read(fd, &byte, 1) != 1)
    byte = 0;
  close(fd);
  return byte;
}

void first_address_after_free_bad(const char *host) {
  struct addrinfo *list;
  if (getaddrinfo(host, "80", NULL, &list) != 0)
    return;
  freeaddrinfo(list);
  printf("%s uses family %d\n", host, list->ai_family);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this address list is used after it was released{{.*}} [net-use-after-close]
}

void first_address_ok(const char *host) {
  struct addrinfo *list;
  if (getaddrinfo(host, "80", NULL, &list) != 0)
    return;
  int family = list->ai_family;
  freeaddrinfo(list);
  list = NULL;
  printf("%s uses family %d\n", host, family);
}
