// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cancelling a wait runs its handler, with an error code that says so.
//
// RUN: %check_tidy %s net-unchecked-timer-error %t --remaining 1

#include <boost/asio.hpp>
#include <boost/asio/deadline_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::seconds;

// The answer came in time, and the connection is closed nevertheless.
class Client : public std::enable_shared_from_this<Client> {
public:
  explicit Client(asio::io_context &Context) : Socket(Context), Limit(Context) {}

  void ask() {
    Limit.expires_after(seconds(5));
    Limit.async_wait([Self = shared_from_this()](const error_code &) {
// CHECK-MESSAGES: :[[@LINE-1]]:22: warning: this handler takes a cancelled wait for an expiry: it ignores the error code, and the timer is cancelled while it waits [net-unchecked-timer-error]
      Self->Socket.close();
    });
// CHECK-FIXES: const error_code &Error) {
// CHECK-FIXES: if (Error)
// CHECK-FIXES-NEXT: return;
    asio::async_read(Socket, asio::buffer(Answer),
                     [Self = shared_from_this()](error_code, std::size_t) {
                       Self->Limit.cancel();
                     });
  }

private:
  tcp::socket Socket;
  asio::steady_timer Limit;
  char Answer[16];
};

// Each message sets a new expiry, which cancels the old wait.
class Idle : public std::enable_shared_from_this<Idle> {
public:
  explicit Idle(asio::io_context &Context) : Socket(Context), Limit(Context) {}

  void read() {
    watch();
    Socket.async_read_some(asio::buffer(Data), [Self = shared_from_this()](
                                                   error_code Error,
                                                   std::size_t) {
      if (!Error)
        Self->read();
    });
  }

private:
  void watch() {
    Limit.expires_after(seconds(60));
    Limit.async_wait([Self = shared_from_this()](auto) { Self->close(); });
// CHECK-MESSAGES: :[[@LINE-1]]:22: warning: this handler takes a cancelled wait for an expiry
// CHECK-FIXES: (auto Error) { if (Error) return; Self->close(); });
  }
  void close() { Socket.close(); }
  tcp::socket Socket;
  asio::steady_timer Limit;
  char Data[16];
};

// cancel() is meant to end it, and only makes it run at once.
class Chain {
public:
  explicit Chain(asio::io_context &Context) : Timer(Context) {}
  void tick() {
    ++Ticks;
    Timer.expires_after(seconds(1));
    Timer.async_wait(std::bind(&Chain::tick, this));
// CHECK-MESSAGES: :[[@LINE-1]]:22: warning: this handler takes a cancelled wait for an expiry
  }
  void stop() { Timer.cancel(); }

private:
  asio::steady_timer Timer;
  int Ticks = 0;
};

class Checked {
public:
  explicit Checked(asio::io_context &Context) : Timer(Context) {}
  void start_ok() {
    Timer.expires_after(seconds(1));
    Timer.async_wait([this](error_code Error) {
      if (Error)
        return;
      ++Ticks;
    });
  }
  void stop() { Timer.cancel(); }

private:
  asio::steady_timer Timer;
  int Ticks = 0;
};

// Nobody cancels it; each wait begins when the one before has ended.
class Periodic {
public:
  explicit Periodic(asio::io_context &Context) : Timer(Context) {}
  void start_ok() {
    Timer.expires_after(seconds(1));
    Timer.async_wait([this](error_code) {
      ++Ticks;
      start_ok();
    });
  }

private:
  asio::steady_timer Timer;
  int Ticks = 0;
};

// Knows by itself whether its time has come.
class Deadline {
public:
  explicit Deadline(asio::io_context &Context) : Socket(Context), Timer(Context) {}
  void start_ok() {
    Timer.expires_after(seconds(1));
    Timer.async_wait([this](error_code) { check(); });
  }
  void done() { Timer.cancel(); }

private:
  void check() {
    if (Timer.expiry() <= asio::steady_timer::clock_type::now())
      Socket.close();
  }
  tcp::socket Socket;
  asio::steady_timer Timer;
};

class Flagged {
public:
  explicit Flagged(asio::io_context &Context) : Socket(Context), Timer(Context) {}
  void start_ok() {
    Timer.expires_after(seconds(1));
    Timer.async_wait([this](error_code) {
      if (!Done)
        Socket.close();
    });
  }
  void done() {
    Done = true;
    Timer.cancel();
  }

private:
  tcp::socket Socket;
  asio::steady_timer Timer;
  bool Done = false;
};

// An event: to cancel it is to signal it.
class Queue {
public:
  explicit Queue(asio::io_context &Context)
      : Filled(Context, asio::steady_timer::time_point::max()) {}
  void wait_ok() {
    Filled.async_wait([this](error_code) { ++Woken; });
  }
  void push() { Filled.cancel(); }

private:
  asio::steady_timer Filled;
  int Woken = 0;
};

class EventSetLater {
public:
  explicit EventSetLater(asio::io_context &Context) : Filled(Context) {}
  void wait_ok() {
    Filled.expires_at(boost::posix_time::pos_infin);
    Filled.async_wait([this](error_code) { ++Woken; });
  }
  void push() { Filled.cancel(); }

private:
  asio::deadline_timer Filled;
  int Woken = 0;
};

// Does nothing that could be wrong.
class Silent {
public:
  explicit Silent(asio::io_context &Context) : Timer(Context) {}
  void start_ok() {
    Timer.async_wait([](error_code) {});
  }
  void stop() { Timer.cancel(); }

private:
  asio::steady_timer Timer;
};

// What the member function does, and whether it looks at something, is unseen.
class Elsewhere {
public:
  explicit Elsewhere(asio::io_context &Context) : Timer(Context) {}
  void start_ok() {
    Timer.async_wait([this](error_code) { tick(); });
  }
  void stop() { Timer.cancel(); }
  void tick();

private:
  asio::steady_timer Timer;
};

// Only the destructor cancels.
class Ending {
public:
  explicit Ending(asio::io_context &Context, int &Ticks)
      : Timer(Context), Ticks(Ticks) {}
  ~Ending() { Timer.cancel(); }
  void start_ok() {
    Timer.async_wait([&Ticks = Ticks](error_code) { ++Ticks; });
  }

private:
  asio::steady_timer Timer;
  int &Ticks;
};

// One timer for two kinds of waits: cancel() is meant for the first.
class Ping {
public:
  explicit Ping(asio::io_context &Context) : Timer(Context) {}
  void send_ok() {
    ++Sent;
    Timer.expires_after(seconds(5));
    Timer.async_wait(std::bind(&Ping::late, this));
  }
  void answered() { Timer.cancel(); }

private:
  void late() {
    Timer.expires_after(seconds(1));
    Timer.async_wait(std::bind(&Ping::send_ok, this));
  }
  asio::steady_timer Timer;
  int Sent = 0;
};
