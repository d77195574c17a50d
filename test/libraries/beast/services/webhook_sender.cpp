// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Delivers events to web hooks over HTTP and TLS, asynchronously.
//
// RUN: %check_tidy %s %core %t

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <string>
#include <vector>

namespace hooks {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using beast::error_code;
using std::chrono::seconds;

struct Event {
  std::string Target;
  std::string Body;
};

// --- one connection per receiver, reused ------------------------------------

class Delivery : public std::enable_shared_from_this<Delivery> {
public:
  Delivery(asio::io_context &Context, ssl::context &Tls, std::string Host)
      : Resolver(Context), Stream(Context, Tls), Host(std::move(Host)) {}

  void send_ok(Event Each) {
    Events.push(std::move(Each));
    if (Events.size() == 1)
      Resolver.async_resolve(Host, "443",
                             beast::bind_front_handler(&Delivery::onResolve,
                                                       shared_from_this()));
  }

private:
  void onResolve(error_code Error, tcp::resolver::results_type Peers) {
    if (Error)
      return;
    beast::get_lowest_layer(Stream).expires_after(seconds(10));
    beast::get_lowest_layer(Stream).async_connect(
        Peers, beast::bind_front_handler(&Delivery::onConnect,
                                         shared_from_this()));
  }
  void onConnect(error_code Error, const tcp::endpoint &) {
    if (Error)
      return;
    Stream.async_handshake(ssl::stream_base::client,
                           beast::bind_front_handler(&Delivery::next,
                                                     shared_from_this()));
  }
  void next(error_code Error) {
    if (Error || Events.empty())
      return;
    Request = {http::verb::post, Events.front().Target, 11};
    Request.set(http::field::host, Host);
    Request.body() = Events.front().Body;
    Request.prepare_payload();
    beast::get_lowest_layer(Stream).expires_after(seconds(10));
    http::async_write(Stream, Request,
                      beast::bind_front_handler(&Delivery::onWrite,
                                                shared_from_this()));
  }
  void onWrite(error_code Error, std::size_t) {
    if (Error)
      return;
    Response = {};
    http::async_read(Stream, Buffer, Response,
                     beast::bind_front_handler(&Delivery::onRead,
                                               shared_from_this()));
  }
  void onRead(error_code Error, std::size_t) {
    if (Error)
      return;
    Events.pop();
    if (Response.keep_alive())
      next({});
  }

  tcp::resolver Resolver;
  beast::ssl_stream<beast::tcp_stream> Stream;
  std::string Host;
  std::queue<Event> Events;
  beast::flat_buffer Buffer;
  http::request<http::string_body> Request;
  http::response<http::string_body> Response;
};

// --- the same without any bound ----------------------------------------------

class Probe : public std::enable_shared_from_this<Probe> {
public:
  Probe(asio::io_context &Context, std::function<void(bool)> Done)
      : Stream(Context), Done(std::move(Done)) {}

  void run_bad(const tcp::endpoint &Peer, const std::string &Host) {
    Request = {http::verb::head, "/", 11};
    Request.set(http::field::host, Host);
    Stream.async_connect(Peer, beast::bind_front_handler(&Probe::onConnect,
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_read' can wait for ever{{.*}} [net-missing-timeout]
                                                         shared_from_this()));
  }

private:
  void onConnect(error_code Error) {
    if (Error)
      return Done(false);
    http::async_write(Stream, Request,
                      beast::bind_front_handler(&Probe::onWrite,
                                                shared_from_this()));
  }
  void onWrite(error_code Error, std::size_t) {
    if (Error)
      return Done(false);
    http::async_read(Stream, Buffer, Response,
                     beast::bind_front_handler(&Probe::onRead,
                                               shared_from_this()));
  }
  void onRead(error_code Error, std::size_t) {
    Done(!Error && http::to_status_class(Response.result()) ==
                       http::status_class::successful);
    error_code Ignored;
    Stream.socket().shutdown(tcp::socket::shutdown_both, Ignored);
  }

  beast::tcp_stream Stream;
  std::function<void(bool)> Done;
  beast::flat_buffer Buffer;
  http::request<http::empty_body> Request;
  http::response<http::empty_body> Response;
};

// --- blocking deliveries of the command line ----------------------------------

static http::status post(beast::tcp_stream &Stream, beast::flat_buffer &Buffer,
                         const std::string &Host, const Event &Each) {
  http::request<http::string_body> Request{http::verb::post, Each.Target, 11};
  Request.set(http::field::host, Host);
  Request.body() = Each.Body;
  Request.prepare_payload();
  http::write(Stream, Request);
  http::response<http::string_body> Response;
  http::read(Stream, Buffer, Response);
  return Response.result();
}

int deliverAll_ok(const std::string &Host, const std::vector<Event> &All) {
  asio::io_context Context;
  tcp::resolver Resolver(Context);
  beast::tcp_stream Stream(Context);
  beast::flat_buffer Buffer;
  Stream.connect(Resolver.resolve(Host, "80"));
  int Done = 0;
  for (const Event &Each : All)
    Done += post(Stream, Buffer, Host, Each) == http::status::ok;
  return Done;
}

int deliverEach_bad(const tcp::endpoint &Peer, const std::string &Host,
                    const std::vector<Event> &All) {
  asio::io_context Context;
  int Done = 0;
  for (const Event &Each : All) {
    beast::tcp_stream Stream(Context);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'boost{{.*}} [net-client-per-call]
    beast::flat_buffer Buffer;
    Stream.connect(Peer);
    Done += post(Stream, Buffer, Host, Each) == http::status::ok;
  }
  return Done;
}

http::status deliverAndClose_bad(beast::tcp_stream &Stream,
                                 const std::string &Host, const Event &Each) {
  beast::flat_buffer Buffer;
  http::request<http::string_body> Request{http::verb::post, Each.Target, 11};
  Request.set(http::field::host, Host);
  Request.set(http::field::connection, "close");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection{{.*}} [net-disabled-keep-alive]
  Request.body() = Each.Body;
  Request.prepare_payload();
  http::write(Stream, Request);
  http::response<http::string_body> Response;
  http::read(Stream, Buffer, Response);
  return Response.result();
}

// --- the status page: a server of our own ---------------------------------------

class StatusSession : public std::enable_shared_from_this<StatusSession> {
public:
  explicit StatusSession(tcp::socket &&Socket) : Stream(std::move(Socket)) {}

  void run_ok() {
    Request = {};
    Stream.expires_after(seconds(30));
    http::async_read(Stream, Buffer, Request,
                     beast::bind_front_handler(&StatusSession::onRead,
                                               shared_from_this()));
  }

private:
  void onRead(error_code Error, std::size_t) {
    if (Error)
      return;
    auto Answer = std::make_shared<http::response<http::string_body>>(
        http::status::ok, Request.version());
    Answer->keep_alive(Request.keep_alive());
    if (Request.target() != "/status") {
      Answer->result(http::status::not_found);
      Answer->set(http::field::connection, "close");
    }
    Answer->prepare_payload();
    http::async_write(Stream, *Answer,
                      [Self = shared_from_this(), Answer](error_code Error,
                                                          std::size_t) {
                        if (!Error && !Answer->need_eof())
                          Self->run_ok();
                      });
  }

  beast::tcp_stream Stream;
  beast::flat_buffer Buffer;
  http::request<http::string_body> Request;
};

class StatusServer : public std::enable_shared_from_this<StatusServer> {
public:
  StatusServer(asio::io_context &Context, const tcp::endpoint &Here)
      : Acceptor(Context, Here) {}
  void run_ok() {
    Acceptor.async_accept(
        [Self = shared_from_this()](error_code Error, tcp::socket Socket) {
          if (!Error)
            std::make_shared<StatusSession>(std::move(Socket))->run_ok();
          Self->run_ok();
        });
  }

private:
  tcp::acceptor Acceptor;
};

} // namespace hooks
