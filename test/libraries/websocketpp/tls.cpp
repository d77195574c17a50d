// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The TLS contexts that clients of WebSocket++ give back to it.
//
// RUN: %check_tidy %s net-disabled-tls-verification %t -- -- -std=c++17

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>
#include <websocketpp/client.hpp>
#include <websocketpp/config/asio_client.hpp>

using Client = websocketpp::client<websocketpp::config::asio_tls_client>;
using Context = boost::asio::ssl::context;

std::shared_ptr<Context> lax_bad(websocketpp::connection_hdl) {
  auto Tls = std::make_shared<Context>(Context::tlsv12_client);
  Tls->set_verify_mode(boost::asio::ssl::verify_none);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  return Tls;
}

std::shared_ptr<Context> strict_ok(websocketpp::connection_hdl) {
  auto Tls = std::make_shared<Context>(Context::tlsv12_client);
  Tls->set_default_verify_paths();
  Tls->set_verify_mode(boost::asio::ssl::verify_peer);
  return Tls;
}

// A server need not verify its clients.
std::shared_ptr<Context> server_ok(websocketpp::connection_hdl) {
  auto Tls = std::make_shared<Context>(Context::tlsv12_server);
  Tls->set_verify_mode(boost::asio::ssl::verify_none);
  return Tls;
}

void connect(Client &Feed, bool Lax) {
  Feed.set_tls_init_handler(Lax ? &lax_bad : &strict_ok);
}
