// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who runs a function of the user's: algorithms for each element, threads once.
//
// RUN: %check_tidy %s net-client-per-call %t -- -- -std=c++17

#include <algorithm>
#include <curl/curl.h>
#include <string>
#include <thread>
#include <vector>

void fetch_each_bad(const std::vector<std::string> &Urls) {
  std::for_each(Urls.begin(), Urls.end(), [](const std::string &Url) {
    CURL *Handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every {{.*}} [net-client-per-call]
    if (!Handle)
      return;
    curl_easy_setopt(Handle, CURLOPT_URL, Url.c_str());
    curl_easy_perform(Handle);
    curl_easy_cleanup(Handle);
  });
}

// The thread builds its handle before its own loop.
std::thread worker_ok(const std::vector<std::string> &Urls) {
  return std::thread([Urls] {
    CURL *Handle = curl_easy_init();
    if (!Handle)
      return;
    for (const std::string &Url : Urls) {
      curl_easy_setopt(Handle, CURLOPT_URL, Url.c_str());
      curl_easy_perform(Handle);
    }
    curl_easy_cleanup(Handle);
  });
}
