// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// HTTP requests of Beast that ask for the connection to be closed.
//
// RUN: %check_tidy %s net-disabled-keep-alive %t

#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <string>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

template <class Stream>
std::string converse(Stream &S, const http::request<http::string_body> &R) {
  http::write(S, R);
  beast::flat_buffer Buffer;
  http::response<http::string_body> Answer;
  http::read(S, Buffer, Answer);
  return Answer.body();
}

std::string switched_off_bad(beast::tcp_stream &Stream,
                             const std::string &Target) {
  http::request<http::string_body> Request{http::verb::get, Target, 11};
  Request.keep_alive(false);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'boost{{.*}} [net-disabled-keep-alive]
  return converse(Stream, Request);
}

std::string old_version_bad(beast::tcp_stream &Stream,
                            const std::string &Target) {
  http::request<http::string_body> Request{http::verb::get, Target, 10};
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'boost{{.*}} [net-disabled-keep-alive]
  return converse(Stream, Request);
}

std::string version_set_bad(beast::tcp_stream &Stream,
                            const std::string &Target) {
  http::request<http::string_body> Request;
  Request.method(http::verb::get);
  Request.target(Target);
  Request.version(10);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'boost{{.*}} [net-disabled-keep-alive]
  return converse(Stream, Request);
}

std::string close_header_bad(beast::tcp_stream &Stream,
                             const std::string &Target) {
  http::request<http::string_body> Request{http::verb::get, Target, 11};
  Request.set(http::field::host, "api.internal");
  Request.set(http::field::connection, "close");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection{{.*}} [net-disabled-keep-alive]
  return converse(Stream, Request);
}

std::string close_header_by_name_bad(beast::tcp_stream &Stream,
                                     const std::string &Target) {
  http::request<http::string_body> Request{http::verb::get, Target, 11};
  Request.insert("Connection", "close");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection{{.*}} [net-disabled-keep-alive]
  return converse(Stream, Request);
}

std::string kept_ok(beast::tcp_stream &Stream, const std::string &Target) {
  http::request<http::string_body> Request{http::verb::get, Target, 11};
  Request.keep_alive(true);
  Request.set(http::field::host, "api.internal");
  Request.set(http::field::connection, "keep-alive");
  Request.set("X-Connection", "close");
  return converse(Stream, Request);
}

std::string by_user_ok(beast::tcp_stream &Stream, const std::string &Target,
                       bool Keep, unsigned Version) {
  http::request<http::string_body> Request{http::verb::get, Target, Version};
  Request.keep_alive(Keep);
  return converse(Stream, Request);
}

// What a server answers is its own business.
http::response<http::string_body>
answer_ok(const http::request<http::string_body> &Request) {
  http::response<http::string_body> Answer{http::status::ok, Request.version()};
  Answer.keep_alive(Request.keep_alive());
  return Answer;
}

http::response<http::string_body> refuse_ok() {
  http::response<http::string_body> Answer{http::status::bad_request, 10};
  Answer.keep_alive(false);
  Answer.set(http::field::connection, "close");
  Answer.version(10);
  return Answer;
}
