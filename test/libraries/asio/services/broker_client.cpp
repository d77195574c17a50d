// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The client of a message broker: it connects, authenticates, keeps a heartbeat
// and comes back after a failure.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++20

#include <array>
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ssl.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace broker {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

// --- the connection, with a deadline around what must be answered -------------

class Connection : public std::enable_shared_from_this<Connection> {
public:
  using Message = std::function<void(std::string)>;

  Connection(asio::io_context &Context, Message OnMessage)
      : Resolver(Context), Socket(Context), Heartbeat(Context),
        Deadline(Context), Retry(Context), OnMessage(std::move(OnMessage)) {}

  void start_ok(std::string Host, std::string Port) {
    this->Host = std::move(Host);
    this->Port = std::move(Port);
    resolve();
  }

  void stop() {
    Heartbeat.cancel();
    Deadline.cancel();
    Retry.cancel();
    error_code Ignored;
    Socket.close(Ignored);
  }

private:
  void resolve() {
    Resolver.async_resolve(
        Host, Port, [Self = shared_from_this()](error_code Error, auto Peers) {
          if (Error)
            return Self->later();
          Self->expect(5s);
          asio::async_connect(Self->Socket, Peers,
                              [Self](error_code Error, const tcp::endpoint &) {
                                if (Error)
                                  return Self->later();
                                Self->beat();
                                Self->read();
                              });
        });
  }

  void expect(std::chrono::seconds Limit) {
    Deadline.expires_after(Limit);
    Deadline.async_wait([Self = shared_from_this()](error_code Error) {
      if (!Error)
        Self->Socket.close();
    });
  }

  void later() {
    Retry.expires_after(3s);
    Retry.async_wait([Self = shared_from_this()](error_code Error) {
      if (!Error)
        Self->resolve();
    });
  }

  void beat() {
    Heartbeat.expires_after(20s);
    Heartbeat.async_wait([Self = shared_from_this()](error_code Error) {
      if (Error)
        return;
      asio::async_write(Self->Socket, asio::buffer("PING\n", 5),
                        [Self](error_code Error, std::size_t) {
                          if (!Error)
                            Self->beat();
                        });
    });
  }

  void read() {
    expect(60s);
    asio::async_read_until(
        Socket, asio::dynamic_buffer(Line), '\n',
        [Self = shared_from_this()](error_code Error, std::size_t Size) {
          Self->Deadline.cancel();
          if (Error)
            return Self->later();
          Self->OnMessage(Self->Line.substr(0, Size));
          Self->Line.erase(0, Size);
          Self->read();
        });
  }

  std::string Host, Port, Line;
  tcp::resolver Resolver;
  tcp::socket Socket;
  asio::steady_timer Heartbeat, Deadline, Retry;
  Message OnMessage;
};

// --- coroutines -----------------------------------------------------------------

awaitable<std::string> command_bad(tcp::endpoint Peer, std::string Text) {
  tcp::socket Socket(co_await asio::this_coro::executor);
  co_await Socket.async_connect(Peer, use_awaitable);
  co_await asio::async_write(Socket, asio::buffer(Text), use_awaitable);
  std::string Answer;
  co_await asio::async_read_until(
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_read_until' can wait for ever{{.*}} [net-missing-timeout]
      Socket, asio::dynamic_buffer(Answer), '\n', use_awaitable);
  co_return Answer;
}

awaitable<std::optional<std::string>> command_ok(tcp::endpoint Peer,
                                                 std::string Text) {
  auto Executor = co_await asio::this_coro::executor;
  tcp::socket Socket(Executor);
  asio::steady_timer Limit(Executor);
  Limit.expires_after(2s);
  std::string Answer;
  auto Talk = [&]() -> awaitable<void> {
    co_await Socket.async_connect(Peer, use_awaitable);
    co_await asio::async_write(Socket, asio::buffer(Text), use_awaitable);
    co_await asio::async_read_until(Socket, asio::dynamic_buffer(Answer), '\n',
                                    use_awaitable);
  };
  auto First = co_await (Talk() || Limit.async_wait(use_awaitable));
  if (First.index() == 1)
    co_return std::nullopt;
  co_return Answer;
}

awaitable<void> publishEach_bad(tcp::endpoint Peer,
                                std::vector<std::string> Lines) {
  auto Executor = co_await asio::this_coro::executor;
  for (const std::string &Line : Lines) {
    tcp::socket Socket(Executor);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'boost{{.*}} [net-client-per-call]
    co_await Socket.async_connect(Peer, use_awaitable);
    co_await asio::async_write(Socket, asio::buffer(Line), use_awaitable);
  }
}

awaitable<void> publishAll_ok(tcp::endpoint Peer,
                              std::vector<std::string> Lines) {
  tcp::socket Socket(co_await asio::this_coro::executor);
  co_await Socket.async_connect(Peer, use_awaitable);
  for (const std::string &Line : Lines)
    co_await asio::async_write(Socket, asio::buffer(Line), use_awaitable);
}

awaitable<void> secure_bad(ssl::context &Tls,
                           tcp::resolver::results_type Peers) {
  ssl::stream<tcp::socket> Stream(co_await asio::this_coro::executor, Tls);
  co_await asio::async_connect(Stream.lowest_layer(), Peers, use_awaitable);
  co_await Stream.async_handshake(ssl::stream_base::client, use_awaitable);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_handshake' can wait for ever{{.*}} [net-missing-timeout]
  co_await asio::async_write(Stream, asio::buffer("HELLO\n", 6), use_awaitable);
}

// --- the broker's side, for tests ---------------------------------------------

awaitable<void> peer_ok(tcp::socket Socket) {
  std::string Line;
  for (;;) {
    std::size_t Size = co_await asio::async_read_until(
        Socket, asio::dynamic_buffer(Line), '\n', use_awaitable);
    co_await asio::async_write(Socket, asio::buffer(Line, Size), use_awaitable);
    Line.erase(0, Size);
  }
}

awaitable<void> mock_ok(unsigned short Port) {
  auto Executor = co_await asio::this_coro::executor;
  tcp::acceptor Acceptor(Executor, {tcp::v4(), Port});
  for (;;)
    asio::co_spawn(Executor,
                   peer_ok(co_await Acceptor.async_accept(use_awaitable)),
                   asio::detached);
}

awaitable<void> tick_ok(std::function<void()> Work) {
  asio::steady_timer Timer(co_await asio::this_coro::executor);
  for (;;) {
    Timer.expires_after(1s);
    co_await Timer.async_wait(use_awaitable);
    Work();
  }
}

void remindOnce_bad(asio::io_context &Context, std::function<void()> Work) {
  auto Timer = std::make_unique<asio::steady_timer>(Context, 5s);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is not stopped on a path through this function [net-unstopped-timer]
  auto *Raw = Timer.release();
  Raw->async_wait([Work = std::move(Work)](error_code) { Work(); });
}

} // namespace broker
