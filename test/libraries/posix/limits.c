// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not found, and why.
//
// RUN: %check_tidy %s %core %t

#define _GNU_SOURCE
#include <netinet/in.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

// FD_SET computes a word of a bit set from the descriptor and stores it into an
// array: the descriptor counts as stored there, so its settings are unknown.
int FN_select_for_ever(const struct sockaddr *address, socklen_t size,
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
  }
  close(fd);
  return (int)got;
}
