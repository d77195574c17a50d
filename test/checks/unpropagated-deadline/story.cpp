// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Requests with a fixed deadline, with none, and with the handler's; the fix.
//
// RUN: %check_tidy %s net-unpropagated-deadline %t --remaining 3 -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/calls.yaml'}}" -- -I%S/Inputs
// RUN: %check_tidy --check-suffix NONE %s net-unpropagated-deadline %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/calls.yaml', \
// RUN:                             net-unpropagated-deadline.FixedDeadlines: false}}" -- -I%S/Inputs

#include "calls.h"

bool none_bad(const calls::caller &From) {
  calls::request Outgoing;
  Outgoing.tag("none");
  return calls::send(Outgoing);
// CHECK-NOTES: :[[@LINE-1]]:10: warning: this request ignores the deadline of the handler that sends it: it has none of its own, so the work goes on when nobody waits for the answer any more [net-unpropagated-deadline]
// CHECK-NOTES: :[[@LINE-5]]:36: note: the deadline arrives with this caller
// CHECK-MESSAGES-NONE: :[[@LINE-3]]:10: warning: this request ignores the deadline
// CHECK-FIXES: calls::request Outgoing;
// CHECK-FIXES-NEXT: Outgoing.until(From.deadline());
}

bool fixed_bad(const calls::caller *From) {
  calls::request Outgoing;
  Outgoing.until(calls::now() + 500);
  return calls::send(Outgoing);
// CHECK-NOTES: :[[@LINE-1]]:10: warning: this request ignores the deadline of the handler that sends it: its own is fixed, so the work goes on when nobody waits for the answer any more [net-unpropagated-deadline]
// CHECK-NOTES: :[[@LINE-5]]:37: note: the deadline arrives with this caller
// CHECK-NOTES: :[[@LINE-4]]:3: note: the fixed deadline is set here
}

static bool ask() {
  calls::request Outgoing;
  Outgoing.until(calls::now() + 500);
  return calls::send(Outgoing);
// CHECK-NOTES: :[[@LINE-1]]:10: warning: this request ignores the deadline of the handler that sends it: its own is fixed
// CHECK-NOTES: :[[@LINE+6]]:38: note: the deadline arrives with this caller
// CHECK-NOTES: :[[@LINE+6]]:10: note: the handler calls 'ask' here
// CHECK-NOTES: :[[@LINE-5]]:3: note: the fixed deadline is set here
}

// The handler whose call is meant.
bool helper_bad(const calls::caller &) {
  return ask();
}

static bool ask_nothing() {
  calls::request Outgoing;
  return calls::send(Outgoing);
// CHECK-NOTES: :[[@LINE-1]]:10: warning: this request ignores the deadline of the handler that sends it: it has none
// CHECK-NOTES: :[[@LINE+5]]:46: note: the deadline arrives with this caller
// CHECK-NOTES: :[[@LINE+5]]:10: note: the handler calls 'ask_nothing' here
// CHECK-MESSAGES-NONE: :[[@LINE-4]]:10: warning: this request ignores the deadline
}

bool helper_of_none_bad(const calls::caller &) {
  return ask_nothing();
}

static bool ask_until_ok(long Deadline) {
  calls::request Outgoing;
  Outgoing.until(Deadline);
  return calls::send(Outgoing);
}
bool passed_ok(const calls::caller &From) {
  long Sooner = calls::now() + 500;
  if (From.deadline() < Sooner)
    Sooner = From.deadline();
  return ask_until_ok(Sooner);
}

bool derived_ok(const calls::caller &From) {
  calls::request Outgoing = calls::derived(From);
  return calls::send(Outgoing);
}

bool no_handler_ok() {
  calls::request Outgoing;
  Outgoing.until(calls::now() + 500);
  return calls::send(Outgoing);
}

void configure(calls::request &);
bool configured_ok(const calls::caller &) {
  calls::request Outgoing;
  configure(Outgoing);
  return calls::send(Outgoing);
}
