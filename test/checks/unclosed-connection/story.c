// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The notes tell the path: where it was made, which way it went, where it was
// lost. The analyzer says the same as clang-tidy.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs -I%S/../Inputs
// RUN: %analyze -std=c11 -I%S/Inputs -I%S/../Inputs %s 2>&1 \
// RUN:   | %FileCheck --check-prefix=ANALYZER %s

#include <curl/curl.h>
#include <stddef.h>

extern int busy(void);

static CURL *make(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return NULL;
  return handle;
}

int caller(void) {
  CURL *handle = make();
  if (!handle)
    return -1;
  if (busy())
    return -2;
  curl_easy_cleanup(handle);
  return 0;
}

int direct(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  if (busy())
    return -2;
  curl_easy_cleanup(handle);
  return 0;
}
// CHECK-NOTES: :[[@LINE-18]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
// CHECK-NOTES: :[[@LINE-19]]:18: note: Calling 'make'
// CHECK-NOTES: :[[@LINE-27]]:18: note: curl handle created here
// CHECK-NOTES: :[[@LINE-27]]:7: note: Assuming 'handle' is non-null
// CHECK-NOTES: :[[@LINE-22]]:18: note: Returning from 'make'
// CHECK-NOTES: :[[@LINE-20]]:7: note: Assuming the condition is true
// CHECK-NOTES: :[[@LINE-20]]:13: note: its last reference is lost here, before any 'curl_easy_cleanup'
// CHECK-NOTES: :[[@LINE-15]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
// CHECK-NOTES: :[[@LINE-16]]:18: note: curl handle created here
// CHECK-NOTES: :[[@LINE-16]]:7: note: Assuming 'handle' is non-null
// CHECK-NOTES: :[[@LINE-15]]:7: note: Assuming the condition is true
// CHECK-NOTES: :[[@LINE-15]]:13: note: its last reference is lost here, before any 'curl_easy_cleanup'
//
// ANALYZER: :[[@LINE-27]]:13: warning: this curl handle is not released on a path through this function{{.*}} [net.UnclosedConnection]
// ANALYZER: :[[@LINE-32]]:18: note: Calling 'make'
// ANALYZER: :[[@LINE-40]]:18: note: curl handle created here
// ANALYZER: :[[@LINE-34]]:18: note: Returning from 'make'
// ANALYZER: :[[@LINE-31]]:13: note: its last reference is lost here, before any 'curl_easy_cleanup'
// ANALYZER: :[[@LINE-22]]:13: warning: this curl handle is not released on a path through this function{{.*}} [net.UnclosedConnection]
// ANALYZER: :[[@LINE-27]]:18: note: curl handle created here
// ANALYZER: :[[@LINE-24]]:13: note: its last reference is lost here, before any 'curl_easy_cleanup'
