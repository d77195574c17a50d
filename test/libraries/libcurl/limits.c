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
