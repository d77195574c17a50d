// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bounds that are set, or missed, in another member function than the request.
//
// RUN: %check_tidy %s net-missing-timeout %t -- -- -std=c++17

#include <curl/curl.h>
#include <memory>
#include <string>

struct CurlDeleter {
  void operator()(CURL *Curl) const { curl_easy_cleanup(Curl); }
};
using CurlPtr = std::unique_ptr<CURL, CurlDeleter>;

int local_owner_bad(const std::string &Url) {
  CurlPtr Curl(curl_easy_init());
  curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
  return curl_easy_perform(Curl.get());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
}

int local_owner_ok(const std::string &Url) {
  CurlPtr Curl(curl_easy_init());
  curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
  curl_easy_setopt(Curl.get(), CURLOPT_TIMEOUT_MS, 1500L);
  return curl_easy_perform(Curl.get());
}

// All of the class is here, and no member function sets a bound.
class Feed {
public:
  Feed() : Curl(curl_easy_init()) {
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
    curl_easy_setopt(Curl.get(), CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(Curl.get(), CURLOPT_CONNECTTIMEOUT, 5L);
  }
  bool read_bad(const std::string &Url) {
    curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
    return curl_easy_perform(Curl.get()) == CURLE_OK;
  }

private:
  CurlPtr Curl;
};

class BoundedFeed {
public:
  BoundedFeed() : Curl(curl_easy_init()) {
    curl_easy_setopt(Curl.get(), CURLOPT_TIMEOUT, 20L);
  }
  bool read_ok(const std::string &Url) {
    curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
    return curl_easy_perform(Curl.get()) == CURLE_OK;
  }

private:
  CurlPtr Curl;
};

class LaterBounded {
public:
  LaterBounded() : Curl(curl_easy_init()) {}
  ~LaterBounded() { curl_easy_cleanup(Curl); }
  void set_limit(long Seconds) {
    curl_easy_setopt(Curl, CURLOPT_TIMEOUT, Seconds);
  }
  bool read_ok(const std::string &Url) {
    curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
    return curl_easy_perform(Curl) == CURLE_OK;
  }

private:
  CURL *Curl;
};

// The settings are applied by a template of the project's own.
class Wrapped {
public:
  Wrapped() : Curl(curl_easy_init()) {
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT, 20L);
  }
  ~Wrapped() { curl_easy_cleanup(Curl); }
  bool read_ok(const std::string &Url) {
    set(CURLOPT_URL, Url.c_str());
    return curl_easy_perform(Curl) == CURLE_OK;
  }

private:
  template <class T> void set(CURLoption Option, T Value) {
    curl_easy_setopt(Curl, Option, Value);
  }
  CURL *Curl;
};

// The handle can be configured by anybody.
class Open {
public:
  Open() : Curl(curl_easy_init()) {}
  CURL *handle() { return Curl.get(); }
  bool read_ok(const std::string &Url) {
    curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
    return curl_easy_perform(Curl.get()) == CURLE_OK;
  }

private:
  CurlPtr Curl;
};

static CURL *Global;

void set_up() {
  Global = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_setopt(Global, CURLOPT_NOSIGNAL, 1L);
}

bool global_bad(const std::string &Url) {
  curl_easy_setopt(Global, CURLOPT_URL, Url.c_str());
  return curl_easy_perform(Global) == CURLE_OK;
}
