// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thread per connection; sessions without a thread need no limit.
//
// RUN: %check_tidy %s net-unbounded-accept %t -- -- -std=c++20

#include <boost/asio.hpp>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

void serve(tcp::socket Socket);

void detached_bad(tcp::acceptor &Acceptor) {
  for (;;)
    std::thread(serve, Acceptor.accept()).detach();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for every connection, and nothing limits their number: clients that stay connected use up threads and memory until none can be started [net-unbounded-accept]
}

void lambda_bad(asio::io_context &Context, tcp::acceptor &Acceptor) {
  while (true) {
    tcp::socket Socket(Context);
    Acceptor.accept(Socket);
    std::thread([Socket = std::move(Socket)]() mutable {
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for every connection
      serve(std::move(Socket));
    }).detach();
  }
}

void collected_bad(asio::io_context &Context, tcp::acceptor &Acceptor) {
  std::vector<std::thread> Threads;
  for (;;) {
    tcp::socket Socket(Context);
    Acceptor.accept(Socket);
    Threads.emplace_back(serve, std::move(Socket));
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for every connection
  }
}

void few_ok(tcp::acceptor &Acceptor) {
  std::vector<std::thread> Threads;
  while (Threads.size() < 16)
    Threads.emplace_back(serve, Acceptor.accept());
  for (std::thread &Each : Threads)
    Each.join();
}

void semaphore_ok(tcp::acceptor &Acceptor) {
  static std::counting_semaphore<> Places(100);
  for (;;) {
    Places.acquire();
    std::thread([Socket = Acceptor.accept()]() mutable {
      serve(std::move(Socket));
      Places.release();
    }).detach();
  }
}

class Places {
public:
  void take() {
    std::unique_lock<std::mutex> Held(Lock);
    Free.wait(Held, [this] { return Left > 0; });
    --Left;
  }

private:
  std::mutex Lock;
  std::condition_variable Free;
  int Left = 100;
};

void own_semaphore_ok(tcp::acceptor &Acceptor, Places &Known) {
  for (;;) {
    Known.take();
    std::thread(serve, Acceptor.accept()).detach();
  }
}

void serial_ok(tcp::acceptor &Acceptor) {
  for (;;)
    serve(Acceptor.accept());
}

void asynchronous_ok(tcp::acceptor &Acceptor) {
  Acceptor.async_accept([&Acceptor](error_code Error, tcp::socket Socket) {
    if (!Error)
      serve(std::move(Socket));
    asynchronous_ok(Acceptor);
  });
}

void pool_ok(tcp::acceptor &Acceptor, asio::thread_pool &Pool) {
  for (;;)
    asio::post(Pool, [Socket = std::make_shared<tcp::socket>(
                          Acceptor.accept())] { serve(std::move(*Socket)); });
}
