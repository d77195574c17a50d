// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Servers that read from accepted sockets in blocking calls.
//
// RUN: %check_tidy --check-suffix=NEVER %s net-unbounded-accept %t -- -- -std=c++17
// RUN: %check_tidy --check-suffix=LIMITED %s net-unbounded-accept %t -- -- -std=c++17 -DLIMITED

#include <boost/asio.hpp>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;

void answer(const char *text, std::size_t length);

void serve_in_turn(tcp::acceptor &listener) {
  for (;;) {
    char text[1024];
    tcp::socket client = listener.accept();
#ifdef LIMITED
    client.non_blocking(true);
#endif
    std::size_t length = client.read_some(asio::buffer(text));
    // CHECK-MESSAGES-NEVER: :[[@LINE-1]]:{{[0-9]+}}: warning: 'asio::basic_stream_socket::read_some' waits for ever for a client that sends nothing{{.*}} [net-unbounded-accept]
    answer(text, length);
  }
}

void filled(asio::io_context &context, tcp::acceptor &listener) {
  for (;;) {
    char text[1024];
    tcp::socket client(context);
    listener.accept(client);
    answer(text, asio::read(client, asio::buffer(text, 8)));
    // CHECK-MESSAGES-NEVER: :[[@LINE-1]]:18: warning: {{.*}} waits for ever for a client that sends nothing{{.*}} [net-unbounded-accept]
  }
}

// What a client connected to is another check's.
void relay(asio::io_context &context, tcp::acceptor &listener,
           const tcp::endpoint &behind) {
  for (;;) {
    char text[1024];
    tcp::socket client = listener.accept();
    tcp::socket server(context);
    server.connect(behind);
    asio::write(client, asio::buffer(text, server.read_some(asio::buffer(text))));
  }
}
