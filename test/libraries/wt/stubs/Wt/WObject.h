// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of Wt, which Debian does not have: the names and
// signatures of release 4.14, without what they do.

#ifndef WT_WOBJECT_H
#define WT_WOBJECT_H

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace Wt {

template <typename... A> class Signal {
public:
  template <typename F> void connect(F &&function) { (void)function; }
};

class WObject {
public:
  virtual ~WObject();
  template <typename Child> Child *addChild(std::unique_ptr<Child> child) {
    return child.release();
  }
};

class WTimer : public WObject {
public:
  WTimer();
  ~WTimer();
  void setInterval(std::chrono::milliseconds msec);
  std::chrono::milliseconds interval() const;
  bool isActive() const;
  bool isSingleShot() const;
  void setSingleShot(bool singleShot);
  void start();
  void stop();
  Signal<int> &timeout();
};

namespace Http {
class Message {
public:
  std::string body() const;
};
class Request {};
class Response {
public:
  std::ostream &out();
};
class Client : public WObject {
public:
  Client();
  ~Client();
  void setTimeout(std::chrono::steady_clock::duration timeout);
  void setSslCertificateVerificationEnabled(bool enabled);
  bool get(const std::string &url);
  bool post(const std::string &url, const Message &message);
  Signal<int, Message> &done();
};
} // namespace Http

class WResource : public WObject {
public:
  virtual void handleRequest(const Http::Request &request,
                             Http::Response &response) = 0;
};

} // namespace Wt

#endif
