// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ways past the release that C does not have.
//
// RUN: %check_tidy %s net-unclosed-response %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/mail.yaml'}}" \
// RUN:   -- -I%S/Inputs

#include <mail.h>
#include <stdexcept>

extern int busy();

static void check(int status) {
  if (status)
    throw std::runtime_error("failed");
}

int visible_throw_bad(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released when an exception leaves this function{{.*}} [net-unclosed-response]
  if (!reply)
    throw std::runtime_error("none");
  if (mail_count(reply) < 0)
    throw std::runtime_error("use");
  mail_reply_free(reply);
  return 0;
}

int throwing_callee_bad(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released when an exception leaves this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  check(busy());
  mail_reply_free(reply);
  return 0;
}

int lambda_bad(mail *box) {
  auto fetch = [box] {
    mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:25: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
    if (!reply)
      return -1;
    if (mail_count(reply) < 0)
      return -2;
    mail_reply_free(reply);
    return 0;
  };
  return fetch();
}

template <class Check> int template_bad(mail *box, Check accepted) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  if (!accepted(busy()))
    return -2;
  mail_reply_free(reply);
  return 0;
}

int instantiated(mail *box) {
  return template_bad(box, [](int value) { return value == 0; });
}

class worker {
public:
  explicit worker(mail *box) : box(box) {}
  int run_bad() {
    mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:25: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
    if (!reply)
      return -1;
    if (busy())
      return -2;
    mail_reply_free(reply);
    return 0;
  }

private:
  mail *box;
};

int use_worker(mail *box) { return worker(box).run_bad(); }

#define RETURN_IF(condition, value)                                            \
  if (condition)                                                               \
  return value

int macro_bad(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this mail reply is not released on a path through this function{{.*}} [net-unclosed-response]
  RETURN_IF(!reply, -1);
  RETURN_IF(busy(), -2);
  mail_reply_free(reply);
  return 0;
}

// The exception stays in the function, and the handler leaves it.
int caught_and_lost_bad(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this mail reply is not released on a path{{.*}} [net-unclosed-response]
  if (!reply)
    return -1;
  try {
    check(busy());
    mail_reply_free(reply);
  } catch (const std::exception &) {
    return -1;
  }
  return 0;
}
