// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers and clients of Seastar.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17 -isystem %S/stubs

#include <chrono>
#include <memory>
#include <seastar/core/timer.hh>
#include <seastar/http/client.hh>
#include <seastar/http/handlers.hh>
#include <seastar/net/tls.hh>
#include <string>
#include <vector>

using namespace std::chrono_literals;

// A timer on the heap that nobody deletes.
class Lost {
public:
  void start_bad() {
    auto *Timer = new seastar::timer<>([this] { ++Beats; });
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    Timer->arm_periodic(1s);
  }

private:
  int Beats = 0;
};

// A member cancels itself.
class Kept {
public:
  Kept() { Late.set_callback([this] { ++Beats; }); }
  void start_ok() {
    Beat.arm_periodic(1s);
    Late.rearm(5s);
  }
  void stop() {
    Beat.cancel();
    Late.cancel();
  }

private:
  int Beats = 0;
  seastar::timer<> Beat{[this] { ++Beats; }};
  seastar::timer<> Late;
};

class Shared {
public:
  void start_ok() {
    Timer = std::make_unique<seastar::timer<>>([this] { ++Beats; });
    Timer->arm(100ms);
  }

private:
  int Beats = 0;
  std::unique_ptr<seastar::timer<>> Timer;
};

using Client = seastar::http::experimental::client;

class Users : public seastar::httpd::handler_base {
public:
  seastar::future<std::unique_ptr<seastar::http::reply>>
  handle(const seastar::sstring &Path,
         std::unique_ptr<seastar::http::request> Request,
         std::unique_ptr<seastar::http::reply> Reply) override {
    Client Backend(seastar::socket_address("10.0.0.7", 8080));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'seastar::http::experimental::client' is built for every request{{.*}} [net-client-per-call]
    (void)Backend.make_request(
        seastar::http::request::make("GET", "users.internal", Path),
        [](const seastar::http::reply &) { return seastar::future<>(); });
    (void)Backend.close();
    return {};
  }
};

class Orders : public seastar::httpd::handler_base {
public:
  seastar::future<std::unique_ptr<seastar::http::reply>>
  handle(const seastar::sstring &Path,
         std::unique_ptr<seastar::http::request> Request,
         std::unique_ptr<seastar::http::reply> Reply) override {
    (void)Backend.make_request(
        seastar::http::request::make("GET", "orders.internal", Path),
        [](const seastar::http::reply &) { return seastar::future<>(); });
    return {};
  }

private:
  Client Backend{seastar::socket_address("10.0.0.8", 8080)};
};

void options_bad() {
  seastar::tls::tls_options Options;
  Options.server_name = "api.internal";
  Options.verify_certificate = false;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-tls-verification]
}
void options_ok(bool Verify) {
  seastar::tls::tls_options Options;
  Options.verify_certificate = Verify;
}
