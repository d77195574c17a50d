// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is found where there is nothing, or not found, and why.
//
// RUN: %check_tidy %s %core %t

#include <curl/curl.h>

// The share has the connections, but the option reaches the library through a
// function of the project's own, whose argument is not looked at.
class Easy {
public:
  Easy() : Handle(curl_easy_init()) {}
  ~Easy() { curl_easy_cleanup(Handle); }
  Easy(const Easy &) = delete;
  Easy &operator=(const Easy &) = delete;
  template <class T> void set(CURLoption Option, T Value) {
    curl_easy_setopt(Handle, Option, Value);
  }
  bool perform() { return curl_easy_perform(Handle) == CURLE_OK; }

private:
  CURL *Handle;
};

static CURLSH *Connections;

void share() {
  Connections = curl_share_init();
  curl_share_setopt(Connections, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
}

bool FP_shared_by_wrapper(const char *Url) {
  Easy Each;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  Each.set(CURLOPT_SHARE, Connections);
  Each.set(CURLOPT_URL, Url);
  Each.set(CURLOPT_TIMEOUT, 10L);
  return Each.perform();
}

// Built again without releasing what the member held before.
class FN_Token {
public:
  FN_Token() : Handle(curl_easy_init()) {}
  ~FN_Token() {
    curl_slist_free_all(Headers);
    curl_easy_cleanup(Handle);
  }
  FN_Token(const FN_Token &) = delete;
  FN_Token &operator=(const FN_Token &) = delete;
  void set(const char *Line) {
    Headers = curl_slist_append(nullptr, Line);
    curl_easy_setopt(Handle, CURLOPT_HTTPHEADER, Headers);
  }

private:
  CURL *Handle;
  curl_slist *Headers = nullptr;
};
