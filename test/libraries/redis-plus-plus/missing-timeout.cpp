// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bounds of redis-plus-plus: in the options, in the text of the URI, or nowhere.
//
// RUN: %check_tidy %s net-missing-timeout %t -- -- -std=c++17 -isystem %S/stubs

#include <chrono>
#include <memory>
#include <string>
#include <sw/redis++/redis++.h>
#include <vector>

using namespace std::chrono_literals;
using sw::redis::ConnectionOptions;
using sw::redis::Redis;

class Sessions {
public:
  Sessions() : redis("tcp://cache:6379/2") {}
  bool put(const std::string &key, const std::string &value) {
    return redis.set(key, value);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'set' can wait for ever: no timeout is set on this Redis client{{.*}} [net-missing-timeout]
  }

private:
  Redis redis;
};

class Lazy {
public:
  Lazy() {
    ConnectionOptions options;
    options.host = "cache";
    options.keep_alive = true; // probes dead peers, bounds nothing
    redis = std::make_unique<Redis>(options);
  }
  bool put(const std::string &key) {
    return redis->set(key, "1");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'set' can wait for ever: no timeout is set {{.*}} [net-missing-timeout]
  }

private:
  std::unique_ptr<Redis> redis;
};

void connect_only_bad(const std::vector<std::string> &keys) {
  ConnectionOptions options;
  options.host = "cache";
  options.connect_timeout = 500ms;
  Redis redis(options);
  for (const std::string &key : keys)
    redis.incr(key);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'incr' can wait for ever: no timeout is set {{.*}} [net-missing-timeout]
}

void zero_bad(const std::vector<std::string> &keys) {
  ConnectionOptions options;
  options.host = "cache";
  options.socket_timeout = std::chrono::milliseconds(0);
  Redis redis(options);
  for (const std::string &key : keys)
    redis.incr(key);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'incr' can wait for ever: the timeout of this Redis client is set to a value that means "no limit" [net-missing-timeout]
}

void options_ok(const std::vector<std::string> &keys) {
  ConnectionOptions options;
  options.host = "cache";
  options.socket_timeout = 500ms;
  Redis redis(options);
  for (const std::string &key : keys)
    redis.incr(key);
}

void configured_elsewhere_ok(const std::vector<std::string> &keys,
                             void (*configure)(ConnectionOptions &)) {
  ConnectionOptions options;
  configure(options);
  Redis redis(options);
  for (const std::string &key : keys)
    redis.incr(key);
}

class FromUri {
public:
  explicit FromUri(const std::string &uri) : redis(uri) {}
  FromUri() : redis("tcp://cache:6379?socket_timeout=100ms") {}
  bool put(const std::string &key) { return redis.set(key, "1"); }

private:
  Redis redis;
};

class FromOptions {
public:
  explicit FromOptions(const ConnectionOptions &options)
      : redis(std::make_shared<Redis>(options)) {}
  bool put(const std::string &key) { return redis->set(key, "1"); }

private:
  std::shared_ptr<Redis> redis;
};

std::string made_ok(const std::string &key) {
  static auto redis =
      std::make_shared<Redis>("tcp://cache:6379?socket_timeout=1s");
  return redis->get(key).value_or("");
}

// Opens a connection, but sends nothing yet.
sw::redis::Pipeline pipeline_ok() {
  static Redis redis("tcp://cache:6379");
  return redis.pipeline();
}
