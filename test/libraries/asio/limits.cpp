// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not found, and why.
//
// RUN: %check_tidy %s %core %t

#include <boost/asio.hpp>
#include <chrono>

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::seconds;

// Nobody deletes what the constructor made. Objects of a class that stand in a
// raw member are not followed from one member function to the next.
class FN_RawOwner {
public:
  explicit FN_RawOwner(asio::io_context &Context)
      : Timer(new asio::steady_timer(Context)) {}
  FN_RawOwner(const FN_RawOwner &) = delete;
  FN_RawOwner &operator=(const FN_RawOwner &) = delete;
  void start() {
    Timer->expires_after(seconds(1));
    Timer->async_wait([](error_code) {});
  }

private:
  asio::steady_timer *Timer;
};
