// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An API gateway on cpp-httplib: routes that call other services.
//
// RUN: %check_tidy %s %core %t

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <httplib.h>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gateway {

using httplib::Request;
using httplib::Response;

struct Target {
  std::string Base;
  int ReadTimeoutSeconds = 5;
};

// --- one client per upstream, kept -----------------------------------------

class Upstream {
public:
  explicit Upstream(const Target &To)
      : Client(std::make_unique<httplib::Client>(To.Base)) {
    Client->set_keep_alive(true);
    Client->set_connection_timeout(std::chrono::milliseconds(500));
    Client->set_read_timeout(To.ReadTimeoutSeconds);
  }
  httplib::Result get_ok(const std::string &Path) { return Client->Get(Path); }
  httplib::Result post_ok(const std::string &Path, const std::string &Body) {
    return Client->Post(Path, Body, "application/json");
  }

private:
  std::unique_ptr<httplib::Client> Client;
};

class Pool {
public:
  Upstream &of_ok(const std::string &Base) {
    std::lock_guard<std::mutex> Lock(Guard);
    auto Found = Known.find(Base);
    if (Found == Known.end())
      Found = Known.emplace(Base, std::make_unique<Upstream>(Target{Base})).first;
    return *Found->second;
  }

private:
  std::mutex Guard;
  std::map<std::string, std::unique_ptr<Upstream>> Known;
};

// --- the session service: kept, but every request reconnects ----------------

class Sessions {
public:
  explicit Sessions(const std::string &Base)
      : Client(Base) {
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP client sends more than one request but does not keep its connection without 'set_keep_alive{{.*}} [net-disabled-keep-alive]
    Client.set_read_timeout(2);
  }
  bool valid_bad(const std::string &Token) {
    auto Result = Client.Get("/sessions/" + Token);
    return Result && Result->status == 200;
  }
  bool extend(const std::string &Token) {
    return static_cast<bool>(Client.Put("/sessions/" + Token, "", "text/plain"));
  }

private:
  httplib::Client Client;
};

// --- an audit log that must not wait, and waits for ever --------------------

class Audit {
public:
  Audit() : Client("http://audit.internal:8200") {
    Client.set_keep_alive(true);
    Client.set_read_timeout(-1);
  }
  void write_bad(const std::string &Line) {
    Client.Post("/lines", Line, "text/plain");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Post' can wait for ever{{.*}} [net-missing-timeout]
  }

private:
  httplib::Client Client;
};

// --- routes ----------------------------------------------------------------

class Gateway {
public:
  Gateway() : Session("http://sessions.internal") {
    Server.set_keep_alive_max_count(100);
    Server.set_read_timeout(5, 0);
    Server.set_pre_routing_handler([this](const Request &In, Response &Out) {
      if (Session.valid_bad(In.get_header_value("X-Token")))
        return httplib::Server::HandlerResponse::Unhandled;
      Out.status = 401;
      Out.set_header("Connection", "close");
      return httplib::Server::HandlerResponse::Handled;
    });
    Server.Get("/catalogue", [this](const Request &In, Response &Out) {
      answer(Upstreams.of_ok("http://catalogue.internal").get_ok(In.path), Out);
    });
    Server.Post("/orders", [this](const Request &In, Response &Out) {
      answer(Upstreams.of_ok("http://orders.internal").post_ok(In.path, In.body),
             Out);
    });
    Server.Get("/price", [this](const Request &In, Response &Out) {
      price_bad(In, Out);
    });
    Server.Get("/weather", [](const Request &, Response &Out) {
      httplib::Client Weather("weather.example.org", 80);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
      Weather.set_connection_timeout(1);
      auto Result = Weather.Get("/now");
      Out.status = Result ? Result->status : 502;
    });
    Server.Get("/healthz", [](const Request &, Response &Out) {
      Out.set_content("ok", "text/plain");
    });
  }

  void run() { Server.listen("0.0.0.0", 8080); }
  void stop() { Server.stop(); }

private:
  static void answer(const httplib::Result &Result, Response &Out) {
    if (!Result) {
      Out.status = 502;
      return;
    }
    Out.status = Result->status;
    Out.set_content(Result->body, "application/json");
  }

  void price_bad(const Request &In, Response &Out) {
    httplib::Client Prices(PriceHost, 9000);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
    Prices.set_read_timeout(std::chrono::seconds(2));
    answer(Prices.Get("/price?" + In.get_param_value("id")), Out);
  }

  std::string PriceHost = "prices.internal";
  Sessions Session;
  Pool Upstreams;
  httplib::Server Server;
};

// --- health checks of everything behind the gateway -------------------------

class Health {
public:
  explicit Health(std::vector<Target> All) : All(std::move(All)) {
    for (const Target &Each : this->All) {
      Clients.push_back(std::make_unique<httplib::Client>(Each.Base));
      Clients.back()->set_keep_alive(true);
    }
  }
  std::vector<bool> check_ok() {
    std::vector<bool> Result;
    for (auto &Client : Clients)
      Result.push_back(static_cast<bool>(Client->Get("/healthz")));
    return Result;
  }
  std::vector<bool> checkOnce_ok() const {
    std::vector<bool> Result;
    for (const Target &Each : All) {
      httplib::Client Client(Each.Base);
      Client.set_read_timeout(Each.ReadTimeoutSeconds);
      Result.push_back(static_cast<bool>(Client.Get("/healthz")));
    }
    return Result;
  }

private:
  std::vector<Target> All;
  std::vector<std::unique_ptr<httplib::Client>> Clients;
};

// --- warming the cache -----------------------------------------------------

int warm_bad(const std::vector<std::string> &Paths) {
  int Warm = 0;
  for (const std::string &Path : Paths) {
    httplib::Client Client("http://cache.internal");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
    Client.set_default_headers({{"X-Warm", "1"}});
    if (auto Result = Client.Get(Path))
      Warm += Result->status == 200;
  }
  return Warm;
}

int purge_bad(const std::vector<std::string> &Paths) {
  httplib::Client Client("http://cache.internal");
  Client.set_keep_alive(true);
  Client.set_default_headers({{"Connection", "close"}});
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection{{.*}} [net-disabled-keep-alive]
  int Purged = 0;
  for (const std::string &Path : Paths)
    Purged += static_cast<bool>(Client.Delete(Path));
  return Purged;
}

int refresh_ok(const std::vector<std::string> &Paths) {
  httplib::Client Client("http://cache.internal");
  Client.set_keep_alive(true);
  int Done = 0;
  for (const std::string &Path : Paths)
    Done += static_cast<bool>(Client.Post(Path, "", "text/plain"));
  return Done;
}

} // namespace gateway

int main() {
  const char *Health = std::getenv("CHECK");
  if (Health) {
    httplib::Client Client("http://localhost:8080");
    return Client.Get("/healthz") ? 0 : 1;
  }
  gateway::Gateway().run();
}
