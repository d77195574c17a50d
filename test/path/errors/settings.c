// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Settings that did not compile. What is certain not to be a timeout is none;
// everything else may be one.
//
// RUN: %check_tidy --expect-errors %s net-missing-timeout,net-unclosed-connection %t

#include "no_such_header.h"
// CHECK-MESSAGES: :[[@LINE-1]]:10: error: 'no_such_header.h' file not found
#include "Inputs/net.h"

void user_agent_bad(void) {
  CURL *h = curl_easy_init();
  if (!h)
    return;
  curl_easy_setopt(h, CURLOPT_USERAGENT, PACKAGE "/" VERSION);
  curl_easy_perform(h);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_cleanup(h);
}

void option_of_another_version_bad(void) {
  CURL *h = curl_easy_init();
  if (!h)
    return;
  curl_easy_setopt(h, CURLOPT_MUTE, 1L);
  curl_easy_perform(h);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'curl_easy_perform' can wait for ever
  curl_easy_cleanup(h);
}

void handle_is_lost_bad(int early) {
  CURL *h = curl_easy_init();
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: this curl handle is not released
  if (!h)
    return;
  curl_easy_setopt(h, CURLOPT_USERAGENT, PACKAGE "/" VERSION);
  curl_easy_setopt(h, CURLOPT_TIMEOUT, 3L);
  if (early)
    return;
  curl_easy_cleanup(h);
}

void value_ok(void) {
  CURL *h = curl_easy_init();
  if (!h)
    return;
  curl_easy_setopt(h, CURLOPT_TIMEOUT, DEFAULT_TIMEOUT);
  curl_easy_perform(h);
  curl_easy_cleanup(h);
}

void value_that_does_not_parse_ok(void) {
  CURL *h = curl_easy_init();
  if (!h)
    return;
  curl_easy_setopt(h, CURLOPT_TIMEOUT, 3L TIMES_TWO);
  curl_easy_perform(h);
  curl_easy_cleanup(h);
}

void key_ok(void) {
  CURL *h = curl_easy_init();
  if (!h)
    return;
  curl_easy_setopt(h, KEY_OF_TIMEOUT, 3L);
  curl_easy_perform(h);
  curl_easy_cleanup(h);
}

void macro_ok(void) {
  CURL *h = curl_easy_init();
  if (!h)
    return;
  SET_DEFAULTS(h, PACKAGE "/" VERSION);
  curl_easy_perform(h);
  curl_easy_cleanup(h);
}

void known_option_of_newer_version_ok(void) {
  CURL *h = curl_easy_init();
  if (!h)
    return;
  curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, 300L);
  curl_easy_perform(h);
  curl_easy_cleanup(h);
}

void cut_short_ok(void) {
  CURL *h = curl_easy_init();
  if (!h)
    return;
  curl_easy_setopt h, CURLOPT_TIMEOUT, 300L);
  curl_easy_perform(h);
  curl_easy_cleanup(h);
}

void chosen_value_ok(long seconds) {
  CURL *h = curl_easy_init();
  if (!h)
    return;
  if (seconds > 0)
    curl_easy_setopt(UNKNOWN_PREFIX h, CURLOPT_TIMEOUT, seconds);
  curl_easy_perform(h);
  curl_easy_cleanup(h);
}
