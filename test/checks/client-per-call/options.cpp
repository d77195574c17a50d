// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How much evidence a finding needs.
//
// RUN: %check_tidy --check-suffix=LOOP %s net-client-per-call %t -- --config='{CheckOptions: {net-client-per-call.Evidence: loop}}' -- -I%S/Inputs -I%S/../Inputs
// RUN: %check_tidy --check-suffix=HANDLER %s net-client-per-call %t -- --config='{CheckOptions: {net-client-per-call.Evidence: handler}}' -- -I%S/Inputs -I%S/../Inputs
// RUN: %check_tidy --check-suffix=FUNCTION %s net-client-per-call %t -- --config='{CheckOptions: {net-client-per-call.Evidence: function}}' -- -I%S/Inputs -I%S/../Inputs

#include <httplib.h>

void loop(int Count) {
  for (int I = 0; I < Count; ++I) {
    httplib::Client Client("http://a.internal");
    // CHECK-MESSAGES-LOOP: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every iteration
    // CHECK-MESSAGES-HANDLER: :[[@LINE-2]]:21: warning: a new 'httplib::Client' is built for every iteration
    // CHECK-MESSAGES-FUNCTION: :[[@LINE-3]]:21: warning: a new 'httplib::Client' is built for every iteration
    if (Client.is_valid())
      Client.Get("/");
  }
}

void handler(httplib::Server &Server) {
  Server.Get("/", [](const httplib::Request &, httplib::Response &Out) {
    httplib::Client Client("http://a.internal");
    // CHECK-MESSAGES-HANDLER: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every request
    // CHECK-MESSAGES-FUNCTION: :[[@LINE-2]]:21: warning: a new 'httplib::Client' is built for every request
    Out.status = Client.Get("/") ? 200 : 502;
  });
}

void function() {
  httplib::Client Client("http://a.internal");
  // CHECK-MESSAGES-FUNCTION: :[[@LINE-1]]:19: warning: a new 'httplib::Client' is built for every call
  Client.Get("/");
}
