// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients made by new, kept in members of classes that are seen whole.
//
// RUN: %check_tidy %s net-unclosed-connection %t

#include <httplib.h>
#include <memory>
#include <string>

extern void adopt(httplib::Client *client);

class Forgetful {
public:
  Forgetful() : Client_(new httplib::Client("http://a.internal")) {}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP client is kept in 'Client_', and nothing that can see it deletes it [net-unclosed-connection]
  Forgetful(const Forgetful &) = delete;
  Forgetful &operator=(const Forgetful &) = delete;
  bool ask() { return bool(Client_->Get("/")); }

private:
  httplib::Client *Client_;
};

class Deleting {
public:
  Deleting() : Client_(new httplib::Client("http://a.internal")) {}
  ~Deleting() { delete Client_; }
  Deleting(const Deleting &) = delete;
  Deleting &operator=(const Deleting &) = delete;
  bool ask() { return bool(Client_->Get("/")); }

private:
  httplib::Client *Client_;
};

class Owning {
public:
  Owning() : Client_(new httplib::Client("http://a.internal")) {}
  bool ask() { return bool(Client_->Get("/")); }

private:
  std::unique_ptr<httplib::Client> Client_;
};

class Handing {
public:
  Handing() : Client_(new httplib::Client("http://a.internal")) {}
  Handing(const Handing &) = delete;
  Handing &operator=(const Handing &) = delete;
  void give() { adopt(Client_); }

private:
  httplib::Client *Client_;
};

// Lives as long as the process.
class Single {
public:
  static Single &instance() {
    static Single One;
    return One;
  }
  bool ask() { return bool(Client_->Get("/")); }

private:
  Single() : Client_(new httplib::Client("http://a.internal")) {}
  httplib::Client *Client_;
};

// The destructor is elsewhere.
class Elsewhere {
public:
  Elsewhere() : Client_(new httplib::Client("http://a.internal")) {}
  ~Elsewhere();
  bool ask() { return bool(Client_->Get("/")); }

private:
  httplib::Client *Client_;
};
