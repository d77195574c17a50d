// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Labels of a switch that the compiler does not know and takes for others.
//
// RUN: %check_tidy --expect-errors %s net-unclosed-connection %t

#include <sys/socket.h>
#include <unistd.h>

enum reason { REASON_ESTABLISHED, REASON_CLOSED };

int another_case_bad(enum reason why) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this socket is not released
  switch (why) {
  case REASON_ESTABLISHED_E:
    // CHECK-MESSAGES: :[[@LINE-1]]:8: error: use of undeclared identifier
    close(fd);
    return 1;
  case REASON_CLOSED:
    return 2;
  default:
    break;
  }
  close(fd);
  return 0;
}

// What the compiler guesses is not the label that was written: the call that
// releases the socket stands under another.
int not_the_guess_ok(int server) {
  enum reason why = server ? REASON_ESTABLISHED : REASON_CLOSED;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  switch (why) {
  case REASON_CLOSED_E:
    // CHECK-MESSAGES: :[[@LINE-1]]:8: error: use of undeclared identifier
    return 1;
  default:
    break;
  }
  close(fd);
  return 0;
}
