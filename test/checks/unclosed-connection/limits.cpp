// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is reported wrongly (FP_) or not found (FN_), and why.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>
#include <fake/unistd.h>
#include <stdexcept>

extern int busy();

static void check(int status) {
  if (status)
    throw std::runtime_error("failed");
}

// What stands in an array is given up as soon as its elements are written.
int FN_local_array(const char *path) {
  int fds[2];
  fds[0] = open(path, 0);
  if (fds[0] < 0)
    return -1;
  fds[1] = open(path, 1);
  if (fds[1] < 0)
    return -1;
  close(fds[0]);
  close(fds[1]);
  return 0;
}
