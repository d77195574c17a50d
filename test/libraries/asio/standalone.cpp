// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Standalone Asio is the same library in another namespace.
//
// RUN: %check_tidy %s net-missing-timeout,net-unstopped-timer,net-client-per-call %t

#include <asio.hpp>
#include <chrono>
#include <string>
#include <vector>

using asio::ip::tcp;

std::string ask_bad(const std::string &Host) {
  asio::io_context Context;
  tcp::resolver Resolver(Context);
  tcp::socket Socket(Context);
  asio::connect(Socket, Resolver.resolve(Host, "7"));
  asio::write(Socket, asio::buffer("?\n", 2));
  std::string Answer;
  asio::read_until(Socket, asio::dynamic_buffer(Answer), '\n');
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'read_until' can wait for ever{{.*}} [net-missing-timeout]
  return Answer;
}

void leaked_bad(asio::io_context &Context) {
  auto *Timer =
      new asio::steady_timer(Context, std::chrono::seconds(1));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is not stopped on a path through this function [net-unstopped-timer]
  Timer->async_wait([](const asio::error_code &) {});
}

void push_bad(asio::io_context &Context, const tcp::endpoint &Collector,
              const std::vector<std::string> &Lines) {
  for (const std::string &Line : Lines) {
    tcp::socket Socket(Context);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'asio{{.*}} [net-client-per-call]
    Socket.connect(Collector);
    asio::write(Socket, asio::buffer(Line));
  }
}

void bounded_ok(const tcp::endpoint &Peer) {
  asio::io_context Context;
  tcp::socket Socket(Context);
  std::string Answer;
  Socket.async_connect(Peer, [&](asio::error_code Error) {
    if (!Error)
      asio::async_read_until(Socket, asio::dynamic_buffer(Answer), '\n',
                             [](asio::error_code, std::size_t) {});
  });
  Context.run_for(std::chrono::seconds(5));
}

// One exchange, and a peer that is the caller's.
void notify_ok(asio::io_context &Context, const tcp::endpoint &Peer) {
  tcp::socket Socket(Context);
  Socket.connect(Peer);
  asio::write(Socket, asio::buffer("x", 1));
}
