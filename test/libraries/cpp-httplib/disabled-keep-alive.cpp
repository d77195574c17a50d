// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reuse is off by default in cpp-httplib: clients that ask again and never
// switch it on, and those that switch it off.
//
// RUN: %check_tidy %s net-disabled-keep-alive %t

#include <httplib.h>
#include <memory>
#include <string>
#include <vector>

// --- switched off ----------------------------------------------------------

void explicit_bad(httplib::Client &Client) {
  Client.set_keep_alive(false);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'httplib{{.*}} [net-disabled-keep-alive]
}

void default_header_bad(httplib::Client &Client) {
  Client.set_keep_alive(true);
  Client.set_default_headers({{"Accept", "text/plain"},
                              {"Connection", "close"}});
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection{{.*}} [net-disabled-keep-alive]
}

bool header_of_request_bad(httplib::Client &Client) {
  auto Result =
      Client.Get("/status", {{"connection", "Close"}});
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection{{.*}} [net-disabled-keep-alive]
  return static_cast<bool>(Result);
}

bool headers_in_variable_bad(httplib::Client &Client, const std::string &Body) {
  httplib::Headers Headers = {{"X-Trace", "1"}, {"Connection", "close"}};
  auto Result =
      Client.Post("/status", Headers, Body, "text/plain");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection{{.*}} [net-disabled-keep-alive]
  return static_cast<bool>(Result);
}

bool request_object_bad(httplib::Client &Client) {
  httplib::Request Request;
  Request.method = "GET";
  Request.path = "/status";
  Request.set_header("Connection", "close");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection{{.*}} [net-disabled-keep-alive]
  return static_cast<bool>(Client.send(Request));
}

// --- never switched on -----------------------------------------------------

int loop_bad(const std::vector<std::string> &Paths) {
  httplib::Client Client("http://api.internal");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP client sends more than one request but does not keep its connection without 'set_keep_alive{{.*}} [net-disabled-keep-alive]
  int Found = 0;
  for (const std::string &Path : Paths)
    Found += static_cast<bool>(Client.Get(Path));
  return Found;
}

bool twice_bad(const std::string &Name) {
  httplib::Client Client("http://api.internal");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP client sends more than one request but does not keep its connection without 'set_keep_alive{{.*}} [net-disabled-keep-alive]
  auto Token = Client.Post("/login", Name, "text/plain");
  if (!Token)
    return false;
  return static_cast<bool>(Client.Get("/me?token=" + Token->body));
}

class Api {
public:
  explicit Api(const std::string &Base) : Client(Base) {
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP client sends more than one request but does not keep its connection without 'set_keep_alive{{.*}} [net-disabled-keep-alive]
    Client.set_connection_timeout(1);
  }
  bool get_bad(const std::string &Path) {
    return static_cast<bool>(Client.Get(Path));
  }

private:
  httplib::Client Client;
};

// --- on, or of no use ------------------------------------------------------

int loop_ok(const std::vector<std::string> &Paths) {
  httplib::Client Client("http://api.internal");
  Client.set_keep_alive(true);
  int Found = 0;
  for (const std::string &Path : Paths)
    Found += static_cast<bool>(Client.Get(Path));
  return Found;
}

class KeptApi {
public:
  explicit KeptApi(const std::string &Base) : Client(Base) {
    Client.set_keep_alive(true);
  }
  bool get_ok(const std::string &Path) {
    return static_cast<bool>(Client.Get(Path));
  }

private:
  httplib::Client Client;
};

// net-client-per-call has something to say about this one.
bool once_ok(const std::string &Path) {
  httplib::Client Client("http://api.internal");
  return static_cast<bool>(Client.Get(Path));
}

bool one_of_two_ok(bool Write, const std::string &Path) {
  httplib::Client Client("http://api.internal");
  if (Write)
    return static_cast<bool>(Client.Put(Path, "x", "text/plain"));
  return static_cast<bool>(Client.Get(Path));
}

void by_user_ok(httplib::Client &Client, bool Keep) {
  Client.set_keep_alive(Keep);
}

void other_header_ok(httplib::Client &Client) {
  Client.set_default_headers({{"Connection", "keep-alive"}});
  Client.Get("/", {{"X-Connection", "close"}, {"Accept", "close"}});
}

// What a server answers is its own business.
void server_ok(httplib::Server &Server) {
  Server.set_keep_alive_max_count(1);
  Server.set_default_headers({{"Connection", "close"}});
  Server.Get("/", [](const httplib::Request &, httplib::Response &Out) {
    Out.set_header("Connection", "close");
    Out.status = 503;
  });
}

static void configure(httplib::Client &Client) {
  Client.set_keep_alive(true);
  Client.set_read_timeout(5);
}

int configured_by_helper_ok(const std::vector<std::string> &Paths) {
  httplib::Client Client("http://api.internal");
  configure(Client);
  int Found = 0;
  for (const std::string &Path : Paths)
    Found += static_cast<bool>(Client.Get(Path));
  return Found;
}
