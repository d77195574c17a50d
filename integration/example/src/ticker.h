//===-- ticker.h - When the relay wakes up ----------------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ALERT_RELAY_TICKER_H
#define ALERT_RELAY_TICKER_H

namespace relay {

/// Fires every few seconds.
class Ticker {
public:
  explicit Ticker(int Seconds);
  ~Ticker();
  Ticker(const Ticker &) = delete;
  Ticker &operator=(const Ticker &) = delete;

  /// Waits for the next tick; false when the timer cannot be read.
  bool wait();

private:
  int Timer;
};

/// Waits until a burst of alerts has settled. False when the relay is told to
/// stop meanwhile: something can be read from Stop.
bool settle(int Stop, int Seconds);

} // namespace relay

#endif // ALERT_RELAY_TICKER_H
