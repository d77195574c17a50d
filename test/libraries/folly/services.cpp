// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sockets, TLS contexts and schedulers of Folly.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17 -isystem %S/stubs

#include <curl/curl.h>
#include <folly/io/async/AsyncSocket.h>
#include <memory>

// The destructor cannot be called, and nobody destroys it.
bool probe_bad(folly::EventBase *Base) {
  auto *Socket = new folly::AsyncSocket(Base);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  Socket->setSendTimeout(2000);
  return Socket->good();
}

bool probe_ok(folly::EventBase *Base) {
  auto *Socket = new folly::AsyncSocket(Base);
  Socket->setSendTimeout(2000);
  bool Good = Socket->good();
  Socket->destroy();
  return Good;
}

bool owned_ok(folly::EventBase *Base) {
  folly::AsyncSocket::UniquePtr Socket(new folly::AsyncSocket(Base));
  return Socket->good();
}

// Its callback may destroy it.
void connect_ok(folly::EventBase *Base,
                folly::AsyncSocket::ConnectCallback *Callback) {
  auto *Socket = new folly::AsyncSocket(Base);
  Socket->connect(Callback, folly::SocketAddress("10.0.0.7", 443), 2000);
}

class Probe {
public:
  explicit Probe(folly::EventBase *Base)
      : Socket(folly::AsyncSocket::newSocket(Base)) {}
  void stop_ok() { Socket->closeNow(); }

private:
  folly::AsyncSocket::UniquePtr Socket;
};

// A handle for each run of the scheduler.
void schedule_bad(folly::FunctionScheduler &Scheduler) {
  Scheduler.addFunction(
      [] {
        CURL *Handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every request{{.*}} [net-client-per-call]
        if (!Handle)
          return;
        curl_easy_setopt(Handle, CURLOPT_URL, "http://metrics.internal/");
        curl_easy_setopt(Handle, CURLOPT_TIMEOUT, 5L);
        curl_easy_perform(Handle);
        curl_easy_cleanup(Handle);
      },
      std::chrono::milliseconds(500));
}

void context_ok(folly::SSLContext &Context) {
  Context.setVerificationOption(folly::SSLContext::SSLVerifyPeerEnum::VERIFY);
}
