//===-- ticker.cpp - When the relay wakes up ------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ticker.h"
#include <cstdint>
#include <poll.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace relay {

Ticker::Ticker(int Seconds) : Timer(timerfd_create(CLOCK_MONOTONIC, 0)) {
  itimerspec Every = {};
  Every.it_interval.tv_sec = Seconds;
  Every.it_value.tv_sec = Seconds;
  timerfd_settime(Timer, 0, &Every, nullptr);
}

Ticker::~Ticker() {
  if (Timer >= 0)
    close(Timer);
}

bool Ticker::wait() {
  std::uint64_t Ticks = 0;
  return read(Timer, &Ticks, sizeof(Ticks)) == sizeof(Ticks);
}

bool settle(int Stop, int Seconds) {
  int Timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (Timer < 0)
    return true;
  itimerspec Once = {};
  Once.it_value.tv_sec = Seconds;
  if (timerfd_settime(Timer, 0, &Once, nullptr) != 0) {
    close(Timer);
    return true;
  }

  pollfd Waits[] = {{Timer, POLLIN, 0}, {Stop, POLLIN, 0}};
  if (poll(Waits, 2, Seconds * 1000 + 100) < 0 || (Waits[1].revents & POLLIN))
    return false;
  close(Timer);
  return true;
}

} // namespace relay
