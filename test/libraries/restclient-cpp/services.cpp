// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Services on restclient-cpp: connections that are kept, connections for each
// call, and the functions that hide one.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17 -isystem %S/stubs

#include <memory>
#include <restclient-cpp/connection.h>
#include <restclient-cpp/restclient.h>
#include <string>
#include <vector>

int poll_bad(const std::vector<std::string> &Urls) {
  int Good = 0;
  for (const std::string &Url : Urls)
    Good += RestClient::get(Url).code == 200;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'RestClient::get' builds a new connection for every iteration{{.*}} [net-client-per-call]
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: 'RestClient::get' can wait for ever: nothing bounds this call{{.*}} [net-missing-timeout]
  return Good;
}

class Api {
public:
  Api() {
    Connection.SetTimeout(5);
    Connection.SetNoSignal(true);
    Connection.AppendHeader("Accept", "application/json");
  }
  // The method has the name of the function.
  int probe_ok(const std::string &Path) { return Connection.get(Path).code; }
  std::string name_ok(const std::string &Path) {
    RestClient::Response Answer = Connection.get(Path);
    return Answer.code == 200 ? Answer.body : "";
  }

private:
  RestClient::Connection Connection{"https://api.internal"};
};

class Slow {
public:
  Slow() { Connection->FollowRedirects(true); }
  int probe_bad(const std::string &Path) {
    return Connection->head(Path).code;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'head' can wait for ever: no timeout is set on this REST connection{{.*}} [net-missing-timeout]
  }

private:
  std::unique_ptr<RestClient::Connection> Connection =
      std::make_unique<RestClient::Connection>("https://slow.internal");
};

int push_bad(const std::string &Body) {
  RestClient::Connection Connection("https://metrics.internal");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'RestClient::Connection' is built for every call{{.*}} [net-client-per-call]
  Connection.SetTimeout(2);
  return Connection.post("/push", Body).code;
}

// As the README has it.
int heap_ok(const std::vector<std::string> &Bodies) {
  RestClient::Connection *Connection =
      new RestClient::Connection("https://metrics.internal");
  Connection->SetTimeout(2);
  int Good = 0;
  for (const std::string &Body : Bodies)
    Good += Connection->post("/push", Body).code == 200;
  delete Connection;
  return Good;
}

// Another host each time.
int hosts_ok(const std::vector<std::string> &Hosts) {
  int Good = 0;
  for (const std::string &Host : Hosts) {
    RestClient::Connection Connection(Host);
    Connection.SetTimeout(2);
    Good += Connection.get("/health").code == 200;
  }
  return Good;
}

void lax_bad(RestClient::Connection &Connection) {
  Connection.SetVerifyPeer(false);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-tls-verification]
  Connection.AppendHeader("Connection", "close");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-keep-alive]
}

void chosen_ok(RestClient::Connection &Connection, bool Verify, int Seconds) {
  Connection.SetVerifyPeer(Verify);
  Connection.SetTimeout(Seconds);
  Connection.get("/");
}

void endless_bad(RestClient::Connection &Connection) {
  Connection.SetTimeout(0);
  Connection.get("/");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'get' can wait for ever: the timeout of this REST connection is set to a value that means "no limit" [net-missing-timeout]
}
