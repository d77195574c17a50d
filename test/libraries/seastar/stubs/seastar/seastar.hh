// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of Seastar, which Debian does not have: the names
// and signatures of its sources of 2026, without what they do.

#ifndef SEASTAR_HH
#define SEASTAR_HH

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace seastar {

using sstring = std::string;
template <typename T = void> class future {
public:
  template <typename F> future<T> finally(F &&f) { return *this; }
  template <typename F> future<T> then(F &&f) { return *this; }
};
using steady_clock_type = std::chrono::steady_clock;

template <typename Clock = steady_clock_type> class timer {
public:
  using duration = typename Clock::duration;
  using time_point = typename Clock::time_point;
  using callback_t = std::function<void()>;
  timer() noexcept;
  timer(timer &&) noexcept;
  explicit timer(callback_t &&callback);
  ~timer();
  void set_callback(callback_t &&callback);
  void arm(time_point until, std::optional<duration> period = {}) noexcept;
  void arm(duration delta) noexcept;
  void rearm(time_point until, std::optional<duration> period = {}) noexcept;
  void rearm(duration delta) noexcept;
  void arm_periodic(duration delta) noexcept;
  void rearm_periodic(duration delta) noexcept;
  bool armed() const noexcept;
  bool cancel() noexcept;
  time_point get_timeout() const noexcept;
};

class socket_address {
public:
  explicit socket_address(uint16_t port);
  socket_address(const char *host, uint16_t port);
};

namespace tls {
struct tls_options {
  bool wait_for_eof_on_shutdown = true;
  sstring server_name = {};
  bool verify_certificate = true;
};
} // namespace tls

namespace http {
class request {
public:
  static request make(sstring method, sstring host, sstring path);
};
class reply {
public:
  sstring _content;
};
namespace experimental {
class client {
public:
  using reply_handler = std::function<future<>(const reply &)>;
  explicit client(socket_address addr);
  future<> make_request(request req, reply_handler handle);
  future<> set_maximum_connections(unsigned nr);
  future<> close();
};
} // namespace experimental
} // namespace http

namespace httpd {
class handler_base {
public:
  virtual future<std::unique_ptr<http::reply>>
  handle(const sstring &path, std::unique_ptr<http::request> req,
         std::unique_ptr<http::reply> rep) = 0;
  virtual ~handler_base() = default;
};
} // namespace httpd

} // namespace seastar

#endif
