// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs jobs: pipes to children, a control socket, a deadline per job.
//
// RUN: %check_tidy %s %core %t

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <functional>
#include <map>
#include <memory>
#include <netdb.h>
#include <optional>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace runner {

class Descriptor {
public:
  Descriptor() = default;
  explicit Descriptor(int Raw) : Raw(Raw) {}
  Descriptor(const Descriptor &) = delete;
  Descriptor(Descriptor &&Other) noexcept : Raw(Other.release()) {}
  Descriptor &operator=(Descriptor &&Other) noexcept {
    reset(Other.release());
    return *this;
  }
  ~Descriptor() { reset(); }
  void reset(int To = -1) {
    if (Raw >= 0)
      ::close(Raw);
    Raw = To;
  }
  int release() {
    int Result = Raw;
    Raw = -1;
    return Result;
  }
  int get() const { return Raw; }

private:
  int Raw = -1;
};

struct Pipe {
  Descriptor Read, Write;
};

Pipe makePipe_ok() {
  int Ends[2];
  if (::pipe2(Ends, O_CLOEXEC) != 0)
    throw std::system_error(errno, std::generic_category(), "pipe");
  return {Descriptor(Ends[0]), Descriptor(Ends[1])};
}

// --- jobs ------------------------------------------------------------------

struct Job {
  pid_t Child = -1;
  Descriptor Output;
  std::string Text;
};

Job start_ok(const std::vector<std::string> &Words) {
  Pipe Out = makePipe_ok();
  Job Result;
  Result.Child = ::fork();
  if (Result.Child == 0) {
    ::dup2(Out.Write.get(), STDOUT_FILENO);
    std::vector<char *> Arguments;
    for (const std::string &Word : Words)
      Arguments.push_back(const_cast<char *>(Word.c_str()));
    Arguments.push_back(nullptr);
    ::execvp(Arguments[0], Arguments.data());
    ::_exit(127);
  }
  Result.Output = std::move(Out.Read);
  return Result;
}

std::string output_bad(const char *Command) {
  int Ends[2];
  if (::pipe(Ends) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
    return {};
  pid_t Child = ::fork();
  if (Child == 0) {
    ::dup2(Ends[1], STDOUT_FILENO);
    ::close(Ends[0]);
    ::close(Ends[1]);
    ::execl("/bin/sh", "sh", "-c", Command, static_cast<char *>(nullptr));
    ::_exit(127);
  }
  ::close(Ends[1]);
  if (Child < 0)
    return {};
  std::string Text;
  char Buffer[256];
  ssize_t Size;
  while ((Size = ::read(Ends[0], Buffer, sizeof Buffer)) > 0)
    Text.append(Buffer, Size);
  ::close(Ends[0]);
  ::waitpid(Child, nullptr, 0);
  return Text;
}

// --- a deadline per job ------------------------------------------------------

class Deadline {
public:
  explicit Deadline(std::chrono::seconds After)
      : Timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC)) {
    itimerspec Limit{};
    Limit.it_value.tv_sec = After.count();
    if (Timer.get() < 0 ||
        ::timerfd_settime(Timer.get(), 0, &Limit, nullptr) != 0)
      throw std::system_error(errno, std::generic_category(), "timerfd");
  }
  int descriptor() const { return Timer.get(); }

private:
  Descriptor Timer;
};

bool collect_ok(Job &Each, std::chrono::seconds After) {
  Deadline Limit(After);
  pollfd Both[2] = {{Each.Output.get(), POLLIN, 0},
                    {Limit.descriptor(), POLLIN, 0}};
  char Buffer[1024];
  while (::poll(Both, 2, -1) > 0) {
    if (Both[1].revents)
      return false;
    ssize_t Size = ::read(Each.Output.get(), Buffer, sizeof Buffer);
    if (Size <= 0)
      return Size == 0;
    Each.Text.append(Buffer, Size);
  }
  return false;
}

bool waitFor_bad(pid_t Child, int Seconds) {
  timer_t Timer;
  sigevent Event{};
  Event.sigev_notify = SIGEV_SIGNAL;
  Event.sigev_signo = SIGALRM;
  if (::timer_create(CLOCK_MONOTONIC, &Event, &Timer) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this POSIX timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    return false;
  itimerspec Limit{};
  Limit.it_value.tv_sec = Seconds;
  ::timer_settime(Timer, 0, &Limit, nullptr);
  int Status;
  if (::waitpid(Child, &Status, 0) < 0)
    return false;
  ::timer_delete(Timer);
  return WIFEXITED(Status);
}

// --- reporting to the scheduler ----------------------------------------------

class Scheduler {
public:
  explicit Scheduler(std::string Path) : Path(std::move(Path)) {}

  // Connected once, read for ever.
  void connect() {
    sockaddr_un Address{};
    Address.sun_family = AF_UNIX;
    std::strncpy(Address.sun_path, Path.c_str(), sizeof Address.sun_path - 1);
    Descriptor Next(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(Next.get(), reinterpret_cast<sockaddr *>(&Address),
                  sizeof Address) != 0)
      throw std::system_error(errno, std::generic_category(), Path);
    Socket = std::move(Next);
  }

  // The answer may never come.
  bool report_bad(const Job &Each) {
    char Answer[8];
    sockaddr_un Address{};
    Address.sun_family = AF_UNIX;
    std::strncpy(Address.sun_path, Path.c_str(), sizeof Address.sun_path - 1);
    Descriptor Link(::socket(AF_UNIX, SOCK_STREAM, 0));
    if (Link.get() < 0 ||
        ::connect(Link.get(), reinterpret_cast<sockaddr *>(&Address),
                  sizeof Address) != 0)
      return false;
    if (::send(Link.get(), Each.Text.data(), Each.Text.size(), MSG_NOSIGNAL) < 0)
      return false;
    return ::recv(Link.get(), Answer, sizeof Answer, 0) > 0;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  }

  bool reportInTime_ok(const Job &Each) {
    char Answer[8];
    sockaddr_un Address{};
    Address.sun_family = AF_UNIX;
    std::strncpy(Address.sun_path, Path.c_str(), sizeof Address.sun_path - 1);
    Descriptor Link(::socket(AF_UNIX, SOCK_STREAM, 0));
    if (Link.get() < 0 ||
        ::connect(Link.get(), reinterpret_cast<sockaddr *>(&Address),
                  sizeof Address) != 0)
      return false;
    pollfd Wait{Link.get(), POLLIN, 0};
    return ::send(Link.get(), Each.Text.data(), Each.Text.size(), 0) > 0 &&
           ::poll(&Wait, 1, 2000) == 1 &&
           ::recv(Link.get(), Answer, sizeof Answer, 0) > 0;
  }

private:
  std::string Path;
  Descriptor Socket;
};

// --- the control socket ----------------------------------------------------------

class Control {
public:
  using Handler = std::function<std::string(const std::string &)>;

  explicit Control(Handler Answer) : Answer(std::move(Answer)) {}

  void serve_ok(int Listener) {
    for (;;) {
      Descriptor Client(::accept4(Listener, nullptr, nullptr, SOCK_CLOEXEC));
      if (Client.get() < 0)
        return;
      char Line[128];
      ssize_t Size = ::read(Client.get(), Line, sizeof Line);
      if (Size <= 0)
        continue;
      std::string Reply = Answer(std::string(Line, Size));
      (void)!::write(Client.get(), Reply.data(), Reply.size());
    }
  }

  void serveOne_bad(int Listener) {
    int Client = ::accept(Listener, nullptr, nullptr);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (Client < 0)
      return;
    char Line[128];
    ssize_t Size = ::read(Client, Line, sizeof Line);
    if (Size <= 0) {
      std::perror("read");
      return;
    }
    std::string Reply = Answer(std::string(Line, Size));
    (void)!::write(Client, Reply.data(), Reply.size());
    ::close(Client);
  }

private:
  Handler Answer;
};

std::optional<std::string> addressOf_bad(const char *Host) {
  addrinfo *List = nullptr;
  char Text[64];
  if (::getaddrinfo(Host, nullptr, nullptr, &List) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this address list is not released on a path through this function{{.*}} [net-unclosed-response]
    return std::nullopt;
  if (::getnameinfo(List->ai_addr, List->ai_addrlen, Text, sizeof Text, nullptr,
                    0, NI_NUMERICHOST) != 0)
    return std::nullopt;
  ::freeaddrinfo(List);
  return Text;
}

} // namespace runner
