// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for cpr's headers, which Debian does not have: the names and
// signatures of release 1.14, without what they do.

#ifndef CPR_CPR_H
#define CPR_CPR_H

#include <chrono>
#include <cstdint>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace cpr {

class Url {
public:
  Url(std::string url);
  Url(const char *url);
};
using Header = std::map<std::string, std::string>;
class Body {
public:
  Body(std::string body);
};
class Timeout {
public:
  template <typename Rep, typename Period>
  Timeout(const std::chrono::duration<Rep, Period> &duration) : ms(duration) {}
  Timeout(const std::int32_t &milliseconds) : ms(milliseconds) {}
  std::chrono::milliseconds ms;
};
class ConnectTimeout : public Timeout {
public:
  ConnectTimeout(const std::chrono::milliseconds &duration);
  ConnectTimeout(const std::int32_t &milliseconds);
};
class LowSpeed {
public:
  LowSpeed(const std::int32_t p_limit, const std::chrono::seconds p_time);
};
class VerifySsl {
public:
  VerifySsl() = default;
  VerifySsl(bool p_verify) : verify(p_verify) {}
  bool verify = true;
};
class WriteCallback {
public:
  WriteCallback(std::function<bool(std::string)> p_callback);
};
class ProgressCallback {
public:
  ProgressCallback(std::function<bool(long, long, long, long, std::intptr_t)>);
};
class ServerSentEventCallback {
public:
  ServerSentEventCallback(std::function<bool(std::string)>);
};
class ConnectionPool {
public:
  ConnectionPool();
};
namespace ssl {
class VerifyHost {
public:
  VerifyHost(bool p_enabled) : enabled(p_enabled) {}
  bool enabled = true;
};
class VerifyPeer {
public:
  VerifyPeer(bool p_enabled) : enabled(p_enabled) {}
  bool enabled = true;
};
} // namespace ssl
class SslOptions {
public:
  void SetOption(const ssl::VerifyHost &opt);
  void SetOption(const ssl::VerifyPeer &opt);
};
class CurlHolder;
class Response {
public:
  long status_code{};
  std::string text{};
};
template <typename T> class AsyncWrapper {
public:
  T get();
};
using AsyncResponse = AsyncWrapper<Response>;

class Session : public std::enable_shared_from_this<Session> {
public:
  Session();
  Session(const Session &other) = delete;
  ~Session();
  void SetUrl(const Url &url);
  void SetHeader(const Header &header);
  void SetTimeout(const Timeout &timeout);
  void SetConnectTimeout(const ConnectTimeout &timeout);
  void SetConnectionPool(const ConnectionPool &pool);
  void SetBody(Body &&body);
  void SetLowSpeed(const LowSpeed &low_speed);
  void SetVerifySsl(const VerifySsl &verify);
  void SetSslOptions(const SslOptions &options);
  void SetOption(const Url &url);
  void SetOption(const Timeout &timeout);
  void SetOption(const ConnectTimeout &timeout);
  void SetOption(const LowSpeed &low_speed);
  void SetOption(const ConnectionPool &pool);
  void SetOption(const Header &header);
  Response Get();
  Response Post();
  Response Put();
  Response Patch();
  Response Delete();
  Response Head();
  Response Options();
  Response Download(std::ofstream &file);
  AsyncResponse GetAsync();
  std::shared_ptr<CurlHolder> GetCurlHolder();
};

template <typename... Ts> Response Get(Ts &&...ts);
template <typename... Ts> Response Post(Ts &&...ts);
template <typename... Ts> AsyncResponse GetAsync(Ts... ts);
template <typename... Ts> Response Download(std::ofstream &file, Ts &&...ts);

} // namespace cpr

#endif
