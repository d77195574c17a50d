// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Code in an editor: the functions before and after the one in work are
// analysed, and so is that one up to where it is not certain.
//
// RUN: %check_tidy --expect-errors %s net-unclosed-connection %t

#include "no_such_header.h"
// CHECK-MESSAGES: :[[@LINE-1]]:10: error: 'no_such_header.h' file not found
#include "Inputs/net.h"

int before_bad(bool early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (early)
    return 1;
  close(fd);
  return 0;
}

void unfinished_call_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd >= 0)
    close(fd
}

void unfinished_member_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  fd.
}

void unfinished_condition_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd
}

int missing_semicolon_bad(bool early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  printf("x\n")
  if (early)
    return 1;
  close(fd);
  return 0;
}

int after_bad(bool early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  if (early)
    return 1;
  close(fd);
  return 0;
}

// What follows is lost on the parser.
void in_work_ok(bool early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (early)
    close(fd,
}

void behind_ok() {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd) {
