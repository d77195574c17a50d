// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exceptions: what a call may do between acquisition and release.
//
// RUN: %check_tidy %s net-unclosed-response %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/mail.yaml'}}" \
// RUN:   -- -I%S/Inputs
// RUN: %check_tidy %s net-unclosed-response %t.all --check-suffix=ALL -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/mail.yaml',\
// RUN:      net-unclosed-response.Exceptions: all}}" \
// RUN:   -- -I%S/Inputs
// RUN: %check_tidy %s net-unclosed-response %t.none --check-suffix=NONE -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/mail.yaml',\
// RUN:      net-unclosed-response.Exceptions: none}}" \
// RUN:   -- -I%S/Inputs
//
// The last RUN line has no expectations: nothing is said.

#include <mail.h>
#include <stdexcept>

extern int unknown();

static void check(int status) {
  if (status)
    throw std::runtime_error("failed");
}

int visible(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released when an exception leaves this function{{.*}} [net-unclosed-response]
// CHECK-MESSAGES-ALL: :[[@LINE-2]]:23: warning: this mail reply is not released when an exception leaves this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  check(unknown());
  mail_reply_free(reply);
  return 0;
}

int invisible(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES-ALL: :[[@LINE-1]]:23: warning: this mail reply is not released when a call throws before its release{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  unknown();
  mail_reply_free(reply);
  return 0;
}

extern int never() noexcept;

int cannot_throw(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  never();
  mail_reply_free(reply);
  return 0;
}
