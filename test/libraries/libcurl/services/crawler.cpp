// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A crawler: a pool of handles, a cache per host, sitemaps and robots files.
//
// RUN: %check_tidy %s %core %t

#include <atomic>
#include <curl/curl.h>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace crawler {

class HandlePool {
public:
  class Lease {
  public:
    Lease(HandlePool &Pool, CURL *Curl) : Pool(&Pool), Curl(Curl) {}
    Lease(Lease &&Other) noexcept : Pool(Other.Pool), Curl(Other.Curl) {
      Other.Curl = nullptr;
    }
    ~Lease() {
      if (Curl)
        Pool->giveBack(Curl);
    }
    CURL *get() const { return Curl; }

  private:
    HandlePool *Pool;
    CURL *Curl;
  };

  Lease take_ok() {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Idle.empty()) {
      CURL *Curl = curl_easy_init();
      if (Curl)
        configure(Curl);
      return Lease(*this, Curl);
    }
    CURL *Curl = Idle.front();
    Idle.pop();
    return Lease(*this, Curl);
  }

  ~HandlePool() {
    while (!Idle.empty()) {
      curl_easy_cleanup(Idle.front());
      Idle.pop();
    }
  }

private:
  static void configure(CURL *Curl) {
    curl_easy_setopt(Curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(Curl, CURLOPT_MAXREDIRS, 5L);
    curl_easy_setopt(Curl, CURLOPT_TIMEOUT, 20L);
    curl_easy_setopt(Curl, CURLOPT_NOSIGNAL, 1L);
  }
  void giveBack(CURL *Curl) {
    std::lock_guard<std::mutex> Lock(Guard);
    Idle.push(Curl);
  }

  std::mutex Guard;
  std::queue<CURL *> Idle;
};

size_t append(char *Data, size_t Size, size_t Count, void *To) {
  static_cast<std::string *>(To)->append(Data, Size * Count);
  return Size * Count;
}

std::optional<std::string> get_ok(HandlePool &Pool, const std::string &Url) {
  std::string Text;
  HandlePool::Lease Lease = Pool.take_ok();
  curl_easy_setopt(Lease.get(), CURLOPT_URL, Url.c_str());
  curl_easy_setopt(Lease.get(), CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(Lease.get(), CURLOPT_WRITEDATA, &Text);
  if (curl_easy_perform(Lease.get()) != CURLE_OK)
    return std::nullopt;
  return Text;
}

// --- robots.txt, once per host ---------------------------------------------

class Robots {
public:
  explicit Robots(HandlePool &Pool) : Pool(Pool) {}

  const std::string &of_ok(const std::string &Host) {
    auto Found = Known.find(Host);
    if (Found == Known.end())
      Found = Known.emplace(Host, get_ok(Pool, "https://" + Host +
                                                  "/robots.txt")
                                      .value_or(""))
                  .first;
    return Found->second;
  }

private:
  HandlePool &Pool;
  std::unordered_map<std::string, std::string> Known;
};

// --- the parts of an address -----------------------------------------------

std::string host_ok(const std::string &Url) {
  std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> Parsed(curl_url(),
                                                             curl_url_cleanup);
  char *Host = nullptr;
  if (!Parsed ||
      curl_url_set(Parsed.get(), CURLUPART_URL, Url.c_str(), 0) != CURLUE_OK ||
      curl_url_get(Parsed.get(), CURLUPART_HOST, &Host, 0) != CURLUE_OK)
    return {};
  std::string Result = Host;
  curl_free(Host);
  return Result;
}

bool sameHost_bad(const std::string &Left, const char *Right) {
  CURLU *Parsed = curl_url();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl URL handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  char *Host = nullptr;
  if (curl_url_set(Parsed, CURLUPART_URL, Left.c_str(), 0) != CURLUE_OK)
    return false;
  if (curl_url_get(Parsed, CURLUPART_HOST, &Host, 0) != CURLUE_OK) {
    curl_url_cleanup(Parsed);
    return false;
  }
  bool Same = curl_strequal(Host, Right) != 0;
  curl_free(Host);
  curl_url_cleanup(Parsed);
  return Same;
}

// --- HEAD requests ---------------------------------------------------------

long sizeOf_bad(const std::string &Url) {
  curl_off_t Size = -1;
  CURL *Curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
  curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
  curl_easy_setopt(Curl, CURLOPT_NOBODY, 1L);
  curl_easy_setopt(Curl, CURLOPT_TIMEOUT, 0L);
  if (curl_easy_perform(Curl) == CURLE_OK)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
    curl_easy_getinfo(Curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &Size);
  curl_easy_cleanup(Curl);
  return (long)Size;
}

std::vector<long> sizes(const std::vector<std::string> &Urls) {
  std::vector<long> Result;
  for (const std::string &Url : Urls)
    Result.push_back(sizeOf_bad(Url));
  return Result;
}

// --- login that keeps its cookies ------------------------------------------

class Login {
public:
  Login() {
    Curl = curl_easy_init();
    curl_easy_setopt(Curl, CURLOPT_COOKIEFILE, "");
    curl_easy_setopt(Curl, CURLOPT_TIMEOUT, 30L);
  }
  ~Login() { curl_easy_cleanup(Curl); }
  Login(const Login &) = delete;
  Login &operator=(const Login &) = delete;

  bool enter_ok(const std::string &Url, const std::string &Fields) {
    curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
    curl_easy_setopt(Curl, CURLOPT_POSTFIELDS, Fields.c_str());
    return curl_easy_perform(Curl) == CURLE_OK;
  }

  std::vector<std::string> cookies_bad() const {
    curl_slist *All = nullptr;
    std::vector<std::string> Result;
    if (curl_easy_getinfo(Curl, CURLINFO_COOKIELIST, &All) != CURLE_OK)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl list is not released on a path through this function{{.*}} [net-unclosed-connection]
      return Result;
    for (curl_slist *Each = All; Each; Each = Each->next)
      Result.push_back(Each->data);
    return Result;
  }

private:
  CURL *Curl;
};

// --- workers ---------------------------------------------------------------

class Crawler {
public:
  explicit Crawler(unsigned Threads) {
    for (unsigned I = 0; I < Threads; ++I)
      Workers.emplace_back([this] { work_ok(); });
  }
  ~Crawler() {
    Stopping = true;
    for (std::thread &Each : Workers)
      Each.join();
  }

private:
  void work_ok() {
    while (!Stopping) {
      std::string Url;
      {
        std::lock_guard<std::mutex> Lock(Guard);
        if (Todo.empty())
          continue;
        Url = Todo.front();
        Todo.pop();
      }
      if (auto Text = get_ok(Pool, Url))
        Size += Text->size();
    }
  }

  HandlePool Pool;
  std::mutex Guard;
  std::queue<std::string> Todo;
  std::atomic<bool> Stopping{false};
  std::atomic<size_t> Size{0};
  std::vector<std::thread> Workers;
};

} // namespace crawler
