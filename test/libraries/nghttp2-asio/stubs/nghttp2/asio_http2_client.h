// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of nghttp2-asio, which Debian does not have: the
// names and signatures of its last commit, without what they do, and the classes
// of Boost.Asio that they name.

#ifndef ASIO_HTTP2_CLIENT_H
#define ASIO_HTTP2_CLIENT_H

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace boost {
namespace system {
class error_code {
public:
  explicit operator bool() const;
};
} // namespace system
namespace posix_time {
class time_duration {
public:
  time_duration(int);
};
class seconds : public time_duration {
public:
  using time_duration::time_duration;
};
} // namespace posix_time
namespace asio {
class io_service {
public:
  io_service();
  std::size_t run();
};
namespace ssl {
class context {
public:
  enum method { sslv23, tlsv12_client };
  explicit context(method m);
};
} // namespace ssl
} // namespace asio
} // namespace boost

namespace nghttp2 {
namespace asio_http2 {
struct header_value {
  std::string value;
};
using header_map = std::multimap<std::string, header_value>;
using data_cb = std::function<void(const uint8_t *, std::size_t)>;
using close_cb = std::function<void(uint32_t)>;
using error_cb = std::function<void(const boost::system::error_code &)>;

namespace client {
class response {
public:
  void on_data(data_cb cb) const;
  int status_code() const;
};
using response_cb = std::function<void(const response &)>;
class request;
using request_cb = std::function<void(const request &)>;
using connect_cb = std::function<void(int)>;
class request {
public:
  void on_response(response_cb cb) const;
  void on_push(request_cb cb) const;
  void on_close(close_cb cb) const;
};
class session {
public:
  session(boost::asio::io_service &io_service, const std::string &host,
          const std::string &service);
  session(boost::asio::io_service &io_service, const std::string &host,
          const std::string &service,
          const boost::posix_time::time_duration &connect_timeout);
  session(boost::asio::io_service &io_service,
          boost::asio::ssl::context &tls_context, const std::string &host,
          const std::string &service);
  ~session();
  session(session &&other) noexcept;
  void on_connect(connect_cb cb) const;
  void on_error(error_cb cb) const;
  void read_timeout(const boost::posix_time::time_duration &t);
  void shutdown() const;
  boost::asio::io_service &io_service() const;
  const request *submit(boost::system::error_code &ec,
                        const std::string &method, const std::string &uri,
                        header_map h = header_map{}) const;
  const request *submit(boost::system::error_code &ec,
                        const std::string &method, const std::string &uri,
                        std::string data, header_map h = header_map{}) const;
};
} // namespace client

namespace server {
class request {};
class response {
public:
  void end(std::string data = "") const;
};
using request_cb = std::function<void(const request &, const response &)>;
class http2 {
public:
  bool handle(std::string pattern, request_cb cb);
};
} // namespace server
} // namespace asio_http2
} // namespace nghttp2

#endif
