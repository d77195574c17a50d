// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libuv in C++: classes around handles, deleters that close, lambdas.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <memory>
#include <stdexcept>
#include <uv.h>

void deleted_bad(uv_loop_t *loop, int fd) {
  auto *watch = new uv_poll_t;
  if (uv_poll_init(loop, watch, fd) != 0) {
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this uv handle is not released on a path through this function{{.*}} [net-unclosed-connection]
    delete watch;
    return;
  }
  if (fd == 0) {
    delete watch;
    return;
  }
  uv_poll_start(watch, UV_READABLE, [](uv_poll_t *, int, int) {});
}

void deleted_ok(uv_loop_t *loop, int fd) {
  auto *watch = new uv_poll_t;
  if (uv_poll_init(loop, watch, fd) != 0) {
    delete watch;
    return;
  }
  if (uv_poll_start(watch, UV_READABLE, [](uv_poll_t *, int, int) {}) != 0)
    uv_close(reinterpret_cast<uv_handle_t *>(watch), [](uv_handle_t *handle) {
      delete reinterpret_cast<uv_poll_t *>(handle);
    });
}

struct TimerCloser {
  void operator()(uv_timer_t *timer) const {
    uv_close(reinterpret_cast<uv_handle_t *>(timer), [](uv_handle_t *handle) {
      delete reinterpret_cast<uv_timer_t *>(handle);
    });
  }
};

class Heartbeat {
public:
  explicit Heartbeat(uv_loop_t *loop) : timer(new uv_timer_t) {
    uv_timer_init(loop, timer.get());
    timer->data = this;
    uv_timer_start(timer.get(), &Heartbeat::beat, 0, 1000);
  }

private:
  static void beat(uv_timer_t *handle) {
    ++static_cast<Heartbeat *>(handle->data)->beats;
  }
  std::unique_ptr<uv_timer_t, TimerCloser> timer;
  int beats = 0;
};

// The timer of a class that nothing stops.
class Ticker {
public:
  explicit Ticker(uv_loop_t *loop) {
    uv_timer_init(loop, &timer);
    timer.data = this;
  }
  void start() { uv_timer_start(&timer, &Ticker::tick, 100, 100); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this uv timer is armed here but no member function stops it: it goes on after its owner is gone{{.*}} [net-unstopped-timer]

private:
  static void tick(uv_timer_t *handle) {
    ++static_cast<Ticker *>(handle->data)->ticks;
  }
  uv_timer_t timer;
  int ticks = 0;
};

// The same, stopped by its owner.
class Clock {
public:
  explicit Clock(uv_loop_t *loop) {
    uv_timer_init(loop, &timer);
    timer.data = this;
  }
  ~Clock() { uv_timer_stop(&timer); }
  void start() { uv_timer_start(&timer, &Clock::tick, 100, 100); }

private:
  static void tick(uv_timer_t *handle) {
    ++static_cast<Clock *>(handle->data)->ticks;
  }
  uv_timer_t timer;
  int ticks = 0;
};

// The library could change what it is given, and all that this leads to; the
// handle is the member's all the same.
class Screen {
public:
  explicit Screen(uv_loop_t *loop);
  ~Screen();

private:
  static void close(uv_handle_t *handle) {
    delete reinterpret_cast<uv_tty_t *>(handle);
  }
  uv_tty_t *tty = nullptr;
};

Screen::Screen(uv_loop_t *loop) {
  tty = new uv_tty_t;
  tty->data = this;
  uv_tty_init(loop, tty, 0, 1);
  if (!uv_is_readable(reinterpret_cast<uv_stream_t *>(tty)))
    return;
  uv_tty_set_mode(tty, UV_TTY_MODE_RAW);
}

Screen::~Screen() { uv_close(reinterpret_cast<uv_handle_t *>(tty), close); }

bool listen_bad(uv_loop_t *loop, void *owner) {
  auto *server = new uv_tcp_t;
  server->data = owner;
  uv_tcp_init(loop, server);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this uv handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (uv_tcp_nodelay(server, 1) != 0)
    return false;
  return uv_listen(reinterpret_cast<uv_stream_t *>(server), 16,
                   [](uv_stream_t *, int) {}) == 0;
}
