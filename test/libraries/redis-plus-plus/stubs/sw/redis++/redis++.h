// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// True names and signatures of redis-plus-plus, as far as the tests need them:
// Debian has no package of it.

#pragma once
#include <chrono>
#include <optional>
#include <string>

namespace sw {
namespace redis {

struct ConnectionOptions {
  std::string host;
  int port = 6379;
  bool keep_alive = false;
  std::chrono::milliseconds connect_timeout{0};
  std::chrono::milliseconds socket_timeout{0};
};

struct ConnectionPoolOptions {
  std::size_t size = 1;
  std::chrono::milliseconds wait_timeout{0};
};

using OptionalString = std::optional<std::string>;

class PipelineImpl;
class TransactionImpl;

template <typename Impl> class QueuedRedis {
public:
  QueuedRedis(QueuedRedis &&) = default;
  QueuedRedis &set(const std::string &key, const std::string &value);
  QueuedRedis &incr(const std::string &key);
  void exec();
};
using Pipeline = QueuedRedis<PipelineImpl>;
using Transaction = QueuedRedis<TransactionImpl>;

class Redis {
public:
  explicit Redis(const ConnectionOptions &connection_opts,
                 const ConnectionPoolOptions &pool_opts = {});
  explicit Redis(const std::string &uri);
  Redis(Redis &&) = default;
  Redis &operator=(Redis &&) = default;
  Pipeline pipeline(bool new_connection = true);
  Transaction transaction(bool piped = false, bool new_connection = true);
  long long incr(const std::string &key);
  OptionalString get(const std::string &key);
  bool set(const std::string &key, const std::string &value);
};

} // namespace redis
} // namespace sw
