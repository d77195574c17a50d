// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Descriptors in C++: the small classes that own them, and the paths past them.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -std=c++17

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

class UniqueFd {
public:
  UniqueFd() = default;
  explicit UniqueFd(int Fd) : Fd(Fd) {}
  UniqueFd(UniqueFd &&Other) noexcept : Fd(std::exchange(Other.Fd, -1)) {}
  UniqueFd &operator=(UniqueFd &&Other) noexcept {
    if (this != &Other) {
      reset();
      Fd = std::exchange(Other.Fd, -1);
    }
    return *this;
  }
  ~UniqueFd() { reset(); }
  int get() const { return Fd; }
  int release() { return std::exchange(Fd, -1); }
  explicit operator bool() const { return Fd >= 0; }

private:
  void reset() {
    if (Fd >= 0)
      ::close(Fd);
    Fd = -1;
  }
  int Fd = -1;
};

UniqueFd open_owned_ok(const std::string &Path) {
  UniqueFd Fd(::open(Path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!Fd)
    throw std::system_error(errno, std::generic_category(), Path);
  return Fd;
}

int owned_ok(const std::string &Path) {
  UniqueFd Fd(::open(Path.c_str(), O_RDONLY));
  char Byte;
  if (!Fd || ::read(Fd.get(), &Byte, 1) != 1)
    return -1;
  return Byte;
}

int taken_out_of_owner_bad(const std::string &Path) {
  UniqueFd Owner(::open(Path.c_str(), O_RDONLY));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  int Fd = Owner.release();
  char Byte = 0;
  if (::read(Fd, &Byte, 1) != 1)
    return -1;
  ::close(Fd);
  return Byte;
}

// --- exceptions ------------------------------------------------------------

static void fill(sockaddr_un &Address, const std::string &Path) {
  if (Path.size() >= sizeof(Address.sun_path))
    throw std::length_error("socket path");
  Address.sun_family = AF_UNIX;
  std::strcpy(Address.sun_path, Path.c_str());
}

int thrown_past_close_bad(const std::string &Path) {
  sockaddr_un Address{};
  int Fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released when an exception leaves this function{{.*}} [net-unclosed-connection]
  if (Fd < 0)
    return -1;
  fill(Address, Path);
  if (::connect(Fd, reinterpret_cast<sockaddr *>(&Address), sizeof Address)) {
    ::close(Fd);
    return -1;
  }
  return Fd;
}

int filled_first_ok(const std::string &Path) {
  sockaddr_un Address{};
  fill(Address, Path);
  int Fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  if (Fd < 0)
    return -1;
  if (::connect(Fd, reinterpret_cast<sockaddr *>(&Address), sizeof Address)) {
    ::close(Fd);
    return -1;
  }
  return Fd;
}

void visible_throw_bad(const std::string &Path) {
  int Fd = ::open(Path.c_str(), O_WRONLY);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released when an exception leaves this function{{.*}} [net-unclosed-connection]
  if (Fd < 0)
    throw std::runtime_error("open");
  if (::write(Fd, "x", 1) != 1)
    throw std::runtime_error("write");
  ::close(Fd);
}

// --- classes ---------------------------------------------------------------

class Listener {
public:
  explicit Listener(const std::string &Path)
      : Fd(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    if (Fd < 0)
      throw std::system_error(errno, std::generic_category(), Path);
  }
  ~Listener() { ::close(Fd); }
  Listener(const Listener &) = delete;
  Listener &operator=(const Listener &) = delete;
  int accept_ok() { return ::accept(Fd, nullptr, nullptr); }

private:
  int Fd;
};

// Nothing in the class closes the descriptor of the loop.
class Loop {
public:
  Loop() : Poll(::epoll_create1(EPOLL_CLOEXEC)) {}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is kept in 'Poll'{{.*}} [net-unclosed-connection]
  Loop(const Loop &) = delete;
  Loop &operator=(const Loop &) = delete;
  int wait_bad(epoll_event *Events, int Size) {
    return ::epoll_wait(Poll, Events, Size, 1000);
  }

private:
  int Poll;
};

class RotatedLog {
public:
  void reopen_ok(const std::string &Path) {
    int Next = ::open(Path.c_str(), O_WRONLY | O_APPEND | O_CREAT, 0644);
    if (Next < 0)
      return;
    if (Fd >= 0)
      ::close(Fd);
    Fd = Next;
  }
  ~RotatedLog() {
    if (Fd >= 0)
      ::close(Fd);
  }

private:
  int Fd = -1;
};

// --- other ways to keep a descriptor ---------------------------------------

void thread_owns_ok(int Listener) {
  int Client = ::accept(Listener, nullptr, nullptr);
  if (Client < 0)
    return;
  std::thread([Client] {
    char Byte;
    while (::read(Client, &Byte, 1) == 1)
      ;
    ::close(Client);
  }).detach();
}

std::vector<int> collected_ok(int Listener, int Count) {
  std::vector<int> Clients;
  while (Count-- > 0) {
    int Client = ::accept(Listener, nullptr, nullptr);
    if (Client < 0)
      break;
    Clients.push_back(Client);
  }
  return Clients;
}

std::optional<int> optional_ok(const char *Path) {
  int Fd = ::open(Path, O_RDONLY);
  if (Fd < 0)
    return std::nullopt;
  return Fd;
}

struct FileCloser {
  void operator()(FILE *File) const { std::fclose(File); }
};

bool stream_in_pointer_ok(int Connection) {
  std::unique_ptr<FILE, FileCloser> File(::fdopen(Connection, "r"));
  return File && std::fgetc(File.get()) != EOF;
}

bool stream_bad(int Connection) {
  std::FILE *Stream = ::fdopen(Connection, "r");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this stream is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!Stream)
    return false;
  return std::fgetc(Stream) != EOF;
}

// Names of the project's own are nobody's descriptors.
namespace pool {
int socket(int Kind) { return Kind + 1; }
struct Door {
  int open(const char *) { return 7; }
  int accept() { return 8; }
};
} // namespace pool

int other_functions_ok(pool::Door &Door) {
  int A = pool::socket(1);
  int B = Door.open("left");
  int C = Door.accept();
  return A + B + C;
}

// --- constructors that throw: no destructor of their own class runs ---------

class Connection {
public:
  Connection(const sockaddr *Address, socklen_t Size)
      : Fd(::socket(AF_UNIX, SOCK_STREAM, 0)) {
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released when an exception leaves this function{{.*}} [net-unclosed-connection]
    if (Fd < 0)
      throw std::runtime_error("socket");
    if (::connect(Fd, Address, Size) != 0)
      throw std::runtime_error("connect");
  }
  Connection(const Connection &) = delete;
  Connection &operator=(const Connection &) = delete;
  ~Connection() { ::close(Fd); }
  void poke() { (void)!::write(Fd, "x", 1); }

private:
  int Fd;
};

class CarefulConnection {
public:
  CarefulConnection(const sockaddr *Address, socklen_t Size)
      : Fd(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    if (Fd < 0)
      throw std::runtime_error("socket");
    if (::connect(Fd, Address, Size) != 0) {
      ::close(Fd);
      throw std::runtime_error("connect");
    }
  }
  CarefulConnection(const CarefulConnection &) = delete;
  CarefulConnection &operator=(const CarefulConnection &) = delete;
  ~CarefulConnection() { ::close(Fd); }

private:
  int Fd;
};

class OwnedByMember {
  struct Descriptor {
    explicit Descriptor(int Value) : Fd(Value) {}
    Descriptor(const Descriptor &) = delete;
    ~Descriptor() {
      if (Fd >= 0)
        ::close(Fd);
    }
    int Fd;
  };

public:
  OwnedByMember(const sockaddr *Address, socklen_t Size)
      : Socket(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    if (::connect(Socket.Fd, Address, Size) != 0)
      throw std::runtime_error("connect");
  }

private:
  Descriptor Socket;
};

// The object is complete once the constructor that it delegates to is done.
class DelegatingConnection {
public:
  DelegatingConnection() = default;
  DelegatingConnection(const sockaddr *Address, socklen_t Size)
      : DelegatingConnection() {
    Fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (::connect(Fd, Address, Size) != 0)
      throw std::runtime_error("connect");
  }
  DelegatingConnection(const DelegatingConnection &) = delete;
  DelegatingConnection &operator=(const DelegatingConnection &) = delete;
  ~DelegatingConnection() {
    if (Fd >= 0)
      ::close(Fd);
  }

private:
  int Fd = -1;
};

[[noreturn]] static void give_up(int Fd, const char *Why) {
  ::close(Fd);
  throw std::runtime_error(Why);
}

int closed_by_the_thrower_ok(const sockaddr *Address, socklen_t Size) {
  int Fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  if (Fd < 0)
    return -1;
  if (::connect(Fd, Address, Size) != 0)
    give_up(Fd, "connect");
  return Fd;
}

// Memory that goes with its only descriptor, by a destructor that the compiler
// makes.
struct Named {
  int FD = -1;
  std::string Name;
};

Named *named_bad(const sockaddr *Peer, socklen_t Size) {
  auto *New = new Named;
  New->FD = ::socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}is not released on a path{{.*}} [net-unclosed-connection]
  if (New->FD < 0) {
    delete New;
    return nullptr;
  }
  if (::connect(New->FD, Peer, Size) < 0) {
    delete New;
    return nullptr;
  }
  return New;
}

Named *named_ok(const sockaddr *Peer, socklen_t Size) {
  auto *New = new Named;
  New->FD = ::socket(AF_INET, SOCK_STREAM, 0);
  if (New->FD < 0) {
    delete New;
    return nullptr;
  }
  if (::connect(New->FD, Peer, Size) < 0) {
    ::close(New->FD);
    delete New;
    return nullptr;
  }
  return New;
}

struct Closing {
  ~Closing() {
    if (FD >= 0)
      ::close(FD);
  }
  int FD = -1;
};
struct NamedClosing : Closing {
  std::string Name;
};
struct HoldsClosing {
  Closing Inner;
  std::string Name;
};

NamedClosing *base_closes_ok(const sockaddr *Peer, socklen_t Size) {
  auto *New = new NamedClosing;
  New->FD = ::socket(AF_INET, SOCK_STREAM, 0);
  if (New->FD < 0 || ::connect(New->FD, Peer, Size) < 0) {
    delete New;
    return nullptr;
  }
  return New;
}

HoldsClosing *member_closes_ok(const sockaddr *Peer, socklen_t Size) {
  auto *New = new HoldsClosing;
  New->Inner.FD = ::socket(AF_INET, SOCK_STREAM, 0);
  if (New->Inner.FD < 0 || ::connect(New->Inner.FD, Peer, Size) < 0) {
    delete New;
    return nullptr;
  }
  return New;
}
