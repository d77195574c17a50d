// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients on cpr: sessions kept and built per call, free functions that hide
// one, and the options that bound them.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -isystem %S/stubs

#include <cpr/cpr.h>
#include <string>
#include <tuple>
#include <vector>

class Api {
public:
  Api() {
    Session.SetTimeout(cpr::Timeout{5000});
    Session.SetConnectTimeout(cpr::ConnectTimeout{2000});
  }
  std::string get(const std::string &Path) {
    Session.SetUrl(cpr::Url{"https://api.internal" + Path});
    return Session.Get().text;
  }

private:
  cpr::Session Session;
};

class Unbounded {
public:
  Unbounded() { Session.SetConnectTimeout(cpr::ConnectTimeout{2000}); }
  std::string get_bad(const std::string &Path) {
    Session.SetUrl(cpr::Url{"https://api.internal" + Path});
    return Session.Get().text;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Get' can wait for ever: no timeout is set on this cpr session{{.*}} [net-missing-timeout]
  }

private:
  cpr::Session Session;
};

long push_bad(const std::string &Body) {
  cpr::Session Session;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'cpr::Session' is built for every call{{.*}} [net-client-per-call]
  Session.SetUrl(cpr::Url{"http://metrics.internal/push"});
  Session.SetBody(cpr::Body{Body});
  return Session.Post().status_code;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Post' can wait for ever: no timeout is set on this cpr session{{.*}} [net-missing-timeout]
}

std::string low_speed_ok(cpr::Session &Session, const std::string &Path) {
  Session.SetOption(cpr::Url{Path});
  return Session.Get().text;
}

std::vector<std::string> reused_ok(const std::vector<std::string> &Paths) {
  cpr::Session Session;
  Session.SetOption(cpr::LowSpeed{1, std::chrono::seconds(30)});
  std::vector<std::string> Texts;
  for (const std::string &Path : Paths) {
    Session.SetUrl(cpr::Url{"https://api.internal" + Path});
    Texts.push_back(Session.Get().text);
  }
  return Texts;
}

std::string pooled_ok(const cpr::ConnectionPool &Pool) {
  cpr::Session Session;
  Session.SetConnectionPool(Pool);
  Session.SetOption(cpr::Timeout{std::chrono::seconds(3)});
  Session.SetUrl(cpr::Url{"https://api.internal/a"});
  return Session.Get().text;
}

std::string no_limit_bad(cpr::Session &Session) {
  Session.SetTimeout(cpr::Timeout{0});
  return Session.Get().text;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Get' can wait for ever: the timeout of this cpr session is set to a value that means "no limit" [net-missing-timeout]
}

// --- functions that build a session for each call ------------------------------

std::string free_bad(const std::vector<std::string> &Urls) {
  std::string Texts;
  for (const std::string &Url : Urls)
    Texts += cpr::Get(cpr::Url{Url}, cpr::VerifySsl{false}).text;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'cpr::Get' builds a new session for every iteration{{.*}} [net-client-per-call]
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: 'cpr::Get' can wait for ever: none of its arguments sets a timeout{{.*}} [net-missing-timeout]
// CHECK-MESSAGES: :[[@LINE-3]]:{{[0-9]+}}: warning: 'cpr::VerifySsl' switches off the verification{{.*}} [net-disabled-tls-verification]
  return Texts;
}

std::string connect_only_bad(const std::string &Url,
                             const cpr::ConnectionPool &Pool) {
  return cpr::Get(cpr::Url{Url}, Pool, cpr::ConnectTimeout{2000}).text;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'cpr::Get' can wait for ever: none of its arguments sets a timeout{{.*}} [net-missing-timeout]
}

std::string zero_bad(const std::string &Url, const cpr::ConnectionPool &Pool) {
  return cpr::Get(Pool, cpr::Timeout{0}, cpr::Url{Url}).text;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'cpr::Get' can wait for ever: its timeout means "no limit" [net-missing-timeout]
}

const cpr::Timeout Usual{4000};

std::string bounded_ok(const std::string &Url,
                       const cpr::ConnectionPool &Pool) {
  return cpr::Get(cpr::Url{Url}, Usual, Pool).text +
         cpr::Post(Pool, cpr::Url{Url}, cpr::Timeout{std::chrono::seconds(3)})
             .text +
         cpr::Get(Pool, cpr::Url{Url},
                  cpr::LowSpeed{1, std::chrono::seconds(30)})
             .text;
}

std::string events_ok(const std::string &Url, const cpr::ConnectionPool &Pool) {
  return cpr::Get(cpr::Url{Url}, Pool,
                  cpr::WriteCallback{[](std::string) { return true; }})
      .text;
}

template <typename... Options>
std::string forwarded_ok(const cpr::ConnectionPool &Pool, Options &&...More) {
  return cpr::Get(Pool, cpr::Timeout{1000}, std::forward<Options>(More)...).text;
}
std::string use(const cpr::ConnectionPool &Pool) {
  return forwarded_ok(Pool, cpr::Url{"https://api.internal"});
}

void lax_bad(cpr::Session &Session) {
  Session.SetVerifySsl(false);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'cpr::VerifySsl' switches off the verification{{.*}} [net-disabled-tls-verification]
}
void other_host_bad(cpr::Session &Session) {
  cpr::SslOptions Options;
  Options.SetOption(cpr::ssl::VerifyHost{false});
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'cpr::ssl::VerifyHost' switches off the verification{{.*}} [net-disabled-tls-verification]
  Session.SetSslOptions(Options);
}

int main() {
  // A program that asks once and ends.
  return cpr::Get(cpr::Url{"https://api.internal/version"}, cpr::Timeout{1000})
                     .status_code == 200
             ? 0
             : 1;
}
