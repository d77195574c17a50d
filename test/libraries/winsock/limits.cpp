// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is known to be missed.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 %mingw

#include <winsock2.h>

// FD_SET() stores the socket in an array: from there on it is not followed.
int FN_select(const sockaddr *peer, int length, char *buffer) {
  SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
  if (s == INVALID_SOCKET)
    return -1;
  if (connect(s, peer, length) != 0) {
    closesocket(s);
    return -1;
  }
  fd_set readable;
  FD_ZERO(&readable);
  FD_SET(s, &readable);
  timeval limit = {5, 0};
  if (select(0, &readable, nullptr, nullptr, &limit) <= 0)
    return -1; // without closesocket
  int received = recv(s, buffer, 64, 0);
  closesocket(s);
  return received;
}
