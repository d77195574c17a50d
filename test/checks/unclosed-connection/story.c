// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The notes tell the path: where it was made, which way it went, where it was
// lost. The analyzer says the same as clang-tidy.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs
// RUN: %analyze -std=c11 -I%S/Inputs %s 2>&1 \
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
//
// ANALYZER: :[[@LINE-27]]:13: warning: this curl handle is not released on a path through this function{{.*}} [net.UnclosedConnection]
// ANALYZER: :[[@LINE-32]]:18: note: Calling 'make'
// ANALYZER: :[[@LINE-40]]:18: note: curl handle created here
// ANALYZER: :[[@LINE-40]]:7: note: Assuming 'handle' is non-null
// ANALYZER: :[[@LINE-41]]:3: note: Taking false branch
// ANALYZER: :[[@LINE-36]]:18: note: Returning from 'make'
// ANALYZER: :[[@LINE-36]]:8: note: 'handle' is non-null
// ANALYZER: :[[@LINE-37]]:3: note: Taking false branch
// ANALYZER: :[[@LINE-36]]:7: note: Assuming the condition is true
// ANALYZER: :[[@LINE-37]]:3: note: Taking true branch
// ANALYZER: :[[@LINE-37]]:13: note: its last reference is lost here, before any 'curl_easy_cleanup'
// ANALYZER: :[[@LINE-28]]:13: warning: this curl handle is not released on a path through this function{{.*}} [net.UnclosedConnection]
// ANALYZER: :[[@LINE-33]]:18: note: curl handle created here
// ANALYZER: :[[@LINE-33]]:7: note: Assuming 'handle' is non-null
// ANALYZER: :[[@LINE-34]]:3: note: Taking false branch
// ANALYZER: :[[@LINE-33]]:7: note: Assuming the condition is true
// ANALYZER: :[[@LINE-34]]:3: note: Taking true branch
// ANALYZER: :[[@LINE-34]]:13: note: its last reference is lost here, before any 'curl_easy_cleanup'
// CHECK-NOTES: :[[@LINE-37]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
// CHECK-NOTES: :[[@LINE-38]]:18: note: Calling 'make'
// CHECK-NOTES: :[[@LINE-46]]:18: note: curl handle created here
// CHECK-NOTES: :[[@LINE-46]]:7: note: Assuming 'handle' is non-null
// CHECK-NOTES: :[[@LINE-41]]:18: note: Returning from 'make'
// CHECK-NOTES: :[[@LINE-39]]:7: note: Assuming the condition is true
// CHECK-NOTES: :[[@LINE-39]]:13: note: its last reference is lost here, before any 'curl_easy_cleanup'
// CHECK-NOTES: :[[@LINE-34]]:18: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
// CHECK-NOTES: :[[@LINE-35]]:18: note: curl handle created here
// CHECK-NOTES: :[[@LINE-35]]:7: note: Assuming 'handle' is non-null
// CHECK-NOTES: :[[@LINE-34]]:7: note: Assuming the condition is true
// CHECK-NOTES: :[[@LINE-34]]:13: note: its last reference is lost here, before any 'curl_easy_cleanup'
//
// ANALYZER: :[[@LINE-46]]:13: warning: this curl handle is not released on a path through this function{{.*}} [net.UnclosedConnection]
// ANALYZER: :[[@LINE-51]]:18: note: Calling 'make'
// ANALYZER: :[[@LINE-59]]:18: note: curl handle created here
// ANALYZER: :[[@LINE-53]]:18: note: Returning from 'make'
// ANALYZER: :[[@LINE-50]]:13: note: its last reference is lost here, before any 'curl_easy_cleanup'
// ANALYZER: :[[@LINE-41]]:13: warning: this curl handle is not released on a path through this function{{.*}} [net.UnclosedConnection]
// ANALYZER: :[[@LINE-46]]:18: note: curl handle created here
// ANALYZER: :[[@LINE-43]]:13: note: its last reference is lost here, before any 'curl_easy_cleanup'
