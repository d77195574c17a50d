// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who owns a handle or descriptor in C++.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <curl/curl.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <unistd.h>
#include <fcntl.h>
#include <netdb.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>
#include <map>
#include <stdexcept>
#include <iostream>
#include <optional>
#include <functional>
#include <future>
#include <thread>
#include <mutex>
#include <cstring>
#include <array>

// raii struct with two members: fine
class HttpClient {
  CURL *curl_{nullptr};
  curl_slist *headers_{nullptr};

public:
  HttpClient() : curl_(curl_easy_init()) {
    if (!curl_)
      throw std::runtime_error("curl");
    headers_ = curl_slist_append(headers_, "Accept: */*");
    curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers_);
    curl_easy_setopt(curl_, CURLOPT_TIMEOUT_MS, 4000L);
  }
  HttpClient(const HttpClient &) = delete;
  HttpClient(HttpClient &&o) noexcept
      : curl_(std::exchange(o.curl_, nullptr)),
        headers_(std::exchange(o.headers_, nullptr)) {}
  ~HttpClient() {
    if (headers_)
      curl_slist_free_all(headers_);
    if (curl_)
      curl_easy_cleanup(curl_);
  }
  std::string get(const std::string &url) {
    std::string body;
    curl_easy_setopt(curl_, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl_, CURLOPT_WRITEDATA, &body);
    if (auto rc = curl_easy_perform(curl_); rc != CURLE_OK)
      throw std::runtime_error(curl_easy_strerror(rc));
    return body;
  }
};

// class without timeout: a defect
class Slow {
  CURL *curl_;

public:
  Slow() { curl_ = curl_easy_init(); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  ~Slow() { curl_easy_cleanup(curl_); }
  bool post(const std::string &url, const std::string &body) {
    curl_easy_setopt(curl_, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDS, body.c_str());
    return curl_easy_perform(curl_) == CURLE_OK;
  }
};

// static class member: fine
struct Shared {
  static CURL *handle() {
    static CURL *h = [] {
      CURL *c = curl_easy_init();
      curl_easy_setopt(c, CURLOPT_TIMEOUT, 3L);
      return c;
    }();
    return h;
  }
  static bool get(const char *u) {
    curl_easy_setopt(handle(), CURLOPT_URL, u);
    return curl_easy_perform(handle()) == CURLE_OK;
  }
};

// lambda callback: a defect
std::string withLambda(const std::string &url) {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> c{curl_easy_init(),
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
                                                        &curl_easy_cleanup};
  std::string out;
  curl_easy_setopt(c.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(c.get(), CURLOPT_TIMEOUT, 7L);
  curl_easy_setopt(
      c.get(), CURLOPT_WRITEFUNCTION,
      +[](char *p, size_t s, size_t n, void *u) -> size_t {
        static_cast<std::string *>(u)->append(p, s * n);
        return s * n;
      });
  curl_easy_setopt(c.get(), CURLOPT_WRITEDATA, &out);
  curl_easy_perform(c.get());
  return out;
}

// retry creating each: a defect
bool retryBad(const std::string &url) {
  for (int i = 0; i < 3; ++i) {
    CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
    if (!c)
      return false;
    curl_easy_setopt(c, CURLOPT_URL, url.c_str());
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 7L);
    auto rc = curl_easy_perform(c);
    curl_easy_cleanup(c);
    if (rc == CURLE_OK)
      return true;
  }
  return false;
}

// switch leak: a defect
int switchLeak(int kind, const char *url) {
  CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!c)
    return -1;
  curl_easy_setopt(c, CURLOPT_TIMEOUT, 7L);
  curl_easy_setopt(c, CURLOPT_URL, url);
  switch (kind) {
  case 0:
    curl_easy_setopt(c, CURLOPT_HTTPGET, 1L);
    break;
  case 1:
    curl_easy_setopt(c, CURLOPT_POST, 1L);
    break;
  default:
    return -2;
  }
  int rc = curl_easy_perform(c);
  curl_easy_cleanup(c);
  return rc;
}

// slist leak in cpp exception: a defect
int listOk(const std::map<std::string, std::string> &hs,
           const std::string &url) {
  struct L {
    curl_slist *p = nullptr;
    ~L() { curl_slist_free_all(p); }
    void add(const std::string &s) { p = curl_slist_append(p, s.c_str()); }
  } l;
  for (auto &kv : hs)
    l.add(kv.first + ": " + kv.second);
  std::unique_ptr<CURL, void (*)(CURL *)> c(curl_easy_init(),
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
                                            curl_easy_cleanup);
  curl_easy_setopt(c.get(), CURLOPT_HTTPHEADER, l.p);
  curl_easy_setopt(c.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(c.get(), CURLOPT_CONNECTTIMEOUT, 2L);
  curl_easy_setopt(c.get(), CURLOPT_TIMEOUT, 20L);
  return curl_easy_perform(c.get());
}

// queue of handles: fine
std::vector<CURL *> makeMany(int n) {
  std::vector<CURL *> v;
  v.reserve(n);
  for (int i = 0; i < n; ++i) {
    CURL *c = curl_easy_init();
    if (!c)
      break;
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 20L);
    v.push_back(c);
  }
  return v;
}

// multi parallel: fine
void parallel(const std::vector<std::string> &urls) {
  CURLM *m = curl_multi_init();
  std::vector<CURL *> hs;
  for (auto &u : urls) {
    CURL *c = curl_easy_init();
    curl_easy_setopt(c, CURLOPT_URL, u.c_str());
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 10L);
    curl_multi_add_handle(m, c);
    hs.push_back(c);
  }
  int running = 1;
  while (running) {
    curl_multi_perform(m, &running);
    if (running)
      curl_multi_wait(m, nullptr, 0, 1000, nullptr);
  }
  for (CURL *c : hs) {
    curl_multi_remove_handle(m, c);
    curl_easy_cleanup(c);
  }
  curl_multi_cleanup(m);
}

// socket class: fine
class TcpSocket {
  int fd_ = -1;

public:
  bool open(const sockaddr *a, socklen_t n) {
    close();
    fd_ = ::socket(a->sa_family, SOCK_STREAM, 0);
    if (fd_ < 0)
      return false;
    timeval tv{5, 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);
    if (::connect(fd_, a, n) != 0) {
      close();
      return false;
    }
    return true;
  }
  void close() {
    if (fd_ >= 0) {
      ::close(fd_);
      fd_ = -1;
    }
  }
  ~TcpSocket() { close(); }
  ssize_t read(void *p, size_t n) { return ::recv(fd_, p, n, 0); }
};

// socket class no timeout: a defect
class Plain {
  int fd_ = -1;

public:
  ~Plain() {
    if (fd_ >= 0)
      ::close(fd_);
  }
  bool open(const sockaddr *a, socklen_t n) {
    fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
    return fd_ >= 0 && ::connect(fd_, a, n) == 0;
  }
  ssize_t read(void *p, size_t n) { return ::recv(fd_, p, n, 0); }
};

// member socket never closed: a defect
class Forgetful {
  int fd_ = -1;

public:
  bool open(const sockaddr *a, socklen_t n) {
    fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: this socket is kept in 'fd_'{{.*}} [net-unclosed-connection]
    return fd_ >= 0 && ::connect(fd_, a, n) == 0;
  }
  ssize_t read(void *p, size_t n) { return ::recv(fd_, p, n, 0); }
};

// addrinfo unique ptr: fine
int dialOk(const char *h) {
  addrinfo *raw = nullptr;
  if (getaddrinfo(h, "80", nullptr, &raw) != 0)
    return -1;
  std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> list(raw, freeaddrinfo);
  for (auto *p = list.get(); p; p = p->ai_next) {
    int fd = socket(p->ai_family, p->ai_socktype, p->ai_protocol);
    if (fd < 0)
      continue;
    if (connect(fd, p->ai_addr, p->ai_addrlen) == 0)
      return fd;
    ::close(fd);
  }
  return -1;
}

// addrinfo return in loop: a defect
int dialBad(const char *h) {
  addrinfo *list = nullptr;
  if (getaddrinfo(h, "80", nullptr, &list) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this address list is not released on a path through this function{{.*}} [net-unclosed-response]
    return -1;
  for (auto *p = list; p; p = p->ai_next) {
    int fd = socket(p->ai_family, p->ai_socktype, p->ai_protocol);
    if (fd < 0)
      continue;
    if (connect(fd, p->ai_addr, p->ai_addrlen) == 0)
      return fd;
    ::close(fd);
  }
  freeaddrinfo(list);
  return -1;
}

// fd in lambda guard: fine
template <class F> struct Guard {
  F f;
  ~Guard() { f(); }
};
template <class F> Guard(F) -> Guard<F>;
int guarded(const char *p) {
  int fd = ::open(p, O_RDONLY);
  if (fd < 0)
    return -1;
  Guard g{[&] { ::close(fd); }};
  char b;
  if (::read(fd, &b, 1) != 1)
    return -2;
  return b;
}

// fd optional struct: fine
struct Conn {
  int fd;
  sockaddr_in peer;
};
std::optional<Conn> acc(int l) {
  Conn c{};
  socklen_t n = sizeof c.peer;
  c.fd = ::accept(l, (sockaddr *)&c.peer, &n);
  if (c.fd < 0)
    return std::nullopt;
  return c;
}

// shared ptr int: fine
std::shared_ptr<int> sharedFd(const char *p) {
  int fd = ::open(p, O_RDONLY);
  if (fd < 0)
    return nullptr;
  return std::shared_ptr<int>(new int(fd), [](int *f) {
    ::close(*f);
    delete f;
  });
}

// map insert: fine
struct Registry {
  std::map<int, std::string> byFd;
  void add(int l) {
    int c = ::accept(l, nullptr, nullptr);
    if (c >= 0)
      byFd[c] = "new";
  }
};

// emplace into class: fine
class Peer {
  int fd;

public:
  explicit Peer(int f) : fd(f) {}
  ~Peer() { ::close(fd); }
  Peer(Peer &&o) : fd(o.fd) { o.fd = -1; }
};
void addPeer(std::vector<Peer> &v, int l) {
  int c = ::accept(l, nullptr, nullptr);
  if (c < 0)
    return;
  v.emplace_back(c);
}

// make shared session: fine
class Sess : public std::enable_shared_from_this<Sess> {
  int fd;

public:
  explicit Sess(int f) : fd(f) {}
  ~Sess() { ::close(fd); }
  void go();
};
void spawn(int l) {
  int c = ::accept(l, nullptr, nullptr);
  if (c < 0)
    return;
  auto s = std::make_shared<Sess>(c);
  s->go();
}

// async: fine
std::future<int> later(const char *p) {
  int fd = ::open(p, O_RDONLY);
  return std::async(std::launch::async, [fd] {
    char b;
    int n = ::read(fd, &b, 1);
    ::close(fd);
    return n;
  });
}

// per call static helper main: fine
