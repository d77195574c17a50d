// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A model of the user's own: settings at the creation, streams, values.
//
// RUN: %check_tidy %s net-missing-timeout %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/courier.yaml'}}" \
// RUN:   -- -I%S/Inputs

#include <courier.h>

int nothing_bad(void) {
  courier *c = courier_open("host");
  if (!c)
    return -1;
  int answer = courier_ask(c, "who");
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'courier_ask' can wait for ever: no timeout is set on this courier, so a peer that stalls blocks it for good [net-missing-timeout]
  courier_close(c);
  return answer;
}

int at_creation_ok(void) {
  courier *c = courier_open_for("host", 3000);
  if (!c)
    return -1;
  int answer = courier_ask(c, "who");
  courier_close(c);
  return answer;
}

int negative_at_creation_bad(void) {
  courier *c = courier_open_for("host", -1);
  if (!c)
    return -1;
  int answer = courier_ask(c, "who");
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'courier_ask' can wait for ever: the timeout of this courier is set to a value that means "no limit" [net-missing-timeout]
  courier_close(c);
  return answer;
}

int negative_bad(void) {
  courier *c = courier_open("host");
  if (!c)
    return -1;
  courier_limit(c, -1);
  int answer = courier_ask(c, "who");
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'courier_ask' can wait for ever: the timeout of this courier is set to a value that means "no limit" [net-missing-timeout]
  courier_close(c);
  return answer;
}

int limited_ok(void) {
  courier *c = courier_open("host");
  if (!c)
    return -1;
  courier_limit(c, 2000);
  int answer = courier_ask(c, "who");
  courier_close(c);
  return answer;
}

int chosen_value_ok(int patient) {
  courier *c = courier_open("host");
  if (!c)
    return -1;
  courier_limit(c, patient ? 60000 : 2000);
  int answer = courier_ask(c, "who");
  courier_close(c);
  return answer;
}

// A stream is meant to wait.
int stream_ok(void) {
  courier *c = courier_open("host");
  if (!c)
    return -1;
  int status = courier_follow(c, "news");
  courier_close(c);
  return status;
}
