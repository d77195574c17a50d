// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not found, and why.
//
// RUN: %check_tidy %s %core %t

#include <fcntl.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <stdexcept>

// Opened again without closing what the member held before. Whether it held
// anything then depends on the order in which others call the functions.
class FN_Log {
public:
  void reopen(const std::string &Path) {
    Fd = ::open(Path.c_str(), O_WRONLY | O_APPEND | O_CREAT, 0644);
  }
  ~FN_Log() {
    if (Fd >= 0)
      ::close(Fd);
  }

private:
  int Fd = -1;
};

// A constructor that throws runs no destructor of its own class.
class FN_Connection {
public:
  FN_Connection(const sockaddr *Address, socklen_t Size)
      : Fd(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    if (::connect(Fd, Address, Size) != 0)
      throw std::runtime_error("connect");
  }
  ~FN_Connection() { ::close(Fd); }
  void poke() { (void)!::write(Fd, "x", 1); }

private:
  int Fd;
};
