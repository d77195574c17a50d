// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Streams of Beast that are connected again for every request to the same host.
//
// RUN: %check_tidy %s net-client-per-call %t

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

void crawl_bad(asio::io_context &Context, const tcp::endpoint &Host,
               const std::vector<std::string> &Targets) {
  for (const std::string &Target : Targets) {
    beast::tcp_stream Stream(Context);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'boost{{.*}} [net-client-per-call]
    Stream.connect(Host);
    http::request<http::empty_body> Request{http::verb::get, Target, 11};
    http::write(Stream, Request);
    beast::flat_buffer Buffer;
    http::response<http::string_body> Response;
    http::read(Stream, Buffer, Response);
  }
}

void crawl_ok(asio::io_context &Context, const tcp::endpoint &Host,
              const std::vector<std::string> &Targets) {
  beast::tcp_stream Stream(Context);
  Stream.connect(Host);
  beast::flat_buffer Buffer;
  for (const std::string &Target : Targets) {
    http::request<http::empty_body> Request{http::verb::get, Target, 11};
    http::write(Stream, Request);
    http::response<http::string_body> Response;
    http::read(Stream, Buffer, Response);
  }
}

static std::string get(asio::io_context &Context, asio::ssl::context &Tls,
                       const tcp::endpoint &Host, const std::string &Target) {
  beast::ssl_stream<beast::tcp_stream> Stream(Context, Tls);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'boost{{.*}} [net-client-per-call]
  beast::get_lowest_layer(Stream).connect(Host);
  Stream.handshake(asio::ssl::stream_base::client);
  http::request<http::empty_body> Request{http::verb::get, Target, 11};
  http::write(Stream, Request);
  beast::flat_buffer Buffer;
  http::response<http::string_body> Response;
  http::read(Stream, Buffer, Response);
  return Response.body();
}

std::size_t sizes_bad(asio::io_context &Context, asio::ssl::context &Tls,
                      const tcp::endpoint &Host,
                      const std::vector<std::string> &Targets) {
  std::size_t Sum = 0;
  for (const std::string &Target : Targets)
    Sum += get(Context, Tls, Host, Target).size();
  return Sum;
}

// One exchange: what its callers do is not known.
std::string once_ok(const std::string &Host, const std::string &Target) {
  asio::io_context Context;
  tcp::resolver Resolver(Context);
  beast::tcp_stream Stream(Context);
  Stream.connect(Resolver.resolve(Host, "80"));
  http::request<http::empty_body> Request{http::verb::get, Target, 11};
  http::write(Stream, Request);
  beast::flat_buffer Buffer;
  http::response<http::string_body> Response;
  http::read(Stream, Buffer, Response);
  return Response.body();
}

void each_host_ok(asio::io_context &Context, const std::vector<tcp::endpoint> &All) {
  for (const tcp::endpoint &Host : All) {
    beast::tcp_stream Stream(Context);
    Stream.connect(Host);
    http::request<http::empty_body> Request{http::verb::head, "/", 11};
    http::write(Stream, Request);
    beast::flat_buffer Buffer;
    http::response<http::empty_body> Response;
    http::read(Stream, Buffer, Response);
  }
}
