// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Verification of the server switched off, and left to the user.
//
// RUN: %check_tidy %s net-disabled-tls-verification %t -- -- -DCPPHTTPLIB_OPENSSL_SUPPORT

#include <httplib.h>
#include <string>

std::string local_bad(const std::string &Path) {
  httplib::SSLClient Client("api.example.org");
  Client.enable_server_certificate_verification(false);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'httplib::ClientImpl::enable_server_certificate_verification' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  // CHECK-FIXES: Client.enable_server_certificate_verification(true);
  auto Result = Client.Get(Path);
  return Result ? Result->body : "";
}

void reference_bad(httplib::Client &Client) {
  Client.enable_server_certificate_verification(false);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'httplib::Client::enable_server_certificate_verification' switches off
}

class Api {
public:
  explicit Api(const std::string &Host) : Client(Host) {
    Client.enable_server_certificate_verification(false);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'httplib::{{.*}}' switches off
  }
  bool ping() { return static_cast<bool>(Client.Get("/ping")); }

private:
  httplib::Client Client;
};

// --- silent ------------------------------------------------------------------

struct Settings {
  bool Verify = true;
  bool Insecure = false;
};

void configured_ok(httplib::Client &Client, const Settings &S) {
  Client.enable_server_certificate_verification(S.Verify);
}

void chosen_ok(httplib::Client &Client, const Settings &S) {
  if (S.Insecure)
    Client.enable_server_certificate_verification(false);
}

class Switchable {
public:
  explicit Switchable(const std::string &Host) : Client(Host) {}
  void set_verify_tls(bool On) {
    if (!On)
      Client.enable_server_certificate_verification(false);
  }
  void disable_verification() {
    Client.enable_server_certificate_verification(false);
  }

private:
  httplib::Client Client;
};

int loopback_ok() {
  httplib::SSLClient Client("localhost", 8443);
  Client.enable_server_certificate_verification(false);
  return Client.Get("/health") ? 0 : 1;
}

int loopback_scheme_ok() {
  httplib::Client Client("https://127.0.0.1:8443");
  Client.enable_server_certificate_verification(false);
  return Client.Get("/health") ? 0 : 1;
}

void on_ok(httplib::Client &Client) {
  Client.enable_server_certificate_verification(true);
}
