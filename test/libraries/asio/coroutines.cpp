// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same defects where the chain of handlers is a coroutine.
//
// RUN: %check_tidy %s net-missing-timeout,net-unstopped-timer,net-client-per-call %t -- -- -std=c++20

#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ssl.hpp>
#include <chrono>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

awaitable<std::string> ask_bad(tcp::endpoint Peer) {
  tcp::socket Socket(co_await asio::this_coro::executor);
  co_await Socket.async_connect(Peer, use_awaitable);
  co_await asio::async_write(Socket, asio::buffer("?\n", 2), use_awaitable);
  std::string Answer;
  co_await asio::async_read_until(
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_read_until' can wait for ever{{.*}} [net-missing-timeout]
      Socket, asio::dynamic_buffer(Answer), '\n', use_awaitable);
  co_return Answer;
}

awaitable<std::string> raced_with_timer_ok(tcp::endpoint Peer) {
  auto Executor = co_await asio::this_coro::executor;
  tcp::socket Socket(Executor);
  asio::steady_timer Timer(Executor, 5s);
  co_await Socket.async_connect(Peer, use_awaitable);
  std::string Answer;
  co_await (asio::async_read_until(Socket, asio::dynamic_buffer(Answer), '\n',
                                   use_awaitable) ||
            Timer.async_wait(use_awaitable));
  co_return Answer;
}

awaitable<void> handshake_bad(asio::ssl::context &Tls, tcp::endpoint Peer) {
  asio::ssl::stream<tcp::socket> Stream(co_await asio::this_coro::executor, Tls);
  co_await Stream.lowest_layer().async_connect(Peer, use_awaitable);
  co_await Stream.async_handshake(
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_handshake' can wait for ever{{.*}} [net-missing-timeout]
      asio::ssl::stream_base::client, use_awaitable);
}

awaitable<void> sleep_ok() {
  asio::steady_timer Timer(co_await asio::this_coro::executor);
  Timer.expires_after(100ms);
  co_await Timer.async_wait(use_awaitable);
}

awaitable<void> session_ok(tcp::socket Socket) {
  char Data[512];
  for (;;) {
    std::size_t Size =
        co_await Socket.async_read_some(asio::buffer(Data), use_awaitable);
    co_await asio::async_write(Socket, asio::buffer(Data, Size), use_awaitable);
  }
}

awaitable<void> listen_ok(unsigned short Port) {
  auto Executor = co_await asio::this_coro::executor;
  tcp::acceptor Acceptor(Executor, {tcp::v4(), Port});
  for (;;) {
    tcp::socket Socket = co_await Acceptor.async_accept(use_awaitable);
    asio::co_spawn(Executor, session_ok(std::move(Socket)), asio::detached);
  }
}

void start(asio::io_context &Context, tcp::endpoint Peer) {
  asio::co_spawn(Context, ask_bad(Peer), asio::detached);
  asio::co_spawn(Context, raced_with_timer_ok(Peer), asio::detached);
  asio::co_spawn(Context, sleep_ok(), asio::detached);
  asio::co_spawn(Context, listen_ok(8080), asio::detached);
}
