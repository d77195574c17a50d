// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the wait begins, where it is cancelled, and what makes up for it.
//
// RUN: %check_tidy %s net-unchecked-timer-error %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/ticks.yaml'}}" -- -I%S/Inputs

#include "ticks.hpp"

void log(const char *);
void sound();

class Alarm {
public:
  void start_bad() {
    Timer.wait(100, [](bool) { sound(); });
// CHECK-NOTES: :[[@LINE-1]]:21: warning: this handler takes a cancelled wait for an expiry: it ignores the error code, and the ticker is cancelled while it waits [net-unchecked-timer-error]
// CHECK-NOTES: :[[@LINE+2]]:17: note: the ticker is cancelled here
  }
  void stop() { Timer.cancel(); }

private:
  ticks::ticker Timer;
};

class Snooze {
public:
  void start_ok() {
    Timer.wait(100, [](bool Cancelled) {
      if (!Cancelled)
        sound();
    });
  }
  void stop() { Timer.cancel(); }

private:
  ticks::ticker Timer;
};

class Counted {
public:
  void start_ok() {
    Timer.wait(100, [this](bool) {
      if (Wanted)
        sound();
    });
  }
  void stop() {
    Wanted = false;
    Timer.cancel();
  }

private:
  ticks::ticker Timer;
  bool Wanted = true;
};

class NeverStopped {
public:
  void start_ok() {
    Timer.wait(100, [](bool) { sound(); });
  }

private:
  ticks::ticker Timer;
};
