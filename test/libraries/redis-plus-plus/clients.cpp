// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients of redis-plus-plus: one for the process, or one for every call.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -isystem %S/stubs

#include <map>
#include <memory>
#include <string>
#include <sw/redis++/redis++.h>
#include <vector>

using sw::redis::Redis;

long long next_bad(const std::string &key) {
  Redis redis("tcp://127.0.0.1:6379?socket_timeout=50ms");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'sw::redis::Redis' is built for every call{{.*}} [net-client-per-call]
  return redis.incr(key);
}

void store_all_bad(const std::vector<std::string> &keys) {
  for (const std::string &key : keys) {
    Redis redis("tcp://cache:6379?socket_timeout=50ms");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'sw::redis::Redis' is built for every iteration{{.*}} [net-client-per-call]
    redis.set(key, "1");
  }
}

void store_all_ok(const std::vector<std::string> &keys) {
  Redis redis("tcp://cache:6379?socket_timeout=50ms");
  for (const std::string &key : keys)
    redis.set(key, "1");
}

class Counter {
public:
  explicit Counter(const std::string &uri) : redis(uri) {}
  long long next(const std::string &key) { return redis.incr(key); }

private:
  Redis redis;
};

Redis &shared_ok() {
  static Redis redis("tcp://127.0.0.1:6379?socket_timeout=50ms");
  return redis;
}

// One client for each server, kept.
class Shards {
public:
  Redis &of(const std::string &uri) {
    auto &slot = clients[uri];
    if (!slot)
      slot = std::make_unique<Redis>(uri);
    return *slot;
  }

private:
  std::map<std::string, std::unique_ptr<Redis>> clients;
};

// --- the host stands in options --------------------------------------------------

long long hitKnownHost(const std::string &page) {
  sw::redis::ConnectionOptions options;
  options.host = "redis.internal";
  options.socket_timeout = std::chrono::milliseconds(200);
  sw::redis::Redis redis(options);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'sw::redis::Redis' is built for every call{{.*}} [net-client-per-call]
  return redis.incr(page);
}

long long hitAnyHostOk(const std::string &host, const std::string &page) {
  sw::redis::ConnectionOptions options;
  options.host = host;
  options.socket_timeout = std::chrono::milliseconds(200);
  sw::redis::Redis redis(options);
  return redis.incr(page);
}

void fill(sw::redis::ConnectionOptions &options);

long long hitConfiguredOk(const std::string &page) {
  sw::redis::ConnectionOptions options;
  fill(options);
  sw::redis::Redis redis(options);
  return redis.incr(page);
}

// --- pipelines, which open connections of their own -------------------------------

void countEach(sw::redis::Redis &redis, const std::vector<std::string> &keys) {
  for (const std::string &key : keys) {
    auto pipe = redis.pipeline();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new pipeline is built for every iteration{{.*}} [net-client-per-call]
    pipe.incr(key);
    pipe.exec();
  }
}

void countEachOverPoolOk(sw::redis::Redis &redis, const std::vector<std::string> &keys) {
  for (const std::string &key : keys) {
    auto pipe = redis.pipeline(false);
    pipe.incr(key);
    pipe.exec();
  }
}

void countEachOverOneOk(sw::redis::Redis &redis, const std::vector<std::string> &keys) {
  auto pipe = redis.pipeline();
  for (const std::string &key : keys) {
    pipe.incr(key);
    pipe.exec();
  }
}

void countOk(sw::redis::Redis &redis, const std::vector<std::string> &keys) {
  auto pipe = redis.pipeline();
  for (const std::string &key : keys)
    pipe.incr(key);
  pipe.exec();
}
