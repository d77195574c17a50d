// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The notes tell where the evidence stands and what becomes of the client.
//
// RUN: %check_tidy %s net-client-per-call %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>
#include <httplib.h>

static CURL *make() {
  CURL *Handle = curl_easy_init();
  curl_easy_setopt(Handle, CURLOPT_TIMEOUT, 10L);
  return Handle;
}

static void send(const char *URL) {
  CURL *Handle = make();
  curl_easy_setopt(Handle, CURLOPT_URL, URL);
  curl_easy_perform(Handle);
  curl_easy_cleanup(Handle);
}

void sendAll(const char *const *URLs) {
  while (*URLs)
    send(*URLs++);
}
// CHECK-NOTES: :[[@LINE-16]]:18: warning: a new curl handle is built for every iteration, so its connection is never reused: {{.*}} [net-client-per-call]
// CHECK-NOTES: :[[@LINE-4]]:3: note: the loop is here
// CHECK-NOTES: :[[@LINE-4]]:5: note: which calls 'send' here
// CHECK-NOTES: :[[@LINE-13]]:18: note: it is built by this call
// CHECK-NOTES: :[[@LINE-12]]:3: note: it is used here
// CHECK-NOTES: :[[@LINE-12]]:3: note: and destroyed here
