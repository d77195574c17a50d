// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Chains of asynchronous calls on the streams of Beast, with and without an
// expiry.
//
// RUN: %check_tidy %s net-missing-timeout %t

#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <chrono>
#include <memory>
#include <string>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using beast::error_code;

class Fetch : public std::enable_shared_from_this<Fetch> {
public:
  explicit Fetch(asio::io_context &Context) : Stream(Context) {}

  void run_bad(const tcp::endpoint &Peer, const std::string &Target) {
    Request = {http::verb::get, Target, 11};
    Stream.async_connect(Peer, beast::bind_front_handler(&Fetch::onConnect,
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_read' can wait for ever{{.*}} [net-missing-timeout]
                                                         shared_from_this()));
  }

private:
  void onConnect(error_code Error) {
    if (!Error)
      http::async_write(Stream, Request,
                        beast::bind_front_handler(&Fetch::onWrite,
                                                  shared_from_this()));
  }
  void onWrite(error_code Error, std::size_t) {
    if (!Error)
      http::async_read(Stream, Buffer, Response,
                       beast::bind_front_handler(&Fetch::onRead,
                                                 shared_from_this()));
  }
  void onRead(error_code, std::size_t) {
    error_code Ignored;
    Stream.socket().shutdown(tcp::socket::shutdown_both, Ignored);
  }

  beast::tcp_stream Stream;
  beast::flat_buffer Buffer;
  http::request<http::empty_body> Request;
  http::response<http::string_body> Response;
};

class BoundedFetch : public std::enable_shared_from_this<BoundedFetch> {
public:
  explicit BoundedFetch(asio::io_context &Context) : Stream(Context) {}

  void run_ok(const tcp::endpoint &Peer, const std::string &Target) {
    Request = {http::verb::get, Target, 11};
    Stream.expires_after(std::chrono::seconds(30));
    Stream.async_connect(
        Peer, beast::bind_front_handler(&BoundedFetch::onConnect,
                                        shared_from_this()));
  }

private:
  void onConnect(error_code Error) {
    if (Error)
      return;
    Stream.expires_after(std::chrono::seconds(30));
    http::async_write(Stream, Request,
                      beast::bind_front_handler(&BoundedFetch::onWrite,
                                                shared_from_this()));
  }
  void onWrite(error_code Error, std::size_t) {
    if (!Error)
      http::async_read(Stream, Buffer, Response,
                       [Self = shared_from_this()](error_code, std::size_t) {});
  }

  beast::tcp_stream Stream;
  beast::flat_buffer Buffer;
  http::request<http::empty_body> Request;
  http::response<http::string_body> Response;
};

// The expiry is taken away again, and nothing else is there.
class Unbound : public std::enable_shared_from_this<Unbound> {
public:
  explicit Unbound(asio::io_context &Context) : Stream(Context) {}

  void run_bad(const tcp::endpoint &Peer) {
    Stream.expires_never();
    Stream.async_connect(Peer, [Self = shared_from_this()](error_code Error) {
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_read' can wait for ever{{.*}} [net-missing-timeout]
      if (!Error)
        http::async_read(Self->Stream, Self->Buffer, Self->Response,
                         [Self](error_code, std::size_t) {});
    });
  }

private:
  beast::tcp_stream Stream;
  beast::flat_buffer Buffer;
  http::response<http::string_body> Response;
};

// expires_after does not bound blocking calls, says its documentation: there is
// nothing that the author could have set.
std::string blocking_ok(const std::string &Host) {
  asio::io_context Context;
  tcp::resolver Resolver(Context);
  beast::tcp_stream Stream(Context);
  Stream.expires_after(std::chrono::seconds(5));
  Stream.connect(Resolver.resolve(Host, "80"));
  http::request<http::empty_body> Request{http::verb::get, "/", 11};
  http::write(Stream, Request);
  beast::flat_buffer Buffer;
  http::response<http::string_body> Response;
  http::read(Stream, Buffer, Response);
  return Response.body();
}

// A plain socket of Asio under the calls of Beast.
std::string plain_socket_bad(const std::string &Host) {
  asio::io_context Context;
  tcp::resolver Resolver(Context);
  tcp::socket Socket(Context);
  asio::connect(Socket, Resolver.resolve(Host, "80"));
  http::request<http::empty_body> Request{http::verb::get, "/", 11};
  http::write(Socket, Request);
  beast::flat_buffer Buffer;
  http::response<http::string_body> Response;
  http::read(Socket, Buffer, Response);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'read' can wait for ever{{.*}} [net-missing-timeout]
  return Response.body();
}

// A server's session.
class Session : public std::enable_shared_from_this<Session> {
public:
  explicit Session(tcp::socket &&Socket) : Stream(std::move(Socket)) {}
  void run_ok() {
    http::async_read(Stream, Buffer, Request,
                     [Self = shared_from_this()](error_code, std::size_t) {});
  }

private:
  beast::tcp_stream Stream;
  beast::flat_buffer Buffer;
  http::request<http::string_body> Request;
};
