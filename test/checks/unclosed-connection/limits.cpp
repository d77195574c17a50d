// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is reported wrongly (FP_) or not found (FN_), and why.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs -I%S/../Inputs

#include <fake/unistd.h>

extern const char *const names[4];

// What stands in an array is given up where an index is not constant.
int FN_filled_in_a_loop() {
  int fds[4];
  for (int i = 0; i < 4; i++) {
    fds[i] = open(names[i], 0);
    if (fds[i] < 0)
      return -1;
  }
  for (int i = 0; i < 4; i++)
    close(fds[i]);
  return 0;
}
