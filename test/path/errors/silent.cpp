// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++: what did not compile may be the owner, the guard, the handler.
//
// RUN: %check_tidy --expect-errors %s net-unclosed-connection,net-missing-timeout,net-use-after-close %t

#include "no_such_header.h"
// CHECK-MESSAGES: :[[@LINE-1]]:10: error: 'no_such_header.h' file not found
#include "Inputs/net.h"

struct Thread {
  template <typename T> Thread(T run);
  void detach();
};

struct Box {
  Box(int);
  ~Box();
  void keep(int);
};

class GuardOfUnknownDestructor {
public:
  explicit GuardOfUnknownDestructor(int fd) : fd_(fd) {}
  UNKNOWN_EXPORT ~GuardOfUnknownDestructor() { close(fd_); }

private:
  int fd_;
};

void destructor_does_not_compile_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  GuardOfUnknownDestructor guard(fd);
  send(fd, "x", 1, 0);
}

void unknown_owner_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  unknown::Socket owner(fd);
}

void unknown_owner_in_braces_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  unknown::Socket owner{fd};
}

void unknown_smart_pointer_ok() {
  CURL *h = curl_easy_init();
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> p(h, curl_easy_cleanup);
}

void unknown_template_of_known_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  boost::shared_ptr<Box> p(new Box(fd));
}

void known_owner_with_unknown_argument_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  Box owner(fd, UNKNOWN_FLAG);
}

void unknown_method_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  Box owner(1);
  owner.keep_it(fd);
}

void method_with_unknown_argument_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  Box owner(1);
  owner.keep(fd, UNKNOWN_FLAG);
}

void unknown_guard_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  auto guard = finally([&] { close(fd); });
}

void error_in_guard_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  auto guard = [&] { close(fd) UNKNOWN_SUFFIX; };
  guard();
}

void error_in_generic_lambda_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  auto guard = [=](auto x) { return close(fd, x); };
  guard(1);
}

void unknown_thread_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  std::thread worker([fd] { close(fd); });
  worker.detach();
}

void unknown_argument_of_detach_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  Thread([fd] { close(fd); }).detach(UNKNOWN);
}

void unknown_capture_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  auto task = [fd, UNKNOWN_CAPTURE] { close(fd); };
  run(task);
}

void unknown_stream_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  SINK << "x" << fd;
}

int unknown_in_condition_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (int taken = take(fd))
    return taken;
  return 0;
}

int unknown_in_switch_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  switch (auto taken = take(fd); taken) {
  case 1:
    return 1;
  }
  return 0;
}

void unknown_binding_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  auto [first, second] = take(fd);
  first.close();
}

auto unknown_result_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  return wrap(fd);
}

Unknown returned_as_unknown_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  return Unknown(fd);
}

void released_in_range_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  for (auto &each : unknown_list)
    each.close(fd);
  if (unknown_list.empty())
    close(fd);
}

void released_by_handler_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  try {
    throw unknown::Error("x");
  } catch (unknown::Error &e) {
    close(fd);
    throw;
  }
}

void thrown_after_release_ok(bool x) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (x) {
    close(fd);
    throw unknown::Error("x");
  }
  send(fd, "x", 1, 0);
  close(fd);
}

struct Keeper {
  int fd_;
  void unknown_member_ok() {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockets_.push_back(fd);
  }
  void assigned_to_unknown_member_ok() {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    this->other_ = fd;
  }
  void taken_by_own_method_ok() {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    store(fd);
  }
  template <typename T> void in_template_ok(T t) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    t.keep(fd);
    UNKNOWN(fd);
  }
  void use() {
    Box box(1);
    in_template_ok(box);
  }
};

// A call that nobody knows gets what it names, and, in a method, the object:
// it may be inherited.
class Sender : public BaseOfOtherHeader {
public:
  int given_to_unknown_call_ok();
  int kept_in_member_ok();

private:
  int fd_;
};

int Sender::given_to_unknown_call_ok() {
  addrinfo *list = nullptr;
  if (getaddrinfo("a", "80", nullptr, &list) != 0)
    return -1;
  Release(UNKNOWN_LEVEL, list);
  return 0;
}

int Sender::kept_in_member_ok() {
  fd_ = socket(AF_INET, SOCK_STREAM, 0);
  if (fd_ < 0)
    return -1;
  Finish(UNKNOWN_LEVEL, "x");
  fd_ = -1;
  return 0;
}
