// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not found, and why.
//
// RUN: %check_tidy %s %core %t

#include <fcntl.h>
#include <string>
#include <unistd.h>

// Opened again without closing what the member held before. Whether it held
// anything then depends on the order in which others call the functions.
class FN_Log {
public:
  void reopen(const std::string &Path) {
    Fd = ::open(Path.c_str(), O_WRONLY | O_APPEND | O_CREAT, 0644);
  }
  ~FN_Log() {
    if (Fd >= 0)
      ::close(Fd);
  }

private:
  int Fd = -1;
};
