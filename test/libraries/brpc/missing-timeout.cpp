// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The time limit of bRPC's calls is finite unless the options switch it off.
//
// RUN: %check_tidy %s net-missing-timeout %t -- -- -std=c++17 -isystem %S/stubs

#include <brpc/channel.h>

int endless_bad(brpc::Channel &channel) {
  brpc::ChannelOptions options;
  options.timeout_ms = -1;
  return channel.Init("list://a:1,b:2", "rr", &options);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Init' can wait for ever: the timeout of this channel options is set to a value that means "no limit" [net-missing-timeout]
// CHECK-MESSAGES: :[[@LINE-3]]:{{[0-9]+}}: note: set to wait for ever here
}

static void withoutLimit(brpc::ChannelOptions &options) {
  options.timeout_ms = -1;
}

int by_helper_bad(brpc::Channel &channel) {
  brpc::ChannelOptions options;
  withoutLimit(options);
  return channel.Init("backend:8000", &options);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Init' can wait for ever: {{.*}} [net-missing-timeout]
}

// The last value counts.
int corrected_ok(brpc::Channel &channel) {
  brpc::ChannelOptions options;
  options.timeout_ms = -1;
  options.timeout_ms = 500;
  return channel.Init("backend:8000", &options);
}

int connect_only_ok(brpc::Channel &channel) {
  brpc::ChannelOptions options;
  options.connect_timeout_ms = -1; // each call has its own limit
  return channel.Init("backend:8000", &options);
}

int given_ok(brpc::Channel &channel, const brpc::ChannelOptions &given) {
  brpc::ChannelOptions options = given;
  options.connection_type = "pooled";
  return channel.Init("backend:8000", &options);
}
