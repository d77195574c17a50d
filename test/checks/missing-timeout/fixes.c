// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A timeout is inserted before the request, an infinite one is replaced.
//
// RUN: %check_tidy %s net-missing-timeout %t -- -- -I%S/Inputs

#include <curl/curl.h>

#include <stddef.h>

extern void note(int status);

int declaration(const char *url) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  curl_easy_setopt(handle, CURLOPT_URL, url);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}
// CHECK-FIXES: curl_easy_setopt(handle, CURLOPT_URL, url);
// CHECK-FIXES-NEXT: {{^  }}curl_easy_setopt(handle, CURLOPT_TIMEOUT, 30L);
// CHECK-FIXES-NEXT: {{^  }}int status = curl_easy_perform(handle);

int nested(const char *url) {
  int status = -1;
  CURL *handle = curl_easy_init();
  if (handle) {
    note(1);
    status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
    curl_easy_cleanup(handle);
  }
  return status;
}
// CHECK-FIXES: note(1);
// CHECK-FIXES-NEXT: {{^    }}curl_easy_setopt(handle, CURLOPT_TIMEOUT, 30L);
// CHECK-FIXES-NEXT: {{^    }}status = curl_easy_perform(handle);

int in_condition(void) {
  CURL *handle = curl_easy_init();
  note(2);
  if (curl_easy_perform(handle) != CURLE_OK)
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
    note(3);
  curl_easy_cleanup(handle);
  return 0;
}
// CHECK-FIXES: note(2);
// CHECK-FIXES-NEXT: {{^  }}curl_easy_setopt(handle, CURLOPT_TIMEOUT, 30L);
// CHECK-FIXES-NEXT: {{^  }}if (curl_easy_perform(handle) != CURLE_OK)

int infinite(void) {
  CURL *handle = curl_easy_init();
  note(4);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 0L);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: the timeout of this curl handle is set to a value that means "no limit" [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}
// CHECK-FIXES: note(4);
// CHECK-FIXES-NEXT: curl_easy_setopt(handle, CURLOPT_TIMEOUT, 30L);
// CHECK-FIXES-NEXT: int status = curl_easy_perform(handle);

int infinite_in_milliseconds(void) {
  CURL *handle = curl_easy_init();
  note(5);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, 0);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: the timeout of this curl handle is set to a value that means "no limit" [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}
// CHECK-FIXES: note(5);
// CHECK-FIXES-NEXT: curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, 30000L);
// CHECK-FIXES-NEXT: int status = curl_easy_perform(handle);

#define NEVER 0L

int infinite_by_name(void) {
  CURL *handle = curl_easy_init();
  note(6);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, NEVER);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: the timeout of this curl handle is set to a value that means "no limit" [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}
// CHECK-FIXES: #define NEVER 0L
// CHECK-FIXES: note(6);
// CHECK-FIXES-NEXT: curl_easy_setopt(handle, CURLOPT_TIMEOUT, 30L);
// CHECK-FIXES-NEXT: int status = curl_easy_perform(handle);
