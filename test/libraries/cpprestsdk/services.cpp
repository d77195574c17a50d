// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients of the C++ REST SDK, kept and built per call, and the verification of
// their peers.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -I%unpacked/usr/include

#include <cpprest/http_client.h>
#include <cpprest/http_listener.h>
#include <chrono>
#include <string>
#include <vector>

using namespace web::http;
using namespace web::http::client;
using web::http::experimental::listener::http_listener;

class Api {
  static http_client_config config() {
    http_client_config Config;
    Config.set_timeout(std::chrono::seconds(5));
    return Config;
  }
  http_client Client{U("https://api.internal"), config()};

public:
  pplx::task<std::string> get(const std::string &Path) {
    return Client.request(methods::GET, Path).then([](http_response Response) {
      return Response.extract_string();
    });
  }
};

pplx::task<int> probe_bad(const std::string &Path) {
  http_client Client(U("https://api.internal"));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'web::http::client::http_client' is built for every call{{.*}} [net-client-per-call]
  return Client.request(methods::GET, Path).then([](http_response Response) {
    return int(Response.status_code());
  });
}

void all_bad(const std::vector<std::string> &Paths) {
  for (const std::string &Path : Paths) {
    http_client Client(U("https://api.internal"));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'web::http::client::http_client' is built for every iteration{{.*}} [net-client-per-call]
    Client.request(methods::GET, Path).wait();
  }
}

void all_ok(const std::vector<std::string> &Paths) {
  http_client Client(U("https://api.internal"));
  for (const std::string &Path : Paths)
    Client.request(methods::GET, Path).wait();
}

void each_host_ok(const std::vector<std::string> &Hosts) {
  for (const std::string &Host : Hosts) {
    http_client Client(Host);
    Client.request(methods::GET, U("/health")).wait();
  }
}

void serve(http_listener &Listener, http_client &Backend) {
  Listener.support(methods::GET, [](http_request Request) {
    http_client Client(U("http://backend.internal"));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'web::http::client::http_client' is built for every request{{.*}} [net-client-per-call]
    Request.reply(Client.request(methods::GET, U("/")).get());
  });
  // A copy shares the connections.
  Listener.support(methods::PUT, [Backend](http_request Request) mutable {
    Request.reply(Backend.request(methods::PUT, U("/")).get());
  });
}

http_client lax_bad() {
  http_client_config Config;
  Config.set_validate_certificates(false);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'web::http::client::http_client_config::set_validate_certificates' switches off the verification{{.*}} [net-disabled-tls-verification]
  return http_client(U("https://api.internal"), Config);
}
