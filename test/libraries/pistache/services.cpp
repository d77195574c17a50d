// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Services on the client of Pistache: one that is kept, and one built for each
// call; requests in chains with and without a bound. A template of the header
// does not compile from clang 19 on unless it is used.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -fdelayed-template-parsing

#include <chrono>
#include <memory>
#include <pistache/client.h>
#include <string>
#include <vector>

using namespace Pistache;
using Http::Experimental::Client;

void ping_bad() {
  Client Client;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'Pistache::Http::Experimental::Client' is built for every call{{.*}} [net-client-per-call]
  Client.init();
  auto Answer = Client.get("http://127.0.0.1:9080/ping").send();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'send' can wait for ever: no timeout is set on this request{{.*}} [net-missing-timeout]
  Answer.then([](Http::Response) {}, Async::IgnoreException);
  Client.shutdown();
}

class Api {
public:
  Api() { Calls.init(Client::options().threads(1).maxConnectionsPerHost(8)); }
  ~Api() { Calls.shutdown(); }

  void get_ok(const std::string &Path) {
    Calls.get("http://api.internal" + Path)
        .cookie(Http::Cookie("lang", "en"))
        .timeout(std::chrono::milliseconds(2000))
        .send()
        .then([](Http::Response) {}, Async::IgnoreException);
  }
  void put_ok(const std::string &Body, std::chrono::milliseconds Limit) {
    Calls.put("http://api.internal/a")
        .timeout(Limit)
        .body(Body)
        .send()
        .then([](Http::Response) {}, Async::IgnoreException);
  }
  // Not in one chain: nothing is said.
  void post_ok(const std::string &Body) {
    auto Request = Calls.post("http://api.internal/a").body(Body);
    Request.timeout(std::chrono::seconds(2));
    Request.send().then([](Http::Response) {}, Async::IgnoreException);
  }
  void post_bad(const std::string &Body) {
    Calls.post("http://api.internal/a")
        .body(Body)
        .send()
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'send' can wait for ever: no timeout is set on this request{{.*}} [net-missing-timeout]
        .then([](Http::Response) {}, Async::IgnoreException);
  }
  void zero_bad() {
    Calls.del("http://api.internal/a")
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'send' can wait for ever: the timeout of this request is set to a value that means "no limit" [net-missing-timeout]
        .timeout(std::chrono::milliseconds(0))
        .send()
        .then([](Http::Response) {}, Async::IgnoreException);
  }

private:
  Client Calls;
};

std::vector<Async::Promise<Http::Response>>
all_ok(const std::vector<std::string> &Urls) {
  Client Client;
  Client.init();
  std::vector<Async::Promise<Http::Response>> Answers;
  for (const std::string &Url : Urls)
    Answers.push_back(
        Client.get(Url).timeout(std::chrono::milliseconds(500)).send());
  Client.shutdown();
  return Answers;
}
