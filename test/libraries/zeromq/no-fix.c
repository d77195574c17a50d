// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a call gives out in an argument is not in the variable of its status.
//
// RUN: %clang_tidy --load=%tidy_plugin --checks='-*,net-unclosed-response' %s -- | %FileCheck %s

#include <zmq.h>

int size_bad(void *s) {
  zmq_msg_t m;
  zmq_msg_init(&m);
  int rc = zmq_msg_recv(&m, s, 0);
  if (rc < 0)
    return -1; // nothing came
  if (rc < 4)
    return 0;
  zmq_msg_close(&m);
  return rc;
}
// CHECK: :[[@LINE-8]]:{{[0-9]+}}: warning: this ZeroMQ message is not released
// CHECK-NOT: warning:
// CHECK-NOT: zmq_msg_close(&rc)
