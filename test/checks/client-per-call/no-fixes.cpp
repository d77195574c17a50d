// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where moving the client could change what the code does, nothing is offered.
//
// RUN: %check_tidy --remaining=5 %s net-client-per-call %t -- -- -I%S/Inputs -I%S/../Inputs

#include <httplib.h>
#include <string>
#include <vector>

std::string base();

void calls_something(int Count) {
  for (int I = 0; I < Count; ++I) {
    httplib::Client Client(base());
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every iteration
    Client.Get("/");
  }
}

void name_is_taken(int Count) {
  httplib::Client Client("http://b.internal");
  Client.set_keep_alive(true);
  for (int I = 0; I < Count; ++I) {
    httplib::Client Client("http://a.internal");
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every iteration
    Client.Get("/");
  }
}

void no_braces_around(const std::vector<int> &Rounds, bool Active) {
  if (Active)
    for (int Round : Rounds) {
      httplib::Client Client("http://a.internal");
      // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: a new 'httplib::Client' is built for every iteration
      Client.Get(std::to_string(Round));
    }
}

#define BUILD(Name) httplib::Client Name("http://a.internal")
void from_macro(int Count) {
  for (int I = 0; I < Count; ++I) {
    BUILD(Client);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new 'httplib::Client' is built for every iteration
    Client.Get("/");
  }
}

void temporary(int Count) {
  for (int I = 0; I < Count; ++I)
    httplib::Client("http://a.internal").Get("/");
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new 'httplib::Client' is built for every iteration
}
