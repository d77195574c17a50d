// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is opened after the standard descriptors were closed takes their numbers,
// and is to stay open.
//
// RUN: %check_tidy %s net-unclosed-connection %t

#include <fcntl.h>
#include <unistd.h>

void detach_ok(void) {
  close(0);
  close(1);
  close(2);
  open("/dev/null", O_RDONLY);
  open("/dev/null", O_WRONLY);
  open("/dev/null", O_WRONLY);
}

int into_log_ok(const char *log) {
  close(STDOUT_FILENO);
  int fd = open(log, O_WRONLY | O_APPEND);
  if (fd != STDOUT_FILENO)
    return -1;
  return 0;
}

void child_ok(int pipe) {
  close(STDIN_FILENO);
  dup(pipe);
  close(pipe);
}

// The number that was closed is another one.
int mark_bad(const char *name, int old) {
  close(old);
  int fd = open(name, O_WRONLY | O_CREAT, 0600);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path
  if (fd < 0)
    return -1;
  return 0;
}

int quiet_bad(void) {
  int fd = open("/dev/null", O_RDWR);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path
  if (fd < 0)
    return -1;
  dup2(fd, 0);
  dup2(fd, 1);
  return 0;
}
