// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// False alarm: what a flag lets run once in the life of the process counts as an
// ordinary function.
//
// RUN: %check_tidy %s net-client-per-call %t -- -- -std=c++17

#include <curl/curl.h>
#include <mutex>

void FP_announce(const char *Url) {
  static std::once_flag Once;
  std::call_once(Once, [Url] {
    CURL *Handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
    if (!Handle)
      return;
    curl_easy_setopt(Handle, CURLOPT_URL, Url);
    curl_easy_perform(Handle);
    curl_easy_cleanup(Handle);
  });
}
