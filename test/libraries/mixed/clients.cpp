// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients as projects write them.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <curl/curl.h>
#include <httplib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <netinet/in.h>
#include <netdb.h>
#include <unistd.h>
#include <fcntl.h>
#include <poll.h>
#include <memory>
#include <string>
#include <vector>
#include <map>
#include <functional>
#include <stdexcept>
#include <iostream>
#include <mutex>
#include <thread>
#include <chrono>
#include <utility>
#include <atomic>
namespace app {
using namespace std::chrono_literals;

// google style client: a defect
class WeatherClient {
public:
  explicit WeatherClient(std::string api_key) : api_key_(std::move(api_key)) {}
  bool GetForecast(const std::string &city, std::string *out);

private:
  static size_t Write(void *p, size_t s, size_t n, void *u) {
    static_cast<std::string *>(u)->append(static_cast<char *>(p), s * n);
    return s * n;
  }
  std::string api_key_;
};
bool WeatherClient::GetForecast(const std::string &city, std::string *out) {
  CURL *curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  if (!curl) {
    std::cerr << "no curl\n";
    return false;
  }
  const std::string url =
      "https://api.weather.example/v1?q=" + city + "&k=" + api_key_;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &WeatherClient::Write);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, out);
  const CURLcode res = curl_easy_perform(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_cleanup(curl);
  return res == CURLE_OK;
}

// connection manager: fine
class ConnectionManager {
public:
  struct Entry {
    int fd = -1;
    std::chrono::steady_clock::time_point used;
  };
  ~ConnectionManager() {
    for (auto &[k, e] : pool_)
      if (e.fd >= 0)
        ::close(e.fd);
  }
  int Get(const std::string &path) {
    std::lock_guard<std::mutex> l(mu_);
    auto it = pool_.find(path);
    if (it != pool_.end() && it->second.fd >= 0) {
      it->second.used = std::chrono::steady_clock::now();
      return it->second.fd;
    }
    int fd = Dial(path);
    if (fd < 0)
      return -1;
    pool_[path] = Entry{fd, std::chrono::steady_clock::now()};
    return fd;
  }
  void Expire() {
    std::lock_guard<std::mutex> l(mu_);
    for (auto it = pool_.begin(); it != pool_.end();) {
      if (std::chrono::steady_clock::now() - it->second.used > 60s) {
        ::close(it->second.fd);
        it = pool_.erase(it);
      } else
        ++it;
    }
  }

private:
  static int Dial(const std::string &path) {
    sockaddr_un a{};
    a.sun_family = AF_UNIX;
    path.copy(a.sun_path, sizeof a.sun_path - 1);
    int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
      return -1;
    timeval tv{2, 0};
    if (::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv) < 0 ||
        ::connect(fd, reinterpret_cast<sockaddr *>(&a), sizeof a) < 0) {
      ::close(fd);
      return -1;
    }
    return fd;
  }
  std::mutex mu_;
  std::map<std::string, Entry> pool_;
};

// retry with new handle on error: fine
class Resilient {
public:
  bool Send(const std::string &body) {
    for (int i = 0; i < 3; ++i) {
      if (!h_) {
        h_.reset(curl_easy_init());
        Setup();
      }
      curl_easy_setopt(h_.get(), CURLOPT_POSTFIELDS, body.c_str());
      if (curl_easy_perform(h_.get()) == CURLE_OK)
        return true;
      h_.reset();
      std::this_thread::sleep_for(100ms);
    }
    return false;
  }

private:
  void Setup() {
    curl_easy_setopt(h_.get(), CURLOPT_TIMEOUT, 5L);
    curl_easy_setopt(h_.get(), CURLOPT_URL, "http://svc");
  }
  struct D {
    void operator()(CURL *c) const { curl_easy_cleanup(c); }
  };
  std::unique_ptr<CURL, D> h_;
};

// poller thread: a defect
class Poller {
public:
  void Start() {
    t_ = std::thread([this] {
      while (!stop_) {
        Poll();
        std::this_thread::sleep_for(5s);
      }
    });
  }
  void Stop() {
    stop_ = true;
    t_.join();
  }

private:
  void Poll() {
    CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
    curl_easy_setopt(c, CURLOPT_URL, url_.c_str());
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 2L);
    if (curl_easy_perform(c) != CURLE_OK)
      ++errors_;
    curl_easy_cleanup(c);
  }
  std::string url_ = "http://svc/metrics";
  std::thread t_;
  std::atomic<bool> stop_{false};
  int errors_ = 0;
};

// poller thread: fine
class PollerOk {
public:
  void Start() {
    t_ = std::thread([this] {
      CURL *c = curl_easy_init();
      curl_easy_setopt(c, CURLOPT_TIMEOUT, 2L);
      curl_easy_setopt(c, CURLOPT_URL, url_.c_str());
      while (!stop_) {
        if (curl_easy_perform(c) != CURLE_OK)
          ++errors_;
        std::this_thread::sleep_for(5s);
      }
      curl_easy_cleanup(c);
    });
  }
  void Stop() {
    stop_ = true;
    t_.join();
  }

private:
  std::string url_ = "http://svc/metrics";
  std::thread t_;
  std::atomic<bool> stop_{false};
  int errors_ = 0;
};

// http client wrapper class with per request easy: a defect
class HttpClient {
public:
  struct Response {
    long status = 0;
    std::string body;
  };
  Response Get(const std::string &url) { return Do(url, nullptr); }
  Response Post(const std::string &url, const std::string &body) {
    return Do(url, &body);
  }

private:
  static size_t W(char *p, size_t s, size_t n, std::string *o) {
    o->append(p, s * n);
    return s * n;
  }
  Response Do(const std::string &url, const std::string *body) {
    Response r;
    auto c = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>(
        curl_easy_init(), curl_easy_cleanup);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
    curl_easy_setopt(c.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(c.get(), CURLOPT_TIMEOUT_MS, timeout_ms_);
    if (body)
      curl_easy_setopt(c.get(), CURLOPT_POSTFIELDS, body->c_str());
    curl_easy_setopt(c.get(), CURLOPT_WRITEFUNCTION, W);
    curl_easy_setopt(c.get(), CURLOPT_WRITEDATA, &r.body);
    if (curl_easy_perform(c.get()) == CURLE_OK)
      curl_easy_getinfo(c.get(), CURLINFO_RESPONSE_CODE, &r.status);
    return r;
  }
  long timeout_ms_ = 3000;
};

// health of each instance: fine
std::map<std::string, bool>
Health(const std::vector<std::pair<std::string, int>> &instances) {
  std::map<std::string, bool> out;
  for (const auto &[host, port] : instances) {
    httplib::Client c(host, port);
    c.set_connection_timeout(1);
    auto r = c.Get("/healthz");
    out[host] = r && r->status == 200;
  }
  return out;
}

// paginate: a defect
std::vector<std::string> Pages(const std::string &host) {
  std::vector<std::string> out;
  int page = 1;
  while (true) {
    httplib::Client c(host);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
    auto r = c.Get("/items?page=" + std::to_string(page++));
    if (!r || r->body.empty())
      break;
    out.push_back(r->body);
  }
  return out;
}

// paginate: fine
std::vector<std::string> PagesOk(const std::string &host) {
  std::vector<std::string> out;
  httplib::Client c(host);
  c.set_keep_alive(true);
  int page = 1;
  while (true) {
    auto r = c.Get("/items?page=" + std::to_string(page++));
    if (!r || r->body.empty())
      break;
    out.push_back(r->body);
  }
  return out;
}

// proxy handler: fine
class Proxy {
  httplib::Server s_;
  std::unique_ptr<httplib::Client> up_;

public:
  explicit Proxy(const std::string &up)
      : up_(std::make_unique<httplib::Client>(up)) {
    up_->set_keep_alive(true);
    s_.Get(R"(/(.*))", [this](const httplib::Request &q, httplib::Response &r) {
      if (auto x = up_->Get(q.path)) {
        r.status = x->status;
        r.body = x->body;
      } else
        r.status = 502;
    });
  }
};

// slist member rebuild: fine
class HdrOk {
  CURL *c_ = curl_easy_init();
  curl_slist *h_ = nullptr;

public:
  ~HdrOk() {
    curl_slist_free_all(h_);
    curl_easy_cleanup(c_);
  }
  void Token(const std::string &t) {
    curl_slist_free_all(h_);
    h_ = curl_slist_append(nullptr, ("Authorization: " + t).c_str());
    curl_easy_setopt(c_, CURLOPT_HTTPHEADER, h_);
  }
};
} // namespace app
