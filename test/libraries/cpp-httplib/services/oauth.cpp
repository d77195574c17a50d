// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A client library with tokens that expire, retries, and a mock server for its
// own tests.
//
// RUN: %check_tidy %s %core %t

#include <atomic>
#include <chrono>
#include <future>
#include <httplib.h>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace oauth {

using Clock = std::chrono::steady_clock;

struct Token {
  std::string Text;
  Clock::time_point Expires;
};

struct Settings {
  std::string Issuer = "http://issuer.internal:8180";
  std::string Api = "http://api.internal:8080";
  std::string User, Secret;
  std::chrono::milliseconds Timeout{2000};
};

// --- tokens ----------------------------------------------------------------

class Tokens {
public:
  explicit Tokens(const Settings &Wanted) : Options(Wanted) {}

  std::string current() {
    std::lock_guard<std::mutex> Lock(Guard);
    if (!Known || Known->Expires < Clock::now())
      Known = fetch_bad();
    return Known->Text;
  }

private:
  Token fetch_bad() {
    httplib::Client Issuer(Options.Issuer);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
    Issuer.set_basic_auth(Options.User, Options.Secret);
    Issuer.set_connection_timeout(Options.Timeout);
    auto Result = Issuer.Post("/token", "grant_type=client_credentials",
                              "application/x-www-form-urlencoded");
    if (!Result || Result->status != 200)
      throw std::runtime_error("no token");
    return {Result->body, Clock::now() + std::chrono::minutes(5)};
  }

  Settings Options;
  std::mutex Guard;
  std::optional<Token> Known;
};

// --- the API ---------------------------------------------------------------

class Api {
public:
  explicit Api(Settings Wanted)
      : Options(std::move(Wanted)), Secrets(Options), Client(Options.Api) {
    Client.set_keep_alive(true);
    Client.set_read_timeout(Options.Timeout);
    Client.set_write_timeout(Options.Timeout);
  }

  std::optional<std::string> get_ok(const std::string &Path) {
    for (int Attempt = 0; Attempt < 3; ++Attempt) {
      httplib::Headers Headers{{"Authorization", "Bearer " + Secrets.current()}};
      if (auto Result = Client.Get(Path, Headers)) {
        if (Result->status == 200)
          return Result->body;
        if (Result->status != 503)
          return std::nullopt;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(100 << Attempt));
    }
    return std::nullopt;
  }

  bool upload_bad(const std::string &Path, const std::string &Body) {
    httplib::Headers Headers{{"Authorization", "Bearer " + Secrets.current()},
                             {"Connection", "close"}};
    auto Result = Client.Put(Path, Headers, Body, "application/json");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection{{.*}} [net-disabled-keep-alive]
    return Result && Result->status == 204;
  }

private:
  Settings Options;
  Tokens Secrets;
  httplib::Client Client;
};

// --- many at once: each thread its own client --------------------------------

std::vector<std::string> fetchAll_ok(const std::string &Base,
                                     const std::vector<std::string> &Paths,
                                     unsigned Threads) {
  std::vector<std::string> Texts(Paths.size());
  std::atomic<std::size_t> Next{0};
  std::vector<std::thread> Workers;
  for (unsigned I = 0; I < Threads; ++I)
    Workers.emplace_back([&] {
      httplib::Client Client(Base);
      Client.set_keep_alive(true);
      for (std::size_t J; (J = Next++) < Paths.size();)
        if (auto Result = Client.Get(Paths[J]))
          Texts[J] = Result->body;
    });
  for (std::thread &Worker : Workers)
    Worker.join();
  return Texts;
}

std::vector<std::string> fetchEach_bad(const std::string &Base,
                                       const std::vector<std::string> &Paths) {
  std::vector<std::string> Texts;
  auto Fetch = [&Base](const std::string &Path) -> std::string {
    httplib::Client Client(Base);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
    Client.set_connection_timeout(1);
    auto Result = Client.Get(Path);
    return Result ? Result->body : "";
  };
  for (const std::string &Path : Paths)
    Texts.push_back(Fetch(Path));
  return Texts;
}

// --- events: the answer takes as long as it takes ------------------------------

class Events {
public:
  explicit Events(const std::string &Base) : Client(Base) {
    Client.set_keep_alive(true);
    Client.set_read_timeout(std::chrono::minutes(10));
  }
  void follow_ok(std::function<void(std::string)> Each) {
    while (!Stopping)
      Client.Get("/events", [&](const char *Data, std::size_t Size) {
        Each(std::string(Data, Size));
        return !Stopping;
      });
  }
  void stop() {
    Stopping = true;
    Client.stop();
  }

private:
  std::atomic<bool> Stopping{false};
  httplib::Client Client;
};

class Commands {
public:
  bool run_bad(const std::string &Text) {
    Client.set_read_timeout(-1, 0);
    auto Result = Client.Post("/run", Text, "text/plain");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Post' can wait for ever{{.*}} [net-missing-timeout]
    return static_cast<bool>(Result);
  }
  bool ping_ok() { return static_cast<bool>(Client.Head("/")); }
  Commands() { Client.set_keep_alive(true); }

private:
  httplib::Client Client{"http://commands.internal"};
};

// --- a mock of the issuer -------------------------------------------------------

class MockIssuer {
public:
  MockIssuer() {
    Server.set_keep_alive_max_count(1);
    Server.Post("/token", [this](const httplib::Request &In,
                                 httplib::Response &Out) {
      ++Calls;
      if (In.body.empty()) {
        Out.status = 400;
        Out.set_header("Connection", "close");
        return;
      }
      Out.set_content("secret", "text/plain");
    });
    Port = Server.bind_to_any_port("127.0.0.1");
    Worker = std::thread([this] { Server.listen_after_bind(); });
  }
  ~MockIssuer() {
    Server.stop();
    Worker.join();
  }
  std::string base() const {
    return "http://127.0.0.1:" + std::to_string(Port);
  }

private:
  httplib::Server Server;
  std::thread Worker;
  std::atomic<int> Calls{0};
  int Port = 0;
};

} // namespace oauth
