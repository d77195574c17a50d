// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The notes tell the path: where it was made, which way it went, where it was
// lost. The analyzer says the same as clang-tidy.
//
// RUN: %check_tidy %s net-unclosed-response %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/mail.yaml'}}" \
// RUN:   -- -I%S/Inputs
// RUN: %analyze -std=c11 -I%S/Inputs \
// RUN:   -Xclang -analyzer-config \
// RUN:   -Xclang net:ExtraModels=%S/Inputs/mail.yaml %s 2>&1 \
// RUN:   | %FileCheck --check-prefix=ANALYZER %s

#include <mail.h>
#include <stddef.h>

extern int busy(void);

static mail_reply *make(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return NULL;
  return reply;
}

int caller(mail *box) {
  mail_reply *reply = make(box);
  if (!reply)
    return -1;
  if (busy())
    return -2;
  mail_reply_free(reply);
  return 0;
}

int direct(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  if (busy())
    return -2;
  mail_reply_free(reply);
  return 0;
}
// CHECK-NOTES: :[[@LINE-18]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
// CHECK-NOTES: :[[@LINE-19]]:23: note: Calling 'make'
// CHECK-NOTES: :[[@LINE-27]]:23: note: mail reply created here
// CHECK-NOTES: :[[@LINE-27]]:7: note: Assuming 'reply' is non-null
// CHECK-NOTES: :[[@LINE-22]]:23: note: Returning from 'make'
// CHECK-NOTES: :[[@LINE-20]]:7: note: Assuming the condition is true
// CHECK-NOTES: :[[@LINE-20]]:13: note: its last reference is lost here, before any 'mail_reply_free'
// CHECK-NOTES: :[[@LINE-15]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
// CHECK-NOTES: :[[@LINE-16]]:23: note: mail reply created here
// CHECK-NOTES: :[[@LINE-16]]:7: note: Assuming 'reply' is non-null
// CHECK-NOTES: :[[@LINE-15]]:7: note: Assuming the condition is true
// CHECK-NOTES: :[[@LINE-15]]:13: note: its last reference is lost here, before any 'mail_reply_free'
//
// ANALYZER: :[[@LINE-27]]:13: warning: this mail reply is not released on a path through this function{{.*}} [net.UnclosedResponse]
// ANALYZER: :[[@LINE-32]]:23: note: Calling 'make'
// ANALYZER: :[[@LINE-40]]:23: note: mail reply created here
// ANALYZER: :[[@LINE-34]]:23: note: Returning from 'make'
// ANALYZER: :[[@LINE-31]]:13: note: its last reference is lost here, before any 'mail_reply_free'
// ANALYZER: :[[@LINE-22]]:13: warning: this mail reply is not released on a path through this function{{.*}} [net.UnclosedResponse]
// ANALYZER: :[[@LINE-27]]:23: note: mail reply created here
// ANALYZER: :[[@LINE-24]]:13: note: its last reference is lost here, before any 'mail_reply_free'
