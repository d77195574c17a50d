// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A server of Asio that starts threads of Boost for its connections.
//
// RUN: %check_tidy %s net-unbounded-accept %t -- -- -std=c++17

#define BOOST_BIND_GLOBAL_PLACEHOLDERS
#include <boost/asio.hpp>
#include <boost/thread.hpp>
#include <memory>

using boost::asio::ip::tcp;

static void serve(std::shared_ptr<tcp::socket> peer) {
  boost::system::error_code error;
  peer->close(error);
}

void thread_per_peer_bad(boost::asio::io_context &io, tcp::acceptor &acceptor) {
  for (;;) {
    auto peer = std::make_shared<tcp::socket>(io);
    acceptor.accept(*peer);
    boost::thread(serve, peer).detach();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new thread is started for every connection, and nothing limits their number{{.*}} [net-unbounded-accept]
  }
}

void joined_ok(boost::asio::io_context &io, tcp::acceptor &acceptor) {
  for (;;) {
    auto peer = std::make_shared<tcp::socket>(io);
    acceptor.accept(*peer);
    boost::thread worker(serve, peer);
    worker.join();
  }
}

void pool_ok(boost::asio::io_context &io, tcp::acceptor &acceptor, boost::asio::thread_pool &pool) {
  for (;;) {
    auto peer = std::make_shared<tcp::socket>(io);
    acceptor.accept(*peer);
    boost::asio::post(pool, [peer] { serve(peer); });
  }
}
