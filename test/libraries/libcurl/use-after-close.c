// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handles of libcurl that are used, or released again, after their release.
//
// RUN: %check_tidy %s net-use-after-close %t

#include <curl/curl.h>
#include <stdio.h>

int used_after_cleanup_bad(const char *url) {
  CURL *curl = curl_easy_init();
  long status = 0;
  if (!curl)
    return -1;
  curl_easy_setopt(curl, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  if (result == CURLE_OK)
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is used after it was released{{.*}} [net-use-after-close]
  return (int)status;
}

int released_twice_bad(const char *url) {
  CURL *curl = curl_easy_init();
  if (!curl)
    return -1;
  curl_easy_setopt(curl, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(curl);
  if (result != CURLE_OK) {
    fprintf(stderr, "%s\n", curl_easy_strerror(result));
    curl_easy_cleanup(curl);
  }
  curl_easy_cleanup(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is released a second time{{.*}} [net-use-after-close]
  return (int)result;
}

static void finish(CURL *curl) { curl_easy_cleanup(curl); }

int released_by_helper_bad(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  finish(curl);
  return (int)curl_easy_perform(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is used after it was released{{.*}} [net-use-after-close]
}

int list_freed_twice_bad(CURL *curl) {
  struct curl_slist *headers = curl_slist_append(NULL, "X-Trace: 1");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  CURLcode result = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  if (result != CURLE_OK) {
    curl_slist_free_all(headers);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl list is released a second time{{.*}} [net-use-after-close]
    return -1;
  }
  return 0;
}

int fresh_handle_ok(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

int null_after_release_ok(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(curl);
  if (result != CURLE_OK) {
    curl_easy_cleanup(curl);
    curl = NULL;
  }
  curl_easy_cleanup(curl);
  return (int)result;
}

// The order of the two is free: the list is not used by the cleanup.
int handle_before_list_ok(const char *url) {
  CURL *curl = curl_easy_init();
  struct curl_slist *headers = curl_slist_append(NULL, "X-Trace: 1");
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  curl_slist_free_all(headers);
  return (int)result;
}

// A share that is still in use refuses to go.
int share_tried_again_ok(CURL *curl) {
  CURLSH *share = curl_share_init();
  curl_easy_setopt(curl, CURLOPT_SHARE, share);
  curl_easy_perform(curl);
  if (curl_share_cleanup(share) != CURLSHE_OK) {
    curl_easy_setopt(curl, CURLOPT_SHARE, NULL);
    curl_share_cleanup(share);
  }
  return 0;
}
