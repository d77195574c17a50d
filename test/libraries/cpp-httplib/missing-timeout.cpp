// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every wait of cpp-httplib is bounded by default: only an explicit "never" is
// a defect.
//
// RUN: %check_tidy %s net-missing-timeout %t

#include <chrono>
#include <httplib.h>
#include <string>

std::string negative_bad(const std::string &Path) {
  httplib::Client Client("http://api.internal");
  Client.set_read_timeout(-1);
  auto Result = Client.Get(Path);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Get' can wait for ever{{.*}} [net-missing-timeout]
  return Result ? Result->body : "";
}

std::string negative_duration_bad(const std::string &Path) {
  httplib::Client Client("http://api.internal");
  Client.set_read_timeout(std::chrono::seconds(-1));
  auto Result = Client.Get(Path);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Get' can wait for ever{{.*}} [net-missing-timeout]
  return Result ? Result->body : "";
}

class Feed {
public:
  Feed() : Client("http://feed.internal") { Client.set_read_timeout(-1, 0); }
  bool poll_bad() {
    return static_cast<bool>(Client.Get("/next"));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Get' can wait for ever{{.*}} [net-missing-timeout]
  }

private:
  httplib::Client Client;
};

std::string defaults_ok(const std::string &Path) {
  httplib::Client Client("http://api.internal");
  auto Result = Client.Get(Path);
  return Result ? Result->body : "";
}

std::string seconds_ok(const std::string &Path) {
  httplib::Client Client("http://api.internal");
  Client.set_connection_timeout(0, 300000);
  Client.set_read_timeout(5);
  Client.set_write_timeout(5, 0);
  auto Result = Client.Get(Path);
  return Result ? Result->body : "";
}

std::string durations_ok(const std::string &Path) {
  using namespace std::chrono_literals;
  httplib::Client Client("http://api.internal");
  Client.set_read_timeout(1500ms);
  Client.set_write_timeout(2s);
  auto Result = Client.Get(Path);
  return Result ? Result->body : "";
}

std::string zero_polls_once_ok(const std::string &Path) {
  httplib::Client Client("http://api.internal");
  Client.set_read_timeout(0);
  auto Result = Client.Get(Path);
  return Result ? Result->body : "";
}

std::string long_answers_ok(const std::string &Body) {
  httplib::Client Client("http://model.internal");
  Client.set_read_timeout(std::chrono::hours(1));
  auto Result = Client.Post("/complete", Body, "application/json");
  return Result ? Result->body : "";
}

std::string by_user_ok(const std::string &Path, int Seconds) {
  httplib::Client Client("http://api.internal");
  Client.set_read_timeout(Seconds);
  auto Result = Client.Get(Path);
  return Result ? Result->body : "";
}

std::string set_right_again_ok(const std::string &Path) {
  httplib::Client Client("http://api.internal");
  Client.set_read_timeout(-1);
  Client.set_read_timeout(30);
  auto Result = Client.Get(Path);
  return Result ? Result->body : "";
}

// A server's own waits are not a client's.
void server_ok() {
  httplib::Server Server;
  Server.set_read_timeout(-1);
  Server.listen("0.0.0.0", 8080);
}
