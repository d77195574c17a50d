// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Services on curlpp: a handle that is kept, and handles that are built for
// each call; what their option objects say.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17

#include <curlpp/Easy.hpp>
#include <curlpp/Options.hpp>
#include <curlpp/cURLpp.hpp>
#include <list>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace opt = curlpp::options;

// A handle for each call, with nothing that bounds it.
std::string fetch_bad(const std::string &Url) {
  curlpp::Easy Request;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'curlpp::Easy' is built for every call{{.*}} [net-client-per-call]
  std::ostringstream Body;
  Request.setOpt(opt::Url(Url));
  Request.setOpt(opt::WriteStream(&Body));
  Request.perform();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'perform' can wait for ever: no timeout is set on this curlpp handle{{.*}} [net-missing-timeout]
  return Body.str();
}

// One handle for the life of the object.
class Api {
public:
  Api() {
    Request.setOpt(opt::Timeout(5));
    Request.setOpt(cURLpp::Options::ConnectTimeout(2));
    Request.setOpt(opt::NoSignal(true));
    std::list<std::string> Header = {"Accept: application/json"};
    Request.setOpt(opt::HttpHeader(Header));
  }
  std::string get_ok(const std::string &Path) {
    std::ostringstream Body;
    Request.setOpt(opt::Url("https://api.internal" + Path));
    Request.setOpt(opt::WriteStream(&Body));
    Request.perform();
    return Body.str();
  }

private:
  curlpp::Easy Request;
};

// A bound on connecting bounds no answer.
class Slow {
public:
  Slow() { Request.setOpt(opt::ConnectTimeout(2)); }
  void get_bad(const std::string &Url) {
    Request.setOpt(opt::Url(Url));
    Request.perform();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'perform' can wait for ever: no timeout is set on this curlpp handle{{.*}} [net-missing-timeout]
  }

private:
  curlpp::Easy Request;
};

// Options that come in a smart pointer, from a helper, or from a setting.
void configure(curlpp::Easy &Request) { Request.setOpt(opt::Timeout(20)); }

std::vector<std::string> fetch_all_ok(const std::vector<std::string> &Urls) {
  curlpp::Easy Request;
  configure(Request);
  std::vector<std::string> Bodies;
  for (const std::string &Url : Urls) {
    std::ostringstream Body;
    Request.setOpt(opt::Url(Url));
    Request.setOpt(opt::WriteStream(&Body));
    Request.perform();
    Bodies.push_back(Body.str());
  }
  return Bodies;
}

void stalls_ok(curlpp::Easy &Request) {
  Request.reset();
  Request.setOpt(opt::LowSpeedLimit(10));
  Request.setOpt(opt::LowSpeedTime(30));
  Request.perform();
}

void given_ok(curlpp::Easy &Request, long Seconds) {
  Request.reset();
  Request.setOpt(std::make_unique<opt::Timeout>(Seconds));
  Request.perform();
}

// A reset drops the timeout, too.
void reset_bad(const std::vector<std::string> &Urls) {
  curlpp::Easy Request;
  Request.setOpt(opt::Timeout(10));
  for (const std::string &Url : Urls) {
    Request.setOpt(opt::Url(Url));
    Request.perform();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'perform' can wait for ever: {{.*}} [net-missing-timeout]
    Request.reset();
  }
}

void endless_bad(curlpp::Easy &Request) {
  Request.setOpt(opt::Timeout(0));
  Request.perform();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'perform' can wait for ever: the timeout of this curlpp handle is set to a value that means "no limit" [net-missing-timeout]
}

void fresh_bad(curlpp::Easy &Request) {
  Request.setOpt(opt::ForbidReuse(true));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-keep-alive]
  Request.setOpt(opt::Timeout(3));
  Request.perform();
}

void fresh_ok(curlpp::Easy &Request, bool Fresh) {
  Request.setOpt(opt::ForbidReuse(false));
  Request.setOpt(opt::FreshConnect(Fresh));
  Request.setOpt(opt::Timeout(3));
  Request.perform();
}

void lax_bad(curlpp::Easy &Request) {
  Request.setOpt(opt::SslVerifyPeer(false));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-tls-verification]
  Request.setOpt(opt::SslVerifyHost(0L));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-tls-verification]
}

void strict_ok(curlpp::Easy &Request, bool Verify) {
  Request.setOpt(opt::SslVerifyPeer(Verify));
  Request.setOpt(opt::SslVerifyHost(2L));
}

int main() {
  curlpp::Cleanup Cleanup;
  curlpp::Easy Request;
  Request.setOpt(opt::Url("https://api.internal/version"));
  Request.setOpt(opt::Timeout(5));
  Request.perform();
}
