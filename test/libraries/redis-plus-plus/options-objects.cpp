// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The options that a client is built from: written out, copied, made by helpers,
// derived, kept, or from somewhere else.
//
// RUN: %check_tidy %s net-missing-timeout %t -- -- -std=c++20 -isystem %S/stubs

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <sw/redis++/redis++.h>
#include <vector>
using namespace std::chrono_literals;
using sw::redis::ConnectionOptions;
using sw::redis::Redis;
typedef std::vector<std::string> Keys;

// Braces.
void braces_bad(const Keys &keys) {
  ConnectionOptions options{};
  options.host = "cache";
  Redis redis(options);
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
void equal_braces_bad(const Keys &keys) {
  ConnectionOptions options = {};
  options.host = "cache";
  Redis redis(options);
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
void designated_ok(const Keys &keys) {
  ConnectionOptions options{.host = "cache", .socket_timeout = 100ms};
  Redis redis(options);
  for (auto &k : keys)
    redis.incr(k);
}
void designated_bad(const Keys &keys) {
  ConnectionOptions options{.host = "cache", .port = 6379};
  Redis redis(options);
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
void designated_zero_bad(const Keys &keys) {
  ConnectionOptions options{.host = "cache", .socket_timeout = 0ms};
  Redis redis(options);
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
void auto_ok(const Keys &keys) {
  auto options = ConnectionOptions{.host = "cache", .socket_timeout = 100ms};
  Redis redis(options);
  for (auto &k : keys)
    redis.incr(k);
}
void temp_bad(const Keys &keys) {
  Redis redis(ConnectionOptions{.host = "cache"});
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
void temp_ok(const Keys &keys) {
  Redis redis(ConnectionOptions{.host = "cache", .socket_timeout = 1s});
  for (auto &k : keys)
    redis.incr(k);
}
// Helpers.
static ConnectionOptions make_ok(const std::string &host) {
  ConnectionOptions o;
  o.host = host;
  o.socket_timeout = 100ms;
  return o;
}
static ConnectionOptions make_bad(const std::string &host) {
  ConnectionOptions o;
  o.host = host;
  return o;
}
void helper_ok(const Keys &keys) {
  auto o = make_ok("c");
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
}
void helper_temp_ok(const Keys &keys) {
  Redis redis(make_ok("c"));
  for (auto &k : keys)
    redis.incr(k);
}
void helper_bad(const Keys &keys) {
  auto o = make_bad("c");
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
void helper_temp_bad(const Keys &keys) {
  Redis redis(make_bad("c"));
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
ConnectionOptions from_elsewhere();
void elsewhere_ok(const Keys &keys) {
  Redis redis(from_elsewhere());
  for (auto &k : keys)
    redis.incr(k);
}
void elsewhere2_ok(const Keys &keys) {
  auto o = from_elsewhere();
  o.host = "x";
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
}
static void tune(ConnectionOptions &o) { o.socket_timeout = 2s; }
void tuned_ok(const Keys &keys) {
  ConnectionOptions o;
  tune(o);
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
}
void param_ok(const Keys &keys, const ConnectionOptions &o) {
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
}
void param_copy_ok(const Keys &keys, ConnectionOptions o) {
  o.host = "x";
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
}
void param_copy2_ok(const Keys &keys, const ConnectionOptions &p) {
  ConnectionOptions o = p;
  o.host = "x";
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
}
void param_zeroed_bad(const Keys &keys, const ConnectionOptions &p) {
  ConnectionOptions o = p;
  o.socket_timeout = 0ms;
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
void copied_bad(const Keys &keys) {
  ConnectionOptions o;
  o.host = "a";
  ConnectionOptions p = o;
  p.port = 1;
  Redis redis(p);
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
void copied_ok(const Keys &keys) {
  ConnectionOptions o;
  o.host = "a";
  o.socket_timeout = 1s;
  ConnectionOptions p = o;
  p.port = 1;
  Redis redis(p);
  for (auto &k : keys)
    redis.incr(k);
}
void assigned_ok(const Keys &keys) {
  ConnectionOptions o;
  o.socket_timeout = 1s;
  ConnectionOptions p;
  p = o;
  Redis redis(p);
  for (auto &k : keys)
    redis.incr(k);
}
void some_paths_bad(const Keys &keys, bool remote) {
  ConnectionOptions o;
  o.host = "a";
  if (remote)
    o.socket_timeout = 1s;
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
void chosen_ok(const Keys &keys, int ms) {
  ConnectionOptions o;
  o.host = "a";
  if (ms > 0)
    o.socket_timeout = std::chrono::milliseconds(ms);
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
}
constexpr std::chrono::milliseconds kNone{0};
void constant_bad(const Keys &keys) {
  ConnectionOptions o;
  o.host = "a";
  o.socket_timeout = kNone;
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
void zero_fn_bad(const Keys &keys) {
  ConnectionOptions o;
  o.host = "a";
  o.socket_timeout = std::chrono::milliseconds::zero();
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
struct Config {
  std::string host;
  std::chrono::milliseconds timeout;
};
void config_ok(const Keys &keys, const Config &c) {
  ConnectionOptions o;
  o.host = c.host;
  o.socket_timeout = c.timeout;
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
}
// Kept options.
class Cache {
public:
  Cache() {
    opts.host = "a";
    opts.socket_timeout = 1s;
    redis = std::make_unique<Redis>(opts);
  }
  long long next(const std::string &k) { return redis->incr(k); }

private:
  ConnectionOptions opts;
  std::unique_ptr<Redis> redis;
};
class CacheBad {
public:
  CacheBad() {
    opts.host = "a";
    redis = std::make_unique<Redis>(opts);
  }
  long long next(const std::string &k) {
    return redis->incr(k);
  }
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
private:
  ConnectionOptions opts;
  std::unique_ptr<Redis> redis;
};
class CacheInit {
public:
  CacheInit() : redis(options()) {}
  long long next(const std::string &k) { return redis.incr(k); }

private:
  static ConnectionOptions options() {
    ConnectionOptions o;
    o.host = "a";
    o.socket_timeout = 1s;
    return o;
  }
  Redis redis;
};
class CacheInitBad {
public:
  CacheInitBad() : redis(options()) {}
  long long next(const std::string &k) {
    return redis.incr(k);
  }
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
private:
  static ConnectionOptions options() {
    ConnectionOptions o;
    o.host = "a";
    return o;
  }
  Redis redis;
};
class CacheLambda {
public:
  CacheLambda()
      : redis([] {
          ConnectionOptions o;
          o.host = "a";
          o.socket_timeout = 1s;
          return o;
        }()) {}
  long long next(const std::string &k) { return redis.incr(k); }

private:
  Redis redis;
};
class CacheLambdaBad {
public:
  CacheLambdaBad()
      : redis([] {
          ConnectionOptions o;
          o.host = "a";
          return o;
        }()) {}
  long long next(const std::string &k) {
    return redis.incr(k);
  }
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
private:
  Redis redis;
};
class Builder {
public:
  Builder &host(std::string h) {
    o.host = std::move(h);
    return *this;
  }
  Builder &timeout(std::chrono::milliseconds t) {
    o.socket_timeout = t;
    return *this;
  }
  Redis build() const { return Redis(o); }
  ConnectionOptions options() const { return o; }

private:
  ConnectionOptions o;
};
void builder_ok(const Keys &keys) {
  Redis redis = Builder().host("a").timeout(1s).build();
  for (auto &k : keys)
    redis.incr(k);
}
void builder_opt_ok(const Keys &keys) {
  Redis redis(Builder().host("a").timeout(1s).options());
  for (auto &k : keys)
    redis.incr(k);
}
void fn_ok(const Keys &keys, std::function<void(ConnectionOptions &)> f) {
  ConnectionOptions o;
  f(o);
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
}
struct Deriv : ConnectionOptions {
  Deriv() { socket_timeout = 1s; }
};
void derived_ok(const Keys &keys) {
  Deriv o;
  o.host = "x";
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
}
struct DerivBad : ConnectionOptions {
  DerivBad() { host = "q"; }
};
void derived_bad(const Keys &keys) {
  DerivBad o;
  Redis redis(o);
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
void shared_bad(const Keys &keys) {
  ConnectionOptions o;
  o.host = "a";
  auto redis = std::make_shared<Redis>(o);
  for (auto &k : keys)
    redis->incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
void shared_ok(const Keys &keys) {
  ConnectionOptions o;
  o.host = "a";
  o.socket_timeout = 1s;
  auto redis = std::make_shared<Redis>(o);
  for (auto &k : keys)
    redis->incr(k);
}
void new_bad(const Keys &keys) {
  ConnectionOptions o;
  o.host = "a";
  std::unique_ptr<Redis> redis(new Redis(o));
  for (auto &k : keys)
    redis->incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
static const ConnectionOptions kOptions = make_ok("c");
void global_ok(const Keys &keys) {
  Redis redis(kOptions);
  for (auto &k : keys)
    redis.incr(k);
}
void ptr_ok(const Keys &keys) {
  auto o = std::make_shared<ConnectionOptions>();
  o->socket_timeout = 1s;
  Redis redis(*o);
  for (auto &k : keys)
    redis.incr(k);
}
void ptr_bad(const Keys &keys) {
  auto o = std::make_shared<ConnectionOptions>();
  o->host = "a";
  Redis redis(*o);
  for (auto &k : keys)
    redis.incr(k);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}
