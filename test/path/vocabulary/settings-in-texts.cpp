// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bounds that stand in a text, which the connecting call takes.
//
// RUN: %check_tidy %s net-missing-timeout %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/store.yaml'}}" -- -std=c++17 -I%S/Inputs

#include "store.h"
#include <string>

#define SETTINGS "host=a user=b"
static const char Bounded[] = "host=a timeout=5";
static const char *Changeable = "host=a";
static const std::string Unbounded = "host=a user=b";

store_session *literal_bad() {
  return session_open("host=a user=b");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'session_open' can wait for ever: no timeout is set on this session{{.*}} [net-missing-timeout]
}

store_session *macro_bad() {
  return session_open(SETTINGS);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'session_open' can wait for ever{{.*}} [net-missing-timeout]
}

store_session *constant_bad() {
  return session_open(Unbounded.c_str());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'session_open' can wait for ever{{.*}} [net-missing-timeout]
}

store_session *local_bad() {
  const char *Settings = "host=a user=b";
  std::string Copy = "host=a";
  session_close(session_open(Copy.c_str()));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'session_open' can wait for ever{{.*}} [net-missing-timeout]
  return session_open(Settings);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'session_open' can wait for ever{{.*}} [net-missing-timeout]
}

store_session *zero_bad() {
  return session_open("host=a timeout=0 user=b");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'session_open' can wait for ever: the timeout of this session is set to a value that means "no limit"{{.*}} [net-missing-timeout]
}

store_session *literal_ok() { return session_open("host=a TIMEOUT=5 user=b"); }
store_session *ten_ok() { return session_open("host=a timeout=05"); }
store_session *constant_ok() { return session_open(Bounded); }
store_session *given_ok(const char *Settings) { return session_open(Settings); }
store_session *changeable_ok() { return session_open(Changeable); }

store_session *built_ok(const std::string &Host) {
  std::string Settings = "host=" + Host;
  return session_open(Settings.c_str());
}

store_session *appended_ok(int Seconds) {
  std::string Settings = "host=a";
  Settings += " timeout=" + std::to_string(Seconds);
  return session_open(Settings.c_str());
}

store_session *chosen_ok(const char *Given) {
  const char *Settings = "host=a";
  if (Given)
    Settings = Given;
  return session_open(Settings);
}

store_session *choice_ok(bool Fast) {
  return session_open(Fast ? "host=a timeout=1" : "host=a timeout=60");
}

store_session *words_bad(const char *User) {
  const char *Words[] = {"host", "user", nullptr};
  return session_open_words(Words);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'session_open_words' can wait for ever{{.*}} [net-missing-timeout]
}

store_session *words_ok() {
  static const char *const Words[] = {"host", "timeout", nullptr};
  return session_open_words(Words);
}

store_session *words_filled_ok(const char *More) {
  const char *Words[] = {"host", nullptr, nullptr};
  Words[1] = More;
  return session_open_words(Words);
}

store_session *words_given_ok(const char *More) {
  const char *Words[] = {"host", More, nullptr};
  return session_open_words(Words);
}
