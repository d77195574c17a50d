// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Commands that were queued and whose replies nobody fetched.
//
// RUN: %check_tidy %s net-undrained-response %t

#include <hiredis/hiredis.h>
#include <stddef.h>

void queued_bad(redisContext *c) {
  redisAppendCommand(c, "INCR hits");
  redisReply *reply = redisCommand(c, "GET hits");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'redisCommand' is called while this {{.*}} still holds an unread answer, so it is given the answer to an earlier command [net-undrained-response]
  freeReplyObject(reply);
}

void fetched_ok(redisContext *c) {
  redisReply *reply = NULL;
  redisAppendCommand(c, "INCR hits");
  if (redisGetReply(c, (void **)&reply) != REDIS_OK)
    return;
  freeReplyObject(reply);
  reply = redisCommand(c, "GET hits");
  freeReplyObject(reply);
}

void pipeline_ok(redisContext *c, const char *const *keys, int n) {
  for (int i = 0; i < n; ++i)
    redisAppendCommand(c, "INCR %s", keys[i]);
  for (int i = 0; i < n; ++i) {
    redisReply *reply = NULL;
    if (redisGetReply(c, (void **)&reply) != REDIS_OK)
      return;
    freeReplyObject(reply);
  }
  freeReplyObject(redisCommand(c, "PING"));
}
