// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls with an unknown argument keep their meaning, as far as the parser keeps
// the calls: before LLVM 19 it drops what initialises a variable.
//
// REQUIRES: llvm-22
// RUN: %check_tidy --expect-errors %s net-unclosed-connection %t

#include "no_such_header.h"
// CHECK-MESSAGES: :[[@LINE-1]]:10: error: 'no_such_header.h' file not found
#include "Inputs/net.h"

int unknown_family_bad(const struct sockaddr *address) {
  int fd = socket(PF_UNKNOWN, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  if (connect(fd, address, SIZE_OF_ADDRESS) < 0)
    return -1;
  return fd;
}

int assigned_bad(int early) {
  int fd;
  if ((fd = socket(AF_INET, TYPE_UNKNOWN, 0)) < 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: this socket is not released
    return -1;
  if (setsockopt(fd, SOL_SOCKET, OPTION_UNKNOWN, &early, sizeof(early)) < 0)
    return -1;
  close(fd);
  return 0;
}
