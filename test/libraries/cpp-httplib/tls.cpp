// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The TLS client: its requests and settings are declared in its base.
//
// RUN: %check_tidy %s net-client-per-call,net-missing-timeout,net-disabled-keep-alive %t -- -- -DCPPHTTPLIB_OPENSSL_SUPPORT

#include <httplib.h>
#include <string>
#include <vector>

std::string fetch_bad(const std::string &Path) {
  httplib::SSLClient Client("api.example.org");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
  Client.set_read_timeout(-1);
  auto Result = Client.Get(Path);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Get' can wait for ever{{.*}} [net-missing-timeout]
  return Result ? Result->body : "";
}

int loop_bad(const std::vector<std::string> &Paths) {
  httplib::SSLClient Client("api.example.org", 443);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP client sends more than one request but does not keep its connection without 'set_keep_alive{{.*}} [net-disabled-keep-alive]
  int Found = 0;
  for (const std::string &Path : Paths)
    Found += static_cast<bool>(Client.Get(Path));
  return Found;
}

class Secure {
public:
  Secure() : Client("api.example.org") {
    Client.set_keep_alive(true);
    Client.enable_server_certificate_verification(true);
  }
  bool get_ok(const std::string &Path) {
    return static_cast<bool>(Client.Get(Path));
  }

private:
  httplib::SSLClient Client;
};
