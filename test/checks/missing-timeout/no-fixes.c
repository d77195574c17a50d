// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a statement before the request would not do, no fix is offered.
//
// RUN: %check_tidy %s net-missing-timeout %t -- -- -I%S/Inputs
// RUN: cp %s %t.fixed.c
// RUN: %clang_tidy --quiet --fix --load=%tidy_plugin \
// RUN:   "--checks=-*,net-missing-timeout" --config={} \
// RUN:   %t.fixed.c -- -std=c11 -I%S/Inputs
// RUN: diff %s %t.fixed.c

#include <curl/curl.h>

#include <stddef.h>

extern int busy(void);

int unbraced_branch_bad(void) {
  int status = 0;
  CURL *handle = curl_easy_init();
  if (busy())
    status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

int head_of_a_loop_bad(void) {
  CURL *handle = curl_easy_init();
  while (curl_easy_perform(handle) == CURLE_OK)
// CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
    busy();
  curl_easy_cleanup(handle);
  return 0;
}

#define SEND(h) curl_easy_perform(h)

int macro_bad(void) {
  CURL *handle = curl_easy_init();
  int status = SEND(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

int label_bad(void) {
  CURL *handle = curl_easy_init();
again:
  if (curl_easy_perform(handle) != CURLE_OK && busy())
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
    goto again;
  curl_easy_cleanup(handle);
  return 0;
}
