// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sessions of nghttp2-asio: one for many requests, and one for each.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -isystem %S/stubs

#include <nghttp2/asio_http2_client.h>
#include <nghttp2/asio_http2_server.h>
#include <string>
#include <vector>

using nghttp2::asio_http2::client::request;
using nghttp2::asio_http2::client::response;
using nghttp2::asio_http2::client::session;

void fetch_bad(boost::asio::io_service &Service,
               const std::vector<std::string> &Paths) {
  for (const std::string &Path : Paths) {
    session Session(Service, "api.internal", "80");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'nghttp2::asio_http2::client::session' is built for every iteration{{.*}} [net-client-per-call]
    Session.on_connect([&Session, &Path](int) {
      boost::system::error_code Error;
      Session.submit(Error, "GET", "http://api.internal" + Path);
    });
    Service.run();
  }
}

// One session multiplexes them all.
void fetch_ok(boost::asio::io_service &Service,
              const std::vector<std::string> &Paths) {
  session Session(Service, "api.internal", "80",
                  boost::posix_time::seconds(3));
  Session.read_timeout(boost::posix_time::seconds(5));
  Session.on_connect([&Session, &Paths](int) {
    for (const std::string &Path : Paths) {
      boost::system::error_code Error;
      const request *Request =
          Session.submit(Error, "GET", "http://api.internal" + Path);
      if (!Request)
        return;
      Request->on_response([](const response &Answer) {
        Answer.on_data([](const uint8_t *, std::size_t) {});
      });
      Request->on_close([&Session](uint32_t) { Session.shutdown(); });
    }
  });
  Service.run();
}

class Api {
public:
  Api(boost::asio::io_service &Service, boost::asio::ssl::context &Tls)
      : Session(Service, Tls, "api.internal", "443") {}
  ~Api() { Session.shutdown(); }
  bool get_ok(const std::string &Uri) {
    boost::system::error_code Error;
    return Session.submit(Error, "GET", Uri) != nullptr;
  }

private:
  session Session;
};

// Another host each time.
void hosts_ok(boost::asio::io_service &Service,
              const std::vector<std::string> &Hosts) {
  for (const std::string &Host : Hosts) {
    session Session(Service, Host, "80");
    Session.on_connect([&Session, &Host](int) {
      boost::system::error_code Error;
      Session.submit(Error, "GET", "http://" + Host + "/health");
    });
    Service.run();
  }
}

void front_bad(nghttp2::asio_http2::server::http2 &Server,
               boost::asio::ssl::context &Tls) {
  Server.handle("/", [&Tls](const nghttp2::asio_http2::server::request &,
                            const nghttp2::asio_http2::server::response &Out) {
    boost::asio::io_service Service;
    session Session(Service, Tls, "backend.internal", "443");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'nghttp2::asio_http2::client::session' is built for every request{{.*}} [net-client-per-call]
    boost::system::error_code Error;
    Session.submit(Error, "GET", "https://backend.internal/");
    Service.run();
    Out.end("done");
  });
}
