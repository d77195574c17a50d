// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers, contexts and loops of uSockets in C++.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -isystem %S/stubs

#include <cstring>
#include <libusockets.h>
#include <memory>

// The only pointer to a repeating timer is lost.
void beat_bad(us_loop_t *Loop) {
  us_timer_t *Timer = us_create_timer(Loop, 0, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  us_timer_set(Timer, [](us_timer_t *) {}, 1000, 1000);
}

// It closes itself when it has fired.
void once_ok(us_loop_t *Loop) {
  us_timer_t *Timer = us_create_timer(Loop, 0, 0);
  us_timer_set(
      Timer, [](us_timer_t *Expired) { us_timer_close(Expired); }, 1000, 0);
}

class Beat {
public:
  explicit Beat(us_loop_t *Loop) : Timer(us_create_timer(Loop, 1, 0)) {
    us_timer_set(Timer, [](us_timer_t *) {}, 1000, 1000);
  }
  ~Beat() { us_timer_close(Timer); }

private:
  us_timer_t *Timer;
};

struct Closer {
  void operator()(us_timer_t *Timer) const { us_timer_close(Timer); }
};
void scoped_ok(us_loop_t *Loop) {
  std::unique_ptr<us_timer_t, Closer> Timer(us_create_timer(Loop, 0, 0));
  us_timer_set(Timer.get(), [](us_timer_t *) {}, 10, 10);
  us_loop_run(Loop);
}

// The timer's memory names its owner, who closes it later.
class Session {
public:
  void start_ok(us_loop_t *Loop) {
    us_timer_t *Timer = us_create_timer(Loop, 0, sizeof(Session *));
    Session *Self = this;
    std::memcpy(us_timer_ext(Timer), &Self, sizeof(Self));
    us_timer_set(Timer, expired, 5000, 5000);
    Beat = Timer;
  }

private:
  static void expired(us_timer_t *Timer);
  us_timer_t *Beat = nullptr;
};

bool serve_bad(us_loop_t *Loop, int Port) {
  us_socket_context_t *Context = us_create_socket_context(0, Loop, 0, {});
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket context is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!Context)
    return false;
  if (Port <= 0)
    return false;
  us_socket_context_on_data(0, Context,
                            [](us_socket_t *S, char *Data, int Length) {
                              us_socket_write(0, S, Data, Length, 0);
                              return S;
                            });
  return us_socket_context_listen(0, Context, nullptr, Port, 0, 0) != nullptr;
}

bool serve_ok(us_loop_t *Loop, int Port) {
  us_socket_context_t *Context = us_create_socket_context(0, Loop, 0, {});
  if (!Context)
    return false;
  us_listen_socket_t *Listening =
      us_socket_context_listen(0, Context, nullptr, Port, 0, 0);
  if (!Listening) {
    us_socket_context_free(0, Context);
    return false;
  }
  us_loop_run(Loop);
  us_socket_context_free(0, Context);
  return true;
}

void use_bad(us_loop_t *Loop) {
  us_timer_t *Timer = us_create_timer(Loop, 0, 0);
  us_timer_close(Timer);
  us_timer_set(Timer, [](us_timer_t *) {}, 10, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is used after it was released{{.*}} [net-use-after-close]
}

// A timer for the life of the program.
int main() {
  us_loop_t *Loop = us_create_loop(
      nullptr, [](us_loop_t *) {}, [](us_loop_t *) {}, [](us_loop_t *) {}, 0);
  us_timer_t *Timer = us_create_timer(Loop, 0, 0);
  us_timer_set(Timer, [](us_timer_t *) {}, 1000, 1000);
  us_loop_run(Loop);
  us_loop_free(Loop);
}
