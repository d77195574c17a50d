// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for Trantor's header, which Debian does not have: the names and
// signatures of release 1.5, without what they do.

#ifndef TRANTOR_NET_EVENTLOOP_H
#define TRANTOR_NET_EVENTLOOP_H

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace trantor {

using Func = std::function<void()>;
class Date {
public:
  static const Date now();
};
using TimerId = uint64_t;
enum { InvalidTimerId = 0 };

class EventLoop {
public:
  EventLoop();
  ~EventLoop();
  void loop();
  void quit();
  void runInLoop(const Func &f);
  void runInLoop(Func &&f);
  void queueInLoop(const Func &f);
  void queueInLoop(Func &&f);
  TimerId runAfter(double delay, const Func &cb);
  TimerId runAfter(double delay, Func &&cb);
  TimerId runAfter(const std::chrono::duration<double> &delay, const Func &cb);
  TimerId runAt(const Date &time, const Func &cb);
  TimerId runEvery(double interval, const Func &cb);
  TimerId runEvery(double interval, Func &&cb);
  TimerId runEvery(const std::chrono::duration<double> &interval,
                   const Func &cb);
  void invalidateTimer(TimerId id);
};

class InetAddress {
public:
  InetAddress(const std::string &ip, uint16_t port, bool ipv6 = false);
};

} // namespace trantor

#endif
