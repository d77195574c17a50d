// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is reported wrongly (FP_) or not found (FN_), and why.
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

// The engine ends a path at a throw: what a handler of the same function does,
// or leaves undone, is not seen.
int FN_caught_and_lost(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
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

class owner {
public:
  explicit owner(mail_reply *reply) : own(reply) {}
  ~owner() {
    if (own)
      mail_reply_free(own);
  }
  mail_reply *get() const { return own; }

private:
  mail_reply *own;
};

// The destructor of a class of the user's own runs when the exception passes,
// but the engine does not run it.
int FP_owner_at_exception(mail *box) {
  owner reply(mail_fetch(box, "INBOX"));
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this mail reply is not released when an exception leaves this function{{.*}} [net-unclosed-response]
  if (!reply.get())
    return -1;
  check(busy());
  return 0;
}

// The friend has no body here, but may release the member.
class FP_befriended {
public:
  explicit FP_befriended(mail *box) : own(mail_fetch(box, "INBOX")) {}
// CHECK-MESSAGES: :[[@LINE-1]]:43: warning: this mail reply is kept in 'own', and nothing that can see it releases it{{.*}} [net-unclosed-response]
  int use() { return mail_count(own) < 0; }
  friend void tidy_up(FP_befriended &);

private:
  mail_reply *own;
};
