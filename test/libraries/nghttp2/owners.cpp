// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sessions of nghttp2 in C++: an owner is filled by what an argument gave out.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <memory>
#include <nghttp2/nghttp2.h>
#include <stdexcept>

using Session = std::unique_ptr<nghttp2_session, decltype(&nghttp2_session_del)>;

class Connection {
public:
  explicit Connection(const nghttp2_session_callbacks *Callbacks) : Held(nullptr, nghttp2_session_del) {
    nghttp2_session *New = nullptr;
    if (nghttp2_session_client_new(&New, Callbacks, this))
      throw std::runtime_error("no session");
    Held.reset(New);
    if (nghttp2_submit_settings(Held.get(), NGHTTP2_FLAG_NONE, nullptr, 0))
      throw std::runtime_error("no settings");
  }
  int fetch(const nghttp2_nv *Headers, size_t N) {
    return nghttp2_submit_request(Held.get(), nullptr, Headers, N, nullptr, this);
  }

private:
  Session Held;
};

class Leaky {
public:
  explicit Leaky(const nghttp2_session_callbacks *Callbacks) {
    nghttp2_session *New = nullptr;
    if (nghttp2_session_client_new(&New, Callbacks, this))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP/2 session is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
      throw std::runtime_error("no session");
    if (nghttp2_submit_settings(New, NGHTTP2_FLAG_NONE, nullptr, 0))
      throw std::runtime_error("no settings");
    Raw = New;
  }
  ~Leaky() { nghttp2_session_del(Raw); }

private:
  nghttp2_session *Raw;
};
