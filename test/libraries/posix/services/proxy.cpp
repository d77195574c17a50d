// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A TCP proxy: an acceptor, a table of upstreams with health checks, and a
// relay per connection.
//
// RUN: %check_tidy %s %core %t

#include <arpa/inet.h>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace proxy {

class Fd {
public:
  explicit Fd(int Value = -1) noexcept : Value(Value) {}
  Fd(Fd &&Other) noexcept : Value(Other.Value) { Other.Value = -1; }
  Fd &operator=(Fd &&Other) noexcept {
    std::swap(Value, Other.Value);
    return *this;
  }
  ~Fd() {
    if (Value != -1)
      ::close(Value);
  }
  int get() const noexcept { return Value; }
  bool valid() const noexcept { return Value != -1; }

private:
  int Value;
};

[[noreturn]] static void fail(const char *What) {
  throw std::system_error(errno, std::generic_category(), What);
}

struct Upstream {
  std::string Host;
  std::string Port;
  bool Healthy = false;
};

// --- listening -------------------------------------------------------------

Fd listen_ok(unsigned short Port) {
  Fd Result(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!Result.valid())
    fail("socket");
  int On = 1;
  ::setsockopt(Result.get(), SOL_SOCKET, SO_REUSEADDR, &On, sizeof On);
  sockaddr_in6 Address{};
  Address.sin6_family = AF_INET6;
  Address.sin6_port = htons(Port);
  if (::bind(Result.get(), reinterpret_cast<sockaddr *>(&Address),
             sizeof Address) == -1)
    fail("bind");
  if (::listen(Result.get(), SOMAXCONN) == -1)
    fail("listen");
  return Result;
}

int listenLocally_bad(unsigned short Port) {
  int Listener = ::socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (Listener < 0)
    return -1;
  sockaddr_in Address{};
  Address.sin_family = AF_INET;
  Address.sin_port = htons(Port);
  Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(Listener, reinterpret_cast<sockaddr *>(&Address), sizeof Address))
    return -1;
  if (::listen(Listener, 8)) {
    ::close(Listener);
    return -1;
  }
  return Listener;
}

// --- dialling --------------------------------------------------------------

Fd dial_ok(const Upstream &To, int TimeoutMs) {
  addrinfo Hints{};
  Hints.ai_socktype = SOCK_STREAM;
  addrinfo *List = nullptr;
  if (int Status = ::getaddrinfo(To.Host.c_str(), To.Port.c_str(), &Hints, &List))
    throw std::runtime_error(::gai_strerror(Status));
  Fd Result;
  for (addrinfo *Each = List; Each; Each = Each->ai_next) {
    Fd Next(::socket(Each->ai_family, Each->ai_socktype | SOCK_NONBLOCK,
                     Each->ai_protocol));
    if (!Next.valid())
      continue;
    if (::connect(Next.get(), Each->ai_addr, Each->ai_addrlen) == 0 ||
        errno == EINPROGRESS) {
      pollfd Wait{Next.get(), POLLOUT, 0};
      if (::poll(&Wait, 1, TimeoutMs) == 1) {
        Result = std::move(Next);
        break;
      }
    }
  }
  ::freeaddrinfo(List);
  return Result;
}

bool resolvable_bad(const Upstream &To) {
  addrinfo *List = nullptr;
  if (::getaddrinfo(To.Host.c_str(), To.Port.c_str(), nullptr, &List) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this address list is not released on a path through this function{{.*}} [net-unclosed-response]
    return false;
  if (List->ai_family != AF_INET && List->ai_family != AF_INET6)
    return false;
  ::freeaddrinfo(List);
  return true;
}

// --- health checks ---------------------------------------------------------

bool answersPing_bad(const sockaddr_in &Address) {
  char Answer[16];
  int Socket = ::socket(AF_INET, SOCK_STREAM, 0);
  if (Socket < 0)
    return false;
  bool Result = false;
  if (::connect(Socket, reinterpret_cast<const sockaddr *>(&Address),
                sizeof Address) == 0 &&
      ::send(Socket, "PING\r\n", 6, MSG_NOSIGNAL) == 6)
    Result = ::recv(Socket, Answer, sizeof Answer, 0) > 0;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  ::close(Socket);
  return Result;
}

bool answersPing_ok(const sockaddr_in &Address) {
  char Answer[16];
  timeval Limit{2, 0};
  int Socket = ::socket(AF_INET, SOCK_STREAM, 0);
  if (Socket < 0)
    return false;
  ::setsockopt(Socket, SOL_SOCKET, SO_RCVTIMEO, &Limit, sizeof Limit);
  ::setsockopt(Socket, SOL_SOCKET, SO_SNDTIMEO, &Limit, sizeof Limit);
  bool Result = false;
  if (::connect(Socket, reinterpret_cast<const sockaddr *>(&Address),
                sizeof Address) == 0 &&
      ::send(Socket, "PING\r\n", 6, MSG_NOSIGNAL) == 6)
    Result = ::recv(Socket, Answer, sizeof Answer, 0) > 0;
  ::close(Socket);
  return Result;
}

// --- the event loop --------------------------------------------------------

class Loop {
public:
  Loop()
      : Poll(::epoll_create1(EPOLL_CLOEXEC)),
        Wake(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
        Tick(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) {
    if (!Poll.valid() || !Wake.valid() || !Tick.valid())
      fail("loop");
    itimerspec Every{};
    Every.it_value.tv_sec = 5;
    Every.it_interval.tv_sec = 5;
    ::timerfd_settime(Tick.get(), 0, &Every, nullptr);
    watch(Wake.get());
    watch(Tick.get());
  }

  void watch(int Descriptor) {
    epoll_event Event{};
    Event.events = EPOLLIN;
    Event.data.fd = Descriptor;
    if (::epoll_ctl(Poll.get(), EPOLL_CTL_ADD, Descriptor, &Event) == -1)
      fail("epoll_ctl");
  }

  void run_ok(const std::atomic<bool> &Stop) {
    epoll_event Events[64];
    while (!Stop) {
      int Count = ::epoll_wait(Poll.get(), Events, 64, -1);
      for (int I = 0; I < Count; ++I) {
        unsigned long long Value;
        if (Events[I].data.fd == Tick.get())
          (void)!::read(Tick.get(), &Value, sizeof Value);
      }
    }
  }

private:
  Fd Poll, Wake, Tick;
};

int armedTimer_bad(int Poll, int Seconds) {
  itimerspec Every{};
  Every.it_value.tv_sec = Seconds;
  Every.it_interval.tv_sec = Seconds;
  int Timer = ::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (Timer == -1)
    return -1;
  if (::timerfd_settime(Timer, 0, &Every, nullptr) == -1) {
    ::close(Timer);
    return -1;
  }
  epoll_event Event{};
  Event.events = EPOLLIN;
  if (Poll < 0)
    return -1;
  Event.data.fd = Timer;
  return ::epoll_ctl(Poll, EPOLL_CTL_ADD, Timer, &Event);
}

// --- relaying --------------------------------------------------------------

static bool relayOnce(int From, int To) {
  char Buffer[4096];
  ssize_t Size = ::read(From, Buffer, sizeof Buffer);
  return Size > 0 && ::write(To, Buffer, Size) == Size;
}

void relay_ok(Fd Client, Fd Server) {
  pollfd Both[2] = {{Client.get(), POLLIN, 0}, {Server.get(), POLLIN, 0}};
  while (::poll(Both, 2, 60000) > 0) {
    if ((Both[0].revents & POLLIN) && !relayOnce(Client.get(), Server.get()))
      return;
    if ((Both[1].revents & POLLIN) && !relayOnce(Server.get(), Client.get()))
      return;
  }
}

void serve_ok(int Listener, const Upstream &To) {
  for (;;) {
    Fd Client(::accept4(Listener, nullptr, nullptr, SOCK_CLOEXEC));
    if (!Client.valid())
      return;
    int On = 1;
    ::setsockopt(Client.get(), IPPROTO_TCP, TCP_NODELAY, &On, sizeof On);
    std::thread([Client = std::move(Client), To]() mutable {
      Fd Server = dial_ok(To, 3000);
      if (Server.valid())
        relay_ok(std::move(Client), std::move(Server));
    }).detach();
  }
}

void refuse_bad(int Listener) {
  for (;;) {
    int Client = ::accept(Listener, nullptr, nullptr);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (Client < 0)
      return;
    if (::send(Client, "busy\n", 5, MSG_NOSIGNAL) < 0)
      continue;
    ::close(Client);
  }
}

void dropTwice_bad(int Listener) {
  int Client = ::accept(Listener, nullptr, nullptr);
  if (Client < 0)
    return;
  if (::shutdown(Client, SHUT_RDWR) < 0)
    ::close(Client);
  ::close(Client);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is released a second time{{.*}} [net-use-after-close]
}

} // namespace proxy
