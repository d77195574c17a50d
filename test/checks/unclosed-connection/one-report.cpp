// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One defect that shows both on a path and in the whole class: one report, in
// clang-tidy and in the analyzer.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -std=c++17 -I%S/../Inputs
// RUN: %analyze -std=c++17 -I%S/../Inputs %s > %t.analyzer 2>&1
// RUN: %FileCheck --check-prefix=ANALYZER --input-file=%t.analyzer %s
// ANALYZER-COUNT-1: [net.UnclosedConnection]
// ANALYZER-NOT: [net.UnclosedConnection]

#include <curl/curl.h>
#include <stdexcept>

class Loader {
public:
  explicit Loader(const char *Url) {
    Handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:14: warning: this curl handle {{.*}} [net-unclosed-connection]
    if (!Url)
      throw std::invalid_argument("no URL");
    curl_easy_setopt(Handle, CURLOPT_URL, Url);
  }
  Loader(const Loader &) = delete;
  Loader &operator=(const Loader &) = delete;

private:
  CURL *Handle = nullptr;
};
