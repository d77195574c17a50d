// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function is followed although the name of the type that it returns is not
// known; one whose parameter's type is not known is left alone.
//
// RUN: %check_tidy --expect-errors %s net-unclosed-connection %t -- -- -std=gnu11

#include "Inputs/net.h"

status_t returns_early_bad(void) {
// CHECK-MESSAGES: :[[@LINE-1]]:1: error: unknown type name 'status_t'
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  char byte = 0;
  if (send(fd, &byte, 1, 0) < 0)
    return 0;
  close(fd);
  return 1;
}

status_t closes_ok(void) {
// CHECK-MESSAGES: :[[@LINE-1]]:1: error: unknown type name 'status_t'
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  char byte = 0;
  int sent = send(fd, &byte, 1, 0) == 1;
  close(fd);
  return sent;
}

int closes_elsewhere_ok(guard_t guard) {
// CHECK-MESSAGES: :[[@LINE-1]]:25: error: unknown type name 'guard_t'
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  guard = fd;
  return 0;
}
