// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Owners of whose end nothing is visible, and the story of one whose is.
//
// RUN: %check_tidy %s net-timer-callback-lifetime %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/ticks.yaml'}}" -- -I%S/Inputs
// RUN: %check_tidy --check-suffix ANY %s net-timer-callback-lifetime %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/ticks.yaml', \
// RUN:                             net-timer-callback-lifetime.AnyOwner: true}}" -- -I%S/Inputs

#include "ticks.hpp"

class Lamp {
public:
  void start() {
    Timer.wait(100, [this](bool) { Lit = !Lit; });
// CHECK-MESSAGES-ANY: :[[@LINE-1]]:21: warning: this handler uses its 'Lamp' before it looks
  }

private:
  ticks::ticker Timer;
  bool Lit = false;
};

class Candle {
public:
  void start() {
    Timer.wait(100, [this](bool) { Height -= 1; });
// CHECK-NOTES: :[[@LINE-1]]:21: warning: this handler uses its 'Candle' before it looks at the error code: when the object ends, its ticker cancels the wait, and the handler then runs on an object that is gone [net-timer-callback-lifetime]
// CHECK-NOTES: :[[@LINE-2]]:36: note: the object is used here
// CHECK-NOTES: :[[@LINE+11]]:33: note: objects of 'Candle' end here
// CHECK-MESSAGES-ANY: :[[@LINE-4]]:21: warning: this handler uses its 'Candle' before it looks
  }
  void careful_ok() {
    Timer.wait(100, [this](bool Cancelled) {
      if (!Cancelled)
        Height -= 1;
    });
  }
  int height() const { return Height; }
  void
  end() { if (Height <= 0)      delete this; }

private:
  ticks::ticker Timer;
  int Height = 10;
};
