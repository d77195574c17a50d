// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is known to be missed, and what is known to be reported without need.
//
// RUN: %check_tidy %s net-retry-without-backoff %t -- --config="{CheckOptions: {ExtraModels: '%S/Inputs/ferry.yaml'}}" -- -I%S/Inputs

#include <ferry.h>

// A loop that is none of the language's.
void FN_label(ferry *F) {
again:
  if (!ferry_send(F, "hello"))
    goto again;
}

// A function that calls itself.
void FN_recursion(ferry *F) {
  if (!ferry_send(F, "hello"))
    FN_recursion(F);
}

// A function that is believed to log, and waits.
void log_and_rest(const char *Text);
void FP_name_of_a_log(ferry *F) {
  while (!ferry_send(F, "hello"))
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'ferry_send' is tried again at once{{.*}} [net-retry-without-backoff]
    log_and_rest("not sent");
}
