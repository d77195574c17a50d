// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A condition that did not compile may be the user's choice.
//
// RUN: %check_tidy --expect-errors %s net-disabled-keep-alive %t

typedef void CURL;
typedef enum { CURLOPT_URL = 10002, CURLOPT_FORBID_REUSE = 75 } CURLoption;
CURL *curl_easy_init(void);
int curl_easy_setopt(CURL *, CURLoption, ...);
int curl_easy_perform(CURL *);

int chosen_out_of_sight_ok(CURL *handle) {
  if (settings->fresh)
    // CHECK-MESSAGES: :[[@LINE-1]]:7: error: use of undeclared identifier 'settings'
    curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
  return curl_easy_perform(handle);
}

int compared_out_of_sight_ok(CURL *handle, struct unknown *about) {
  if (about->fresh == 1)
    // CHECK-MESSAGES: :[[@LINE-1]]:12: error: incomplete definition of type 'struct unknown'
    curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
  return curl_easy_perform(handle);
}

int broken_before_bad(CURL *handle) {
  curl_easy_setopt(handle, CURLOPT_URL, settings->url);
  // CHECK-MESSAGES: :[[@LINE-1]]:41: error: use of undeclared identifier 'settings'
  curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'CURLOPT_FORBID_REUSE' switches off the reuse of connections{{.*}} [net-disabled-keep-alive]
  return curl_easy_perform(handle);
}
