// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each way past the release, in plain C.
//
// RUN: %check_tidy %s net-unclosed-response %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/mail.yaml'}}" \
// RUN:   -- -I%S/Inputs

#include <fake/netdb.h>
#include <mail.h>
#include <stddef.h>

extern int busy(void);
extern void note(const char *text);

int early_return_bad(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  if (mail_count(reply) < 0)
    return -2;
  mail_reply_free(reply);
  return 0;
}

int goto_past_release_bad(mail *box) {
  int status = -1;
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    goto out;
  if (mail_count(reply) < 0)
    goto out;
  status = 0;
  mail_reply_free(reply);
out:
  return status;
}

int continued_bad(mail *box, int count) {
  int failures = 0;
  for (int i = 0; i < count; i++) {
    mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:25: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
    if (!reply)
      continue;
    if (mail_count(reply) < 0) {
      failures++;
      continue;
    }
    mail_reply_free(reply);
  }
  return failures;
}

int broken_out_of_bad(mail *box) {
  int rounds = 0;
  while (busy()) {
    mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:25: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
    if (!reply)
      break;
    if (mail_count(reply) < 0)
      break;
    mail_reply_free(reply);
    rounds++;
  }
  return rounds;
}

int switch_bad(mail *box, int what) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  switch (what) {
  case 0:
    mail_reply_free(reply);
    return 0;
  case 1:
    note("nothing to do");
    return 1;
  default:
    break;
  }
  mail_reply_free(reply);
  return 2;
}

void never_released_bad(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return;
  if (mail_count(reply) < 0)
    note("failed");
}

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

int lost_by_none_bad(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  if (mail_count(reply) < 0)
    reply = NULL;
  if (reply)
    mail_reply_free(reply);
  return 0;
}

// The release hangs on another condition than the acquisition.
int conditional_release_bad(mail *box, int quiet) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  if (!quiet)
    note("done");
  if (quiet)
    mail_reply_free(reply);
  return 0;
}

int released_in_one_arm_bad(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  if (mail_count(reply) < 0) {
    note("failed");
  } else {
    mail_reply_free(reply);
  }
  return 0;
}

static mail_reply *make(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return NULL;
  return reply;
}

int factory_first_caller_bad(mail *box) {
  mail_reply *reply = make(box);
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  if (mail_count(reply) < 0)
    return -2;
  mail_reply_free(reply);
  return 0;
}

int factory_second_caller_bad(mail *box) {
  mail_reply *reply = make(box);
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  return !reply ? -1 : 0;
}

int factory_caller_ok(mail *box) {
  mail_reply *reply = make(box);
  if (!reply)
    return -1;
  mail_reply_free(reply);
  return 0;
}

static void finish(mail_reply *reply, int really) {
  if (really)
    mail_reply_free(reply);
}

int helper_that_does_not_bad(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  finish(reply, 0);
  return 0;
}

int helper_releases_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  finish(reply, 1);
  return 0;
}

int out_parameter_bad(const char *host) {
  struct addrinfo *found;
  if (getaddrinfo(host, "80", NULL, &found) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this address list is not released on a path through this function{{.*}} [net-unclosed-response]
    return -1;
  if (busy())
    return -2;
  freeaddrinfo(found);
  return 0;
}

int walked_away_bad(const char *host) {
  struct addrinfo *each;
  int count = 0;
  if (getaddrinfo(host, "80", NULL, &each) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this address list is not released on a path through this function{{.*}} [net-unclosed-response]
    return -1;
  for (; each; each = each->ai_next)
    count++;
  return count;
}
