// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Options given by name, and messages used after their last reference.
//
// RUN: %check_tidy %s net-missing-timeout,net-use-after-close %t -- -- -std=gnu11 %soup3

#include <libsoup/soup.h>

GBytes *endless_bad(SoupMessage *msg) {
  static SoupSession *session;
  if (!session)
    session = soup_session_new_with_options("max-conns", 4, "timeout", 0, NULL);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'soup_session_send_and_read' can wait for ever{{.*}} [net-missing-timeout]
  return soup_session_send_and_read(session, msg, NULL, NULL);
}

GBytes *limited_good(SoupMessage *msg) {
  static SoupSession *session;
  if (!session)
    session = soup_session_new_with_options("timeout", 15, "idle-timeout", 0, NULL);
  return soup_session_send_and_read(session, msg, NULL, NULL);
}

guint status_bad(SoupSession *session, const char *url) {
  SoupMessage *msg = soup_message_new("GET", url);
  GBytes *body = soup_session_send_and_read(session, msg, NULL, NULL);
  g_clear_pointer(&body, g_bytes_unref);
  g_object_unref(msg);
  return soup_message_get_status(msg);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP message is used after it was released{{.*}} [net-use-after-close]
}

guint status_good(SoupSession *session, const char *url) {
  g_autoptr(SoupMessage) msg = soup_message_new("GET", url);
  g_autoptr(GBytes) body = soup_session_send_and_read(session, msg, NULL, NULL);
  return soup_message_get_status(msg);
}
