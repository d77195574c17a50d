// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Options and headers of libcurl that switch the reuse of connections off.
//
// RUN: %check_tidy %s net-disabled-keep-alive %t

#include <curl/curl.h>
#include <string.h>

void forbid_reuse_bad(CURL *curl) {
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'CURLOPT_FORBID_REUSE' switches off the reuse of connections{{.*}} [net-disabled-keep-alive]
}

void fresh_connect_bad(CURL *curl) {
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'CURLOPT_FRESH_CONNECT' switches off the reuse of connections{{.*}} [net-disabled-keep-alive]
}

void old_version_bad(CURL *curl) {
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'CURLOPT_HTTP_VERSION' switches off the reuse of connections{{.*}} [net-disabled-keep-alive]
}

int close_header_bad(CURL *curl) {
  struct curl_slist *headers = NULL;
  headers = curl_slist_append(headers, "Accept: application/json");
  headers = curl_slist_append(headers, "Connection: close");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection{{.*}} [net-disabled-keep-alive]
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  CURLcode result = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  return (int)result;
}

int close_header_in_other_case_bad(CURL *curl) {
  struct curl_slist *headers =
      curl_slist_append(NULL, "connection:close");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection{{.*}} [net-disabled-keep-alive]
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  CURLcode result = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  return (int)result;
}

static void common_settings_bad(CURL *curl) {
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'CURLOPT_FORBID_REUSE' switches off the reuse of connections{{.*}} [net-disabled-keep-alive]
}

CURL *make(void) {
  CURL *curl = curl_easy_init();
  if (curl)
    common_settings_bad(curl);
  return curl;
}

// --- reuse stays on --------------------------------------------------------

void reuse_ok(CURL *curl) {
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 0L);
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 0L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
}

void by_user_ok(CURL *curl, int keep, long version) {
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, keep ? 0L : 1L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, version);
}

void probes_ok(CURL *curl) {
  curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 0L);
  curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, 60L);
}

int other_headers_ok(CURL *curl) {
  struct curl_slist *headers = NULL;
  headers = curl_slist_append(headers, "Connection: keep-alive");
  headers = curl_slist_append(headers, "X-Connection: close");
  headers = curl_slist_append(headers, "Expect:");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  CURLcode result = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  return (int)result;
}

// The list is not one of HTTP headers.
int mail_ok(CURL *curl) {
  struct curl_slist *commands = curl_slist_append(NULL, "CONNECTION: close");
  curl_easy_setopt(curl, CURLOPT_QUOTE, commands);
  CURLcode result = curl_easy_perform(curl);
  curl_slist_free_all(commands);
  return (int)result;
}

// Fresh for one transfer after a failure, and back again.
int retry_on_fresh_connection_ok(CURL *curl) {
  CURLcode result = curl_easy_perform(curl);
  if (result == CURLE_SEND_ERROR) {
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    result = curl_easy_perform(curl);
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 0L);
  }
  return (int)result;
}
