// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where nobody can say that the object is still owned, no fix is offered.
//
// RUN: %check_tidy %s net-unclosed-response %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/mail.yaml'}}" \
// RUN:   -- -I%S/Inputs
// RUN: cp %s %t.fixed.c
// RUN: %clang_tidy --quiet --fix --load=%tidy_plugin "--checks=-*,net-unclosed-response" \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/mail.yaml'}}" \
// RUN:   %t.fixed.c -- -std=c11 -I%S/Inputs
// RUN: diff %s %t.fixed.c

#include <mail.h>
#include <stddef.h>

extern int busy(void);
extern void keep(mail_reply *reply);

// A label before the return: other ways lead there, too.
int goto_bad(mail *box) {
  int status = -1;
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    goto out;
  if (busy())
    goto out;
  mail_reply_free(reply);
  status = 0;
out:
  return status;
}

// The next round may have released it already.
int loop_bad(mail *box, int count) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  while (count-- > 0) {
    if (busy())
      return -2;
  }
  mail_reply_free(reply);
  return 0;
}

// On one of the ways to the return somebody else owns it.
int given_away_bad(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  if (busy() == 7)
    keep(reply);
  if (busy())
    return -2;
  mail_reply_free(reply);
  return 0;
}

// The macro's text is not this function's.
#define FAIL() return -2
int macro_bad(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  if (busy())
    FAIL();
  mail_reply_free(reply);
  return 0;
}

// Overwritten: there is no return to write it before.
int overwritten_bad(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  mail_reply_free(reply);
  return 0;
}
