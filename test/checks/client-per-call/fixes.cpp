// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A client whose arguments do not depend on the loop moves in front of it.
//
// RUN: %check_tidy %s net-client-per-call %t -- -- -I%S/Inputs -I%S/../Inputs

#include <httplib.h>
#include <memory>
#include <string>
#include <vector>

void literal(const std::vector<std::string> &Paths) {
  for (const std::string &Path : Paths) {
    httplib::Client Client("http://a.internal");
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every iteration
    Client.Get(Path);
  }
}
// CHECK-FIXES: void literal(const std::vector<std::string> &Paths) {
// CHECK-FIXES-NEXT: {{^  }}httplib::Client Client("http://a.internal");
// CHECK-FIXES-NEXT: {{^  }}Client.set_keep_alive(true);
// CHECK-FIXES-NEXT: {{^  }}for (const std::string &Path : Paths) {
// CHECK-FIXES-NEXT: {{^    //}}
// CHECK-FIXES-NEXT: {{^    }}Client.Get(Path);

void parameter(const std::string &Host, int Port, int Count) {
  while (Count-- > 0) {
    httplib::Client Client{Host, Port};
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every iteration
    Client.set_keep_alive(true);
    Client.Get("/");
  }
}
// CHECK-FIXES: void parameter(const std::string &Host, int Port, int Count) {
// CHECK-FIXES-NEXT: {{^  }}httplib::Client Client{Host, Port};
// CHECK-FIXES-NEXT: {{^  }}while (Count-- > 0) {
// CHECK-FIXES-NEXT: {{^    //}}
// CHECK-FIXES-NEXT: Client.set_keep_alive(true);
