// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handles of libcurl in C++ classes, owners and handlers.
//
// RUN: %check_tidy %s net-client-per-call %t -- -- -std=c++17

#include <algorithm>
#include <curl/curl.h>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

struct CurlDeleter {
  void operator()(CURL *Curl) const { curl_easy_cleanup(Curl); }
};
using CurlPtr = std::unique_ptr<CURL, CurlDeleter>;

// Every request of the owner pays again.
class Webhook {
public:
  explicit Webhook(std::string Url) : Url(std::move(Url)) {}

  bool notify_bad(const std::string &Payload) {
    CurlPtr Curl(curl_easy_init());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
    if (!Curl)
      return false;
    curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
    curl_easy_setopt(Curl.get(), CURLOPT_POSTFIELDS, Payload.c_str());
    curl_easy_setopt(Curl.get(), CURLOPT_TIMEOUT, 10L);
    return curl_easy_perform(Curl.get()) == CURLE_OK;
  }

private:
  std::string Url;
};

class KeptWebhook {
public:
  explicit KeptWebhook(std::string Url)
      : Url(std::move(Url)), Curl(curl_easy_init()) {}

  bool notify_ok(const std::string &Payload) {
    curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
    curl_easy_setopt(Curl.get(), CURLOPT_POSTFIELDS, Payload.c_str());
    curl_easy_setopt(Curl.get(), CURLOPT_TIMEOUT, 10L);
    return curl_easy_perform(Curl.get()) == CURLE_OK;
  }

private:
  std::string Url;
  CurlPtr Curl;
};

int thread_local_ok(const std::string &Url) {
  thread_local CurlPtr Curl(curl_easy_init());
  curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
  curl_easy_setopt(Curl.get(), CURLOPT_TIMEOUT, 10L);
  return curl_easy_perform(Curl.get());
}

int static_ok(const std::string &Url) {
  static CURL *const Curl = curl_easy_init();
  curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
  curl_easy_setopt(Curl, CURLOPT_TIMEOUT, 10L);
  return curl_easy_perform(Curl);
}

class HandlePool {
public:
  CurlPtr take_ok() {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Idle.empty())
      return CurlPtr(curl_easy_init());
    CurlPtr Curl = std::move(Idle.back());
    Idle.pop_back();
    return Curl;
  }
  void give_back(CurlPtr Curl) {
    std::lock_guard<std::mutex> Lock(Guard);
    Idle.push_back(std::move(Curl));
  }

private:
  std::mutex Guard;
  std::vector<CurlPtr> Idle;
};

class PerHost {
public:
  CURL *of_ok(const std::string &Host) {
    auto Found = Handles.find(Host);
    if (Found == Handles.end())
      Found = Handles.emplace(Host, CurlPtr(curl_easy_init())).first;
    return Found->second.get();
  }

private:
  std::unordered_map<std::string, CurlPtr> Handles;
};

void range_loop_bad(const std::vector<std::string> &Urls) {
  for (const std::string &Url : Urls) {
    CurlPtr Curl(curl_easy_init());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
    curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
    curl_easy_setopt(Curl.get(), CURLOPT_TIMEOUT, 10L);
    curl_easy_perform(Curl.get());
  }
}

void algorithm_bad(const std::vector<std::string> &Urls) {
  std::for_each(Urls.begin(), Urls.end(), [](const std::string &Url) {
    CURL *Curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
    curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
    curl_easy_setopt(Curl, CURLOPT_TIMEOUT, 10L);
    curl_easy_perform(Curl);
    curl_easy_cleanup(Curl);
  });
}

class Session {
public:
  Session() : Curl(curl_easy_init()) {}
  bool get(const std::string &Url) {
    curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
    curl_easy_setopt(Curl.get(), CURLOPT_TIMEOUT, 10L);
    return curl_easy_perform(Curl.get()) == CURLE_OK;
  }

private:
  CurlPtr Curl;
};

// The handle hides in a class of the project's own.
int wrapped_bad(const std::vector<std::string> &Urls) {
  int Done = 0;
  for (const std::string &Url : Urls) {
    Session Each;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
    Done += Each.get(Url);
  }
  return Done;
}

int wrapped_ok(const std::vector<std::string> &Urls) {
  Session One;
  int Done = 0;
  for (const std::string &Url : Urls)
    Done += One.get(Url);
  return Done;
}

void one_handle_per_thread_ok(const std::vector<std::string> &Urls) {
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.emplace_back([&Urls, I] {
      CurlPtr Curl(curl_easy_init());
      for (size_t J = I; J < Urls.size(); J += 4) {
        curl_easy_setopt(Curl.get(), CURLOPT_URL, Urls[J].c_str());
        curl_easy_setopt(Curl.get(), CURLOPT_TIMEOUT, 10L);
        curl_easy_perform(Curl.get());
      }
    });
  for (std::thread &Worker : Workers)
    Worker.join();
}

// --- a pool that reaches the library through the project's own setter ------

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

static CURLSH *Connections, *Names;

void share() {
  Connections = curl_share_init();
  curl_share_setopt(Connections, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
  Names = curl_share_init();
  curl_share_setopt(Names, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
}

bool shared_by_wrapper_ok(const char *Url) {
  Easy Each;
  Each.set(CURLOPT_SHARE, Connections);
  Each.set(CURLOPT_URL, Url);
  Each.set(CURLOPT_TIMEOUT, 10L);
  return Each.perform();
}

bool names_shared_by_wrapper_bad(const char *Url) {
  Easy Each;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  Each.set(CURLOPT_SHARE, Names);
  Each.set(CURLOPT_URL, Url);
  Each.set(CURLOPT_TIMEOUT, 10L);
  return Each.perform();
}

// The caller's handle, and one's own only where the caller has none.
bool given_or_own_ok(const char *Url, CURL *Given) {
  CURL *Handle = Given ? Given : curl_easy_init();
  if (!Handle)
    return false;
  curl_easy_setopt(Handle, CURLOPT_TIMEOUT, 4L);
  curl_easy_setopt(Handle, CURLOPT_URL, Url);
  bool Done = curl_easy_perform(Handle) == CURLE_OK;
  if (Handle != Given)
    curl_easy_cleanup(Handle);
  return Done;
}

bool own_when_asked_bad(const char *Url, bool Wanted) {
  CURL *Handle = Wanted ? curl_easy_init() : nullptr;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  if (!Handle)
    return false;
  curl_easy_setopt(Handle, CURLOPT_TIMEOUT, 4L);
  curl_easy_setopt(Handle, CURLOPT_URL, Url);
  bool Done = curl_easy_perform(Handle) == CURLE_OK;
  curl_easy_cleanup(Handle);
  return Done;
}
