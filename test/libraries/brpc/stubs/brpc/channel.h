// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of Apache bRPC, which Debian does not have: the names and
// signatures of release 1.17, without what they do.

#pragma once

#include <string>

namespace google {
namespace protobuf {
class MethodDescriptor;
class RpcController;
class Message;
class Closure;
} // namespace protobuf
} // namespace google

namespace butil {
class StringPiece {
public:
  StringPiece(const char *text);
  StringPiece(const std::string &text);
};
} // namespace butil

namespace brpc {
enum ConnectionType {
  CONNECTION_TYPE_UNKNOWN = 0,
  CONNECTION_TYPE_SINGLE = 1,
  CONNECTION_TYPE_POOLED = 2,
  CONNECTION_TYPE_SHORT = 4
};
class AdaptiveConnectionType {
public:
  AdaptiveConnectionType();
  AdaptiveConnectionType(ConnectionType type);
  void operator=(ConnectionType type);
  void operator=(const butil::StringPiece &name);
};
struct ChannelOptions {
  ChannelOptions();
  int connect_timeout_ms;
  int timeout_ms;
  int backup_request_ms;
  int max_retry;
  AdaptiveConnectionType connection_type;
  std::string connection_group;
};
class Channel {
public:
  Channel();
  ~Channel();
  int Init(const char *server_addr_and_port, const ChannelOptions *options);
  int Init(const char *server_addr, int port, const ChannelOptions *options);
  int Init(const char *naming_service_url, const char *load_balancer_name,
           const ChannelOptions *options);
  void CallMethod(const google::protobuf::MethodDescriptor *method,
                  google::protobuf::RpcController *controller,
                  const google::protobuf::Message *request,
                  google::protobuf::Message *response,
                  google::protobuf::Closure *done);
};
} // namespace brpc
