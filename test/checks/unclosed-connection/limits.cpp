// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is reported wrongly (FP_) or not found (FN_), and why.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs

#include <curl/curl.h>
#include <fake/unistd.h>
#include <stdexcept>

extern int busy();

static void check(int status) {
  if (status)
    throw std::runtime_error("failed");
}

// The engine ends a path at a throw: what a handler of the same function does,
// or leaves undone, is not seen.
int FN_caught_and_lost() {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  try {
    check(busy());
    curl_easy_cleanup(handle);
  } catch (const std::exception &) {
    return -1;
  }
  return 0;
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
