// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the other member functions of a class do.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <curl/curl.h>
#include <httplib.h>
#include <sys/socket.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <sys/eventfd.h>
#include <netinet/in.h>
#include <unistd.h>
#include <fcntl.h>
#include <memory>
#include <string>
#include <vector>
#include <map>
#include <optional>
#include <variant>
#include <stdexcept>
#include <functional>
#include <thread>
#include <csignal>
#include <ctime>
#include <atomic>
#include <deque>

// base class releases: fine
class FdBase {
protected:
  int fd_ = -1;
  ~FdBase() {
    if (fd_ >= 0)
      ::close(fd_);
  }
};
class Derived : private FdBase {
public:
  explicit Derived(const char *p) { fd_ = ::open(p, O_RDONLY); }
  bool ok() const { return fd_ >= 0; }
};

// friend releases: fine
class Fr {
  int fd_;
  friend void drop(Fr &);

public:
  explicit Fr(const char *p) : fd_(::open(p, O_RDONLY)) {}
};
void drop(Fr &f) { ::close(f.fd_); }

// nested owner member: fine
class Own {
  int fd_;

public:
  explicit Own(int f) : fd_(f) {}
  ~Own() {
    if (fd_ >= 0)
      ::close(fd_);
  }
  Own(Own &&o) noexcept : fd_(o.fd_) { o.fd_ = -1; }
  int get() const { return fd_; }
};
class Nest {
  Own a_, b_;

public:
  Nest() : a_(::eventfd(0, 0)), b_(::epoll_create1(0)) {}
  int w() { return ::epoll_wait(b_.get(), nullptr, 0, 0); }
};

// move only class: fine
class Mv {
  CURL *c_;

public:
  Mv() : c_(curl_easy_init()) {}
  ~Mv() {
    if (c_)
      curl_easy_cleanup(c_);
  }
  Mv(Mv &&o) noexcept : c_(o.c_) { o.c_ = nullptr; }
  Mv &operator=(Mv &&o) noexcept {
    if (this != &o) {
      if (c_)
        curl_easy_cleanup(c_);
      c_ = o.c_;
      o.c_ = nullptr;
    }
    return *this;
  }
};

// swap assign class: fine
class Sw {
  int fd_ = -1;
  void swap(Sw &o) noexcept { std::swap(fd_, o.fd_); }

public:
  Sw() = default;
  explicit Sw(const char *p) : fd_(::open(p, O_RDONLY)) {}
  ~Sw() {
    if (fd_ != -1)
      ::close(fd_);
  }
  Sw(Sw &&o) noexcept { swap(o); }
  Sw &operator=(Sw o) noexcept {
    swap(o);
    return *this;
  }
};

// member unique reset: fine
struct CD {
  void operator()(CURL *c) const { curl_easy_cleanup(c); }
};
class UR {
  std::unique_ptr<CURL, CD> c_;

public:
  void open() {
    c_.reset(curl_easy_init());
    curl_easy_setopt(c_.get(), CURLOPT_TIMEOUT, 4L);
  }
};

// member list unique: fine
struct LD {
  void operator()(curl_slist *l) const { curl_slist_free_all(l); }
};
class UL {
  std::unique_ptr<curl_slist, LD> l_;

public:
  void add(const char *s) {
    auto *n = curl_slist_append(l_.get(), s);
    if (!n)
      throw std::bad_alloc();
    l_.release();
    l_.reset(n);
  }
};

// shutdown method and dtor: fine
class Srv {
  int l_ = -1;
  std::atomic<bool> stop_{false};
  std::thread t_;

public:
  bool start(int port) {
    l_ = ::socket(AF_INET, SOCK_STREAM, 0);
    if (l_ < 0)
      return false;
    t_ = std::thread([this] {
      while (!stop_) {
        int c = ::accept(l_, nullptr, nullptr);
        if (c >= 0)
          ::close(c);
      }
    });
    return true;
  }
  void stop() {
    stop_ = true;
    ::shutdown(l_, SHUT_RDWR);
    ::close(l_);
    t_.join();
  }
};

// returns release: fine
class Rel {
  int fd_;

public:
  explicit Rel(const char *p) : fd_(::open(p, O_RDONLY)) {}
  int take() {
    int f = fd_;
    fd_ = -1;
    return f;
  }
};

// passes to unknown: fine
void externalClose(int fd);
class Ext {
  int fd_;

public:
  explicit Ext(const char *p) : fd_(::open(p, O_RDONLY)) {}
  ~Ext() { externalClose(fd_); }
};

// stored in vector member: fine
class VecM {
  std::vector<int> v_;

public:
  void add(int l) {
    int c = ::accept(l, nullptr, nullptr);
    if (c >= 0)
      v_.push_back(c);
  }
  ~VecM() {
    for (int f : v_)
      ::close(f);
  }
};

// vector of struct: fine
struct Cl {
  int fd;
  std::string buf;
};
class VecS {
  std::vector<Cl> v_;

public:
  void add(int l) {
    Cl c;
    c.fd = ::accept(l, nullptr, nullptr);
    if (c.fd < 0)
      return;
    v_.push_back(c);
  }
  void drop(size_t i) {
    ::close(v_[i].fd);
    v_.erase(v_.begin() + (long)i);
  }
};

// map erase close: fine
class MapS {
  std::map<int, Cl> m_;

public:
  void add(int l) {
    int fd = ::accept(l, nullptr, nullptr);
    if (fd < 0)
      return;
    m_.emplace(fd, Cl{fd, ""});
  }
  void onClose(int fd) {
    m_.erase(fd);
    ::close(fd);
  }
};

// static singleton: fine
class Sing {
  CURL *c_;
  Sing() : c_(curl_easy_init()) { curl_easy_setopt(c_, CURLOPT_TIMEOUT, 4L); }

public:
  static Sing &get() {
    static Sing s;
    return s;
  }
  bool go(const char *u) {
    curl_easy_setopt(c_, CURLOPT_URL, u);
    return curl_easy_perform(c_) == CURLE_OK;
  }
};

// handler with curl: a defect
void routes(httplib::Server &s) {
  s.Get("/p", [](const httplib::Request &, httplib::Response &r) {
    CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every request{{.*}} [net-client-per-call]
    curl_easy_setopt(c, CURLOPT_URL, "http://x");
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 2L);
    r.status = curl_easy_perform(c) == CURLE_OK ? 200 : 502;
    curl_easy_cleanup(c);
  });
}

// handler with thread local: fine
void routes2(httplib::Server &s) {
  s.Get("/p", [](const httplib::Request &, httplib::Response &r) {
    thread_local std::unique_ptr<CURL, CD> c(curl_easy_init());
    curl_easy_setopt(c.get(), CURLOPT_URL, "http://x");
    curl_easy_setopt(c.get(), CURLOPT_TIMEOUT, 2L);
    r.status = curl_easy_perform(c.get()) == CURLE_OK ? 200 : 502;
  });
}

// variant: fine
class Var {
  std::variant<std::monostate, int> v_;

public:
  void open(const char *p) {
    int f = ::open(p, O_RDONLY);
    if (f >= 0)
      v_ = f;
  }
};

// timer member settime in ctor deleted in stop: fine
class TS {
  timer_t t_{};

public:
  TS() {
    if (::timer_create(CLOCK_REALTIME, nullptr, &t_) != 0)
      throw std::runtime_error("x");
    itimerspec s{{1, 0}, {1, 0}};
    ::timer_settime(t_, 0, &s, nullptr);
  }
  void stop() { ::timer_delete(t_); }
};

// leaked new client: a defect
bool nw(const std::string &b) {
  auto *c = new httplib::Client("http://svc");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP client is not released on a path through this function [net-unclosed-connection]
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
  auto r = c->Post("/", b, "a/b");
  return bool(r);
}

// new delete: a defect
bool nd(const std::string &b) {
  auto *c = new httplib::Client("http://svc");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
  auto r = c->Post("/", b, "a/b");
  bool k = bool(r);
  delete c;
  return k;
}

// raw new member deleted: fine
class RN {
  httplib::Client *c_;

public:
  RN() : c_(new httplib::Client("http://svc")) { c_->set_keep_alive(true); }
  ~RN() { delete c_; }
  bool go() { return bool(c_->Get("/")); }
};

// pimpl: fine
struct Impl;
class Pim {
  std::unique_ptr<Impl> p_;

public:
  Pim();
  ~Pim();
};
struct Impl {
  int fd = -1;
  ~Impl() {
    if (fd >= 0)
      ::close(fd);
  }
};
Pim::Pim() : p_(new Impl) { p_->fd = ::open("x", O_RDONLY); }
Pim::~Pim() = default;

// crtp: fine
template <class T> class Cr {
protected:
  int h_ = -1;

public:
  ~Cr() { static_cast<T *>(this)->done(h_); }
};
class Cr2 : public Cr<Cr2> {
public:
  explicit Cr2(const char *p) { h_ = ::open(p, O_RDONLY); }
  void done(int h) {
    if (h >= 0)
      ::close(h);
  }
};

// template class: fine
template <class Tr> class Uniq {
  typename Tr::type v_;

public:
  explicit Uniq(typename Tr::type v) : v_(v) {}
  ~Uniq() {
    if (v_ != Tr::none())
      Tr::close(v_);
  }
  typename Tr::type get() const { return v_; }
  Uniq(const Uniq &) = delete;
};
struct FdTr {
  using type = int;
  static int none() { return -1; }
  static void close(int f) { ::close(f); }
};
int useU(const char *p) {
  Uniq<FdTr> u(::open(p, O_RDONLY));
  char b;
  return ::read(u.get(), &b, 1) == 1 ? b : -1;
}
