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
