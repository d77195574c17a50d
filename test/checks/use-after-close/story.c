// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The notes tell where it was made and where it was released.
//
// RUN: %check_tidy %s net-use-after-close %t -- -- -I%S/Inputs -I%S/../Inputs
// RUN: %analyze -std=c11 -I%S/Inputs -I%S/../Inputs %s 2>&1 \
// RUN:   | %FileCheck --check-prefix=ANALYZER %s

#include <curl/curl.h>

#include <stddef.h>

static void finish(CURL *handle) { curl_easy_cleanup(handle); }

int direct(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  curl_easy_cleanup(handle);
  return curl_easy_perform(handle);
}

int helper(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  finish(handle);
  curl_easy_cleanup(handle);
  return 0;
}
// CHECK-NOTES: :[[@LINE-11]]:10: warning: this curl handle is used after it was released{{.*}} [net-use-after-close]
// CHECK-NOTES: :[[@LINE-16]]:18: note: curl handle created here
// CHECK-NOTES: :[[@LINE-16]]:7: note: Assuming 'handle' is non-null
// CHECK-NOTES: :[[@LINE-15]]:3: note: released here
// CHECK-NOTES: :[[@LINE-7]]:3: warning: this curl handle is released a second time{{.*}} [net-use-after-close]
// CHECK-NOTES: :[[@LINE-12]]:18: note: curl handle created here
// CHECK-NOTES: :[[@LINE-12]]:7: note: Assuming 'handle' is non-null
// CHECK-NOTES: :[[@LINE-11]]:3: note: Calling 'finish'
// CHECK-NOTES: :[[@LINE-26]]:36: note: released here
// CHECK-NOTES: :[[@LINE-13]]:3: note: Returning from 'finish'
//
// ANALYZER: :[[@LINE-22]]:10: warning: this curl handle is used after it was released{{.*}} [net.UseAfterClose]
// ANALYZER: :[[@LINE-27]]:18: note: curl handle created here
// ANALYZER: :[[@LINE-25]]:3: note: released here
// ANALYZER: :[[@LINE-25]]:10: note: this curl handle is used after it was released; its memory is gone
// ANALYZER: :[[@LINE-18]]:3: warning: this curl handle is released a second time{{.*}} [net.UseAfterClose]
// ANALYZER: :[[@LINE-23]]:18: note: curl handle created here
// ANALYZER: :[[@LINE-21]]:3: note: Calling 'finish'
// ANALYZER: :[[@LINE-36]]:36: note: released here
// ANALYZER: :[[@LINE-23]]:3: note: Returning from 'finish'
// ANALYZER: :[[@LINE-23]]:3: note: this curl handle is released a second time; its memory is gone
