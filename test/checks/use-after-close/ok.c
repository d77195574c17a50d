// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One release per object, whatever the names are.
//
// RUN: %check_tidy %s net-use-after-close %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>

#include <fake/unistd.h>
#include <stdlib.h>

extern int busy(void);
extern void replace(CURL **handle);

int once_ok(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

int once_per_path_ok(void) {
  CURL *handle = curl_easy_init();
  if (curl_easy_perform(handle) != CURLE_OK) {
    curl_easy_cleanup(handle);
    return -1;
  }
  curl_easy_cleanup(handle);
  return 0;
}

int set_to_null_ok(void) {
  CURL *handle = curl_easy_init();
  if (busy()) {
    curl_easy_cleanup(handle);
    handle = NULL;
  }
  curl_easy_cleanup(handle);
  return 0;
}

int made_anew_ok(void) {
  CURL *handle = curl_easy_init();
  curl_easy_cleanup(handle);
  handle = curl_easy_init();
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

int next_round_ok(int count) {
  CURL *handle = NULL;
  for (int i = 0; i < count; i++) {
    handle = curl_easy_init();
    curl_easy_perform(handle);
    curl_easy_cleanup(handle);
  }
  return 0;
}

int flag_ok(void) {
  int open = 1;
  CURL *handle = curl_easy_init();
  if (busy()) {
    curl_easy_cleanup(handle);
    open = 0;
  }
  if (open)
    curl_easy_cleanup(handle);
  return 0;
}

static void finish(CURL **handle) {
  curl_easy_cleanup(*handle);
  *handle = NULL;
}

int helper_sets_null_ok(void) {
  CURL *handle = curl_easy_init();
  finish(&handle);
  finish(&handle);
  return 0;
}

int unknown_function_ok(void) {
  CURL *handle = curl_easy_init();
  curl_easy_cleanup(handle);
  replace(&handle);
  return curl_easy_perform(handle);
}

int compared_ok(CURL *other) {
  CURL *handle = curl_easy_init();
  curl_easy_cleanup(handle);
  return handle == other;
}

int descriptor_set_aside_ok(const char *path) {
  int fd = open(path, 0);
  if (fd >= 0)
    close(fd);
  fd = -1;
  if (fd >= 0)
    close(fd);
  return 0;
}

int descriptor_reopened_ok(const char *path) {
  int fd = open(path, 0);
  if (fd < 0)
    return -1;
  close(fd);
  fd = open(path, 1);
  if (fd < 0)
    return -1;
  return close(fd);
}

int both_ends_ok(void) {
  int ends[2];
  if (pipe(ends) != 0)
    return -1;
  close(ends[0]);
  close(ends[1]);
  return 0;
}

void exits_ok(void) {
  CURL *handle = curl_easy_init();
  if (busy()) {
    curl_easy_cleanup(handle);
    exit(1);
  }
  curl_easy_cleanup(handle);
}

#define END(h)                                                                 \
  do {                                                                         \
    curl_easy_cleanup(h);                                                      \
    (h) = NULL;                                                                \
  } while (0)

int macro_ok(void) {
  CURL *handle = curl_easy_init();
  END(handle);
  END(handle);
  return 0;
}
