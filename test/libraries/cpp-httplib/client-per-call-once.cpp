// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program that asks once, and the body of a test: nothing could be reused.
//
// RUN: %check_tidy %s net-client-per-call %t

#include <httplib.h>
#include <iostream>

static int check_ok(const char *Base) {
  httplib::Client Client(Base);
  auto Result = Client.Get("/health");
  return Result && Result->status == 200 ? 0 : 1;
}

static int version_ok() {
  httplib::Client Client("http://localhost:8080");
  auto Result = Client.Get("/version");
  if (Result)
    std::cout << Result->body << "\n";
  return Result ? 0 : 1;
}

int main(int Count, char **Arguments) {
  return Count > 1 ? check_ok(Arguments[1]) : version_ok();
}
