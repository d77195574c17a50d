// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Contexts of hiredis that are connected again when that has failed, and what is
// still to be freed then.
//
// RUN: %check_tidy %s net-retry-without-backoff,net-unclosed-connection %t -- -- -std=c++17

#include <chrono>
#include <cstdio>
#include <hiredis/adapters/libevent.h>
#include <hiredis/async.h>
#include <hiredis/hiredis.h>
#include <thread>

static const timeval Second = {1, 0};

redisContext *insist(const char *host) {
  for (;;) {
    redisContext *context = redisConnectWithTimeout(host, 6379, Second);
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'redisConnectWithTimeout' is tried again at once for as long as it fails{{.*}} [net-retry-without-backoff]
    if (context && !context->err)
      return context;
    redisFree(context);
  }
}

redisContext *insistPolitelyOk(const char *host) {
  for (int pause = 100;; pause *= 2) {
    redisContext *context = redisConnectWithTimeout(host, 6379, Second);
    if (context && !context->err)
      return context;
    redisFree(context);
    std::this_thread::sleep_for(std::chrono::milliseconds(pause));
  }
}

void revive(redisContext *context) {
  while (redisReconnect(context) != REDIS_OK)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'redisReconnect' is tried again at once for as long as it fails{{.*}} [net-retry-without-backoff]
    std::fprintf(stderr, "still down\n");
}

bool reviveThriceOk(redisContext *context) {
  for (int i = 0; i < 3; ++i)
    if (redisReconnect(context) == REDIS_OK)
      return true;
  return false;
}

// --- asynchronous ----------------------------------------------------------------

class Hasty {
public:
  explicit Hasty(event_base *base) : base(base) { open(); }
  ~Hasty() { redisAsyncFree(context); }
  void open() {
    context = redisAsyncConnect("redis", 6379);
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'redisAsyncConnect' is tried again at once for as long as it fails{{.*}} [net-retry-without-backoff]
    context->data = this;
    redisLibeventAttach(context, base);
    redisAsyncSetConnectCallback(context, onUp);
  }

private:
  static void onUp(const redisAsyncContext *context, int status) {
    if (status != REDIS_OK)
      static_cast<Hasty *>(context->data)->open();
  }
  event_base *base;
  redisAsyncContext *context = nullptr;
};

// Only runs for what was connected.
class AfterDisconnect {
public:
  explicit AfterDisconnect(event_base *base) : base(base) { openOk(); }
  ~AfterDisconnect() { redisAsyncFree(context); }
  void openOk() {
    context = redisAsyncConnect("redis", 6379);
    context->data = this;
    redisLibeventAttach(context, base);
    redisAsyncSetDisconnectCallback(context, onGone);
  }

private:
  static void onGone(const redisAsyncContext *context, int) {
    static_cast<AfterDisconnect *>(context->data)->openOk();
  }
  event_base *base;
  redisAsyncContext *context = nullptr;
};

// --- a failed context is still there -----------------------------------------------

bool alive(const char *host) {
  redisContext *context = redisConnect(host, 6379);
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: this Redis context is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!context)
    return false;
  if (context->err) {
    std::fprintf(stderr, "%s\n", context->errstr);
    return false;
  }
  redisFree(context);
  return true;
}

bool aliveOk(const char *host) {
  redisContext *context = redisConnect(host, 6379);
  if (!context)
    return false;
  if (context->err)
    std::fprintf(stderr, "%s\n", context->errstr);
  const bool good = !context->err;
  redisFree(context);
  return good;
}
