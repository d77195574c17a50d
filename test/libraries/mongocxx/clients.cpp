// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients of MongoDB: one for a call, one kept, and those of a pool.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17 -isystem %S/stubs

#include <mongocxx/client.hpp>
#include <string>
#include <vector>

void log_bad(const std::string &text) {
  mongocxx::client client{mongocxx::uri{"mongodb://db:27017"}};
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'mongocxx::{{.*}}client' is built for every call{{.*}} [net-client-per-call]
  client["app"]["log"].insert_one({"text", text.c_str()});
}

void log_all_bad(const std::vector<std::string> &lines,
                 const mongocxx::uri &uri) {
  for (const std::string &line : lines) {
    mongocxx::client client(uri);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'mongocxx::{{.*}}client' is built for every iteration{{.*}} [net-client-per-call]
    auto log = client.database("app").collection("log");
    log.insert_one({"text", line.c_str()});
  }
}

void log_all_ok(const std::vector<std::string> &lines,
                const mongocxx::uri &uri) {
  mongocxx::client client(uri);
  auto log = client["app"]["log"];
  for (const std::string &line : lines)
    log.insert_one({"text", line.c_str()});
}

void leased_ok(mongocxx::pool &pool, const std::string &text) {
  auto entry = pool.acquire();
  (*entry)["app"]["log"].insert_one({"text", text.c_str()});
}

void each_thread_ok(const std::string &text) {
  thread_local mongocxx::client client{mongocxx::uri{"mongodb://db:27017"}};
  client["app"]["log"].insert_one({"text", text.c_str()});
}

class Store {
public:
  // Connected to nothing until it is opened.
  void open(const std::string &uri) {
    client = mongocxx::client{mongocxx::uri{uri}};
  }
  void remove(const std::string &name) {
    client["app"]["things"].delete_many({"name", name.c_str()});
  }

private:
  mongocxx::client client;
};

mongocxx::uri anybody_bad() {
  return mongocxx::uri{"mongodb://db/?tls=true&tlsInsecure=true"};
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-tls-verification]
}

mongocxx::uri verified_ok() { return mongocxx::uri{"mongodb://db/?tls=true"}; }

mongocxx::options::tls options_bad() {
  mongocxx::options::tls options;
  options.allow_invalid_certificates(true);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'mongocxx::options::tls::allow_invalid_certificates' switches off the verification{{.*}} [net-disabled-tls-verification]
  return options;
}

mongocxx::options::tls options_ok(bool testing) {
  mongocxx::options::tls options;
  options.ca_file("/etc/ssl/ca.pem").allow_invalid_certificates(testing);
  return options;
}
