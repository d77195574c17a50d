// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A server of POCO that starts threads for its connections.
//
// RUN: %check_tidy %s net-unbounded-accept %t -- -- -std=c++17

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Runnable.h>
#include <Poco/Semaphore.h>
#include <Poco/Thread.h>
#include <Poco/ThreadPool.h>
#include <memory>

class Conversation : public Poco::Runnable {
public:
  explicit Conversation(Poco::Net::StreamSocket peer) : peer(peer) { peer.setReceiveTimeout(Poco::Timespan(30, 0)); }
  void run() override {
    char buffer[256];
    while (int received = peer.receiveBytes(buffer, sizeof buffer))
      peer.sendBytes(buffer, received);
    delete this;
  }

private:
  Poco::Net::StreamSocket peer;
};

void thread_per_peer_bad(Poco::Net::ServerSocket &server) {
  for (;;) {
    Poco::Net::StreamSocket peer = server.acceptConnection();
    auto *thread = new Poco::Thread;
    thread->start(*new Conversation(peer));
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new thread is started for every connection, and nothing limits their number{{.*}} [net-unbounded-accept]
  }
}

// The pool has a limited number of threads.
void pool_ok(Poco::Net::ServerSocket &server, Poco::ThreadPool &pool) {
  for (;;) {
    Poco::Net::StreamSocket peer = server.acceptConnection();
    pool.start(*new Conversation(peer));
  }
}

// Places are counted.
void counted_ok(Poco::Net::ServerSocket &server, Poco::Semaphore &places) {
  for (;;) {
    places.wait();
    Poco::Net::StreamSocket peer = server.acceptConnection();
    auto *thread = new Poco::Thread;
    thread->start(*new Conversation(peer));
  }
}

// One after the other.
void serial_ok(Poco::Net::ServerSocket &server) {
  for (;;) {
    Poco::Net::StreamSocket peer = server.acceptConnection();
    Poco::Thread thread;
    thread.start(*new Conversation(peer));
    thread.join();
  }
}
