// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What did not compile may be the release, the setting, the store or the way
// out: nothing is said about objects that it mentions.
//
// RUN: %check_tidy --expect-errors %s net-unclosed-connection,net-unclosed-response,net-missing-timeout,net-use-after-close %t

#include "no_such_header.h"
// CHECK-MESSAGES: :[[@LINE-1]]:10: error: 'no_such_header.h' file not found
#include "Inputs/net.h"

struct peer {
  int fd;
  struct peer *next;
};

int release_that_does_not_parse_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  close(fd) UNKNOWN_SUFFIX;
  return 0;
}

int release_with_too_much_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  close(fd, NOW);
  return 0;
}

int release_by_unknown_function_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  finish(fd, REASON);
  return 0;
}

int release_by_unknown_macro_ok(int x) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  CLEAN_UP(fd, PACKAGE "/" VERSION);
  return 0;
}

int release_in_dropped_branch_ok(int x) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (x)
    close(fd) UNKNOWN_SUFFIX;
  else
    close(fd);
  return 0;
}

int release_in_unknown_loop_ok(int x) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  for_each(x, fd) {
    close(fd);
  }
  return 0;
}

int release_in_unknown_block_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  UNKNOWN_GUARD { close(fd); }
  return 0;
}

int release_behind_lost_label_ok(int kind) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  switch (kind) {
  case UNKNOWN_KIND:
    close(fd);
    break;
  case 2:
    close(fd);
    break;
  default:
    close(fd);
  }
  return 0;
}

int release_in_lost_loop_ok(int x) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  for (int i = 0; i < 3 UNKNOWN_COUNT; ++i)
    close(fd);
  return 0;
}

int lost_return_is_a_way_out_ok(int x) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (x) {
    close(fd);
    return NAME "/" VERSION;
  }
  x = send(fd, "x", 1, 0);
  close(fd);
  return x;
}

int lost_jump_is_a_way_out_ok(int x) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (x) {
    printf("early\n");
    goto out UNKNOWN_SUFFIX;
  }
  close(fd);
  return 1;
out:
  close(fd);
  return 0;
}

int lost_break_is_a_way_out_ok(int x) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  for (;;) {
    close(fd);
    if (x == 3 UNKNOWN_SUFFIX)
      break;
    fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
      return -1;
  }
  return 0;
}

int failure_test_is_lost_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return ENOENT UNKNOWN_SUFFIX;
  close(fd);
  return 0;
}

int unknown_label_ok(int x) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (x)
    goto nowhere;
  close(fd);
  return 0;
}

int stored_in_unknown_field_ok(struct peer *p) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  p->unknown = fd;
  return 0;
}

int stored_in_unknown_variable_ok(void) {
  unknown_t *keeper;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  keeper->fd = fd;
  return 0;
}

int stored_by_unknown_declaration_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  unknown_t keeper = {fd, 1};
  return 0;
}

int kept_by_unknown_struct_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  struct unknown keeper = {fd};
  return 0;
}

int in_unknown_conditional_ok(int x) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  x = x ? UNKNOWN(fd) : close(fd);
  return x;
}

// Half renamed: the test and the release of what is called `fd` elsewhere.
int renamed_in_test_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (socket_fd < 0)
    return -1;
  close(fd);
  return 0;
}

int renamed_in_release_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  close(socket_fd);
  return 0;
}

int returned_through_unknown_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  return wrapped(fd, FLAGS);
}

int list_goes_to_unknown_function_ok(const char *host) {
  struct addrinfo *list;
  if (getaddrinfo(host, "80", UNKNOWN_HINT, &list) != 0)
    return -1;
  keep_list(list->ai_unknown, list);
  return 0;
}

static void release_lost_in_helper(int fd) { close(fd) UNKNOWN_SUFFIX; }

int helper_has_lost_release_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  release_lost_in_helper(fd);
  return 0;
}

static void helper_of_unknown_parameter(uint99_t x, int fd) { close(fd); }

int helper_has_unknown_parameter_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  helper_of_unknown_parameter(1, fd);
  return 0;
}

int unknown_parameter_ok(uint99_t *out) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  out->fd = fd;
  return 0;
}

enum mode_of_other_header;
struct with_unknown_mode {
  enum mode_of_other_header mode;
  int fd;
};

int no_layout_ok(struct with_unknown_mode *s) {
  s->fd = socket(AF_INET, SOCK_STREAM, 0);
  return s->fd < 0 ? -1 : 0;
}

int brace_too_many_ok(int x) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (x)
    printf("x\n");
  }
  close(fd);
  return 0;
}

// The compiler's guess ("did you mean") is not believed.
int guessed_function_ok(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  clos(fd);
  send(fd, "x", 1, 0);
  close(fd);
  return 0;
}

int guessed_variable_ok(int first_peer) {
  int second_fd = socket(AF_INET, SOCK_STREAM, 0);
  if (second_fd < 0)
    return -1;
  close(second_fdd);
  send(second_fd, "x", 1, 0);
  close(second_fd);
  return 0;
}
