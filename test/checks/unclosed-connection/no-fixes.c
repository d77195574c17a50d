// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where nobody can say that the object is still owned, no fix is offered.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs -I%S/../Inputs
// RUN: cp %s %t.fixed.c
// RUN: %clang_tidy --quiet --fix --load=%tidy_plugin "--checks=-*,net-unclosed-connection" \
// RUN:   --config={} \
// RUN:   %t.fixed.c -- -std=c11 -I%S/Inputs -I%S/../Inputs
// RUN: diff %s %t.fixed.c

#include <curl/curl.h>
#include <stddef.h>

extern int busy(void);
extern void keep(CURL *handle);

// A label before the return: other ways lead there, too.
int goto_bad(void) {
  int status = -1;
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    goto out;
  if (busy())
    goto out;
  curl_easy_cleanup(handle);
  status = 0;
out:
  return status;
}

// The next round may have released it already.
int loop_bad(int count) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  while (count-- > 0) {
    if (busy())
      return -2;
  }
  curl_easy_cleanup(handle);
  return 0;
}

// On one of the ways to the return somebody else owns it.
int given_away_bad(void) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  if (busy() == 7)
    keep(handle);
  if (busy())
    return -2;
  curl_easy_cleanup(handle);
  return 0;
}

// The macro's text is not this function's.
#define FAIL() return -2
int macro_bad(void) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  if (busy())
    FAIL();
  curl_easy_cleanup(handle);
  return 0;
}

// Overwritten: there is no return to write it before.
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
