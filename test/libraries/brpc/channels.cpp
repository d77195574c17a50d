// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Channels of bRPC: their options, and channels that are made for one call.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -isystem %S/stubs

#include <brpc/channel.h>
#include <string>

int fresh_connections_bad(brpc::Channel &channel) {
  brpc::ChannelOptions options;
  options.connection_type = "short";
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-keep-alive]
  return channel.Init("backend:8000", &options);
}

int by_name_bad(brpc::Channel &channel) {
  brpc::ChannelOptions options;
  options.connection_type = brpc::CONNECTION_TYPE_SHORT;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-keep-alive]
  return channel.Init("backend", 8000, &options);
}

void call_bad(google::protobuf::RpcController *controller) {
  brpc::Channel channel;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'brpc::Channel' is built for every call{{.*}} [net-client-per-call]
  channel.Init("http://backend.example", nullptr);
  channel.CallMethod(nullptr, controller, nullptr, nullptr, nullptr);
}

// Finite by default; connections are kept by default.
int defaults_ok(brpc::Channel &channel) {
  return channel.Init("backend:8000", nullptr);
}

int limited_ok(brpc::Channel &channel) {
  brpc::ChannelOptions options;
  options.timeout_ms = 200;
  options.connect_timeout_ms = 100;
  options.backup_request_ms = -1; // none
  options.connection_type = "pooled";
  return channel.Init("list://a:1,b:2", "rr", &options);
}

int configured_ok(brpc::Channel &channel, int timeout,
                  const std::string &type) {
  brpc::ChannelOptions options;
  options.timeout_ms = timeout;
  options.connection_type = type;
  return channel.Init("backend", 8000, &options);
}

class Backend {
public:
  bool open(const std::string &address) {
    return channel.Init(address.c_str(), nullptr) == 0;
  }
  void call(google::protobuf::RpcController *controller) {
    channel.CallMethod(nullptr, controller, nullptr, nullptr, nullptr);
  }

private:
  brpc::Channel channel;
};
