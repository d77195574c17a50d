// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Connections of Asio that are made again for every exchange.
//
// RUN: %check_tidy %s net-client-per-call %t

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <string>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

void push_bad(asio::io_context &Context, const tcp::endpoint &Collector,
              const std::vector<std::string> &Lines) {
  for (const std::string &Line : Lines) {
    tcp::socket Socket(Context);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'boost{{.*}} [net-client-per-call]
    Socket.connect(Collector);
    asio::write(Socket, asio::buffer(Line));
  }
}

void push_ok(asio::io_context &Context, const tcp::endpoint &Collector,
             const std::vector<std::string> &Lines) {
  tcp::socket Socket(Context);
  Socket.connect(Collector);
  for (const std::string &Line : Lines)
    asio::write(Socket, asio::buffer(Line));
}

void encrypted_push_bad(asio::io_context &Context, asio::ssl::context &Tls,
                        const tcp::endpoint &Collector,
                        const std::vector<std::string> &Lines) {
  for (const std::string &Line : Lines) {
    asio::ssl::stream<tcp::socket> Stream(Context, Tls);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'boost{{.*}} [net-client-per-call]
    Stream.next_layer().connect(Collector);
    Stream.handshake(asio::ssl::stream_base::client);
    asio::write(Stream, asio::buffer(Line));
  }
}

// One exchange on one connection.
void send_once_ok(const tcp::endpoint &Peer, const std::string &Line) {
  asio::io_context Context;
  tcp::socket Socket(Context);
  Socket.connect(Peer);
  asio::write(Socket, asio::buffer(Line));
}

tcp::socket first_that_answers_ok(asio::io_context &Context,
                                  const std::vector<tcp::endpoint> &Peers) {
  for (const tcp::endpoint &Peer : Peers) {
    tcp::socket Socket(Context);
    error_code Error;
    Socket.connect(Peer, Error);
    if (!Error)
      return Socket;
  }
  return tcp::socket(Context);
}

void each_peer_ok(asio::io_context &Context,
                  const std::vector<tcp::endpoint> &Peers,
                  const std::string &News) {
  for (const tcp::endpoint &Peer : Peers) {
    tcp::socket Socket(Context);
    Socket.connect(Peer);
    asio::write(Socket, asio::buffer(News));
  }
}

void serve_ok(asio::io_context &Context, unsigned short Port) {
  tcp::acceptor Acceptor(Context, tcp::endpoint(tcp::v4(), Port));
  for (;;) {
    tcp::socket Socket(Context);
    Acceptor.accept(Socket);
    asio::write(Socket, asio::buffer("busy\n", 5));
  }
}

void reconnect_ok(asio::io_context &Context, const tcp::endpoint &Peer) {
  std::string Line;
  for (;;) {
    tcp::socket Socket(Context);
    error_code Error;
    Socket.connect(Peer, Error);
    while (!Error) {
      asio::read_until(Socket, asio::dynamic_buffer(Line), '\n', Error);
      Line.clear();
    }
  }
}
