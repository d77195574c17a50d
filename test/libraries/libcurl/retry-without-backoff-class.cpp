// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Wrappers that tell of a failure by an exception.
//
// RUN: %check_tidy %s net-retry-without-backoff %t

#include <chrono>
#include <curl/curl.h>
#include <exception>
#include <stdexcept>
#include <thread>

class Easy {
public:
  Easy() : Handle(curl_easy_init()) {
    curl_easy_setopt(Handle, CURLOPT_TIMEOUT, 5L);
  }
  ~Easy() { curl_easy_cleanup(Handle); }
  Easy(const Easy &) = delete;
  void perform() {
    CURLcode Result = curl_easy_perform(Handle);
    if (Result != CURLE_OK)
      throw std::runtime_error(curl_easy_strerror(Result));
  }

private:
  CURL *Handle;
};

void swallowed_bad(Easy &Client) {
  while (true) {
    try {
      Client.perform();
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'perform' is tried again at once{{.*}} [net-retry-without-backoff]
      return;
    } catch (const std::exception &) {
    }
  }
}

void waited_ok(Easy &Client) {
  while (true) {
    try {
      Client.perform();
      return;
    } catch (const std::exception &) {
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
  }
}

void counted_ok(Easy &Client) {
  for (int Left = 5; Left > 0; --Left) {
    try {
      Client.perform();
      return;
    } catch (const std::exception &) {
    }
  }
}

void given_up_ok(Easy &Client) {
  while (true) {
    try {
      Client.perform();
      return;
    } catch (const std::invalid_argument &) {
      return;
    }
  }
}

void every_round_ok(Easy &Client, bool (*more)()) {
  while (more()) {
    try {
      Client.perform();
    } catch (const std::exception &) {
    }
  }
}
