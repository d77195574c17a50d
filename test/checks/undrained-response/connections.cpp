// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Requests over connections that still hold an answer.
//
// RUN: %check_tidy %s net-undrained-response %t -- --config="{CheckOptions: {ExtraModels: '%S/Inputs/post.yaml'}}" -- -I%S/Inputs

#include <post.h>

// --- reported ----------------------------------------------------------------

void ignored_bad(line *l) {
  if (!line_send(l, "one"))
    return;
  line_send(l, "two");
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'line_send' is called while this line still holds an unread answer, so it fails [net-undrained-response]
  // CHECK-NOTES: :[[@LINE-4]]:8: note: its answer waits from here on
  // CHECK-NOTES: note: Assuming
}

int once_bad(line *l) {
  line_send(l, "one");
  char *text = line_next(l);
  if (!text)
    return -1;
  line_send(l, "two");
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'line_send' is called while this line still holds an unread answer
  // CHECK-NOTES: :[[@LINE-6]]:3: note: its answer waits from here on
  // CHECK-NOTES: note: Assuming
  return *text;
}

void error_path_bad(line *l, bool (*good)(const char *)) {
  line_send(l, "one");
  while (char *text = line_next(l))
    if (!good(text))
      break;
  line_send(l, "two");
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'line_send' is called while this line still holds an unread answer
  // CHECK-NOTES: :[[@LINE-6]]:3: note: its answer waits from here on
  // CHECK-NOTES: note: Assuming
}

int unread_body_bad() {
  post::session s("example.org");
  s.set_keep_open(true);
  s.send("one");
  s.receive();
  s.send("two");
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'send' is called while this session still holds an unread answer
  // CHECK-NOTES: note: session created here
  // CHECK-NOTES: :[[@LINE-4]]:3: note: its answer waits from here on
  return post::copy(s.receive());
}

int sometimes_read_bad(bool wanted) {
  post::session s("example.org");
  s.set_keep_open(true);
  s.send("one");
  post::text &body = s.receive();
  if (wanted)
    post::copy(body);
  s.send("two");
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'send' is called while this session still holds an unread answer
  // CHECK-NOTES: note: session created here
  // CHECK-NOTES: :[[@LINE-6]]:22: note: its answer waits from here on
  // CHECK-NOTES: note: Assuming
  return post::copy(s.receive());
}

// --- silent ------------------------------------------------------------------

void read_to_the_end_ok(line *l) {
  line_send(l, "one");
  while (line_next(l))
    ;
  line_send(l, "two");
}

void assigned_ok(line *l) {
  line_send(l, "one");
  char *text;
  while ((text = line_next(l)) != nullptr)
    ;
  line_send(l, "two");
}

void skipped_ok(line *l) {
  line_send(l, "one");
  line_skip(l);
  line_send(l, "two");
}

// The answer and its end.
void twice_ok(line *l) {
  line_send(l, "one");
  line_next(l);
  line_next(l);
  line_send(l, "two");
}

void nothing_sent_ok(line *l) {
  if (!line_send(l, "one"))
    line_send(l, "two");
}

void drain_elsewhere(line *l);
void elsewhere_ok(line *l) {
  line_send(l, "one");
  drain_elsewhere(l);
  line_send(l, "two");
}

static void drain_here(line *l) {
  while (line_next(l))
    ;
}
void helper_ok(line *l) {
  line_send(l, "one");
  drain_here(l);
  line_send(l, "two");
}

// One answer each, or so it seems.
void each_ok(line *l, int n) {
  line_send(l, "one");
  for (int i = 0; i < n; ++i)
    line_next(l);
  line_send(l, "two");
}

void last_ok(line *l) { line_send(l, "one"); }

int read_body_ok() {
  post::session s("example.org");
  s.set_keep_open(true);
  s.send("one");
  int value;
  s.receive() >> value;
  s.send("two");
  return post::copy(s.receive());
}

// The unread answer goes with its connection.
int not_kept_ok() {
  post::session s("example.org");
  s.send("one");
  s.receive();
  s.send("two");
  return post::copy(s.receive());
}

int two_sessions_ok() {
  post::session a("example.org"), b("example.com");
  a.set_keep_open(true);
  b.set_keep_open(true);
  a.send("one");
  b.send("one");
  return post::copy(a.receive()) + post::copy(b.receive());
}
