// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The missing release is written before the return that loses the object.
//
// RUN: %check_tidy %s net-unclosed-response %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/mail.yaml'}}" \
// RUN:   -- -I%S/Inputs

#include <mail.h>
#include <stddef.h>

extern int busy(void);

int braces_missing(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  if (busy())
    return -2;
  mail_reply_free(reply);
  return 0;
}
// CHECK-FIXES: if (busy())
// CHECK-FIXES-NEXT: { mail_reply_free(reply); return -2; }
// CHECK-FIXES-NEXT: mail_reply_free(reply);

int braces_there(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -3;
  if (busy()) {
    busy();
    return -4;
  }
  mail_reply_free(reply);
  return 0;
}
// CHECK-FIXES: busy();
// CHECK-FIXES-NEXT: {{^    }}mail_reply_free(reply);
// CHECK-FIXES-NEXT: {{^    }}return -4;

int at_the_end(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -5;
  busy();
  return 6;
}
// CHECK-FIXES: busy();
// CHECK-FIXES-NEXT: {{^  }}mail_reply_free(reply);
// CHECK-FIXES-NEXT: {{^  }}return 6;
