// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers of Asio release themselves; what is left is the timer that nobody
// owns.
//
// RUN: %check_tidy %s net-unstopped-timer %t

#include <boost/asio.hpp>
#include <boost/asio/deadline_timer.hpp>
#include <boost/bind/bind.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::seconds;

void leaked_bad(asio::io_context &Context, std::function<void()> Work) {
  auto *Timer = new asio::steady_timer(Context, seconds(1));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is not stopped on a path through this function [net-unstopped-timer]
  Timer->async_wait([Work](error_code) { Work(); });
}

void leaked_on_one_path_bad(asio::io_context &Context, bool Wait) {
  auto *Timer = new asio::system_timer(Context);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is not stopped on a path through this function [net-unstopped-timer]
  Timer->expires_after(seconds(5));
  Timer->async_wait([](error_code) {});
  if (!Wait)
    return;
  Context.run();
  delete Timer;
}

void deleted_by_handler_ok(asio::io_context &Context,
                           std::function<void()> Work) {
  auto *Timer = new asio::steady_timer(Context, seconds(1));
  Timer->async_wait([Timer, Work](error_code) {
    Work();
    delete Timer;
  });
}

void kept_by_handler_ok(asio::io_context &Context, std::function<void()> Work) {
  auto Timer = std::make_shared<asio::steady_timer>(Context, seconds(1));
  Timer->async_wait([Timer, Work](error_code) { Work(); });
}

void local_ok(asio::io_context &Context) {
  asio::steady_timer Timer(Context);
  Timer.expires_after(seconds(1));
  Timer.async_wait([](error_code) {});
  Context.run();
}

void sleep_ok(asio::io_context &Context) {
  asio::deadline_timer Timer(Context, boost::posix_time::seconds(1));
  Timer.wait();
}

// A chain that keeps its owner alive until somebody stops it: intended.
class Heartbeat : public std::enable_shared_from_this<Heartbeat> {
public:
  explicit Heartbeat(asio::io_context &Context) : Timer(Context) {}
  void start_ok() {
    Timer.expires_after(seconds(30));
    Timer.async_wait([Self = shared_from_this()](error_code Error) {
      if (!Error)
        Self->start_ok();
    });
  }
  void stop() { Timer.cancel(); }

private:
  asio::steady_timer Timer;
};

class Owner {
public:
  explicit Owner(asio::io_context &Context)
      : Timer(std::make_unique<asio::steady_timer>(Context)) {}
  void start_ok() {
    Timer->expires_after(seconds(1));
    Timer->async_wait([this](error_code Error) {
      if (Error)
        return;
      ++Ticks;
      start_ok();
    });
  }

private:
  std::unique_ptr<asio::steady_timer> Timer;
  int Ticks = 0;
};

// Used as an event: never fires, and is released by cancel().
void event_ok(asio::io_context &Context) {
  asio::steady_timer Event(Context, asio::steady_timer::time_point::max());
  Event.async_wait([](error_code) {});
  asio::post(Context, [&Event] { Event.cancel(); });
  Context.run();
}

void readiness_is_no_timer_ok(asio::ip::tcp::socket &Socket) {
  Socket.async_wait(asio::ip::tcp::socket::wait_read, [](error_code) {});
}
