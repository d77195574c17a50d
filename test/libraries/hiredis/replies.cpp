// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// hiredis in C++: smart pointers, classes that keep the context, exceptions.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <hiredis/hiredis.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

struct ContextDeleter {
  void operator()(redisContext *c) const { redisFree(c); }
};
struct ReplyDeleter {
  void operator()(redisReply *r) const { freeReplyObject(r); }
};
using ContextPtr = std::unique_ptr<redisContext, ContextDeleter>;
using ReplyPtr = std::unique_ptr<redisReply, ReplyDeleter>;

// The context of a class, connected once and bounded.
class Cache {
public:
  explicit Cache(const std::string &host)
      : context(redisConnectWithTimeout(host.c_str(), 6379, timeval{1, 0})) {
    if (context && !context->err)
      redisSetTimeout(context.get(), timeval{0, 500000});
  }
  long long increment(const std::string &key) {
    ReplyPtr reply(static_cast<redisReply *>(
        redisCommand(context.get(), "INCR %s", key.c_str())));
    return reply ? reply->integer : -1;
  }
  std::vector<std::string> keys(const char *pattern) {
    std::vector<std::string> all;
    ReplyPtr reply(static_cast<redisReply *>(
        redisCommand(context.get(), "KEYS %s", pattern)));
    if (!reply || reply->type != REDIS_REPLY_ARRAY)
      throw std::runtime_error("KEYS");
    for (size_t i = 0; i < reply->elements; i++)
      all.emplace_back(reply->element[i]->str, reply->element[i]->len);
    return all;
  }

private:
  ContextPtr context;
};

// The same without a bound: the first command can hang for ever.
class Counter {
public:
  Counter() : context(redisConnect("counters", 6379)) {}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'redisCommand' can wait for ever: no timeout is set on this Redis context{{.*}} [net-missing-timeout]
  ~Counter() { redisFree(context); }
  Counter(const Counter &) = delete;
  Counter &operator=(const Counter &) = delete;
  long long next() {
    redisReply *reply = static_cast<redisReply *>(redisCommand(context, "INCR n"));
    if (!reply)
      return -1;
    long long value = reply->integer;
    freeReplyObject(reply);
    return value;
  }

private:
  redisContext *context;
};

// Never freed: neither by a destructor nor anywhere else.
class Leaky {
public:
  bool open(const char *host) {
    context = redisConnectWithTimeout(host, 6379, timeval{1, 0});
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Redis context is kept in 'context', and nothing that can see it releases it{{.*}} [net-unclosed-connection]
    return context && !context->err;
  }
  bool ping() {
    redisSetTimeout(context, timeval{1, 0});
    ReplyPtr reply(static_cast<redisReply *>(redisCommand(context, "PING")));
    return reply != nullptr;
  }

private:
  redisContext *context = nullptr;
};

std::string load_bad(redisContext *c, const std::string &key) {
  redisReply *reply =
      static_cast<redisReply *>(redisCommand(c, "GET %s", key.c_str()));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Redis reply is not released when an exception leaves this function{{.*}} [net-unclosed-response]
  if (!reply)
    throw std::runtime_error("GET: no answer");
  if (reply->type == REDIS_REPLY_ERROR)
    throw std::runtime_error(std::string("GET: ") + reply->str);
  std::string value = reply->str ? reply->str : "";
  freeReplyObject(reply);
  return value;
}

std::string load_ok(redisContext *c, const std::string &key) {
  std::unique_ptr<redisReply, decltype(&freeReplyObject)> reply(
      static_cast<redisReply *>(redisCommand(c, "GET %s", key.c_str())),
      &freeReplyObject);
  if (!reply)
    throw std::runtime_error("GET: no answer");
  if (reply->type == REDIS_REPLY_ERROR)
    throw std::runtime_error(std::string("GET: ") + reply->str);
  return reply->str ? reply->str : "";
}

std::shared_ptr<redisReply> shared_ok(redisContext *c) {
  return std::shared_ptr<redisReply>(
      static_cast<redisReply *>(redisCommand(c, "INFO")), freeReplyObject);
}

bool exists_bad(const std::string &key) {
  ContextPtr c(redisConnect("127.0.0.1", 6379));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new Redis context is built for every call{{.*}} [net-client-per-call]
  if (!c || c->err)
    return false;
  redisSetTimeout(c.get(), timeval{1, 0});
  ReplyPtr reply(static_cast<redisReply *>(
      redisCommand(c.get(), "EXISTS %s", key.c_str())));
  return reply && reply->integer == 1;
}

bool exists_on_owned_bad(const char *host, const std::string &key) {
  ContextPtr c(redisConnect(host, 6379));
  if (!c || c->err)
    return false;
  ReplyPtr reply(static_cast<redisReply *>(
      redisCommand(c.get(), "EXISTS %s", key.c_str())));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'redisCommand' can wait for ever: no timeout is set on this Redis context{{.*}} [net-missing-timeout]
  return reply && reply->integer == 1;
}

bool exists_ok(const std::string &key) {
  static thread_local ContextPtr c = [] {
    ContextPtr fresh(redisConnect("127.0.0.1", 6379));
    if (fresh)
      redisSetTimeout(fresh.get(), timeval{1, 0});
    return fresh;
  }();
  ReplyPtr reply(static_cast<redisReply *>(
      redisCommand(c.get(), "EXISTS %s", key.c_str())));
  return reply && reply->integer == 1;
}

// A pool hands its contexts out and takes them back.
class Pool {
public:
  ~Pool() {
    for (redisContext *c : idle)
      redisFree(c);
  }
  redisContext *take() {
    if (!idle.empty()) {
      redisContext *c = idle.back();
      idle.pop_back();
      return c;
    }
    redisContext *c = redisConnect("127.0.0.1", 6379);
    if (c)
      redisSetTimeout(c, timeval{1, 0});
    return c;
  }
  void give(redisContext *c) { idle.push_back(c); }

private:
  std::vector<redisContext *> idle;
};

// --- constructors that throw: no destructor of their own class runs ----------

class Store {
public:
  explicit Store(const std::string &Host) {
    Context = redisConnectWithTimeout(Host.c_str(), 6379, timeval{1, 0});
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Redis context is not released when an exception leaves this function{{.*}} [net-unclosed-connection]
    if (!Context || Context->err)
      throw std::runtime_error("redis");
    redisSetTimeout(Context, timeval{1, 0});
  }
  Store(const Store &) = delete;
  Store &operator=(const Store &) = delete;
  ~Store() { redisFree(Context); }

private:
  redisContext *Context;
};

class CarefulStore {
public:
  explicit CarefulStore(const std::string &Host) {
    Context = redisConnectWithTimeout(Host.c_str(), 6379, timeval{1, 0});
    if (!Context || Context->err) {
      redisFree(Context);
      throw std::runtime_error("redis");
    }
    redisSetTimeout(Context, timeval{1, 0});
  }
  CarefulStore(const CarefulStore &) = delete;
  CarefulStore &operator=(const CarefulStore &) = delete;
  ~CarefulStore() { redisFree(Context); }

private:
  redisContext *Context;
};
