// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the header of Crow, which Debian does not have: the names and
// signatures of release 1.2, without what they do.

#ifndef CROW_H
#define CROW_H

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace crow {

struct request {
  std::string url;
  std::string body;
};
struct response {
  int code = 200;
  std::string body;
  response();
  response(int code);
  response(std::string body);
  void end();
};
namespace websocket {
struct connection {
  virtual void send_text(std::string msg) = 0;
};
} // namespace websocket

template <typename... Args> class TaggedRule {
public:
  template <typename Func> void operator()(Func &&f) { (void)f; }
  TaggedRule &methods(int method);
};
class DynamicRule {
public:
  template <typename Func> void operator()(Func f) { (void)f; }
};
class CatchallRule {
public:
  template <typename Func> void operator()(Func &&f) { (void)f; }
};
class WebSocketRule {
public:
  WebSocketRule &
  onaccept(std::function<bool(const request &, void **)> f);
  WebSocketRule &onopen(std::function<void(websocket::connection &)> f);
  WebSocketRule &
  onmessage(std::function<void(websocket::connection &, const std::string &,
                               bool)>
                f);
  WebSocketRule &onclose(
      std::function<void(websocket::connection &, const std::string &)> f);
  WebSocketRule &
  onerror(std::function<void(websocket::connection &, const std::string &)> f);
};

template <typename... Middlewares> class Crow {
public:
  template <uint64_t Tag> TaggedRule<> &route(const std::string &rule);
  DynamicRule &route_dynamic(const std::string &rule);
  WebSocketRule &websocket(const std::string &rule);
  Crow &port(uint16_t port);
  Crow &timeout(uint8_t timeout);
  template <typename Duration, typename Func> Crow &tick(Duration d, Func f) {
    (void)d, (void)f;
    return *this;
  }
  void run();
};
template <typename... Middlewares> using App = Crow<Middlewares...>;
using SimpleApp = Crow<>;

} // namespace crow

#define CROW_ROUTE(app, url) app.template route<0>(url)
#define CROW_WEBSOCKET_ROUTE(app, url) app.websocket(url)

#endif
