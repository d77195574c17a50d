/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   A client that shares connections that outlive the call wastes none. */
// RUN: %check_tidy %s net-client-per-call %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>
#include <stddef.h>

static CURLSH *with_connections;
static CURLSH *with_cookies;
CURLSH *given_share;
CURLM *given_multi;

void set_up_shares(void) {
  with_connections = curl_share_init();
  curl_share_setopt(with_connections, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
  curl_share_setopt(with_connections, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
  with_cookies = curl_share_init();
  curl_share_setopt(with_cookies, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
}

void shared_connections_ok(const char *url) {
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_SHARE, with_connections);
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_perform(easy);
  curl_easy_cleanup(easy);
}

void shared_cookies_bad(const char *url) {
  CURL *easy = curl_easy_init();
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: a new curl handle is built for every call
  curl_easy_setopt(easy, CURLOPT_SHARE, with_cookies);
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_perform(easy);
  curl_easy_cleanup(easy);
}

void unknown_share_ok(const char *url) {
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_SHARE, given_share);
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_perform(easy);
  curl_easy_cleanup(easy);
}

void no_share_bad(const char *url) {
  CURL *easy = curl_easy_init();
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: a new curl handle is built for every call
  curl_easy_setopt(easy, CURLOPT_SHARE, NULL);
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_perform(easy);
  curl_easy_cleanup(easy);
}

void own_share_bad(const char *url) {
  CURLSH *share = curl_share_init();
  curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
  CURL *easy = curl_easy_init();
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: a new curl handle is built for every call
  curl_easy_setopt(easy, CURLOPT_SHARE, share);
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  curl_share_cleanup(share);
}

void share_around_loop_ok(const char *const *urls) {
  CURLSH *share = curl_share_init();
  curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
  while (*urls) {
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_SHARE, share);
    curl_easy_setopt(easy, CURLOPT_URL, *urls++);
    curl_easy_perform(easy);
    curl_easy_cleanup(easy);
  }
  curl_share_cleanup(share);
}

void kept_multi_ok(const char *url) {
  int running = 0;
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_multi_add_handle(given_multi, easy);
  do
    curl_multi_perform(given_multi, &running);
  while (running);
  curl_multi_remove_handle(given_multi, easy);
  curl_easy_cleanup(easy);
}
