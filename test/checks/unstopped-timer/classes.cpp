// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Members: acquired in one function, released in another one, or in none.
//
// RUN: %check_tidy %s net-unstopped-timer %t -- -- -I%S/Inputs

#include <fake/timers.h>

static const struct itimerspec every = {{1, 0}, {1, 0}};
static struct itimerspec left;

// Every function that sees the member is here, and none releases it.
class leaks_bad {
public:
  leaks_bad() : own(timerfd_create(CLOCK_MONOTONIC, 0)) {
    timerfd_settime(own, 0, &every, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this timer descriptor is armed here but no member function stops it: it goes on after its owner is gone{{.*}} [net-unstopped-timer]
  }
  leaks_bad(const leaks_bad &) = delete;
  int use() { return timerfd_gettime(own, &left) < 0; }

private:
  int own;
};

class later_bad {
public:
  void start() {
    own = timerfd_create(CLOCK_MONOTONIC, 0);
    timerfd_settime(own, 0, &every, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this timer descriptor is armed here but no member function stops it: it goes on after its owner is gone{{.*}} [net-unstopped-timer]
  }
  int use() { return timerfd_gettime(own, &left) < 0; }

private:
  int own = -1;
};

class destructor_ok {
public:
  destructor_ok() : own(timerfd_create(CLOCK_MONOTONIC, 0)) {
    timerfd_settime(own, 0, &every, NULL);
  }
  ~destructor_ok() { close(own); }
  int use() { return timerfd_gettime(own, &left) < 0; }

private:
  int own;
};

class other_function_ok {
public:
  other_function_ok() : own(timerfd_create(CLOCK_MONOTONIC, 0)) {
    timerfd_settime(own, 0, &every, NULL);
  }
  ~other_function_ok() { stop(); }
  void stop() {
    if (own >= 0)
      close(own);
    own = -1;
  }

private:
  int own;
};

class no_body_ok {
public:
  no_body_ok() : own(timerfd_create(CLOCK_MONOTONIC, 0)) {
    timerfd_settime(own, 0, &every, NULL);
  }
  ~no_body_ok();
  int use() { return timerfd_gettime(own, &left) < 0; }

private:
  int own;
};

class other_body_missing_ok {
public:
  other_body_missing_ok() : own(timerfd_create(CLOCK_MONOTONIC, 0)) {
    timerfd_settime(own, 0, &every, NULL);
  }
  void shut_down();
  int use() { return timerfd_gettime(own, &left) < 0; }

private:
  int own;
};

class accessor_ok {
public:
  accessor_ok() : own(timerfd_create(CLOCK_MONOTONIC, 0)) {
    timerfd_settime(own, 0, &every, NULL);
  }
  int get() const { return own; }

private:
  int own;
};

class taken_out_ok {
public:
  taken_out_ok() : own(timerfd_create(CLOCK_MONOTONIC, 0)) {
    timerfd_settime(own, 0, &every, NULL);
  }
  int take() {
    auto result = own;
    own = -1;
    return result;
  }

private:
  int own;
};

// Public, but of a class that no function outside this file can know.
class public_here_bad {
public:
  public_here_bad() : own(timerfd_create(CLOCK_MONOTONIC, 0)) {
    timerfd_settime(own, 0, &every, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this timer descriptor is armed here but no member function stops it: it goes on after its owner is gone{{.*}} [net-unstopped-timer]
  }
  int own;
};

struct seen_outside {
  int own;
};

void extern_function_takes_it_ok(seen_outside *o) {
  o->own = timerfd_create(CLOCK_MONOTONIC, 0);
  timerfd_settime(o->own, 0, &every, NULL);
}

// The friend has no body here, but may release the member.
class befriended_ok {
public:
  explicit befriended_ok() : own(timerfd_create(CLOCK_MONOTONIC, 0)) {
    timerfd_settime(own, 0, &every, NULL);
  }
  int use() { return timerfd_gettime(own, &left) < 0; }
  friend void tidy_up(befriended_ok &);

private:
  int own;
};

// An object of this class lives as long as the process.
class daemon_ok {
public:
  explicit daemon_ok() : own(timerfd_create(CLOCK_MONOTONIC, 0)) {
    timerfd_settime(own, 0, &every, NULL);
  }
  int use() { return timerfd_gettime(own, &left) < 0; }

private:
  int own;
};
daemon_ok the_daemon;
