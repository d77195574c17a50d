// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The missing release is written before the return that loses the object.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>
#include <stddef.h>

extern int busy(void);

int braces_missing(void) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -1;
  if (busy())
    return -2;
  curl_easy_cleanup(handle);
  return 0;
}
// CHECK-FIXES: if (busy())
// CHECK-FIXES-NEXT: { curl_easy_cleanup(handle); return -2; }
// CHECK-FIXES-NEXT: curl_easy_cleanup(handle);

int braces_there(void) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -3;
  if (busy()) {
    busy();
    return -4;
  }
  curl_easy_cleanup(handle);
  return 0;
}
// CHECK-FIXES: busy();
// CHECK-FIXES-NEXT: {{^    }}curl_easy_cleanup(handle);
// CHECK-FIXES-NEXT: {{^    }}return -4;

int at_the_end(void) {
  CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!handle)
    return -5;
  busy();
  return 6;
}
// CHECK-FIXES: busy();
// CHECK-FIXES-NEXT: {{^  }}curl_easy_cleanup(handle);
// CHECK-FIXES-NEXT: {{^  }}return 6;

// Every return that loses it is mended at once; what another branch released
// before it left is of no concern to those behind it.
int several_returns(const char *url, int mode) {
  CURL *several = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:19: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!several)
    return -1;
  if (curl_easy_setopt(several, CURLOPT_URL, url))
    return -2;
  if (mode == 3) {
    return -3;
  }
  if (mode == 4) {
    curl_easy_cleanup(several);
    return -4;
  }
  if (curl_easy_perform(several))
    return -5;
  curl_easy_cleanup(several);
  return 0;
}
// CHECK-FIXES: { curl_easy_cleanup(several); return -2; }
// CHECK-FIXES-NEXT: if (mode == 3) {
// CHECK-FIXES-NEXT: curl_easy_cleanup(several);
// CHECK-FIXES-NEXT: return -3;
// CHECK-FIXES: { curl_easy_cleanup(several); return -5; }
