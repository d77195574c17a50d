/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   Verification switched off by a constant, and what only looks like it. */
// RUN: %check_tidy %s net-disabled-tls-verification %t

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

/* --- reported ------------------------------------------------------------ */

int peer_bad(const char *url) {
  CURL *easy = curl_easy_init();
  if (!easy)
    return -1;
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'CURLOPT_SSL_VERIFYPEER' switches off the verification of the peer, so anybody on the way can read and change what is sent [net-disabled-tls-verification]
  // CHECK-FIXES: curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  int result = curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  return result;
}

int host_bad(void) {
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, "https://api.example.org/");
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'CURLOPT_SSL_VERIFYHOST' switches off
  // CHECK-FIXES: curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  int result = curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  return result;
}

static CURL *shared;
int proxy_bad(const char *url) {
  curl_easy_setopt(shared, CURLOPT_URL, url);
  curl_easy_setopt(shared, CURLOPT_PROXY_SSL_VERIFYPEER, 0L);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'CURLOPT_PROXY_SSL_VERIFYPEER' switches off
  return curl_easy_perform(shared);
}

static void setup_bad(CURL *easy) {
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'CURLOPT_SSL_VERIFYPEER' switches off
}
int with_setup(const char *url) {
  CURL *easy = curl_easy_init();
  setup_bad(easy);
  curl_easy_setopt(easy, CURLOPT_URL, url);
  int result = curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  return result;
}

/* --- silent -------------------------------------------------------------- */

struct options {
  int insecure;
  long verify;
};

int configured_ok(CURL *easy, const struct options *o) {
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, o->verify);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, o->insecure ? 0L : 2L);
  return curl_easy_perform(easy);
}

int chosen_ok(CURL *easy, const struct options *o) {
  if (o->insecure) {
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
  }
  return curl_easy_perform(easy);
}

void chosen_before_ok(CURL *easy, const struct options *o) {
  if (o->verify)
    return;
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
}

int environment_ok(CURL *easy) {
  if (getenv("FETCH_INSECURE") != NULL)
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
  return curl_easy_perform(easy);
}

/* A switch that its callers throw. */
void allow_self_signed(CURL *easy) {
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
}

int loopback_ok(void) {
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, "https://localhost:8443/health");
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
  int result = curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  return result;
}

static const char Agent[] = "https://127.0.0.1:9443";
int loopback_constant_ok(void) {
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, Agent);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
  int result = curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  return result;
}

int loopback_formatted_ok(int number) {
  char url[64];
  snprintf(url, sizeof url, "https://localhost:8443/upload-%d", number);
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
  int result = curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  return result;
}

int unix_socket_ok(const char *url) {
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, "/run/agent.sock");
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
  int result = curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  return result;
}

/* 1 was an error and means 2 since 7.66. */
int one_ok(CURL *easy) {
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 1L);
  return curl_easy_perform(easy);
}

/* OCSP stapling is off by default. */
int stapling_ok(CURL *easy) {
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYSTATUS, 0L);
  return curl_easy_perform(easy);
}

int pinned_ok(const char *url) {
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, "sha256//YhKJKSzoTt2b5FP18fvpHo7fJYqQCjAa3HWY3tvRMwE=");
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
  int result = curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  return result;
}

int on_ok(CURL *easy) {
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  return curl_easy_perform(easy);
}
