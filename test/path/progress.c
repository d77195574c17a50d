// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Paths on which nothing new happens to an object are given up, but not before
// what stands behind them was seen.
//
// RUN: %check_tidy %s net-unclosed-connection,net-missing-timeout %t

#include <sys/socket.h>
#include <unistd.h>

#define TIMES_8(...)                                                          \
  __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__     \
      __VA_ARGS__ __VA_ARGS__
#define TIMES_512(...) TIMES_8(TIMES_8(TIMES_8(__VA_ARGS__)))

int look(int);

// Thousands of steps without a call or a branch.
int behind_table_bad(int early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  const int table[] = {TIMES_512(1, 2, 3, 4, )};
  int sum = 0;
  TIMES_512(sum += table[3]; sum ^= 5;)
  if (early)
    return sum;
  close(fd);
  return 0;
}

// 2^16 paths, all of them with the same socket.
int behind_branches_bad(int early) {
  int sum = 0;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  TIMES_8(if (look(sum)) sum += 3;)
  TIMES_8(if (look(sum)) sum ^= 7;)
  if (early)
    return sum;
  close(fd);
  return 0;
}

// What decides at the end was set before the branches.
int behind_branches_ok(int early) {
  int sum = 0, opened = 0, fd = -1;
  if (early) {
    fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
      return -1;
    opened = 1;
  }
  TIMES_8(if (look(sum)) sum += 3;)
  TIMES_8(if (look(sum)) sum ^= 7;)
  if (opened)
    close(fd);
  return sum;
}

static int count(int sum) {
  TIMES_8(if (look(sum)) sum += 3;)
  return sum;
}
int behind_branches_in_callee_bad(int early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (fd < 0)
    return -1;
  int sum = count(3);
  if (early)
    return sum;
  close(fd);
  return 0;
}
