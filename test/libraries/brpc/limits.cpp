// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not found, and why.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -isystem %S/stubs

#include <brpc/channel.h>

// A field that is assigned counts for objects that are kept, not yet on a path
// of one function.
int FN_endless(brpc::Channel &channel) {
  brpc::ChannelOptions options;
  options.timeout_ms = -1;
  return channel.Init("list://a:1,b:2", "rr", &options);
}
