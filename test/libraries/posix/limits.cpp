// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not found, and why.
//
// RUN: %check_tidy %s %core %t

#include <fcntl.h>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

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

// A smart pointer ends the memory that alone holds a descriptor.
struct Peer {
  int FD = -1;
};

std::unique_ptr<Peer> FN_connectPeer(const sockaddr *Address, socklen_t Size) {
  auto New = std::make_unique<Peer>();
  New->FD = ::socket(AF_INET, SOCK_STREAM, 0);
  if (New->FD < 0 || ::connect(New->FD, Address, Size) < 0)
    return nullptr;
  return New;
}

// What a guard still does when the function ends.
template <class Action> class Guard {
public:
  explicit Guard(Action A) : Run(std::move(A)) {}
  ~Guard() {
    if (Active)
      Run();
  }
  void dismiss() { Active = false; }

private:
  Action Run;
  bool Active = true;
};

int FN_dismissedTooEarly(const sockaddr *Address, socklen_t Size) {
  int FD = ::socket(AF_INET, SOCK_STREAM, 0);
  if (FD < 0)
    return -1;
  Guard Close([&] { ::close(FD); });
  if (::connect(FD, Address, Size) != 0)
    return -1;
  Close.dismiss();
  if (::send(FD, "hi", 2, 0) != 2)
    return -1;
  return FD;
}

void FN_closedByBoth(const sockaddr *Address, socklen_t Size) {
  int FD = ::socket(AF_INET, SOCK_STREAM, 0);
  if (FD < 0)
    return;
  Guard Close([FD] { ::close(FD); });
  if (::connect(FD, Address, Size) != 0)
    ::close(FD);
}
