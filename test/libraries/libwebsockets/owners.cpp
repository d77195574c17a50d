// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Contexts in C++: a class with its loop, an owner with a deleter.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17

#include <libwebsockets.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

struct Destroy {
  void operator()(lws_context *C) const { lws_context_destroy(C); }
};
using Context = std::unique_ptr<lws_context, Destroy>;

class Feed {
public:
  explicit Feed(std::string Host) : Host(std::move(Host)) {}
  ~Feed() {
    Stop = true;
    if (Loop.joinable())
      Loop.join();
  }
  void start() { Loop = std::thread(&Feed::run, this); }

private:
  void run() {
    lws_context_creation_info Info = {};
    Info.port = CONTEXT_PORT_NO_LISTEN;
    Context C(lws_create_context(&Info));
    if (!C)
      return;
    lws_client_connect_info To = {};
    To.context = C.get();
    To.address = Host.c_str();
    To.ssl_connection = LCCSCF_USE_SSL;
    if (!lws_client_connect_via_info(&To))
      return;
    while (!Stop)
      lws_service(C.get(), 0);
  }

  std::string Host;
  std::thread Loop;
  bool Stop = false;
};

class Link {
public:
  Link(lws_context_creation_info &Info, const char *Host) {
    lws_context *C = lws_create_context(&Info);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this WebSocket context is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    if (!C)
      throw std::runtime_error("no context");
    lws_client_connect_info To = {};
    To.context = C;
    To.address = Host;
    To.ssl_connection = LCCSCF_USE_SSL | LCCSCF_ALLOW_INSECURE;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'lws_client_connect_info::ssl_connection' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
    if (!lws_client_connect_via_info(&To))
      throw std::runtime_error("cannot connect");
    Held.reset(C);
  }

private:
  Context Held;
};
