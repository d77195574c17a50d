// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fixes that need nothing but the model: the file still compiles and is silent
// afterwards.
//
// RUN: %check_tidy %s net-client-per-call,net-disabled-keep-alive %t

#include <httplib.h>
#include <string>
#include <vector>

int never_switched_on_bad(const std::vector<std::string> &Paths) {
  httplib::Client Client("http://api.internal");
  int Found = 0;
  for (const std::string &Path : Paths)
    Found += static_cast<bool>(Client.Get(Path));
  return Found;
}
// CHECK-FIXES: httplib::Client Client("http://api.internal");
// CHECK-FIXES-NEXT: Client.set_keep_alive(true);
// CHECK-FIXES-NEXT: int Found = 0;

void switched_off_bad(httplib::Client &Client) {
  Client.set_keep_alive(false);
}
// CHECK-FIXES: void switched_off_bad(httplib::Client &Client) {
// CHECK-FIXES-NEXT: Client.set_keep_alive(true);

// Out of the loop, and reuse with it: either alone would bring nothing.
int in_loop_bad(const std::vector<std::string> &Paths) {
  int Found = 0;
  for (const std::string &Path : Paths) {
    httplib::Client Client("http://api.internal");
    Found += static_cast<bool>(Client.Get(Path));
  }
  return Found;
}
// CHECK-FIXES: int in_loop_bad(
// CHECK-FIXES-NEXT: int Found = 0;
// CHECK-FIXES-NEXT: httplib::Client Client("http://api.internal");
// CHECK-FIXES-NEXT: Client.set_keep_alive(true);
// CHECK-FIXES-NEXT: for (const std::string &Path : Paths) {
// CHECK-FIXES-NEXT: Found += static_cast<bool>(Client.Get(Path));
