// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fixes that need nothing but the model: the file still compiles and is silent
// afterwards.
//
// RUN: %check_tidy %s net-missing-timeout,net-disabled-keep-alive %t

#include <curl/curl.h>

int no_timeout_bad(const char *url) {
  CURL *curl = curl_easy_init();
  if (!curl)
    return -1;
  curl_easy_setopt(curl, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}
// CHECK-FIXES: curl_easy_setopt(curl, CURLOPT_URL, url);
// CHECK-FIXES-NEXT: curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
// CHECK-FIXES-NEXT: CURLcode result = curl_easy_perform(curl);

void no_reuse_bad(CURL *curl) {
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_0);
}
// CHECK-FIXES: void no_reuse_bad(CURL *curl) {
// CHECK-FIXES-NEXT: curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
// CHECK-FIXES-NEXT: curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
// CHECK-FIXES-NEXT: }

int close_header_bad(CURL *curl) {
  struct curl_slist *headers = curl_slist_append(NULL, "Accept: */*");
  headers = curl_slist_append(headers, "Connection: close");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  CURLcode result = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  return (int)result;
}
// CHECK-FIXES: struct curl_slist *headers = curl_slist_append(NULL, "Accept: */*");
// CHECK-FIXES-NEXT: curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
