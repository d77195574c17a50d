// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not found in code for libsoup 2.4.
//
// RUN: %check_tidy %s %core,net-use-after-close %t -- -- -std=gnu11 %soup2

#include <libsoup/soup.h>

SoupMessage *known_bad(SoupSession *session, const char *url) {
  SoupMessage *msg = soup_message_new("GET", url);
  if (!session)
    return NULL;
// CHECK-MESSAGES: :[[@LINE-3]]:{{[0-9]+}}: warning: this HTTP message is not released on a path through this function{{.*}} [net-unclosed-connection]
  return msg;
}

// The session has taken the only reference: one too many is dropped.
void FN_dropped_twice(SoupSession *session, const char *url) {
  SoupMessage *msg = soup_message_new("GET", url);
  soup_session_queue_message(session, msg, NULL, NULL);
  g_object_unref(msg);
}
