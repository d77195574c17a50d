// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Members that are read without a bound, beside classes that wait with one.
//
// RUN: %check_tidy %s net-missing-timeout %t -- -- -std=c++17

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

class Unbounded {
public:
  Unbounded(const sockaddr *Peer, socklen_t Size) {
    FD = ::socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
    if (FD >= 0 && ::connect(FD, Peer, Size) < 0) {
      ::close(FD);
      FD = -1;
    }
  }
  ~Unbounded() {
    if (FD >= 0)
      ::close(FD);
  }
  ssize_t readSome_bad(char *To, size_t Size) { return ::recv(FD, To, Size, 0); }

private:
  int FD = -1;
};

class Polled {
public:
  Polled(const sockaddr *Peer, socklen_t Size)
      : FD(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (FD >= 0 && ::connect(FD, Peer, Size) < 0)
      shut();
  }
  ~Polled() { shut(); }
  ssize_t readSome_ok(char *To, size_t Size) {
    return isReady(500) ? ::recv(FD, To, Size, 0) : -1;
  }

private:
  bool isReady(int Milliseconds) {
    pollfd One{FD, POLLIN, 0};
    return ::poll(&One, 1, Milliseconds) == 1;
  }
  void shut() {
    if (FD >= 0)
      ::close(FD);
    FD = -1;
  }
  int FD;
};

static bool waitFor(int FD) {
  pollfd One{FD, POLLIN, 0};
  return ::poll(&One, 1, 500) == 1;
}

class PolledByHelper {
public:
  PolledByHelper(const sockaddr *Peer, socklen_t Size)
      : FD(::socket(AF_INET, SOCK_STREAM, 0)) {
    ::connect(FD, Peer, Size);
  }
  ~PolledByHelper() { ::close(FD); }
  ssize_t readSome_ok(char *To, size_t Size) {
    return waitFor(FD) ? ::recv(FD, To, Size, 0) : -1;
  }

private:
  int FD;
};
