// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A reference to const reads what it refers to. It neither takes an object over
// nor what the object is part of.
//
// RUN: %check_tidy %s net-unclosed-response,net-unclosed-connection %t

#include "errors/Inputs/net.h"

struct Log {
  template <typename T> Log &operator<<(const T &);
};
template <typename T> void show(const T &);
void inspect(const addrinfo &);

int field_in_stream_bad(const char *host) {
  addrinfo *list = nullptr;
  if (getaddrinfo(host, "80", nullptr, &list) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this address list is not released
    return -1;
  if (list->ai_family != AF_INET) {
    Log() << "no address but " << list->ai_family << list->ai_addr;
    return -1;
  }
  freeaddrinfo(list);
  return 0;
}

int field_bad(const char *host) {
  addrinfo *list = nullptr;
  if (getaddrinfo(host, "80", nullptr, &list) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this address list is not released
    return -1;
  if (list->ai_family != AF_INET) {
    show(list->ai_addr);
    return -1;
  }
  freeaddrinfo(list);
  return 0;
}

int object_bad(const char *host) {
  addrinfo *list = nullptr;
  if (getaddrinfo(host, "80", nullptr, &list) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this address list is not released
    return -1;
  if (list->ai_family != AF_INET) {
    inspect(*list);
    return -1;
  }
  freeaddrinfo(list);
  return 0;
}

// --- Look-alikes ------------------------------------------------------------

template <typename T> void keep(const T &);
void take(addrinfo &);

// A copy of the pointer is as good as the pointer.
int pointer_ok(const char *host) {
  addrinfo *list = nullptr;
  if (getaddrinfo(host, "80", nullptr, &list) != 0)
    return -1;
  keep(list);
  return 0;
}

int reference_ok(const char *host) {
  addrinfo *list = nullptr;
  if (getaddrinfo(host, "80", nullptr, &list) != 0)
    return -1;
  take(*list);
  return 0;
}

int referred_to_and_given_ok(const char *host) {
  addrinfo *list = nullptr;
  if (getaddrinfo(host, "80", nullptr, &list) != 0)
    return -1;
  show(*list);
  keep(list);
  return 0;
}
