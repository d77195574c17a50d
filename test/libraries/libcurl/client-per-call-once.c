// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program that makes one transfer and ends: nothing could be reused.
//
// RUN: %check_tidy %s net-client-per-call %t

#include <curl/curl.h>

static int download_ok(const char *url) {
  CURL *curl = curl_easy_init();
  if (!curl)
    return 1;
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 60L);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return result != CURLE_OK;
}

int main(int argc, char **argv) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  int status = argc > 1 ? download_ok(argv[1]) : 2;
  curl_global_cleanup();
  return status;
}
