// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// OpenSSL's contexts verify nobody by default, and Asio leaves it so.
//
// RUN: %check_tidy --remaining=4 %s net-disabled-tls-verification %t

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <memory>
#include <string>

namespace net = boost::asio;
namespace ssl = boost::asio::ssl;
namespace beast = boost::beast;
using tcp = net::ip::tcp;

// --- switched off ------------------------------------------------------------

void off_bad(net::io_context &Io, const tcp::endpoint &Peer) {
  ssl::context Context(ssl::context::tlsv12_client);
  Context.set_default_verify_paths();
  Context.set_verify_mode(ssl::verify_none);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'asio::ssl::context::set_verify_mode' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  // CHECK-FIXES: Context.set_verify_mode(boost::asio::ssl::verify_peer);
  ssl::stream<tcp::socket> Stream(Io, Context);
  Stream.lowest_layer().connect(Peer);
  Stream.handshake(ssl::stream_base::client);
}

void neutral_method_bad(net::io_context &Io, const tcp::endpoint &Peer) {
  ssl::context Context(ssl::context::tls);
  Context.set_verify_mode(ssl::context::verify_none);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'asio::ssl::context::set_verify_mode' switches off
  ssl::stream<tcp::socket> Stream(Io, Context);
  Stream.lowest_layer().connect(Peer);
  Stream.handshake(ssl::stream_base::client);
}

// --- never switched on ---------------------------------------------------------

void default_bad(net::io_context &Io, const tcp::endpoint &Peer) {
  ssl::context Context(ssl::context::tlsv12_client);
  Context.set_default_verify_paths();
  ssl::stream<tcp::socket> Stream(Io, Context);
  Stream.lowest_layer().connect(Peer);
  Stream.handshake(ssl::stream_base::client);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'handshake' accepts any peer: verification is off by default and nothing switches it on for this TLS stream [net-disabled-tls-verification]
}

void beast_bad(net::io_context &Io, const tcp::endpoint &Peer) {
  ssl::context Context(ssl::context::tlsv12_client);
  beast::ssl_stream<beast::tcp_stream> Stream(Io, Context);
  beast::get_lowest_layer(Stream).connect(Peer);
  Stream.handshake(ssl::stream_base::client);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'handshake' accepts any peer
}

namespace {
class Session {
public:
  explicit Session(net::io_context &Io)
      : Context(ssl::context::tls_client), Stream(Io, Context) {}
  void run(const tcp::endpoint &Peer) {
    Stream.lowest_layer().connect(Peer);
    Stream.async_handshake(ssl::stream_base::client,
                           // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'async_handshake' accepts any peer
                           [](boost::system::error_code) {});
  }

private:
  ssl::context Context;
  ssl::stream<tcp::socket> Stream;
};
} // namespace
void run_session(net::io_context &Io, const tcp::endpoint &Peer) {
  Session(Io).run(Peer);
}

// --- silent --------------------------------------------------------------------

void verified_ok(net::io_context &Io, const tcp::endpoint &Peer,
                 const std::string &Host) {
  ssl::context Context(ssl::context::tlsv12_client);
  Context.set_default_verify_paths();
  Context.set_verify_mode(ssl::verify_peer);
  ssl::stream<tcp::socket> Stream(Io, Context);
  Stream.set_verify_callback(ssl::rfc2818_verification(Host));
  Stream.lowest_layer().connect(Peer);
  Stream.handshake(ssl::stream_base::client);
}

void verified_on_stream_ok(net::io_context &Io, const tcp::endpoint &Peer) {
  ssl::context Context(ssl::context::tlsv12_client);
  ssl::stream<tcp::socket> Stream(Io, Context);
  Stream.set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert);
  Stream.lowest_layer().connect(Peer);
  Stream.handshake(ssl::stream_base::client);
}

void chosen_ok(net::io_context &Io, const tcp::endpoint &Peer, bool Insecure) {
  ssl::context Context(ssl::context::tlsv12_client);
  Context.set_verify_mode(Insecure ? ssl::verify_none : ssl::verify_peer);
  ssl::stream<tcp::socket> Stream(Io, Context);
  Stream.lowest_layer().connect(Peer);
  Stream.handshake(ssl::stream_base::client);
}

// Somebody else's context.
void given_context_ok(net::io_context &Io, ssl::context &Context,
                      const tcp::endpoint &Peer) {
  ssl::stream<tcp::socket> Stream(Io, Context);
  Stream.lowest_layer().connect(Peer);
  Stream.handshake(ssl::stream_base::client);
}

// Servers need not ask for certificates.
void server_ok(net::io_context &Io, tcp::acceptor &Acceptor) {
  ssl::context Context(ssl::context::tlsv12_server);
  Context.use_certificate_chain_file("server.pem");
  Context.set_verify_mode(ssl::verify_none);
  ssl::stream<tcp::socket> Stream(Io, Context);
  Acceptor.accept(Stream.lowest_layer());
  Stream.handshake(ssl::stream_base::server);
}

void server_context_ok(ssl::context &Context) {
  Context.set_verify_mode(ssl::verify_none);
}

void loopback_ok(net::io_context &Io) {
  ssl::context Context(ssl::context::tlsv12_client);
  ssl::stream<tcp::socket> Stream(Io, Context);
  Stream.lowest_layer().connect({net::ip::make_address("127.0.0.1"), 8443});
  Stream.handshake(ssl::stream_base::client);
}

void configure(ssl::context &Context);
void configured_elsewhere_ok(net::io_context &Io, const tcp::endpoint &Peer) {
  ssl::context Context(ssl::context::tlsv12_client);
  configure(Context);
  ssl::stream<tcp::socket> Stream(Io, Context);
  Stream.lowest_layer().connect(Peer);
  Stream.handshake(ssl::stream_base::client);
}

static void configure_here(ssl::context &Context) {
  Context.set_verify_mode(ssl::verify_peer);
}
void configured_here_ok(net::io_context &Io, const tcp::endpoint &Peer) {
  ssl::context Context(ssl::context::tlsv12_client);
  configure_here(Context);
  ssl::stream<tcp::socket> Stream(Io, Context);
  Stream.lowest_layer().connect(Peer);
  Stream.handshake(ssl::stream_base::client);
}

// Beneath a WebSocket.
void websocket_bad(net::io_context &Io, const tcp::resolver::results_type &Found) {
  ssl::context Context(ssl::context::tlsv12_client);
  beast::websocket::stream<ssl::stream<tcp::socket>> Stream(Io, Context);
  net::connect(beast::get_lowest_layer(Stream), Found);
  Stream.next_layer().handshake(ssl::stream_base::client);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'handshake' accepts any peer{{.*}} [net-disabled-tls-verification]
  Stream.handshake("feed.example.org", "/");
}

void websocket_ok(net::io_context &Io, const tcp::resolver::results_type &Found) {
  ssl::context Context(ssl::context::tlsv12_client);
  Context.set_verify_mode(ssl::verify_peer);
  beast::websocket::stream<ssl::stream<tcp::socket>> Stream(Io, Context);
  net::connect(beast::get_lowest_layer(Stream), Found);
  Stream.next_layer().handshake(ssl::stream_base::client);
  Stream.handshake("feed.example.org", "/");
}

void websocket_verifies_ok(net::io_context &Io,
                           const tcp::resolver::results_type &Found) {
  ssl::context Context(ssl::context::tlsv12_client);
  beast::websocket::stream<ssl::stream<tcp::socket>> Stream(Io, Context);
  net::connect(beast::get_lowest_layer(Stream), Found);
  Stream.next_layer().set_verify_mode(ssl::verify_peer);
  Stream.next_layer().handshake(ssl::stream_base::client);
}
