// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The header that a build system writes is empty here, so the macros in front
// of classes and functions are not defined: they are read as nothing, and the
// code has no errors. What is defined after all, or is no such macro, keeps its
// meaning.
//
// RUN: %check_tidy %s net-unclosed-connection %t

#include "Inputs/generated_export.h"
#include "Inputs/net.h"

class ENGINE_EXPORT Probe {
public:
  Probe() = default;
  int ask(const char *Text) const;

private:
  int Port = 80;
};

int Probe::ask(const char *Text) const {
  int Fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (Fd < 0)
    return -1;
  if (send(Fd, Text, 1, 0) < 0)
    return -1;
  close(Fd);
  return Port;
}

class PROBE_SHARED Derived : public Probe {
public:
  int again();
};

int Derived::again() {
  int Fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  return Fd < 0 ? -1 : ask("");
}

ENGINE_API int open_probe(int x) {
  int Fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (Fd < 0 || x)
    return -1;
  close(Fd);
  return 0;
}

// --- Look-alikes ------------------------------------------------------------

// Defined here, with a meaning.
#define LATE_EXPORT struct Held { ~Held() { close(Fd); } int Fd; };
LATE_EXPORT int late_ok() {
  Held Guard{socket(AF_INET, SOCK_STREAM, 0)};
  return Guard.Fd;
}

// The tag of a variable.
struct PAIR_T {
  int A, B;
};
int tag_ok() {
  struct PAIR_T Both{socket(AF_INET, SOCK_STREAM, 0), 0};
  close(Both.A);
  return Both.B;
}

class ENGINE_EXPORT Owner {
public:
  explicit Owner(int Fd) : Fd(Fd) {}
  ~Owner() { close(Fd); }

private:
  int Fd;
};

int owner_ok() {
  Owner Guard(socket(AF_INET, SOCK_STREAM, 0));
  return 0;
}

// Qualifies a name, and is a type.
enum TRANSPORT_API { TcpTransport, UdpTransport };
int qualifier_ok() {
  Owner Guard(socket(AF_INET, SOCK_STREAM, 0));
  return TRANSPORT_API::UdpTransport;
}
