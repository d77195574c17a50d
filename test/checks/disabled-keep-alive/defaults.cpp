// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A client whose library keeps connections only on request.
//
// RUN: %check_tidy --remaining=4 %s net-disabled-keep-alive %t -- -- -I%S/../client-per-call/Inputs

#include <httplib.h>
#include <memory>
#include <string>
#include <vector>

using Strings = std::vector<std::string>;
void configure(httplib::Client &Client); // not visible

// --- reported ----------------------------------------------------------------

void loop_bad(const Strings &Paths) {
  httplib::Client Client("http://a.internal");
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: this HTTP client sends more than one request but does not keep its connection without 'set_keep_alive(true)', so every request pays for a new one [net-disabled-keep-alive]
  for (const std::string &Path : Paths)
    Client.Get(Path);
}
// CHECK-FIXES: void loop_bad(const Strings &Paths) {
// CHECK-FIXES-NEXT: httplib::Client Client("http://a.internal");
// CHECK-FIXES-NEXT: {{^  }}Client.set_keep_alive(true);

void twice_bad() {
  auto Client = std::make_unique<httplib::Client>("http://a.internal");
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: this HTTP client sends more than one request
  Client->Get("/first");
  Client->Get("/second");
}
// CHECK-FIXES: void twice_bad() {
// CHECK-FIXES-NEXT: auto Client = std::make_unique<httplib::Client>("http://a.internal");
// CHECK-FIXES-NEXT: {{^  }}Client->set_keep_alive(true);

static void send(httplib::Client &Client, const std::string &Path) {
  Client.Get(Path);
}
void helper_bad(const Strings &Paths) {
  httplib::Client Client("http://a.internal");
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: this HTTP client sends more than one request
  for (const std::string &Path : Paths)
    send(Client, Path);
}

class Kept {
public:
  explicit Kept(const std::string &Base) : Client(Base) {
    // CHECK-MESSAGES: :[[@LINE-1]]:44: warning: this HTTP client sends more than one request
    Client.set_read_timeout(5);
  }
  bool get(const std::string &Path) {
    return static_cast<bool>(Client.Get(Path));
  }

private:
  httplib::Client Client;
};

class Initialised {
public:
  bool get(const std::string &Path) {
    return static_cast<bool>(Client.Get(Path));
  }

private:
  httplib::Client Client{"http://a.internal"};
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: this HTTP client sends more than one request
};
bool use_initialised(Initialised &Kept) { return Kept.get("/"); }
Initialised TheOne;

void off_bad(httplib::Client &Client) {
  Client.set_keep_alive(false);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'httplib::Client::set_keep_alive' switches off the reuse of connections
}
// CHECK-FIXES: void off_bad(httplib::Client &Client) {
// CHECK-FIXES-NEXT: Client.set_keep_alive(true);

void header_bad(httplib::Client &Client) {
  Client.Get("/", {{"Accept", "text/plain"}, {"Connection", "close"}});
  // CHECK-MESSAGES: :[[@LINE-1]]:47: warning: header 'Connection: close' ends the connection
}

void static_bad(const std::string &Path) {
  static httplib::Client Client("http://a.internal");
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: this HTTP client sends more than one request
  Client.Get(Path);
}

// --- silent ------------------------------------------------------------------

void on_ok(const Strings &Paths) {
  httplib::Client Client("http://a.internal");
  Client.set_keep_alive(true);
  for (const std::string &Path : Paths)
    Client.Get(Path);
}
void chosen_ok(const Strings &Paths, bool Keep) {
  httplib::Client Client("http://a.internal");
  Client.set_keep_alive(Keep);
  for (const std::string &Path : Paths)
    Client.Get(Path);
}
void off_where_wanted_ok(httplib::Client &Client, bool Once) {
  if (Once)
    Client.set_keep_alive(false);
  Client.Get("/");
}
void configured_elsewhere_ok(const Strings &Paths) {
  httplib::Client Client("http://a.internal");
  configure(Client);
  for (const std::string &Path : Paths)
    Client.Get(Path);
}
static void set_up(httplib::Client &Client) { Client.set_keep_alive(true); }
void configured_here_ok(const Strings &Paths) {
  httplib::Client Client("http://a.internal");
  set_up(Client);
  for (const std::string &Path : Paths)
    Client.Get(Path);
}
void one_request_ok(bool Write) {
  httplib::Client Client("http://a.internal");
  if (Write)
    Client.Post("/", "", "text/plain");
  else
    Client.Get("/");
}
void new_each_time_ok(const Strings &Paths) {
  for (const std::string &Path : Paths) {
    httplib::Client Client("http://a.internal");
    Client.Get(Path);
  }
}
class SwitchedOn {
public:
  SwitchedOn() { Client.set_keep_alive(true); }
  bool get(const std::string &Path) {
    return static_cast<bool>(Client.Get(Path));
  }

private:
  httplib::Client Client{"http://a.internal"};
};
SwitchedOn Other;

// Built again for each request: nothing is sent twice.
class Rebuilt {
public:
  bool get(const std::string &Path) {
    Client = std::make_unique<httplib::Client>("http://a.internal");
    return static_cast<bool>(Client->Get(Path));
  }

private:
  std::unique_ptr<httplib::Client> Client;
};
Rebuilt Third;

// Someone else may switch it on.
class Exposed {
public:
  httplib::Client &client() { return Client; }
  bool get(const std::string &Path) {
    return static_cast<bool>(Client.Get(Path));
  }

private:
  httplib::Client Client{"http://a.internal"};
};
void expose(Exposed &E) { configure(E.client()); }

// A server's own answers are no client's.
void serve_ok(httplib::Server &Server) {
  Server.Get("/", [](const httplib::Request &, httplib::Response &Out) {
    Out.status = 200;
  });
}
