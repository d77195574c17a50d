// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handles and descriptors in coroutines.
//
// RUN: %check_tidy %s net-unclosed-connection,net-unstopped-timer,net-use-after-close %t -- -- -std=c++20

#include <boost/asio.hpp>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

awaitable<void> settle();
awaitable<int> count(tcp::socket &Socket);
awaitable<void> serve(int FD);

awaitable<bool> dropped_bad(const sockaddr *Peer, socklen_t Size) {
  int FD = ::socket(AF_INET, SOCK_DGRAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released{{.*}} [net-unclosed-connection]
  if (FD < 0)
    co_return false;
  co_await settle();
  co_return ::sendto(FD, "x", 1, 0, Peer, Size) == 1;
}

awaitable<bool> one_path_bad(const sockaddr *Peer, socklen_t Size) {
  int FD = ::socket(AF_INET, SOCK_DGRAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path{{.*}} [net-unclosed-connection]
  if (FD < 0)
    co_return false;
  co_await settle();
  if (::connect(FD, Peer, Size) < 0)
    co_return false;
  co_await settle();
  bool Sent = ::send(FD, "x", 1, 0) == 1;
  ::close(FD);
  co_return Sent;
}

awaitable<bool> closed_ok(const sockaddr *Peer, socklen_t Size) {
  int FD = ::socket(AF_INET, SOCK_DGRAM, 0);
  if (FD < 0)
    co_return false;
  co_await settle();
  bool Sent = ::sendto(FD, "x", 1, 0, Peer, Size) == 1;
  ::close(FD);
  co_return Sent;
}

awaitable<void> loop_ok(tcp::socket &Socket) {
  for (int Left = co_await count(Socket); Left > 0; --Left) {
    int FD = ::socket(AF_INET, SOCK_DGRAM, 0);
    if (FD < 0)
      break;
    co_await settle();
    ::close(FD);
  }
}

awaitable<void> loop_bad(tcp::socket &Socket) {
  for (int Left = co_await count(Socket); Left > 0; --Left) {
    int FD = ::socket(AF_INET, SOCK_DGRAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path{{.*}} [net-unclosed-connection]
    if (FD < 0)
      break;
    co_await settle();
    if (co_await count(Socket) == 7)
      continue;
    ::close(FD);
  }
}

awaitable<int> returned_ok() {
  int FD = ::socket(AF_INET, SOCK_DGRAM, 0);
  co_await settle();
  co_return FD;
}

awaitable<void> handed_on_ok() {
  int FD = ::socket(AF_INET, SOCK_DGRAM, 0);
  co_await serve(FD);
}

awaitable<void> owned_by_stream_ok() {
  auto Executor = co_await asio::this_coro::executor;
  int FD = ::timerfd_create(CLOCK_MONOTONIC, 0);
  if (FD < 0)
    co_return;
  asio::posix::stream_descriptor Timer(Executor, FD);
  itimerspec Once = {};
  Once.it_value.tv_sec = 1;
  ::timerfd_settime(FD, 0, &Once, nullptr);
  co_await Timer.async_wait(asio::posix::stream_descriptor::wait_read,
                            use_awaitable);
}

awaitable<void> timer_bad() {
  auto Executor = co_await asio::this_coro::executor;
  int Timer = ::timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer descriptor is not stopped{{.*}} [net-unstopped-timer]
  itimerspec Every = {};
  Every.it_value.tv_sec = Every.it_interval.tv_sec = 1;
  ::timerfd_settime(Timer, 0, &Every, nullptr);
  co_await settle();
}

awaitable<std::string> twice_bad(tcp::socket &Socket) {
  int FD = ::dup(Socket.native_handle());
  if (FD < 0)
    co_return "";
  co_await settle();
  ::close(FD);
  std::string Text = std::to_string(co_await count(Socket));
  ::close(FD);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-use-after-close]
  co_return Text;
}

// A coroutine does not run when it is called.
void spawns_bad(asio::io_context &Context, const sockaddr *Peer, socklen_t Size) {
  int FD = ::socket(AF_INET, SOCK_DGRAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released{{.*}} [net-unclosed-connection]
  if (FD < 0)
    return;
  asio::co_spawn(Context, closed_ok(Peer, Size), asio::detached);
}
