// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocking calls on streams whose timeout holds for asynchronous calls only:
// silent, unless the option asks for them.
//
// RUN: %check_tidy --check-suffix=NONE %s net-missing-timeout %t -- -- -std=c++17
// RUN: %check_tidy --check-suffix=ASKED %s net-missing-timeout %t --remaining 5 -- \
// RUN:   "--config={CheckOptions: {net-missing-timeout.BlockingCalls: true}}" -- -std=c++17

#include <boost/asio/connect.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

int expiry_before_a_read_bad(const tcp::resolver::results_type &hosts,
                             http::request<http::empty_body> &request) {
  asio::io_context context;
  beast::tcp_stream stream(context);
  stream.expires_after(std::chrono::seconds(30));
  stream.connect(hosts);
  http::write(stream, request);
  beast::flat_buffer buffer;
  http::response<http::string_body> response;
  http::read(stream, buffer, response);
  // CHECK-MESSAGES-ASKED: :[[@LINE-1]]:{{[0-9]+}}: warning: 'read' can wait for ever: this call does not honour the timeout of its TCP stream [net-missing-timeout]
  return response.result_int();
}

int no_expiry_bad(const tcp::resolver::results_type &hosts, char *text) {
  asio::io_context context;
  beast::tcp_stream stream(context);
  stream.connect(hosts);
  return static_cast<int>(stream.read_some(asio::buffer(text, 100)));
  // CHECK-MESSAGES-ASKED: :[[@LINE-1]]:{{[0-9]+}}: warning: 'read_some' can wait for ever: this call does not honour the timeout of its TCP stream [net-missing-timeout]
}

void handshake_bad(const tcp::resolver::results_type &hosts,
                   asio::ssl::context &tls) {
  asio::io_context context;
  beast::ssl_stream<beast::tcp_stream> stream(context, tls);
  beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(30));
  beast::get_lowest_layer(stream).connect(hosts);
  stream.handshake(asio::ssl::stream_base::client);
  // CHECK-MESSAGES-ASKED: :[[@LINE-1]]:{{[0-9]+}}: warning: 'handshake' can wait for ever: this call does not honour the timeout of its TLS stream [net-missing-timeout]
}

void websocket_handshake_bad(const tcp::resolver::results_type &hosts) {
  asio::io_context context;
  beast::websocket::stream<beast::tcp_stream> stream(context);
  stream.set_option(beast::websocket::stream_base::timeout::suggested(beast::role_type::client));
  beast::get_lowest_layer(stream).connect(hosts);
  stream.handshake("example.org", "/");
  // CHECK-MESSAGES-ASKED: :[[@LINE-1]]:{{[0-9]+}}: warning: 'handshake' can wait for ever: this call does not honour the timeout of its WebSocket stream [net-missing-timeout]
}

// Kept in a member: the facts of all functions are taken together.
class quotes {
public:
  explicit quotes(asio::io_context &context) : stream_(context) {}
  void open(const tcp::resolver::results_type &hosts) {
    stream_.expires_after(std::chrono::seconds(30));
    stream_.connect(hosts);
  }
  std::size_t next() {
    char text[100];
    return stream_.read_some(asio::buffer(text));
    // CHECK-MESSAGES-ASKED: :[[@LINE-1]]:{{[0-9]+}}: warning: 'read_some' can wait for ever: this call does not honour the timeout of its TCP stream [net-missing-timeout]
  }

private:
  beast::tcp_stream stream_;
};

// An asynchronous operation honours the expiry.
void asynchronous_ok(beast::tcp_stream &stream, beast::flat_buffer &buffer,
                     http::response<http::string_body> &response) {
  stream.expires_after(std::chrono::seconds(30));
  http::async_read(stream, buffer, response,
                   [](beast::error_code, std::size_t) {});
}

// Non-blocking, so that the read returns at once.
std::size_t non_blocking_ok(const tcp::resolver::results_type &hosts, char *text,
                            beast::error_code &error) {
  asio::io_context context;
  beast::tcp_stream stream(context);
  stream.connect(hosts);
  stream.socket().non_blocking(true);
  return stream.read_some(asio::buffer(text, 100), error);
}

// The client of a server: it is the client that is slow, not a peer that was asked.
std::size_t accepted_ok(tcp::acceptor &acceptor, char *text) {
  beast::tcp_stream stream(acceptor.accept());
  return stream.read_some(asio::buffer(text, 100));
}

// Whoever made the stream may cancel it.
std::size_t given_ok(beast::tcp_stream &stream, char *text) {
  return stream.read_some(asio::buffer(text, 100));
}
