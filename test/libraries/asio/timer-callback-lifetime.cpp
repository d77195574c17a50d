// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A timer's destructor cancels its wait, and the handler then runs with an
// error, on whatever is left.
//
// RUN: %check_tidy %s net-timer-callback-lifetime %t --remaining 5

#include <boost/asio.hpp>
#include <boost/bind/bind.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <thread>

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::seconds;

void note(const char *);

// Owned by shared pointers, but the handler holds none.
class Session : public std::enable_shared_from_this<Session> {
public:
  explicit Session(asio::io_context &Context) : Timer(Context) {}

  void ignores_bad() {
    Timer.expires_after(seconds(5));
    Timer.async_wait([this](const error_code &) {
// CHECK-MESSAGES: :[[@LINE-1]]:22: warning: this handler uses its 'Session' before it looks at the error code: when the object ends, its timer cancels the wait, and the handler then runs on an object that is gone [net-timer-callback-lifetime]
      ++Ticks;
    });
// CHECK-FIXES: Timer.async_wait([this](const error_code &Error) {
// CHECK-FIXES: if (Error)
// CHECK-FIXES-NEXT: return;
  }

  void generic_bad() {
    Timer.expires_after(seconds(5));
    Timer.async_wait([this](auto) { ++Ticks; });
// CHECK-MESSAGES: :[[@LINE-1]]:22: warning: this handler uses its 'Session' before it looks
// CHECK-FIXES: Timer.async_wait([this](auto Error) { if (Error) return; ++Ticks; });
  }

  void looks_too_late_bad() {
    Timer.async_wait([this](error_code Status) {
// CHECK-MESSAGES: :[[@LINE-1]]:22: warning: this handler uses its 'Session'
      ++Ticks;
      if (Status)
        return;
      note("tick");
    });
  }

  void asks_the_dead_bad() {
    Timer.async_wait([this](error_code Status) {
// CHECK-MESSAGES: :[[@LINE-1]]:22: warning: this handler uses its 'Session'
      if (Stopped || Status)
        return;
      note("tick");
    });
  }

  void bound_bad() {
    Timer.async_wait(std::bind(&Session::tick, this));
// CHECK-MESSAGES: :[[@LINE-1]]:22: warning: this handler uses its 'Session'
  }

  void bound_late_bad() {
    Timer.async_wait(boost::bind(&Session::late, this,
// CHECK-MESSAGES: :[[@LINE-1]]:22: warning: this handler uses its 'Session'
                                 asio::placeholders::error));
  }

  void on_strand_bad() {
    Timer.async_wait(asio::bind_executor(Timer.get_executor(),
                                         [this](error_code) { tick(); }));
// CHECK-MESSAGES: :[[@LINE-1]]:42: warning: this handler uses its 'Session'
  }

  void keeps_only_the_timer_bad() {
    auto Own = std::make_shared<asio::steady_timer>(Timer.get_executor());
    Own->async_wait([this, Own](error_code Status) {
// CHECK-MESSAGES: :[[@LINE-1]]:21: warning: this handler uses its 'Session' through a plain pointer: the timer goes on when the object ends, and the handler then runs on an object that is gone [net-timer-callback-lifetime]
      if (!Status)
        tick();
    });
  }

  void looks_first_ok() {
    Timer.async_wait([this](error_code Status) {
      if (Status)
        return;
      ++Ticks;
    });
  }

  void compares_first_ok() {
    Timer.async_wait([this](error_code Status) {
      if (Status == asio::error::operation_aborted)
        return;
      ++Ticks;
    });
  }

  void hands_on_ok() {
    Timer.async_wait([this](error_code Status) { careful(Status); });
  }

  void bound_ok() {
    Timer.async_wait(
        std::bind(&Session::careful, this, std::placeholders::_1));
  }

  void keeps_itself_ok() {
    Timer.async_wait([this, Self = shared_from_this()](error_code) { ++Ticks; });
  }

  void weak_ok() {
    Timer.async_wait([this, Weak = weak_from_this()](error_code) {
      if (auto Self = Weak.lock())
        ++Ticks;
    });
  }

  void binds_itself_ok() {
    Timer.async_wait(std::bind(&Session::tick, shared_from_this()));
  }

  void touches_nothing_ok() {
    Timer.async_wait([this](error_code) { note("tick"); });
  }

  void elsewhere_ok() {
    Timer.async_wait(std::bind(&Session::unseen, this, std::placeholders::_1));
  }

private:
  void tick() { ++Ticks; }
  void late(const error_code &Status) {
    ++Ticks;
    if (!Status)
      note("tick");
  }
  void careful(const error_code &Status) {
    if (!Status)
      ++Ticks;
  }
  void unseen(const error_code &Status);
  asio::steady_timer Timer;
  int Ticks = 0;
  bool Stopped = false;
};

// Built for every connection, deleted at its end.
class Connection {
public:
  explicit Connection(asio::io_context &Context) : Timer(Context) {}
  void start() {
    Timer.expires_after(seconds(30));
    Timer.async_wait([this](error_code) { close_bad(); });
// CHECK-MESSAGES: :[[@LINE-1]]:22: warning: this handler uses its 'Connection'
  }
  void close_bad() { Open = false; }
  void finish() { delete this; }

private:
  asio::steady_timer Timer;
  bool Open = true;
};

// Erased while the loop goes on.
class Player {
public:
  explicit Player(asio::io_context &Context)
      : Timer(std::make_unique<asio::steady_timer>(Context)) {}
  void start_bad() {
    Timer->expires_after(seconds(30));
    Timer->async_wait([this](error_code) { start_bad(); });
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this handler uses its 'Player'
  }

private:
  std::unique_ptr<asio::steady_timer> Timer;
};
class Game {
public:
  void leave(int Number) { Players.erase(Number); }

private:
  std::map<int, std::unique_ptr<Player>> Players;
};

// Operations on a socket end in the same way.
class Reader : public std::enable_shared_from_this<Reader> {
public:
  explicit Reader(asio::ip::tcp::socket Socket) : Socket(std::move(Socket)) {}
  void read_bad() {
    Socket.async_read_some(asio::buffer(Data), [this](error_code, size_t Size) {
// CHECK-MESSAGES: :[[@LINE-1]]:48: warning: this handler uses its 'Reader' before it looks at the error code: when the object ends, its socket cancels the operation, and the handler then runs on an object that is gone [net-timer-callback-lifetime]
      Total += Size;
    });
  }
  void write_ok() {
    asio::async_write(Socket, asio::buffer(Data),
                      [this](error_code Error, size_t Size) {
                        if (!Error)
                          Total += Size;
                      });
  }
  void keep_ok() {
    asio::async_write(
        Socket, asio::buffer(Data),
        [this, Self = shared_from_this()](error_code, size_t Size) {
          Total += Size;
        });
  }
  void bound_ok() {
    asio::async_write(Socket, asio::buffer(Data),
                      std::bind(&Reader::written, shared_from_this(),
                                std::placeholders::_1, std::placeholders::_2));
  }

private:
  void written(error_code, size_t Size) { Total += Size; }
  asio::ip::tcp::socket Socket;
  char Data[64];
  size_t Total = 0;
};

// Ends in its own handler only, and nothing is pending then.
class Prober {
public:
  explicit Prober(asio::io_context &Context) : Timer(Context) {
    Timer.async_wait([this](error_code) { probe_ok(); });
  }

private:
  void probe_ok() {
    if (++Tries > 3) {
      delete this;
      return;
    }
    asio::post(Timer.get_executor(), [this] {
      Timer.expires_after(seconds(1));
      Timer.async_wait([this](error_code) { probe_ok(); });
    });
  }
  asio::steady_timer Timer;
  int Tries = 0;
};

// The same end is reached from elsewhere, too.
class Peer {
public:
  explicit Peer(asio::io_context &Context) : Socket(Context), Timer(Context) {}
  void start() {
    Timer.expires_after(seconds(30));
    Timer.async_wait([this](error_code) { close_bad(); });
// CHECK-MESSAGES: :[[@LINE-1]]:22: warning: this handler uses its 'Peer'
    Socket.async_wait(asio::ip::tcp::socket::wait_read,
                      [this](error_code) { close_bad(); });
  }

private:
  void close_bad() {
    Socket.close();
    delete this;
  }
  asio::ip::tcp::socket Socket;
  asio::steady_timer Timer;
};

// Lives in main, beside the loop.
class Program : public std::enable_shared_from_this<Program> {
public:
  explicit Program(asio::io_context &Context) : Timer(Context) {}
  void start_ok() {
    Timer.async_wait([this](error_code) { start_ok(); });
  }

private:
  asio::steady_timer Timer;
};

// Nothing is known about its end.
class Poller {
public:
  explicit Poller(asio::io_context &Context) : Timer(Context) {}
  void start_ok() {
    Timer.async_wait([this](error_code) { start_ok(); });
  }

private:
  asio::steady_timer Timer;
};

// Its handlers run in a loop of its own.
class Engine : public std::enable_shared_from_this<Engine> {
public:
  void start_ok() {
    Timer.async_wait([this](error_code) { start_ok(); });
  }

private:
  asio::io_context Context;
  asio::steady_timer Timer{Context};
};

// Its destructor waits for the thread that runs them.
class Worker : public std::enable_shared_from_this<Worker> {
public:
  explicit Worker(asio::io_context &Context, std::thread *Thread)
      : Timer(Context), Thread(Thread) {}
  ~Worker() { Thread->join(); }
  void start_ok() {
    Timer.async_wait([this](error_code) { start_ok(); });
  }

private:
  asio::steady_timer Timer;
  std::thread *Thread;
};

// Keeps itself for ever.
class Endless : public std::enable_shared_from_this<Endless> {
public:
  explicit Endless(asio::io_context &Context) : Timer(Context) {}
  void start_bad() {
    Timer.expires_after(seconds(30));
    Timer.async_wait([Self = shared_from_this()](error_code Error) {
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this timer arms itself again and its handler keeps its owner alive, but nothing ever cancels it: neither can end [net-timer-callback-lifetime]
      if (!Error)
        Self->start_bad();
    });
  }

private:
  asio::steady_timer Timer;
};

class Flagged : public std::enable_shared_from_this<Flagged> {
public:
  explicit Flagged(asio::io_context &Context) : Timer(Context) {}
  void start_ok() {
    Timer.expires_after(seconds(30));
    Timer.async_wait([Self = shared_from_this()](error_code Error) {
      if (!Error && !Self->Done)
        Self->start_ok();
    });
  }
  void stop() { Done = true; }

private:
  asio::steady_timer Timer;
  bool Done = false;
};

class Cancelled : public std::enable_shared_from_this<Cancelled> {
public:
  explicit Cancelled(asio::io_context &Context) : Timer(Context) {}
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

// A chain that ends when something else fails.
class Reconnecting : public std::enable_shared_from_this<Reconnecting> {
public:
  explicit Reconnecting(asio::io_context &Context)
      : Socket(Context), Timer(Context) {}
  void connect_ok() {
    Socket.async_connect(Peer, [Self = shared_from_this()](error_code Error) {
      if (!Error)
        return note("connected");
      Self->Timer.expires_after(seconds(Self->Pause *= 2));
      Self->Timer.async_wait([Self](error_code Error) {
        if (!Error)
          Self->connect_ok();
      });
    });
  }

private:
  asio::ip::tcp::socket Socket;
  asio::steady_timer Timer;
  asio::ip::tcp::endpoint Peer;
  int Pause = 1;
};

class Heartbeat : public std::enable_shared_from_this<Heartbeat> {
public:
  explicit Heartbeat(asio::io_context &Context)
      : Socket(Context), Timer(Context) {}
  void start_ok() {
    Timer.expires_after(seconds(15));
    Timer.async_wait(std::bind(&Heartbeat::send, shared_from_this(),
                               std::placeholders::_1));
  }

private:
  void send(error_code Error) {
    if (!Error)
      asio::async_write(Socket, asio::buffer("ping"),
                        std::bind(&Heartbeat::sent, shared_from_this(),
                                  std::placeholders::_1,
                                  std::placeholders::_2));
  }
  void sent(error_code Error, std::size_t) {
    if (!Error)
      start_ok();
  }
  asio::ip::tcp::socket Socket;
  asio::steady_timer Timer;
};

class Watching : public std::enable_shared_from_this<Watching> {
public:
  explicit Watching(asio::io_context &Context)
      : Socket(Context), Timer(Context) {}
  void start_ok() {
    Timer.expires_after(seconds(15));
    Timer.async_wait([Self = shared_from_this()](error_code) { Self->tick(); });
  }

private:
  void tick() {
    if (Socket.is_open())
      start_ok();
  }
  asio::ip::tcp::socket Socket;
  asio::steady_timer Timer;
};

// Nobody asks how the write went.
class Deaf : public std::enable_shared_from_this<Deaf> {
public:
  explicit Deaf(asio::io_context &Context) : Socket(Context), Timer(Context) {}
  void start_bad() {
    Timer.expires_after(seconds(15));
    Timer.async_wait([Self = shared_from_this()](error_code) { Self->tick(); });
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer arms itself again and its handler keeps its owner alive{{.*}} [net-timer-callback-lifetime]
  }

private:
  void tick() {
    asio::async_write(
        Socket, asio::buffer("ping"),
        [Self = shared_from_this()](error_code, std::size_t) {
          Self->start_bad();
        });
  }
  asio::ip::tcp::socket Socket;
  asio::steady_timer Timer;
};

int main() {
  asio::io_context Context;
  auto Main = std::make_shared<Program>(Context);
  Main->start_ok();
  Context.run();
}
