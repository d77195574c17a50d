// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exceptions: what a call may do between acquisition and release.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs -I%S/../Inputs
// RUN: %check_tidy %s net-unclosed-connection %t.all --check-suffix=ALL -- \
// RUN:   "--config={CheckOptions: {net-unclosed-connection.Exceptions: all}}" -- -I%S/Inputs -I%S/../Inputs
// RUN: %check_tidy %s net-unclosed-connection %t.none --check-suffix=NONE -- \
// RUN:   "--config={CheckOptions: {net-unclosed-connection.Exceptions: none}}" -- -I%S/Inputs -I%S/../Inputs
//
// The last RUN line has no expectations: nothing is said.

#include <curl/curl.h>
#include <stdexcept>

extern int unknown();

static void check(int status) {
  if (status)
    throw std::runtime_error("failed");
}

int visible() {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released when an exception leaves this function{{.*}} [net-unclosed-connection]
// CHECK-MESSAGES-ALL: :[[@LINE-2]]:18: warning: this curl handle is not released when an exception leaves this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  check(unknown());
  curl_easy_cleanup(handle);
  return 0;
}

int invisible() {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES-ALL: :[[@LINE-1]]:18: warning: this curl handle is not released when a call throws before its release{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  unknown();
  curl_easy_cleanup(handle);
  return 0;
}

extern int never() noexcept;

int cannot_throw() {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  never();
  curl_easy_cleanup(handle);
  return 0;
}
