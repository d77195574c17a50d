// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ways past the release that C does not have.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>
#include <stdexcept>

extern int busy();

static void check(int status) {
  if (status)
    throw std::runtime_error("failed");
}

int visible_throw_bad() {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released when an exception leaves this function{{.*}} [net-unclosed-connection]
  if (!handle)
    throw std::runtime_error("none");
  if (curl_easy_perform(handle) != CURLE_OK)
    throw std::runtime_error("use");
  curl_easy_cleanup(handle);
  return 0;
}

int throwing_callee_bad() {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released when an exception leaves this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  check(busy());
  curl_easy_cleanup(handle);
  return 0;
}

int lambda_bad() {
  auto fetch = [] {
    CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:20: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (!handle)
      return -1;
    if (curl_easy_perform(handle) != CURLE_OK)
      return -2;
    curl_easy_cleanup(handle);
    return 0;
  };
  return fetch();
}

template <class Check> int template_bad(Check accepted) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  if (!accepted(busy()))
    return -2;
  curl_easy_cleanup(handle);
  return 0;
}

int instantiated() {
  return template_bad([](int value) { return value == 0; });
}

class worker {
public:
  int run_bad() {
    CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:20: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (!handle)
      return -1;
    if (busy())
      return -2;
    curl_easy_cleanup(handle);
    return 0;
  }
};

int use_worker() { return worker().run_bad(); }

#define RETURN_IF(condition, value)                                            \
  if (condition)                                                               \
  return value

int macro_bad() {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  RETURN_IF(!handle, -1);
  RETURN_IF(busy(), -2);
  curl_easy_cleanup(handle);
  return 0;
}

// The exception stays in the function, and the handler leaves it.
int caught_and_lost_bad() {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  try {
    check(busy());
    curl_easy_cleanup(handle);
  } catch (const std::exception &) {
    return -1;
  }
  return 0;
}
