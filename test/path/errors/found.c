// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Leaks in functions with an error that has nothing to do with them. errno, a
// type, a macro or a declaration is missing, as where a project's generated
// headers are.
//
// RUN: %check_tidy --expect-errors %s net-unclosed-connection,net-unclosed-response %t

#include "no_such_header.h"
// CHECK-MESSAGES: :[[@LINE-1]]:10: error: 'no_such_header.h' file not found
#include "Inputs/net.h"

int argument_of_logging_bad(const struct sockaddr *address, unsigned size) {
  char text[128];
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released {{.*}} [net-unclosed-connection]
  if (fd < 0) {
    ERROR("socket: %s", describe(errno, text, sizeof(text)));
    return -1;
  }
  if (bind(fd, address, size) != 0) {
    ERROR("bind: %s", describe(errno, text, sizeof(text)));
    return -1;
  }
  return fd;
}

int condition_goes_both_ways_bad(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  if (send(fd, "x", 1, 0) < 0) {
    if (errno == EAGAIN)
      return 1;
    close(fd);
    return -1;
  }
  close(fd);
  return 0;
}

int statement_that_does_not_parse_bad(int early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  printf(PACKAGE "/" VERSION "\n");
  if (early)
    return 1;
  close(fd);
  return 0;
}

int returned_value_bad(int early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  if (early) {
    printf("early\n");
    return ENOENT;
  }
  close(fd);
  return 0;
}

int leaving_by_unknown_value_bad(int early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -ENOENT;
  if (early)
    return -EINVAL;
  close(fd);
  return 0;
}

int declared_with_unknown_type_bad(int early) {
  struct unknown_hint hint;
  uint16_t port = 80;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  hint.family = AF_INET;
  if (early)
    return 1;
  close(fd);
  return 0;
}

int loop_over_unknown_count_bad(int x) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  for (int i = 0; i < UNKNOWN_COUNT; ++i)
    printf("%d\n", i);
  if (x)
    return 1;
  close(fd);
  return 0;
}

// The only owner is a variable that is looked through, never handed over.
int members_of_incomplete_type_bad(const char *host) {
  struct addrinfo *list = 0;
  if (getaddrinfo(host, "80", 0, &list) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this address list is not released {{.*}} [net-unclosed-response]
    return -1;
  if (list->ai_unknown_member != 1)
    return -1;
  freeaddrinfo(list);
  return 0;
}

int in_an_argument_of_getaddrinfo_bad(const char *host, int early) {
  struct hint_of_other_header hint;
  struct addrinfo *list = 0;
  int status = getaddrinfo(host, "80", 0, &list);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: this address list is not released
  if (status != 0)
    return -1;
  hint.flags = AI_UNKNOWN;
  if (early)
    return -1;
  freeaddrinfo(list);
  return 0;
}

static void closes_whatever_happens(int fd) {
  printf("closing %d" UNKNOWN_FORMAT "\n", fd);
  close(fd);
}

int helper_with_error_bad(int early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  if (early)
    return 1;
  closes_whatever_happens(fd);
  return 0;
}

// The head is broken, the body is not.
int unknown_parameter_bad(const char *path, uint99_t *out) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  if (out->ready)
    return 1;
  close(fd);
  return 0;
}

record_of_other_header *unknown_result_bad(int early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return 0;
  if (early)
    return 0;
  close(fd);
  return 0;
}

// A member whose enumeration or struct is nowhere defined.
enum hash_of_other_header;
struct state_of_other_header;
struct log_file {
  enum hash_of_other_header hash;
  struct state_of_other_header state;
  const char *name;
  int length;
};

int members_without_definition_bad(struct log_file *log) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  if (send(fd, log->name, log->length, 0) < 0)
    return -1;
  close(fd);
  return 0;
}
