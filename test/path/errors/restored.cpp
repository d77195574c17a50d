// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Other checks see the tree as the parser left it: a check that counts
// statements counts the same with and without ours.
//
// RUN: %not %clang_tidy %s --checks=-*,readability-function-size \
// RUN:   --config='{CheckOptions: {readability-function-size.StatementThreshold: 0}}' \
// RUN:   -- -I%S 2>&1 | grep 'statements (threshold' > %t.without
// RUN: %not %clang_tidy %s --load=%tidy_plugin \
// RUN:   --checks=-*,net-*,readability-function-size \
// RUN:   --config='{CheckOptions: {readability-function-size.StatementThreshold: 0}}' \
// RUN:   -- -I%S 2>&1 | tee %t.all | grep 'statements (threshold' > %t.with
// RUN: diff %t.without %t.with
// RUN: grep -c 'statements (threshold' %t.with | grep -x 3
// RUN: grep -q 'not released.*net-unclosed-connection' %t.all

#include "Inputs/net.h"

int values(bool early) {
  int fd = socket(UNKNOWN_FAMILY, SOCK_STREAM, 0);
  if (fd < 0)
    return errno;
  if (bind(fd, nullptr, UNKNOWN_SIZE) < 0)
    return 1;
  close(fd);
  return 0;
}

int lost(bool early) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  printf(PACKAGE "/" VERSION "\n");
  auto inner = [&] { close(fd) UNKNOWN_SUFFIX; };
  for (auto &each : unknown_list)
    each.use(fd);
  return NAME "/" VERSION;
}

void hopeless(int kind) {
  switch (kind) {
  case UNKNOWN_KIND:
    printf("x\n");
  }
}

struct Record {
  std::string name = UNKNOWN_NAME;
  int method() { return name.size() + other_; }
};
