// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each way past the release, in plain C.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>
#include <fake/unistd.h>
#include <stddef.h>

extern int busy(void);
extern void note(const char *text);

int early_return_bad(void) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  if (curl_easy_perform(handle) != CURLE_OK)
    return -2;
  curl_easy_cleanup(handle);
  return 0;
}

int goto_past_release_bad(void) {
  int status = -1;
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    goto out;
  if (curl_easy_perform(handle) != CURLE_OK)
    goto out;
  status = 0;
  curl_easy_cleanup(handle);
out:
  return status;
}

int continued_bad(int count) {
  int failures = 0;
  for (int i = 0; i < count; i++) {
    CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:20: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (!handle)
      continue;
    if (curl_easy_perform(handle) != CURLE_OK) {
      failures++;
      continue;
    }
    curl_easy_cleanup(handle);
  }
  return failures;
}

int broken_out_of_bad(void) {
  int rounds = 0;
  while (busy()) {
    CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:20: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (!handle)
      break;
    if (curl_easy_perform(handle) != CURLE_OK)
      break;
    curl_easy_cleanup(handle);
    rounds++;
  }
  return rounds;
}

int switch_bad(int what) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  switch (what) {
  case 0:
    curl_easy_cleanup(handle);
    return 0;
  case 1:
    note("nothing to do");
    return 1;
  default:
    break;
  }
  curl_easy_cleanup(handle);
  return 2;
}

void never_released_bad(void) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return;
  if (curl_easy_perform(handle) != CURLE_OK)
    note("failed");
}

int overwritten_bad(void) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  handle = curl_easy_init();
  if (!handle)
    return -1;
  curl_easy_cleanup(handle);
  return 0;
}

int lost_by_none_bad(void) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  if (curl_easy_perform(handle) != CURLE_OK)
    handle = NULL;
  if (handle)
    curl_easy_cleanup(handle);
  return 0;
}

// The release hangs on another condition than the acquisition.
int conditional_release_bad(int quiet) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  if (!quiet)
    note("done");
  if (quiet)
    curl_easy_cleanup(handle);
  return 0;
}

int released_in_one_arm_bad(void) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  if (curl_easy_perform(handle) != CURLE_OK) {
    note("failed");
  } else {
    curl_easy_cleanup(handle);
  }
  return 0;
}

static CURL *make(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return NULL;
  return handle;
}

int factory_first_caller_bad(void) {
  CURL *handle = make();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  if (curl_easy_perform(handle) != CURLE_OK)
    return -2;
  curl_easy_cleanup(handle);
  return 0;
}

int factory_second_caller_bad(void) {
  CURL *handle = make();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  return !handle ? -1 : 0;
}

int factory_caller_ok(void) {
  CURL *handle = make();
  if (!handle)
    return -1;
  curl_easy_cleanup(handle);
  return 0;
}

static void finish(CURL *handle, int really) {
  if (really)
    curl_easy_cleanup(handle);
}

int helper_that_does_not_bad(void) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  finish(handle, 0);
  return 0;
}

int helper_releases_ok(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  finish(handle, 1);
  return 0;
}

int descriptor_bad(const char *path) {
  int fd = open(path, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  char byte;
  if (fd < 0)
    return -1;
  if (read(fd, &byte, 1) != 1)
    return -2;
  close(fd);
  return byte;
}

int one_end_of_the_pipe_bad(void) {
  int ends[2];
  if (pipe(ends) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
    return -1;
  close(ends[0]);
  return 0;
}
