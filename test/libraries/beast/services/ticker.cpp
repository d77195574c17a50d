// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Prices over a WebSocket, with plain HTTP as the way back.
//
// RUN: %check_tidy %s %core %t

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ticker {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace ssl = asio::ssl;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using beast::error_code;
using std::chrono::seconds;

// --- the stream of prices ----------------------------------------------------

template <class Derived> class FeedBase {
public:
  void onConnect(error_code Error, const tcp::endpoint &) {
    if (Error)
      return;
    beast::get_lowest_layer(self().stream()).expires_never();
    self().stream().set_option(
        websocket::stream_base::timeout::suggested(beast::role_type::client));
    self().stream().async_handshake(
        "prices.example.org", "/ticks",
        beast::bind_front_handler(&Derived::onHandshake,
                                  self().shared_from_this()));
  }
  void onHandshake(error_code Error) {
    if (!Error)
      read();
  }

protected:
  void read() {
    self().stream().async_read(
        Buffer, beast::bind_front_handler(&Derived::onRead,
                                          self().shared_from_this()));
  }
  beast::flat_buffer Buffer;

private:
  Derived &self() { return static_cast<Derived &>(*this); }
};

class PlainFeed : public FeedBase<PlainFeed>,
                  public std::enable_shared_from_this<PlainFeed> {
public:
  explicit PlainFeed(asio::io_context &Context) : Stream(Context) {}
  websocket::stream<beast::tcp_stream> &stream() { return Stream; }

  void start_ok(const tcp::resolver::results_type &Peers) {
    beast::get_lowest_layer(Stream).expires_after(seconds(10));
    beast::get_lowest_layer(Stream).async_connect(
        Peers, beast::bind_front_handler(&PlainFeed::onConnect,
                                         shared_from_this()));
  }
  void onRead(error_code Error, std::size_t) {
    if (Error)
      return;
    Buffer.consume(Buffer.size());
    read();
  }

private:
  websocket::stream<beast::tcp_stream> Stream;
};

class SecureFeed : public std::enable_shared_from_this<SecureFeed> {
public:
  SecureFeed(asio::io_context &Context, ssl::context &Tls)
      : Stream(Context, Tls) {}

  void start_bad(const tcp::resolver::results_type &Peers) {
    beast::get_lowest_layer(Stream).async_connect(
        Peers, beast::bind_front_handler(&SecureFeed::onConnect,
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_handshake' can wait for ever{{.*}} [net-missing-timeout]
                                         shared_from_this()));
  }

private:
  void onConnect(error_code Error, const tcp::endpoint &) {
    if (!Error)
      Stream.next_layer().async_handshake(
          ssl::stream_base::client,
          beast::bind_front_handler(&SecureFeed::onTls, shared_from_this()));
  }
  void onTls(error_code Error) {
    if (!Error)
      Stream.async_handshake("prices.example.org", "/ticks",
                             beast::bind_front_handler(&SecureFeed::onHandshake,
                                                       shared_from_this()));
  }
  void onHandshake(error_code Error) {
    if (!Error)
      Stream.async_read(Buffer, [Self = shared_from_this()](error_code,
                                                            std::size_t) {});
  }

  websocket::stream<beast::ssl_stream<beast::tcp_stream>> Stream;
  beast::flat_buffer Buffer;
};

// --- the way back --------------------------------------------------------------

class Poller {
public:
  Poller(asio::io_context &Context, std::string Host)
      : Stream(Context), Host(std::move(Host)) {}

  void connect(const tcp::endpoint &Peer) { Stream.connect(Peer); }

  std::string price_ok(const std::string &Symbol) {
    http::request<http::empty_body> Request{http::verb::get, "/p/" + Symbol, 11};
    Request.set(http::field::host, Host);
    http::write(Stream, Request);
    http::response<http::string_body> Response;
    http::read(Stream, Buffer, Response);
    return Response.body();
  }

  std::string priceOnce_bad(const std::string &Symbol) {
    http::request<http::empty_body> Request{http::verb::get, "/p/" + Symbol, 11};
    Request.set(http::field::host, Host);
    Request.keep_alive(false);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'boost{{.*}} [net-disabled-keep-alive]
    http::write(Stream, Request);
    http::response<http::string_body> Response;
    http::read(Stream, Buffer, Response);
    return Response.body();
  }

private:
  beast::tcp_stream Stream;
  beast::flat_buffer Buffer;
  std::string Host;
};

static std::string once(asio::io_context &Context, const tcp::endpoint &Peer,
                        const std::string &Target) {
  tcp::socket Socket(Context);
  Socket.connect(Peer);
  http::request<http::empty_body> Request{http::verb::get, Target, 11};
  http::write(Socket, Request);
  beast::flat_buffer Buffer;
  http::response<http::string_body> Response;
  http::read(Socket, Buffer, Response);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'read' can wait for ever{{.*}} [net-missing-timeout]
  return Response.body();
}

std::vector<std::string> history(asio::io_context &Context,
                                 const tcp::endpoint &Peer) {
  return {once(Context, Peer, "/today"), once(Context, Peer, "/yesterday")};
}

int warm_bad(asio::io_context &Context, const tcp::endpoint &Peer,
             const std::vector<std::string> &Symbols) {
  int Found = 0;
  for (const std::string &Symbol : Symbols) {
    beast::tcp_stream Stream(Context);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'boost{{.*}} [net-client-per-call]
    Stream.connect(Peer);
    http::request<http::empty_body> Request{http::verb::head, "/p/" + Symbol, 11};
    http::write(Stream, Request);
    beast::flat_buffer Buffer;
    http::response_parser<http::empty_body> Parser;
    Parser.skip(true);
    http::read(Stream, Buffer, Parser);
    Found += Parser.get().result() == http::status::ok;
  }
  return Found;
}

// --- our own page ------------------------------------------------------------------

class Page : public std::enable_shared_from_this<Page> {
public:
  explicit Page(tcp::socket Socket) : Stream(std::move(Socket)) {}
  void run_ok() {
    http::async_read(Stream, Buffer, Request,
                     [Self = shared_from_this()](error_code Error, std::size_t) {
                       if (!Error)
                         Self->answer();
                     });
  }

private:
  void answer() {
    Response = {http::status::ok, Request.version()};
    Response.keep_alive(false);
    Response.body() = "ok";
    Response.prepare_payload();
    http::async_write(Stream, Response,
                      [Self = shared_from_this()](error_code, std::size_t) {
                        error_code Ignored;
                        Self->Stream.socket().shutdown(
                            tcp::socket::shutdown_send, Ignored);
                      });
  }

  beast::tcp_stream Stream;
  beast::flat_buffer Buffer;
  http::request<http::string_body> Request;
  http::response<http::string_body> Response;
};

} // namespace ticker
