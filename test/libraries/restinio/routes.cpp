// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers of RESTinio that call other services with libcurl: a handle in a
// handler is built once per request.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <curl/curl.h>
#include <memory>
#include <restinio/all.hpp>
#include <string>

struct Cleaner {
  void operator()(CURL *Handle) const { curl_easy_cleanup(Handle); }
};
using Handle = std::unique_ptr<CURL, Cleaner>;

bool ask(CURL *Handle, const char *Url) {
  curl_easy_setopt(Handle, CURLOPT_URL, Url);
  curl_easy_setopt(Handle, CURLOPT_TIMEOUT, 5L);
  return curl_easy_perform(Handle) == CURLE_OK;
}

using Router = restinio::router::express_router_t<>;

std::unique_ptr<Router> routes() {
  auto Routes = std::make_unique<Router>();
  Routes->http_get("/users", [](auto Request, auto) {
    Handle Curl(curl_easy_init());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every request{{.*}} [net-client-per-call]
    return Request->create_response()
        .set_body(ask(Curl.get(), "http://users.internal/") ? "up" : "down")
        .done();
  });
  Routes->http_get("/orders", [](auto Request, auto) {
    thread_local Handle Curl(curl_easy_init());
    return Request->create_response()
        .set_body(ask(Curl.get(), "http://orders.internal/") ? "up" : "down")
        .done();
  });
  return Routes;
}

void serve_bad() {
  restinio::run(restinio::on_this_thread()
                    .port(8080)
                    .address("localhost")
                    .request_handler([](auto Request) {
                      Handle Curl(curl_easy_init());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every request{{.*}} [net-client-per-call]
                      ask(Curl.get(), "http://audit.internal/");
                      return Request->create_response().done();
                    }));
}

void serve_ok(CURL *Curl) {
  restinio::run(restinio::on_this_thread()
                    .port(8080)
                    .address("localhost")
                    .request_handler([Curl](auto Request) {
                      ask(Curl, "http://audit.internal/");
                      return Request->create_response().done();
                    }));
}
