// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is acquired, set up and released in different functions.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <curl/curl.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/epoll.h>
#include <sys/un.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <unistd.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <memory>
#include <string>
#include <vector>
#include <map>
#include <list>
#include <stdexcept>
#include <system_error>
#include <functional>
#include <thread>
#include <mutex>
#include <cstring>
#include <cstdio>
#include <csignal>
#include <ctime>
#include <atomic>
#include <tuple>
#include <utility>
#include <unordered_map>

// factory then leak in caller: a defect
static CURL *mkCurl(const char *url) {
  CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  if (!c)
    return nullptr;
  curl_easy_setopt(c, CURLOPT_URL, url);
  curl_easy_setopt(c, CURLOPT_TIMEOUT, 5L);
  return c;
}
bool check1(const char *u) {
  CURL *c = mkCurl(u);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!c)
    return false;
  bool ok = curl_easy_perform(c) == CURLE_OK;
  if (!ok) {
    std::fprintf(stderr, "x\n");
    return false;
  }
  curl_easy_cleanup(c);
  return true;
}

// out param factory leak: a defect
static int openTo(const sockaddr_in &a, int *out) {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (::connect(fd, (const sockaddr *)&a, sizeof a) < 0) {
    ::close(fd);
    return -2;
  }
  *out = fd;
  return 0;
}
bool check2(const sockaddr_in &a) {
  int fd = -1;
  if (openTo(a, &fd) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
    return false;
  if (::send(fd, "x", 1, 0) != 1)
    return false;
  ::close(fd);
  return true;
}

// out param factory: fine
bool check2ok(const sockaddr_in &a) {
  int fd = -1;
  if (openTo(a, &fd) != 0)
    return false;
  bool r = ::send(fd, "x", 1, 0) == 1;
  ::close(fd);
  return r;
}

// helper may release: fine
static void maybe(CURL *c, bool keep, std::list<CURL *> &pool) {
  if (keep)
    pool.push_back(c);
  else
    curl_easy_cleanup(c);
}
bool check3(const char *u, std::list<CURL *> &pool) {
  CURL *c = mkCurl(u);
  if (!c)
    return false;
  bool ok = curl_easy_perform(c) == CURLE_OK;
  maybe(c, ok, pool);
  return ok;
}

// helper releases only on error: a defect
static bool step(CURL *c) {
  if (curl_easy_perform(c) != CURLE_OK) {
    curl_easy_cleanup(c);
    return false;
  }
  return true;
}
bool check4(const char *u) {
  CURL *c = mkCurl(u);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!c)
    return false;
  if (!step(c))
    return false;
  return true;
}

// two step init class: a defect
class TwoStep {
  CURL *c = nullptr;
  curl_slist *h = nullptr;

public:
  bool init() {
    c = curl_easy_init();
    h = curl_slist_append(nullptr, "A: b");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl list is kept in 'h'{{.*}} [net-unclosed-connection]
    if (!c || !h)
      return false;
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, h);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 5L);
    return true;
  }
  ~TwoStep() { curl_easy_cleanup(c); }
};

// reinit member: fine
class ReinitOk {
  CURL *c = nullptr;
  void drop() {
    if (c) {
      curl_easy_cleanup(c);
      c = nullptr;
    }
  }

public:
  void reconnect() {
    drop();
    c = curl_easy_init();
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 5L);
  }
  ~ReinitOk() { drop(); }
};

// class close not called by dtor: fine
class ManualClose {
  int fd = -1;

public:
  bool open(const char *p) {
    fd = ::open(p, O_RDONLY);
    return fd >= 0;
  }
  void close() {
    if (fd >= 0)
      ::close(fd);
    fd = -1;
  }
  int get() const { return fd; }
};

// timer class stop missing: a defect
class Beat {
  int fd;

public:
  explicit Beat(long ms) {
    fd = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    itimerspec s{};
    s.it_interval.tv_nsec = ms * 1000000;
    s.it_value = s.it_interval;
    ::timerfd_settime(fd, 0, &s, nullptr);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer descriptor is armed here but no member function stops it{{.*}} [net-unstopped-timer]
  }
  bool fired() {
    unsigned long long n;
    return ::read(fd, &n, sizeof n) > 0;
  }
};

// posix timer class: fine
class Dog {
  timer_t t{};

public:
  Dog() {
    if (::timer_create(CLOCK_MONOTONIC, nullptr, &t))
      throw std::runtime_error("t");
  }
  ~Dog() { ::timer_delete(t); }
  void arm(int s) {
    itimerspec i{};
    i.it_value.tv_sec = s;
    ::timer_settime(t, 0, &i, nullptr);
  }
  void disarm() {
    itimerspec z{};
    ::timer_settime(t, 0, &z, nullptr);
  }
};

// per call through two helpers: a defect
static std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> mkp() {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> p(curl_easy_init(),
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
                                                        curl_easy_cleanup);
  curl_easy_setopt(p.get(), CURLOPT_TIMEOUT, 3L);
  return p;
}
static bool one(const std::string &u) {
  auto p = mkp();
  curl_easy_setopt(p.get(), CURLOPT_URL, u.c_str());
  return curl_easy_perform(p.get()) == CURLE_OK;
}
int all(const std::vector<std::string> &us) {
  int n = 0;
  for (auto &u : us)
    n += one(u);
  return n;
}

// request class per item: a defect
class Req {
  CURL *c;

public:
  explicit Req(const std::string &u) : c(curl_easy_init()) {
    curl_easy_setopt(c, CURLOPT_URL, u.c_str());
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 3L);
  }
  ~Req() { curl_easy_cleanup(c); }
  bool go() { return curl_easy_perform(c) == CURLE_OK; }
};
int all2(const std::vector<std::string> &us) {
  int n = 0;
  for (auto &u : us) {
    Req r(u);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
    n += r.go();
  }
  return n;
}

// timeout in other method: fine
class Cfgd {
  CURL *c = curl_easy_init();
  void base() {
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, ms);
  }
  long ms = 1000;

public:
  Cfgd() { base(); }
  ~Cfgd() { curl_easy_cleanup(c); }
  bool go(const char *u) {
    curl_easy_setopt(c, CURLOPT_URL, u);
    return curl_easy_perform(c) == CURLE_OK;
  }
};

// timeout lost after reset in class: a defect
class Rst {
  CURL *c = curl_easy_init();

public:
  Rst() { curl_easy_setopt(c, CURLOPT_TIMEOUT, 3L); }
  ~Rst() { curl_easy_cleanup(c); }
  bool go(const char *u) {
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, u);
    return curl_easy_perform(c) == CURLE_OK;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  }
};

// timeout by parameter struct: fine
struct Opt {
  long timeout = 0;
  long connect = 5;
  bool verify = true;
};
static void apply(CURL *c, const Opt &o) {
  if (o.timeout)
    curl_easy_setopt(c, CURLOPT_TIMEOUT, o.timeout);
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, o.connect);
  if (!o.verify)
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L);
}
class WithOpt {
  CURL *c;

public:
  explicit WithOpt(const Opt &o) : c(curl_easy_init()) { apply(c, o); }
  ~WithOpt() { curl_easy_cleanup(c); }
  bool go(const char *u) {
    curl_easy_setopt(c, CURLOPT_URL, u);
    return curl_easy_perform(c) == CURLE_OK;
  }
};

// recv loop helper: a defect
static bool readAll(int fd, char *p, size_t n) {
  while (n) {
    ssize_t k = ::recv(fd, p, n, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
    if (k <= 0)
      return false;
    p += k;
    n -= (size_t)k;
  }
  return true;
}
bool ask(const sockaddr_in &a, char *out) {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return false;
  bool ok = ::connect(fd, (const sockaddr *)&a, sizeof a) == 0 &&
            ::send(fd, "q", 1, 0) == 1 && readAll(fd, out, 16);
  ::close(fd);
  return ok;
}

// recv loop helper poll: fine
static bool wait(int fd, int ms) {
  pollfd p{fd, POLLIN, 0};
  return ::poll(&p, 1, ms) == 1;
}
bool ask2(const sockaddr_in &a, char *out) {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return false;
  bool ok = ::connect(fd, (const sockaddr *)&a, sizeof a) == 0 &&
            ::send(fd, "q", 1, 0) == 1 && wait(fd, 500) &&
            ::recv(fd, out, 16, 0) > 0;
  ::close(fd);
  return ok;
}

// fd pair tuple: fine
std::pair<int, int> mkpipe() {
  int p[2];
  if (::pipe(p) != 0)
    throw std::system_error(errno, std::generic_category());
  return {p[0], p[1]};
}

// pipe one end leaks: a defect
int runChild(char *out, size_t n) {
  int p[2];
  if (::pipe(p) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
    return -1;
  pid_t pid = ::fork();
  if (pid < 0) {
    ::close(p[0]);
    ::close(p[1]);
    return -1;
  }
  if (pid == 0) {
    ::dup2(p[1], 1);
    ::close(p[0]);
    ::close(p[1]);
    ::execlp("date", "date", (char *)nullptr);
    ::_exit(127);
  }
  ::close(p[1]);
  ssize_t k = ::read(p[0], out, n);
  if (k < 0)
    return -1;
  ::close(p[0]);
  return (int)k;
}

// keepalive helper: a defect
static void harden(CURL *c) {
  curl_easy_setopt(c, CURLOPT_FRESH_CONNECT, 1L);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'CURLOPT_FRESH_CONNECT' switches off the reuse of connections{{.*}} [net-disabled-keep-alive]
  curl_easy_setopt(c, CURLOPT_TIMEOUT, 3L);
}
struct KH {
  CURL *c = curl_easy_init();
  KH() { harden(c); }
  ~KH() { curl_easy_cleanup(c); }
};

// use after close member: a defect
class UAC {
  CURL *c = curl_easy_init();

public:
  ~UAC() { curl_easy_cleanup(c); }
  long finish(const char *u) {
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 3L);
    curl_easy_setopt(c, CURLOPT_URL, u);
    curl_easy_perform(c);
    curl_easy_cleanup(c);
    long s = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &s);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is used after it was released{{.*}} [net-use-after-close]
    c = nullptr;
    return s;
  }
};

// double close branch: a defect
int dc(const char *p) {
  int fd = ::open(p, O_RDONLY);
  if (fd < 0)
    return -1;
  char b;
  ssize_t n = ::read(fd, &b, 1);
  if (n <= 0) {
    ::close(fd);
  }
  ::close(fd);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is released a second time{{.*}} [net-use-after-close]
  return (int)n;
}

// swap: fine
void swp(const char *a, const char *b) {
  int x = ::open(a, O_RDONLY), y = ::open(b, O_RDONLY);
  std::swap(x, y);
  if (x >= 0)
    ::close(x);
  if (y >= 0)
    ::close(y);
}

// struct raii inner: fine
struct Addr {
  addrinfo *p = nullptr;
  ~Addr() {
    if (p)
      ::freeaddrinfo(p);
  }
};
int res(const char *h) {
  Addr a;
  if (::getaddrinfo(h, "1", nullptr, &a.p))
    return -1;
  int n = 0;
  for (auto *i = a.p; i; i = i->ai_next)
    ++n;
  return n;
}

// function try: fine
int ftry(const char *u) try {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> c(curl_easy_init(),
                                                        curl_easy_cleanup);
  if (!c)
    throw std::bad_alloc();
  return 0;
} catch (const std::exception &) {
  return 1;
}

// goto like do while: fine
int dw(const char *p) {
  int rc = -1, fd = -1;
  do {
    fd = ::open(p, O_RDONLY);
    if (fd < 0)
      break;
    char b;
    if (::read(fd, &b, 1) != 1)
      break;
    rc = b;
  } while (0);
  if (fd != -1)
    ::close(fd);
  return rc;
}

// comma and assign in if: fine
int ca(const char *p) {
  int fd;
  if ((fd = ::open(p, O_RDONLY)) == -1)
    return -1;
  char b;
  ssize_t n;
  while ((n = ::read(fd, &b, 1)) == -1 && errno == EINTR) {
  }
  ::close(fd);
  return n == 1 ? b : -1;
}

// negated error: fine
int ne(const char *p) {
  const int fd = ::open(p, O_RDONLY);
  if (!(fd >= 0))
    return -1;
  char b = 0;
  (void)!::read(fd, &b, 1);
  return ::close(fd), b;
}
