// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Known to the whole project: other files may release what stands here.

#ifndef SESSION_H
#define SESSION_H

#include <time.h>

struct addrinfo;

struct session {
  timer_t idle;
  int tick;
};

struct server {
  int listener;
  int wake;
};

struct endpoint {
  struct addrinfo *addresses;
};

#endif
