// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers that a class arms, and what its other member functions do about them.
//
// RUN: %check_tidy %s net-unstopped-timer %t -- -- -std=c++17

#include <cerrno>
#include <csignal>
#include <ctime>
#include <sys/timerfd.h>
#include <system_error>
#include <unistd.h>

// Everything that could stop the timer is here, and nothing does.
class Watchdog {
public:
  void start_bad(int Seconds) {
    itimerspec Limit{};
    Limit.it_value.tv_sec = Seconds;
    if (::timer_create(CLOCK_MONOTONIC, nullptr, &Timer) == 0)
      ::timer_settime(Timer, 0, &Limit, nullptr);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this POSIX timer is armed here but no member function stops it{{.*}} [net-unstopped-timer]
  }
  int overruns() const { return ::timer_getoverrun(Timer); }

private:
  timer_t Timer{};
};

class StoppedWatchdog {
public:
  void start_ok(int Seconds) {
    itimerspec Limit{};
    Limit.it_value.tv_sec = Seconds;
    Armed = ::timer_create(CLOCK_MONOTONIC, nullptr, &Timer) == 0;
    if (Armed)
      ::timer_settime(Timer, 0, &Limit, nullptr);
  }
  ~StoppedWatchdog() {
    if (Armed)
      ::timer_delete(Timer);
  }

private:
  timer_t Timer{};
  bool Armed = false;
};

class Ticker {
public:
  explicit Ticker(long Nanoseconds)
      : Fd(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK)) {
    itimerspec Every{};
    Every.it_interval.tv_nsec = Nanoseconds;
    Every.it_value.tv_nsec = Nanoseconds;
    if (Fd < 0 || ::timerfd_settime(Fd, 0, &Every, nullptr) < 0)
      throw std::system_error(errno, std::generic_category());
  }
  ~Ticker() { ::close(Fd); }
  int descriptor_ok() const { return Fd; }

private:
  int Fd;
};

class LostTicker {
public:
  LostTicker() : Fd(::timerfd_create(CLOCK_MONOTONIC, 0)) {
    itimerspec Every{};
    Every.it_interval.tv_sec = 1;
    Every.it_value.tv_sec = 1;
    ::timerfd_settime(Fd, 0, &Every, nullptr);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer descriptor is armed here but no member function stops it{{.*}} [net-unstopped-timer]
  }
  LostTicker(const LostTicker &) = delete;
  LostTicker &operator=(const LostTicker &) = delete;
  bool tick_bad() {
    unsigned long long Count;
    return ::read(Fd, &Count, sizeof Count) == sizeof Count;
  }

private:
  int Fd;
};
