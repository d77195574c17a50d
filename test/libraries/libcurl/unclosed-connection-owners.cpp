// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handles of libcurl in C++: the owners that release them, and the paths past
// those owners.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -std=c++17

#include <curl/curl.h>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// --- smart pointers with every kind of deleter -----------------------------

int function_pointer_deleter_ok(const std::string &Url) {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> Curl(curl_easy_init(),
                                                           curl_easy_cleanup);
  if (!Curl)
    return -1;
  curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
  return curl_easy_perform(Curl.get());
}

struct CurlDeleter {
  void operator()(CURL *Curl) const { curl_easy_cleanup(Curl); }
};
using CurlPtr = std::unique_ptr<CURL, CurlDeleter>;

struct ListDeleter {
  void operator()(curl_slist *List) const { curl_slist_free_all(List); }
};
using ListPtr = std::unique_ptr<curl_slist, ListDeleter>;

int functor_deleter_ok(const std::string &Url) {
  CurlPtr Curl(curl_easy_init());
  ListPtr Headers(curl_slist_append(nullptr, "Accept: text/plain"));
  if (!Curl || !Headers)
    throw std::runtime_error("out of memory");
  curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
  curl_easy_setopt(Curl.get(), CURLOPT_HTTPHEADER, Headers.get());
  if (curl_easy_perform(Curl.get()) != CURLE_OK)
    return -1;
  return 0;
}

int lambda_deleter_ok(const std::string &Url) {
  auto Release = [](CURL *Curl) { curl_easy_cleanup(Curl); };
  std::unique_ptr<CURL, decltype(Release)> Curl(curl_easy_init(), Release);
  curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
  return curl_easy_perform(Curl.get());
}

int shared_pointer_ok(const std::string &Url) {
  std::shared_ptr<CURL> Curl(curl_easy_init(), curl_easy_cleanup);
  if (!Curl)
    return -1;
  curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
  return curl_easy_perform(Curl.get());
}

int released_out_of_owner_bad(const std::string &Url) {
  CurlPtr Owner(curl_easy_init());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  CURL *Curl = Owner.release();
  curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
  return curl_easy_perform(Curl);
}

CURL *released_to_caller_ok() {
  CurlPtr Owner(curl_easy_init());
  if (Owner)
    curl_easy_setopt(Owner.get(), CURLOPT_TIMEOUT, 5L);
  return Owner.release();
}

int reset_into_owner_ok(const std::string &Url) {
  CurlPtr Owner;
  CURL *Raw = curl_easy_init();
  if (!Raw)
    return -1;
  Owner.reset(Raw);
  curl_easy_setopt(Raw, CURLOPT_URL, Url.c_str());
  return curl_easy_perform(Raw);
}

// The list grows outside its owner, which takes it back each time.
int list_grown_through_owner_ok(CURL *Curl,
                                const std::map<std::string, std::string> &All) {
  ListPtr Headers;
  for (const auto &[Name, Value] : All) {
    std::string Line = Name + ": " + Value;
    Headers.reset(curl_slist_append(Headers.release(), Line.c_str()));
  }
  curl_easy_setopt(Curl, CURLOPT_HTTPHEADER, Headers.get());
  return curl_easy_perform(Curl);
}

// --- scope guards and small classes ----------------------------------------

class Finally {
public:
  explicit Finally(std::function<void()> Action) : Action(std::move(Action)) {}
  ~Finally() { Action(); }
  Finally(const Finally &) = delete;
  Finally &operator=(const Finally &) = delete;

private:
  std::function<void()> Action;
};

int guard_ok(const std::string &Url) {
  CURL *Curl = curl_easy_init();
  Finally Cleanup([Curl] { curl_easy_cleanup(Curl); });
  curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
  if (curl_easy_perform(Curl) != CURLE_OK)
    return -1;
  return 0;
}

class EasyHandle {
public:
  EasyHandle() : Curl(curl_easy_init()) {
    if (!Curl)
      throw std::runtime_error("curl_easy_init");
  }
  ~EasyHandle() { curl_easy_cleanup(Curl); }
  EasyHandle(const EasyHandle &) = delete;
  EasyHandle &operator=(const EasyHandle &) = delete;
  CURL *get() const { return Curl; }

private:
  CURL *Curl;
};

int wrapper_class_ok(const std::string &Url) {
  EasyHandle Handle;
  curl_easy_setopt(Handle.get(), CURLOPT_URL, Url.c_str());
  return curl_easy_perform(Handle.get());
}

class Downloader {
public:
  Downloader() : Curl(curl_easy_init()), Headers(nullptr) {
    Headers = curl_slist_append(Headers, "Accept: */*");
    curl_easy_setopt(Curl, CURLOPT_HTTPHEADER, Headers);
  }
  int run(const std::string &Url) {
    curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
    return curl_easy_perform(Curl);
  }
  void close_ok() {
    curl_slist_free_all(Headers);
    curl_easy_cleanup(Curl);
  }
  ~Downloader() { close_ok(); }

private:
  CURL *Curl;
  curl_slist *Headers;
};

// Everything that could release the list is here, and nothing does.
class Uploader {
public:
  Uploader() : Curl(curl_easy_init()) {
    Headers = curl_slist_append(nullptr, "Content-Type: text/csv");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl list is kept in 'Headers'{{.*}} [net-unclosed-connection]
    curl_easy_setopt(Curl, CURLOPT_HTTPHEADER, Headers);
  }
  ~Uploader() { curl_easy_cleanup(Curl); }
  Uploader(const Uploader &) = delete;
  Uploader &operator=(const Uploader &) = delete;

  int send_bad(const std::string &Url, const std::string &Text) {
    curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
    curl_easy_setopt(Curl, CURLOPT_POSTFIELDS, Text.c_str());
    return curl_easy_perform(Curl);
  }

private:
  CURL *Curl;
  curl_slist *Headers;
};

// Whoever defines shutdown() elsewhere may release the handle.
class Remote {
public:
  Remote() : Curl(curl_easy_init()) {}
  ~Remote();
  int ping_ok(const std::string &Url) {
    curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
    return curl_easy_perform(Curl);
  }

private:
  CURL *Curl;
};

// --- replacing what a member holds -----------------------------------------

class Reconnecting {
public:
  ~Reconnecting() { curl_easy_cleanup(Curl); }
  void reconnect_ok() {
    curl_easy_cleanup(Curl);
    Curl = curl_easy_init();
  }

private:
  CURL *Curl = nullptr;
};

// --- exceptions ------------------------------------------------------------

static void require(CURLcode Result) {
  if (Result != CURLE_OK)
    throw std::runtime_error(curl_easy_strerror(Result));
}

void thrown_past_release_bad(const std::string &Url) {
  CURL *Curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released when an exception leaves this function{{.*}} [net-unclosed-connection]
  curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
  require(curl_easy_perform(Curl));
  curl_easy_cleanup(Curl);
}

void visible_throw_bad(const std::string &Url) {
  CURL *Curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released when an exception leaves this function{{.*}} [net-unclosed-connection]
  curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
  if (curl_easy_perform(Curl) != CURLE_OK)
    throw std::runtime_error("transfer failed");
  curl_easy_cleanup(Curl);
}

void released_before_throw_ok(const std::string &Url) {
  CURL *Curl = curl_easy_init();
  curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
  CURLcode Result = curl_easy_perform(Curl);
  curl_easy_cleanup(Curl);
  require(Result);
}

void caught_and_released_ok(const std::string &Url) {
  CURL *Curl = curl_easy_init();
  try {
    curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
    require(curl_easy_perform(Curl));
  } catch (...) {
    curl_easy_cleanup(Curl);
    throw;
  }
  curl_easy_cleanup(Curl);
}

// --- containers and escapes ------------------------------------------------

class Pool {
public:
  explicit Pool(int Size) {
    for (int I = 0; I < Size; ++I) {
      CURL *Curl = curl_easy_init();
      if (Curl)
        Idle.push_back(Curl);
    }
  }
  ~Pool() {
    for (CURL *Curl : Idle)
      curl_easy_cleanup(Curl);
  }
  CURL *take_ok() {
    if (Idle.empty())
      return curl_easy_init();
    CURL *Curl = Idle.back();
    Idle.pop_back();
    return Curl;
  }
  void give_back_ok(CURL *Curl) { Idle.push_back(Curl); }

private:
  std::vector<CURL *> Idle;
};

std::map<std::string, CURL *> ByHost;

CURL *cached_ok(const std::string &Host) {
  CURL *&Entry = ByHost[Host];
  if (!Entry)
    Entry = curl_easy_init();
  return Entry;
}

int lambda_borrows_bad(const std::string &Url) {
  CURL *Curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  auto Apply = [&](CURLoption Option, long Value) {
    curl_easy_setopt(Curl, Option, Value);
  };
  Apply(CURLOPT_NOSIGNAL, 1L);
  Apply(CURLOPT_TIMEOUT, 5L);
  curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
  return curl_easy_perform(Curl);
}

std::string string_of_curl_bad(CURL *Curl, const std::string &Text) {
  char *Escaped = curl_easy_escape(Curl, Text.c_str(), 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this string is not released on a path through this function{{.*}} [net-unclosed-connection]
  return Escaped ? std::string(Escaped) : std::string();
}

std::string string_of_curl_ok(CURL *Curl, const std::string &Text) {
  char *Escaped = curl_easy_escape(Curl, Text.c_str(), 0);
  std::string Result = Escaped ? Escaped : "";
  curl_free(Escaped);
  return Result;
}
