// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A client of an object store: signed requests, ranged downloads in parallel,
// retries, a share between threads.
//
// RUN: %check_tidy %s %core %t

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <curl/curl.h>
#include <functional>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace store {

class Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

// --- owners ----------------------------------------------------------------

class Curl {
public:
  Curl() : Handle(curl_easy_init()) {
    if (Handle == nullptr)
      throw Error("curl_easy_init");
  }
  explicit Curl(CURL *Adopted) noexcept : Handle(Adopted) {}
  Curl(Curl &&Other) noexcept : Handle(std::exchange(Other.Handle, nullptr)) {}
  Curl &operator=(Curl &&Other) noexcept {
    std::swap(Handle, Other.Handle);
    return *this;
  }
  ~Curl() {
    if (Handle != nullptr)
      curl_easy_cleanup(Handle);
  }

  template <typename T> Curl &set(CURLoption Option, T Value) {
    if (curl_easy_setopt(Handle, Option, Value) != CURLE_OK)
      throw Error("curl_easy_setopt");
    return *this;
  }
  CURLcode perform() { return curl_easy_perform(Handle); }
  long status() const {
    long Code = 0;
    curl_easy_getinfo(Handle, CURLINFO_RESPONSE_CODE, &Code);
    return Code;
  }
  CURL *get() const noexcept { return Handle; }

private:
  CURL *Handle;
};

class Headers {
public:
  Headers() = default;
  Headers(const Headers &) = delete;
  Headers &operator=(const Headers &) = delete;
  ~Headers() { curl_slist_free_all(List); }
  void add(const std::string &Line) {
    curl_slist *Longer = curl_slist_append(List, Line.c_str());
    if (!Longer)
      throw std::bad_alloc();
    List = Longer;
  }
  curl_slist *get() const { return List; }

private:
  curl_slist *List = nullptr;
};

// --- connections shared between the threads of the client --------------------

class Share {
public:
  Share() : Handle(curl_share_init()) {
    curl_share_setopt(Handle, CURLSHOPT_USERDATA, this);
    curl_share_setopt(Handle, CURLSHOPT_LOCKFUNC, &Share::lock);
    curl_share_setopt(Handle, CURLSHOPT_UNLOCKFUNC, &Share::unlock);
    curl_share_setopt(Handle, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
    curl_share_setopt(Handle, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
  }
  ~Share() { curl_share_cleanup(Handle); }
  Share(const Share &) = delete;
  Share &operator=(const Share &) = delete;
  CURLSH *get() const { return Handle; }

private:
  static void lock(CURL *, curl_lock_data Data, curl_lock_access, void *Self) {
    static_cast<Share *>(Self)->Mutexes[Data].lock();
  }
  static void unlock(CURL *, curl_lock_data Data, void *Self) {
    static_cast<Share *>(Self)->Mutexes[Data].unlock();
  }
  CURLSH *Handle;
  std::array<std::mutex, CURL_LOCK_DATA_LAST> Mutexes;
};

struct Range {
  std::size_t First, Last;
};

static size_t toString(char *Data, size_t Size, size_t Count, void *To) {
  static_cast<std::string *>(To)->append(Data, Size * Count);
  return Size * Count;
}

class Client {
public:
  explicit Client(std::string Endpoint) : Endpoint(std::move(Endpoint)) {}

  // A handle for each part; its connections are the share's.
  std::string part_ok(const std::string &Key, Range Bytes) {
    std::string Text;
    Curl Each;
    curl_easy_setopt(Each.get(), CURLOPT_SHARE, Connections.get());
    Each.set(CURLOPT_URL, (Endpoint + "/" + Key).c_str())
        .set(CURLOPT_TIMEOUT, 60L)
        .set(CURLOPT_RANGE, (std::to_string(Bytes.First) + "-" +
                             std::to_string(Bytes.Last))
                                .c_str())
        .set(CURLOPT_WRITEFUNCTION, &toString)
        .set(CURLOPT_WRITEDATA, &Text);
    if (Each.perform() != CURLE_OK)
      throw Error(Key);
    return Text;
  }

  std::string get_ok(const std::string &Key, std::size_t Size) {
    const std::size_t Parts = 4, Step = Size / Parts + 1;
    std::vector<std::string> Texts(Parts);
    std::vector<std::thread> Workers;
    for (std::size_t I = 0; I < Parts; ++I)
      Workers.emplace_back([&, I] {
        Texts[I] = part_ok(Key, {I * Step, std::min(Size, (I + 1) * Step) - 1});
      });
    for (std::thread &Worker : Workers)
      Worker.join();
    return std::accumulate(Texts.begin(), Texts.end(), std::string());
  }

  // The handle that signs is kept, and waits as long as the store likes.
  bool put_bad(const std::string &Key, const std::string &Body) {
    Headers Lines;
    Lines.add("Content-Type: application/octet-stream");
    Lines.add("Expect:");
    curl_easy_setopt(Uploads.get(), CURLOPT_HTTPHEADER, Lines.get());
    curl_easy_setopt(Uploads.get(), CURLOPT_URL, (Endpoint + "/" + Key).c_str());
    curl_easy_setopt(Uploads.get(), CURLOPT_POSTFIELDSIZE, (long)Body.size());
    curl_easy_setopt(Uploads.get(), CURLOPT_COPYPOSTFIELDS, Body.c_str());
    return Uploads.perform() == CURLE_OK;
  }

private:
  std::string Endpoint;
  Share Connections;
  Curl Uploads;
};

// --- functions of the command line tool ----------------------------------------

std::optional<std::string> redirect_bad(CURL *Curl, const std::string &Base,
                                        const char *Relative) {
  CURLU *Url = curl_url();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl URL handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!Url || curl_url_set(Url, CURLUPART_URL, Base.c_str(), 0))
    return std::nullopt;
  curl_url_set(Url, CURLUPART_URL, Relative, 0);
  char *Text = nullptr;
  if (curl_url_get(Url, CURLUPART_URL, &Text, 0) != CURLUE_OK) {
    curl_url_cleanup(Url);
    return std::nullopt;
  }
  std::string Result(Text);
  curl_free(Text);
  curl_url_cleanup(Url);
  curl_easy_setopt(Curl, CURLOPT_URL, Result.c_str());
  return Result;
}

bool removeAll_bad(const std::string &Endpoint,
                   const std::vector<std::string> &Keys) {
  return std::all_of(Keys.begin(), Keys.end(), [&](const std::string &Key) {
    CURL *Handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
    if (!Handle)
      return false;
    curl_easy_setopt(Handle, CURLOPT_URL, (Endpoint + "/" + Key).c_str());
    curl_easy_setopt(Handle, CURLOPT_CUSTOMREQUEST, "DELETE");
    curl_easy_setopt(Handle, CURLOPT_TIMEOUT_MS, 2500L);
    bool Done = curl_easy_perform(Handle) == CURLE_OK;
    curl_easy_cleanup(Handle);
    return Done;
  });
}

bool copy_bad(CURL *Prototype, const std::string &From, const std::string &To) {
  CURL *Source = curl_easy_duphandle(Prototype);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  CURL *Sink = curl_easy_duphandle(Prototype);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!Source || !Sink) {
    curl_easy_cleanup(Source);
    return false;
  }
  std::string Text;
  curl_easy_setopt(Source, CURLOPT_URL, From.c_str());
  curl_easy_setopt(Source, CURLOPT_WRITEFUNCTION, &toString);
  curl_easy_setopt(Source, CURLOPT_WRITEDATA, &Text);
  bool Read = curl_easy_perform(Source) == CURLE_OK;
  curl_easy_cleanup(Source);
  if (!Read)
    return false;
  curl_easy_setopt(Sink, CURLOPT_URL, To.c_str());
  curl_easy_setopt(Sink, CURLOPT_POSTFIELDS, Text.c_str());
  bool Written = curl_easy_perform(Sink) == CURLE_OK;
  curl_easy_cleanup(Sink);
  return Written;
}

bool touch_bad(const std::string &Url) {
  static CURL *const Kept = curl_easy_init();
  curl_easy_setopt(Kept, CURLOPT_URL, Url.c_str());
  curl_easy_setopt(Kept, CURLOPT_NOBODY, 1L);
  curl_easy_setopt(Kept, CURLOPT_TIMEOUT, 5L);
  curl_easy_setopt(Kept, CURLOPT_FRESH_CONNECT, 1L);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'CURLOPT_FRESH_CONNECT' switches off the reuse of connections{{.*}} [net-disabled-keep-alive]
  return curl_easy_perform(Kept) == CURLE_OK;
}

} // namespace store
