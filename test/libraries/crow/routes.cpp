// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Routes of Crow that call other services with libcurl: a handle in a route is
// built once per request.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -isystem %S/stubs

#include <chrono>
#include <crow.h>
#include <curl/curl.h>
#include <memory>
#include <string>

struct Cleaner {
  void operator()(CURL *Handle) const { curl_easy_cleanup(Handle); }
};
using Handle = std::unique_ptr<CURL, Cleaner>;

long ask(CURL *Handle, const char *Url) {
  long Code = 0;
  curl_easy_setopt(Handle, CURLOPT_URL, Url);
  curl_easy_setopt(Handle, CURLOPT_TIMEOUT, 5L);
  if (curl_easy_perform(Handle) == CURLE_OK)
    curl_easy_getinfo(Handle, CURLINFO_RESPONSE_CODE, &Code);
  return Code;
}

int main() {
  crow::SimpleApp App;

  CROW_ROUTE(App, "/users")
  ([](const crow::request &) {
    Handle Curl(curl_easy_init());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every request{{.*}} [net-client-per-call]
    return crow::response(ask(Curl.get(), "http://users.internal/") == 200
                              ? 200
                              : 502);
  });

  // One handle for each thread.
  CROW_ROUTE(App, "/orders")
  ([](const crow::request &, crow::response &Answer) {
    thread_local Handle Curl(curl_easy_init());
    Answer.code = ask(Curl.get(), "http://orders.internal/") == 200 ? 200 : 502;
    Answer.end();
  });

  CROW_WEBSOCKET_ROUTE(App, "/live")
      .onopen([](crow::websocket::connection &) {})
      .onmessage([](crow::websocket::connection &Client, const std::string &,
                    bool) {
        Handle Curl(curl_easy_init());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every request{{.*}} [net-client-per-call]
        ask(Curl.get(), "http://audit.internal/");
        Client.send_text("seen");
      });

  // Once, before the server runs; and a tick with a handle of its own.
  Handle Startup(curl_easy_init());
  if (ask(Startup.get(), "http://config.internal/") != 200)
    return 1;
  App.tick(std::chrono::minutes(1), [&Startup] {
    ask(Startup.get(), "http://config.internal/");
  });
  App.port(8080).timeout(10).run();
}
