// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Controllers that call other services, with Drogon's own client.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17 -isystem %S/stubs

#include <chrono>
#include <drogon/HttpClient.h>
#include <drogon/HttpController.h>
#include <drogon/HttpSimpleController.h>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

using namespace drogon;
using Reply = std::function<void(const HttpResponsePtr &)>;

class Users : public HttpController<Users> {
public:
  METHOD_LIST_BEGIN
  ADD_METHOD_TO(Users::profile_bad, "/users/{1}", Get);
  ADD_METHOD_TO(Users::avatar_ok, "/users/{1}/avatar", Get);
  ADD_METHOD_TO(Users::friends_ok, "/users/{1}/friends", Get);
  METHOD_LIST_END

  // A client per request. Its own timeout is fine.
  void profile_bad(const HttpRequestPtr &Request, Reply &&Callback,
                   const std::string &Id) {
    HttpClientPtr Client =
        HttpClient::newHttpClient("http://profiles.internal");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new HTTP client is built for every request{{.*}} [net-client-per-call]
    HttpRequestPtr Query = HttpRequest::newHttpRequest();
    Query->setPath("/profile/" + Id);
    Client->sendRequest(
        Query,
        [Callback](ReqResult Result, const HttpResponsePtr &Answer) {
          Callback(Result == ReqResult::Ok ? Answer
                                           : HttpResponse::newHttpResponse());
        },
        3.0);
  }

  void avatar_ok(const HttpRequestPtr &Request, Reply &&Callback,
                 const std::string &Id) {
    HttpRequestPtr Query = HttpRequest::newHttpRequest();
    Query->setPath("/avatar/" + Id);
    Pictures->sendRequest(
        Query,
        [Callback](ReqResult, const HttpResponsePtr &Answer) {
          Callback(Answer);
        },
        Limit);
  }

  // One client for each thread.
  void friends_ok(const HttpRequestPtr &Request, Reply &&Callback,
                  const std::string &Id) {
    thread_local HttpClientPtr Client =
        HttpClient::newHttpClient("http://friends.internal", 8080);
    Client->sendRequest(
        HttpRequest::newHttpRequest(),
        [Callback = std::move(Callback)](ReqResult,
                                         const HttpResponsePtr &Answer) {
          Callback(Answer);
        },
        2);
  }

private:
  HttpClientPtr Pictures = HttpClient::newHttpClient("https://img.internal");
  double Limit = 5;
};

class Health : public HttpSimpleController<Health> {
public:
  void asyncHandleHttpRequest(const HttpRequestPtr &Request,
                              Reply &&Callback) override {
    auto Client = HttpClient::newHttpClient("10.0.0.7", 8443, true);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new HTTP client is built for every request{{.*}} [net-client-per-call]
    Client->sendRequest(HttpRequest::newHttpRequest(),
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'drogon::HttpClient::sendRequest' can wait for ever: nothing bounds this call{{.*}} [net-missing-timeout]
                        [Callback](ReqResult, const HttpResponsePtr &Answer) {
                          Callback(Answer);
                        });
  }
};

// A map of clients, one for each host.
class Proxy {
public:
  void forward_ok(const std::string &Host, const HttpRequestPtr &Request,
                  Reply Callback) {
    HttpClientPtr Client;
    {
      std::lock_guard<std::mutex> Guard(Lock);
      HttpClientPtr &Known = Clients[Host];
      if (!Known)
        Known = HttpClient::newHttpClient(Host);
      Client = Known;
    }
    Client->sendRequest(
        Request,
        [Callback](ReqResult, const HttpResponsePtr &Answer) {
          Callback(Answer);
        },
        10.0);
  }

private:
  std::mutex Lock;
  std::unordered_map<std::string, HttpClientPtr> Clients;
};

// The blocking form takes the timeout as its second argument.
class Prices {
public:
  explicit Prices(trantor::EventLoop *Loop)
      : Client(HttpClient::newHttpClient("https://prices.internal", Loop)) {}

  std::string ask_bad() {
    auto [Result, Answer] = Client->sendRequest(HttpRequest::newHttpRequest());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'drogon::HttpClient::sendRequest' can wait for ever: nothing bounds this call{{.*}} [net-missing-timeout]
    return Result == ReqResult::Ok ? std::string(Answer->body()) : "";
  }
  std::string ask_zero_bad() {
    auto [Result, Answer] =
        Client->sendRequest(HttpRequest::newHttpRequest(), 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'sendRequest' can wait for ever: the timeout of this HTTP client is set to a value that means "no limit" [net-missing-timeout]
    return Result == ReqResult::Ok ? std::string(Answer->body()) : "";
  }
  std::string ask_ok(double Seconds) {
    auto [Result, Answer] =
        Client->sendRequest(HttpRequest::newHttpRequest(), Seconds);
    return Result == ReqResult::Ok ? std::string(Answer->body()) : "";
  }
  std::string fresh_bad() {
    HttpRequestPtr Request = HttpRequest::newHttpRequest();
    Request->addHeader("Connection", "close");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-keep-alive]
    return std::string(Client->sendRequest(Request, 5.0).second->body());
  }

private:
  HttpClientPtr Client;
};

// The fourth or the sixth argument switches verification off.
void lax_bad(trantor::EventLoop *Loop) {
  static HttpClientPtr Named =
      HttpClient::newHttpClient("https://ledger.internal", Loop, false, false);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-tls-verification]
  static HttpClientPtr Numbered = HttpClient::newHttpClient(
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-tls-verification]
      "10.0.0.8", 443, true, Loop, false, false);
}
void strict_ok(trantor::EventLoop *Loop, bool Validate) {
  static HttpClientPtr First =
      HttpClient::newHttpClient("https://ledger.internal", Loop, false, true);
  static HttpClientPtr Second =
      HttpClient::newHttpClient("10.0.0.8", 443, true, nullptr);
  static HttpClientPtr Third = HttpClient::newHttpClient(
      "10.0.0.8", 443, true, Loop, false, Validate);
  static HttpClientPtr Fourth =
      HttpClient::newHttpClient("10.0.0.8", 443, true, nullptr, false);
}

// Databases and Redis have a timeout of their own, off by default.
size_t count_bad() {
  static orm::DbClientPtr Client =
      orm::DbClient::newPgClient("host=db.internal dbname=shop", 4);
  return Client->execSqlSync("select 1").size();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'execSqlSync' can wait for ever: no timeout is set on this database client{{.*}} [net-missing-timeout]
}
orm::DbClientPtr database() {
  orm::DbClientPtr Client =
      orm::DbClient::newPgClient("host=db.internal dbname=shop", 4);
  Client->setTimeout(10.0);
  return Client;
}
size_t count_ok() {
  static orm::DbClientPtr Client = database();
  return Client->execSqlSync("select 1").size();
}
void store_bad() {
  app().registerHandler("/store", [](const HttpRequestPtr &, Reply &&Callback) {
    auto Redis = nosql::RedisClient::newRedisClient({"10.0.0.5", 6379});
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new Redis client is built for every request{{.*}} [net-client-per-call]
    Redis->setTimeout(2.0);
    Redis->execCommandAsync(
        [Callback](const nosql::RedisResult &) {
          Callback(HttpResponse::newHttpResponse());
        },
        [](const nosql::RedisException &) {}, "incr hits");
  });
}

// Timers: one that starts anew with each request, and such as are meant to run
// as long as the program.
class Session {
public:
  explicit Session(trantor::EventLoop *Loop) : Loop(Loop) {}
  ~Session() { Loop->invalidateTimer(Beat); }
  void start_ok() {
    Beat = Loop->runEvery(5.0, [this] { ++Beats; });
    Loop->runAfter(1.0, [] {});
  }

private:
  trantor::EventLoop *Loop;
  trantor::TimerId Beat = trantor::InvalidTimerId;
  int Beats = 0;
};

int main() {
  app().registerBeginningAdvice([] {
    app().getLoop()->runEvery(std::chrono::seconds(60), [] {});
  });
  auto Once = HttpClient::newHttpClient("http://config.internal");
  Once->sendRequest(
      HttpRequest::newHttpRequest(),
      [](ReqResult, const HttpResponsePtr &) {}, 5);
  app().addListener("0.0.0.0", 8080).run();
}
