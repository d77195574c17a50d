// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Owners of C++, and what they take.
//
// RUN: %check_tidy %s net-unstopped-timer %t -- -- -I%S/Inputs

#include <fake/timers.h>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

static const struct itimerspec every = {{1, 0}, {1, 0}};
static struct itimerspec left;

extern int busy();

static void check(int status) {
  if (status)
    throw std::runtime_error("failed");
}

class owner {
public:
  explicit owner(int timer) : own(timer) {}
  owner(owner &&other) noexcept : own(std::exchange(other.own, -1)) {}
  owner &operator=(owner &&other) noexcept {
    std::swap(own, other.own);
    return *this;
  }
  ~owner() {
    if (own >= 0)
      close(own);
  }
  int get() const { return own; }

private:
  int own;
};

int owning_class_ok() {
  owner timer(timerfd_create(CLOCK_MONOTONIC, 0));
  if (timer.get() < 0)
    return -1;
  if (busy())
    return -2;
  return timerfd_gettime(timer.get(), &left) < 0;
}

owner moved_out_ok() {
  owner first(timerfd_create(CLOCK_MONOTONIC, 0));
  owner second(std::move(first));
  return second;
}

template <class F> class scope_guard {
public:
  explicit scope_guard(F f) : f(std::move(f)) {}
  ~scope_guard() { f(); }
  scope_guard(const scope_guard &) = delete;

private:
  F f;
};

int scope_guard_ok() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  scope_guard guard([&] { close(timer); });
  timerfd_settime(timer, 0, &every, NULL);
  check(busy());
  return timerfd_gettime(timer, &left) < 0;
}

int guard_by_copy_ok() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  scope_guard guard([timer] { close(timer); });
  timerfd_settime(timer, 0, &every, NULL);
  if (busy())
    return -2;
  return 0;
}

std::vector<int> container_ok(int count) {
  std::vector<int> all;
  while (count-- > 0) {
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
    if (timer < 0)
      break;
    timerfd_settime(timer, 0, &every, NULL);
    all.push_back(timer);
  }
  return all;
}

void map_ok(std::map<int, int> &all, int key) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return;
  timerfd_settime(timer, 0, &every, NULL);
  all[key] = timer;
}

void thread_ok() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return;
  timerfd_settime(timer, 0, &every, NULL);
  std::thread([timer] {
    if (busy())
      close(timer);
    else
      close(timer);
  }).detach();
}

std::function<int()> captured_ok() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return nullptr;
  timerfd_settime(timer, 0, &every, NULL);
  return [timer] { return (timerfd_gettime(timer, &left) < 0) ? 1 : 0; };
}

int rethrown_ok() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  try {
    check(busy());
  } catch (...) {
    close(timer);
    throw;
  }
  close(timer);
  return 0;
}

int does_not_throw_ok() noexcept {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  int status = busy();
  close(timer);
  return status;
}

void reference_parameter_ok(int &out) {
  out = timerfd_create(CLOCK_MONOTONIC, 0);
}

std::pair<int, int> pair_ok() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  return {timer, 1};
}

struct plain {
  int timer;
  int count;
};

plain aggregate_ok() { return plain{timerfd_create(CLOCK_MONOTONIC, 0), 0}; }

int released_by_handler_ok() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  try {
    check(busy());
    close(timer);
  } catch (const std::exception &) {
    close(timer);
    return -1;
  }
  return 0;
}

int released_behind_handler_ok() {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  try {
    check(busy());
  } catch (const std::exception &) {
    busy();
  }
  close(timer);
  return 0;
}
