// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// WebSocket streams: bounded by their own option, or by the stream beneath.
//
// RUN: %check_tidy %s net-missing-timeout %t

#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <boost/beast/websocket.hpp>
#include <memory>
#include <string>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using beast::error_code;

class Feed : public std::enable_shared_from_this<Feed> {
public:
  explicit Feed(asio::io_context &Context) : Stream(Context) {}

  void run_ok(const tcp::endpoint &Peer) {
    beast::get_lowest_layer(Stream).expires_after(std::chrono::seconds(30));
    beast::get_lowest_layer(Stream).async_connect(
        Peer, beast::bind_front_handler(&Feed::onConnect, shared_from_this()));
  }

private:
  void onConnect(error_code Error) {
    if (Error)
      return;
    // The stream's own timeouts take over.
    beast::get_lowest_layer(Stream).expires_never();
    Stream.set_option(
        websocket::stream_base::timeout::suggested(beast::role_type::client));
    Stream.async_handshake(
        "feed.example.org", "/",
        beast::bind_front_handler(&Feed::onHandshake, shared_from_this()));
  }
  void onHandshake(error_code Error) {
    if (!Error)
      read();
  }
  void read() {
    Stream.async_read(Buffer,
                      [Self = shared_from_this()](error_code Error, std::size_t) {
                        if (!Error)
                          Self->read();
                      });
  }

  websocket::stream<beast::tcp_stream> Stream;
  beast::flat_buffer Buffer;
};

class UnboundFeed : public std::enable_shared_from_this<UnboundFeed> {
public:
  explicit UnboundFeed(asio::io_context &Context) : Stream(Context) {}

  void run_bad(const tcp::endpoint &Peer) {
    Stream.set_option(websocket::stream_base::decorator(
        [](websocket::request_type &Request) {
          Request.set(beast::http::field::user_agent, "feed");
        }));
    beast::get_lowest_layer(Stream).async_connect(
        Peer,
        beast::bind_front_handler(&UnboundFeed::onConnect, shared_from_this()));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_handshake' can wait for ever{{.*}} [net-missing-timeout]
  }

private:
  void onConnect(error_code Error) {
    if (!Error)
      Stream.async_handshake("feed.example.org", "/",
                             [Self = shared_from_this()](error_code) {});
  }

  websocket::stream<beast::tcp_stream> Stream;
};
