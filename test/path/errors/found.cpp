// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++: a class, a namespace or a function is missing that has nothing to do
// with the leak.
//
// RUN: %check_tidy --expect-errors %s net-unclosed-connection,net-unclosed-response,net-missing-timeout %t

#include "no_such_header.h"
// CHECK-MESSAGES: :[[@LINE-1]]:10: error: 'no_such_header.h' file not found
#include "Inputs/net.h"

int unknown_object_bad(bool early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released {{.*}} [net-unclosed-connection]
  if (fd < 0)
    return -1;
  std::string name = "x";
  if (name.empty() || early)
    return 1;
  close(fd);
  return 0;
}

int unknown_range_bad() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  for (const auto &each : unknown_list)
    if (each == 3)
      return 3;
  close(fd);
  return 0;
}

int unknown_stream_bad(bool early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  if (early) {
    LOG(ERROR) << "early";
    return 3;
  }
  close(fd);
  return 0;
}

int error_in_lambda_bad() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  auto twice = [](int x) -> int { return UNKNOWN(x); };
  if (twice(3))
    return 3;
  close(fd);
  return 0;
}

struct Service {
  template <typename T> int in_template_bad(T value) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: this socket is not released
    if (fd < 0)
      return -1;
    if (value == UNKNOWN_VALUE)
      return 1;
    close(fd);
    return 0;
  }
  int use() { return in_template_bad(3); }

  int after_error_in_member_bad(bool early) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: this socket is not released
    if (fd < 0)
      return -1;
    unknown_member_.count();
    if (early)
      return 1;
    close(fd);
    return 0;
  }
};

struct Record {
  int size;
  const char *name;
};
Record *load_record(int fd);

class Exporter {
public:
  int after_unknown_call_bad(bool early);
  int unknown_stream_bad(addrinfo *hints);
  int unknown_stream_word_bad(Record *record);

private:
  const char *host_;
  int count_;
};

// A call that nobody knows may change any member, and no more.
int Exporter::after_unknown_call_bad(bool early) {
  AnnounceStart(UNKNOWN_LEVEL, "x");
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0 || early)
    return -1;
  close(fd);
  return 0;
}

// What is written to a stream stays where it is.
int Exporter::unknown_stream_bad(addrinfo *hints) {
  addrinfo *list = nullptr;
  if (getaddrinfo(host_, "80", hints, &list) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this address list is not released
    return -1;
  if (list->ai_family == 0) {
    Log(LogLevelOfOtherHeader, "x") << "family: " << list->ai_family << list->ai_addrlen;
    return -1;
  }
  freeaddrinfo(list);
  return 0;
}

struct Line {
  Line(int);
  template <typename T> Line &operator<<(const T &);
};

int Exporter::unknown_stream_word_bad(Record *record) {
  addrinfo *list = nullptr;
  if (getaddrinfo(record->name, "80", nullptr, &list) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this address list is not released
    return -1;
  if (list->ai_family == 0) {
    Line(UNKNOWN_LEVEL) << list->ai_family;
    return -1;
  }
  freeaddrinfo(list);
  return 0;
}

// Without a base class that nobody knows, such a call is no method.
class Meter {
public:
  Meter();
  ~Meter() { curl_easy_cleanup(handle_); }
  void ask();

private:
  CURL *handle_;
};

Meter::Meter() : handle_(curl_easy_init()) { StartTrace(UNKNOWN_LEVEL, "x"); }
// CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'curl_easy_perform' can wait for ever

void Meter::ask() {
  trace::count(UNKNOWN_LEVEL);
  curl_easy_perform(handle_);
}
