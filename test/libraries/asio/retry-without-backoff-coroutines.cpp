// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops around awaited operations.
//
// RUN: %check_tidy %s net-retry-without-backoff %t -- -- -std=c++20

#include <boost/asio.hpp>
#include <chrono>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

awaitable<void> connect_bad(tcp::socket &Socket, tcp::endpoint Peer) {
  for (;;) {
    error_code Error;
    co_await Socket.async_connect(Peer,
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_connect' is tried again at once{{.*}} [net-retry-without-backoff]
                                  asio::redirect_error(use_awaitable, Error));
    if (!Error)
      co_return;
    Socket.close(Error);
  }
}

awaitable<void> connect_or_throw_bad(tcp::socket &Socket, tcp::endpoint Peer) {
  while (true) {
    try {
      co_await Socket.async_connect(Peer, use_awaitable);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_connect' is tried again at once{{.*}} [net-retry-without-backoff]
      break;
    } catch (const std::exception &) {
    }
  }
}

awaitable<void> pause_ok(tcp::socket &Socket, tcp::endpoint Peer) {
  asio::steady_timer Timer(co_await asio::this_coro::executor);
  for (auto Pause = 1s;; Pause *= 2) {
    error_code Error;
    co_await Socket.async_connect(Peer,
                                  asio::redirect_error(use_awaitable, Error));
    if (!Error)
      co_return;
    Socket.close(Error);
    Timer.expires_after(Pause);
    co_await Timer.async_wait(use_awaitable);
  }
}

awaitable<void> bounded_ok(tcp::socket &Socket, tcp::endpoint Peer) {
  for (int Left = 3; Left > 0; --Left) {
    error_code Error;
    co_await Socket.async_connect(Peer,
                                  asio::redirect_error(use_awaitable, Error));
    if (!Error)
      co_return;
  }
}

awaitable<void> other_work_ok(tcp::socket &Socket, tcp::endpoint Peer,
                              awaitable<void> (*wait)()) {
  for (;;) {
    error_code Error;
    co_await Socket.async_connect(Peer,
                                  asio::redirect_error(use_awaitable, Error));
    if (!Error)
      co_return;
    co_await wait();
  }
}
