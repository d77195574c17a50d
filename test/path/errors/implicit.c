// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Not one header: every function is declared by its first use, without a
// prototype.
//
// RUN: %check_tidy --expect-errors %s net-unclosed-connection,net-unclosed-response %t -- -- -std=c99

#include <sys/no_such_header.h>
// CHECK-MESSAGES: :[[@LINE-1]]:10: error: 'sys/no_such_header.h' file not found

int implicit_bad(int early) {
  int fd = socket(2, 1, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  if (early)
    return 1;
  close(fd);
  return 0;
}

int implicit_ok(void) {
  int fd = socket(2, 1, 0);
  if (fd < 0)
    return -1;
  send(fd, "x", 1, 0);
  close(fd);
  return 0;
}

int implicit_unknown_ok(void) {
  int fd = socket(2, 1, 0);
  if (fd < 0)
    return -1;
  hand_over(fd);
  return 0;
}
