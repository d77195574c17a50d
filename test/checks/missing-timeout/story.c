// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The notes tell where the client was made; the analyzer says the same.
//
// RUN: %check_tidy %s net-missing-timeout %t -- -- -I%S/Inputs
// RUN: %analyze -std=c11 -I%S/Inputs %s 2>&1 \
// RUN:   | %FileCheck --check-prefix=ANALYZER %s

#include <curl/curl.h>

#include <stddef.h>

static CURL *make(void) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  return handle;
}

int factory(const char *url) {
  CURL *handle = make();
  if (!handle)
    return -1;
  curl_easy_setopt(handle, CURLOPT_URL, url);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

int infinite(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 0L);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}
// CHECK-NOTES: :[[@LINE-14]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
// CHECK-NOTES: :[[@LINE-19]]:18: note: Calling 'make'
// CHECK-NOTES: :[[@LINE-26]]:18: note: curl handle created here
// CHECK-NOTES: :[[@LINE-21]]:18: note: Returning from 'make'
// CHECK-NOTES: :[[@LINE-21]]:7: note: Assuming 'handle' is non-null
// CHECK-NOTES: :[[@LINE-9]]:16: warning: 'curl_easy_perform' can wait for ever: the timeout of this curl handle is set to a value that means "no limit" [net-missing-timeout]
// CHECK-NOTES: :[[@LINE-14]]:18: note: curl handle created here
// CHECK-NOTES: :[[@LINE-14]]:7: note: Assuming 'handle' is non-null
// CHECK-NOTES: :[[@LINE-13]]:3: note: set to wait for ever here
//
// ANALYZER: :[[@LINE-24]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net.MissingTimeout]
// ANALYZER: :[[@LINE-29]]:18: note: Calling 'make'
// ANALYZER: :[[@LINE-36]]:18: note: curl handle created here
// ANALYZER: :[[@LINE-31]]:18: note: Returning from 'make'
// ANALYZER: :[[@LINE-28]]:16: note: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good
// ANALYZER: :[[@LINE-19]]:16: warning: 'curl_easy_perform' can wait for ever: the timeout of this curl handle is set to a value that means "no limit" [net.MissingTimeout]
// ANALYZER: :[[@LINE-24]]:18: note: curl handle created here
// ANALYZER: :[[@LINE-22]]:3: note: set to wait for ever here
// ANALYZER: :[[@LINE-22]]:16: note: 'curl_easy_perform' can wait for ever: the timeout of this curl handle is set to a value that means "no limit"
