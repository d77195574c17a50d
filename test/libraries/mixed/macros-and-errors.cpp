// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Macros, templates and error paths.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <curl/curl.h>
#include <httplib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
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
#include <csignal>
#include <ctime>
#include <iostream>
#include <sstream>
#include <fstream>
#include <cstring>

// macro setopt: a defect
#define SETOPT(h, o, v)                                                        \
  do {                                                                         \
    CURLcode r_ = curl_easy_setopt((h), (o), (v));                             \
    if (r_ != CURLE_OK) {                                                      \
      std::cerr << curl_easy_strerror(r_);                                     \
    }                                                                          \
  } while (0)
bool mac(const char *u) {
  CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  if (!c)
    return false;
  SETOPT(c, CURLOPT_URL, u);
  SETOPT(c, CURLOPT_TIMEOUT, 5L);
  bool k = curl_easy_perform(c) == CURLE_OK;
  curl_easy_cleanup(c);
  return k;
}

// macro setopt returns: a defect
#define TRY(x)                                                                 \
  do {                                                                         \
    if ((x) != CURLE_OK)                                                       \
      return false;                                                            \
  } while (0)
bool mac2(const char *u) {
  CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!c)
    return false;
  TRY(curl_easy_setopt(c, CURLOPT_URL, u));
  TRY(curl_easy_setopt(c, CURLOPT_TIMEOUT, 5L));
  bool k = curl_easy_perform(c) == CURLE_OK;
  curl_easy_cleanup(c);
  return k;
}

// template get: a defect
template <class F> bool with(F f) {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> c(curl_easy_init(),
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
                                                        &curl_easy_cleanup);
  curl_easy_setopt(c.get(), CURLOPT_TIMEOUT, 2L);
  return f(c.get());
}
bool use(const char *u) {
  return with([&](CURL *c) {
    curl_easy_setopt(c, CURLOPT_URL, u);
    return curl_easy_perform(c) == CURLE_OK;
  });
}

// auto handle optional timeout arg: a defect
bool opt(const char *u, long t = 10) {
  CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  curl_easy_setopt(c, CURLOPT_URL, u);
  curl_easy_setopt(c, CURLOPT_TIMEOUT, t);
  bool k = curl_easy_perform(c) == CURLE_OK;
  curl_easy_cleanup(c);
  return k;
}

// streaming no timeout but lowspeed: a defect
bool dl(const char *u, const char *f) {
  std::ofstream o(f);
  CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  curl_easy_setopt(c, CURLOPT_URL, u);
  curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, 60L);
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, 10L);
  auto r = curl_easy_perform(c);
  curl_easy_cleanup(c);
  return r == CURLE_OK;
}

// verify off not ours: a defect
bool vo(const char *u) {
  CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  curl_easy_setopt(c, CURLOPT_URL, u);
  curl_easy_setopt(c, CURLOPT_TIMEOUT, 10L);
  curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L);
  auto r = curl_easy_perform(c);
  curl_easy_cleanup(c);
  return r == CURLE_OK;
}

// perform in loop new url: fine
std::vector<std::string> getAll(const std::vector<std::string> &us) {
  std::vector<std::string> out;
  auto *c = curl_easy_init();
  if (!c)
    return out;
  curl_easy_setopt(c, CURLOPT_TIMEOUT, 10L);
  for (auto &u : us) {
    std::string b;
    curl_easy_setopt(c, CURLOPT_URL, u.c_str());
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &b);
    if (curl_easy_perform(c) == CURLE_OK)
      out.push_back(std::move(b));
  }
  curl_easy_cleanup(c);
  return out;
}

// perform in loop return leak: a defect
bool getAll2(const std::vector<std::string> &us) {
  auto *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!c)
    return false;
  curl_easy_setopt(c, CURLOPT_TIMEOUT, 10L);
  for (auto &u : us) {
    curl_easy_setopt(c, CURLOPT_URL, u.c_str());
    if (curl_easy_perform(c) != CURLE_OK)
      return false;
  }
  curl_easy_cleanup(c);
  return true;
}

// slist reassign: a defect
bool sl(const char *u, bool json) {
  auto *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  if (!c)
    return false;
  auto *h = curl_slist_append(nullptr, "A: b");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl list is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (json)
    h = curl_slist_append(nullptr, "C: d");
  curl_easy_setopt(c, CURLOPT_URL, u);
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, h);
  curl_easy_setopt(c, CURLOPT_TIMEOUT, 10L);
  bool k = !curl_easy_perform(c);
  curl_slist_free_all(h);
  curl_easy_cleanup(c);
  return k;
}

// per host loop: fine
int ph(const std::map<std::string, std::vector<std::string>> &m) {
  int n = 0;
  for (auto &[host, paths] : m) {
    auto *c = curl_easy_init();
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 10L);
    for (auto &p : paths) {
      curl_easy_setopt(c, CURLOPT_URL, (host + p).c_str());
      n += !curl_easy_perform(c);
    }
    curl_easy_cleanup(c);
  }
  return n;
}

// main like once init: fine
static CURL *shared() {
  static CURL *h = nullptr;
  if (!h)
    h = curl_easy_init();
  return h;
}

// unix client class timeouts: fine
class U {
  int fd_;

public:
  explicit U(const char *p) : fd_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un a{};
    a.sun_family = AF_UNIX;
    std::strncpy(a.sun_path, p, sizeof a.sun_path - 1);
    if (fd_ < 0)
      throw std::runtime_error("s");
    timeval t{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
    if (::connect(fd_, (sockaddr *)&a, sizeof a)) {
      ::close(fd_);
      throw std::runtime_error("c");
    }
  }
  ~U() { ::close(fd_); }
  std::string line() {
    char b[256];
    auto n = ::recv(fd_, b, sizeof b, 0);
    return n > 0 ? std::string(b, (size_t)n) : "";
  }
};

// udp discovery: fine
std::string disc(int port) {
  int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0)
    return "";
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons((uint16_t)port);
  timeval t{0, 200000};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
  ::sendto(fd, "?", 1, 0, (sockaddr *)&a, sizeof a);
  char b[64];
  auto n = ::recvfrom(fd, b, sizeof b, 0, nullptr, nullptr);
  ::close(fd);
  return n > 0 ? std::string(b, (size_t)n) : "";
}

// tcp server recv: fine
void srv(int port) {
  int l = ::socket(AF_INET, SOCK_STREAM, 0);
  if (l < 0)
    return;
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons((uint16_t)port);
  if (::bind(l, (sockaddr *)&a, sizeof a) || ::listen(l, 5)) {
    ::close(l);
    return;
  }
  for (int c; (c = ::accept(l, nullptr, nullptr)) >= 0; ::close(c)) {
    char b[64];
    if (::recv(c, b, sizeof b, 0) <= 0)
      continue;
  }
  ::close(l);
}

// epoll server leak on ctl fail: a defect
void ep(int e, int l) {
  int c = ::accept4(l, nullptr, nullptr, SOCK_NONBLOCK);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (c < 0)
    return;
  int fl = ::fcntl(c, F_GETFD);
  if (fl < 0)
    return;
  epoll_event ev{};
  ev.events = EPOLLIN;
  ev.data.fd = c;
  if (::epoll_ctl(e, EPOLL_CTL_ADD, c, &ev) < 0)
    ::close(c);
}

// stringstream: fine
std::string ss(const char *p) {
  std::ifstream f(p);
  std::stringstream s;
  s << f.rdbuf();
  return s.str();
}

// addrinfo throw: a defect
sockaddr_in first(const char *h) {
  addrinfo *l = nullptr;
  if (::getaddrinfo(h, nullptr, nullptr, &l))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this address list is not released when an exception leaves this function{{.*}} [net-unclosed-response]
    throw std::runtime_error("r");
  if (l->ai_family != AF_INET)
    throw std::runtime_error("f");
  sockaddr_in a = *(sockaddr_in *)l->ai_addr;
  ::freeaddrinfo(l);
  return a;
}

// addrinfo class member: fine
class Res {
  addrinfo *l_ = nullptr;

public:
  explicit Res(const char *h) {
    if (::getaddrinfo(h, nullptr, nullptr, &l_))
      throw std::runtime_error("r");
  }
  ~Res() { ::freeaddrinfo(l_); }
  const addrinfo *begin() const { return l_; }
};

// timer thread sigev: fine
static void onTimer(sigval) {}
struct Tm {
  timer_t t{};
  bool on = false;
  void start() {
    sigevent e{};
    e.sigev_notify = SIGEV_THREAD;
    e.sigev_notify_function = onTimer;
    if (!::timer_create(CLOCK_MONOTONIC, &e, &t)) {
      on = true;
      itimerspec s{{1, 0}, {1, 0}};
      ::timer_settime(t, 0, &s, nullptr);
    }
  }
  void stop() {
    if (on) {
      ::timer_delete(t);
      on = false;
    }
  }
  ~Tm() { stop(); }
};
