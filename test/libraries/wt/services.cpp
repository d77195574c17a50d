// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers, clients and resources of Wt.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17 -isystem %S/stubs

#include <Wt/Http/Client.h>
#include <Wt/WResource.h>
#include <Wt/WTimer.h>
#include <chrono>
#include <curl/curl.h>
#include <memory>
#include <string>

class Board : public Wt::WObject {
public:
  Board() {
    Beat.setInterval(std::chrono::seconds(1));
    Beat.timeout().connect([this](int) { ++Beats; });
    Beat.start();
    // The parent owns its children.
    Child = addChild(std::make_unique<Wt::WTimer>());
    Child->start();
  }
  void lost_bad() {
    auto *Timer = new Wt::WTimer;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    Timer->setInterval(std::chrono::seconds(1));
    Timer->start();
  }

private:
  Wt::WTimer Beat;
  Wt::WTimer *Child = nullptr;
  int Beats = 0;
};

// Each request makes a connection of its own, and waits ten seconds at most.
class Api {
public:
  explicit Api(bool Verify) {
    Client.setSslCertificateVerificationEnabled(Verify);
    Client.done().connect([](int, const Wt::Http::Message &) {});
  }
  bool get_ok(const std::string &Url) { return Client.get(Url); }

private:
  Wt::Http::Client Client;
};

void lax_bad(Wt::Http::Client &Client) {
  Client.setSslCertificateVerificationEnabled(false);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-tls-verification]
  Client.get("https://ledger.internal/");
}

class Report : public Wt::WResource {
public:
  void handleRequest(const Wt::Http::Request &,
                     Wt::Http::Response &) override {
    CURL *Handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every request{{.*}} [net-client-per-call]
    if (!Handle)
      return;
    curl_easy_setopt(Handle, CURLOPT_URL, "http://numbers.internal/");
    curl_easy_setopt(Handle, CURLOPT_TIMEOUT, 5L);
    curl_easy_perform(Handle);
    curl_easy_cleanup(Handle);
  }
};
