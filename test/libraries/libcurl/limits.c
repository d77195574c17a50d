// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not found, and why.
//
// RUN: %check_tidy %s %core %t

#include <curl/curl.h>

// A condition around the call of a function that configures is taken for the
// user's choice, also where that function sends the request itself.
static int FN_deliver_signed(CURL *curl) {
  struct curl_slist *headers = curl_slist_append(NULL, "Connection: close");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  CURLcode result = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  return (int)result;
}

int deliver(CURL *curl, int is_signed) {
  return is_signed ? FN_deliver_signed(curl) : (int)curl_easy_perform(curl);
}

// Once it was in a multi handle, an easy handle may come back in other code.
void FN_removed_only(CURLM *multi, const char *url) {
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, 2L);
  curl_multi_add_handle(multi, easy);
  int running = 1;
  while (running) {
    curl_multi_perform(multi, &running);
    curl_multi_poll(multi, NULL, 0, 100, NULL);
  }
  curl_multi_remove_handle(multi, easy);
}
