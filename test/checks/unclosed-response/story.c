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
//
// ANALYZER: :[[@LINE-27]]:13: warning: this mail reply is not released on a path through this function{{.*}} [net.UnclosedResponse]
// ANALYZER: :[[@LINE-32]]:23: note: Calling 'make'
// ANALYZER: :[[@LINE-40]]:23: note: mail reply created here
// ANALYZER: :[[@LINE-40]]:7: note: Assuming 'reply' is non-null
// ANALYZER: :[[@LINE-41]]:3: note: Taking false branch
// ANALYZER: :[[@LINE-36]]:23: note: Returning from 'make'
// ANALYZER: :[[@LINE-36]]:8: note: 'reply' is non-null
// ANALYZER: :[[@LINE-37]]:3: note: Taking false branch
// ANALYZER: :[[@LINE-36]]:7: note: Assuming the condition is true
// ANALYZER: :[[@LINE-37]]:3: note: Taking true branch
// ANALYZER: :[[@LINE-37]]:13: note: its last reference is lost here, before any 'mail_reply_free'
// ANALYZER: :[[@LINE-28]]:13: warning: this mail reply is not released on a path through this function{{.*}} [net.UnclosedResponse]
// ANALYZER: :[[@LINE-33]]:23: note: mail reply created here
// ANALYZER: :[[@LINE-33]]:7: note: Assuming 'reply' is non-null
// ANALYZER: :[[@LINE-34]]:3: note: Taking false branch
// ANALYZER: :[[@LINE-33]]:7: note: Assuming the condition is true
// ANALYZER: :[[@LINE-34]]:3: note: Taking true branch
// ANALYZER: :[[@LINE-34]]:13: note: its last reference is lost here, before any 'mail_reply_free'
// CHECK-NOTES: :[[@LINE-37]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
// CHECK-NOTES: :[[@LINE-38]]:23: note: Calling 'make'
// CHECK-NOTES: :[[@LINE-46]]:23: note: mail reply created here
// CHECK-NOTES: :[[@LINE-46]]:7: note: Assuming 'reply' is non-null
// CHECK-NOTES: :[[@LINE-41]]:23: note: Returning from 'make'
// CHECK-NOTES: :[[@LINE-39]]:7: note: Assuming the condition is true
// CHECK-NOTES: :[[@LINE-39]]:13: note: its last reference is lost here, before any 'mail_reply_free'
// CHECK-NOTES: :[[@LINE-34]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
// CHECK-NOTES: :[[@LINE-35]]:23: note: mail reply created here
// CHECK-NOTES: :[[@LINE-35]]:7: note: Assuming 'reply' is non-null
// CHECK-NOTES: :[[@LINE-34]]:7: note: Assuming the condition is true
// CHECK-NOTES: :[[@LINE-34]]:13: note: its last reference is lost here, before any 'mail_reply_free'
//
// ANALYZER: :[[@LINE-46]]:13: warning: this mail reply is not released on a path through this function{{.*}} [net.UnclosedResponse]
// ANALYZER: :[[@LINE-51]]:23: note: Calling 'make'
// ANALYZER: :[[@LINE-59]]:23: note: mail reply created here
// ANALYZER: :[[@LINE-53]]:23: note: Returning from 'make'
// ANALYZER: :[[@LINE-50]]:13: note: its last reference is lost here, before any 'mail_reply_free'
// ANALYZER: :[[@LINE-41]]:13: warning: this mail reply is not released on a path through this function{{.*}} [net.UnclosedResponse]
// ANALYZER: :[[@LINE-46]]:23: note: mail reply created here
// ANALYZER: :[[@LINE-43]]:13: note: its last reference is lost here, before any 'mail_reply_free'
