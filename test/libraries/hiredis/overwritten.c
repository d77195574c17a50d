// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Contexts and replies that are kept in a struct of the program, and replaced
// there.
//
// RUN: %check_tidy %s net-unclosed-response,net-unclosed-connection %t

#include <hiredis/hiredis.h>
#include <stddef.h>

struct session {
  redisContext *context;
  redisReply *reply;
  redisReply *spare;
};

extern void log_text(const char *text);
extern void forget(struct session *s);
extern void keep(redisReply *reply);
extern int wanted(void);

// --- replaced while it is open ------------------------------------------------

int two_commands_bad(struct session *s) {
  s->reply = redisCommand(s->context, "AUTH secret");
  if (!s->reply)
    return -1;
  log_text("signed in");
  s->reply = redisCommand(s->context, "INFO");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the Redis reply is overwritten while it is still open{{.*}} [net-unclosed-response]
  return s->reply ? 0 : -1;
}

int each_round_bad(struct session *s) {
  while (wanted()) {
    s->reply = redisCommand(s->context, "BRPOP jobs 5");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the Redis reply is overwritten while it is still open{{.*}} [net-unclosed-response]
    if (s->reply && s->reply->type == REDIS_REPLY_ERROR)
      log_text(s->reply->str);
  }
  return 0;
}

int again_bad(struct session *s) {
again:
  s->reply = redisCommand(s->context, "GET node");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the Redis reply is overwritten while it is still open{{.*}} [net-unclosed-response]
  if (s->reply && s->reply->type == REDIS_REPLY_ERROR)
    goto again;
  return 0;
}

int cleared_bad(struct session *s) {
  s->reply = redisCommand(s->context, "PING");
  if (!s->reply)
    return -1;
  s->reply = NULL;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the Redis reply is overwritten while it is still open{{.*}} [net-unclosed-response]
  return 0;
}

int into_bad(struct session *s) {
  if (redisGetReply(s->context, (void **)&s->reply) != REDIS_OK)
    return -1;
  return redisGetReply(s->context, (void **)&s->reply);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the Redis reply is overwritten while it is still open{{.*}} [net-unclosed-response]
}

int retry_connection_bad(struct session *s, struct timeval limit) {
  s->context = redisConnect("127.0.0.1", 6379);
  if (!s->context || s->context->err)
    return -1;
  if (redisSetTimeout(s->context, limit) != REDIS_OK)
    s->context = redisConnect("127.0.0.1", 6380);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the Redis context is overwritten while it is still open{{.*}} [net-unclosed-connection]
  return 0;
}

// --- look-alikes ----------------------------------------------------------------

int freed_ok(struct session *s) {
  while (wanted()) {
    s->reply = redisCommand(s->context, "BRPOP jobs 5");
    if (!s->reply)
      break;
    freeReplyObject(s->reply);
  }
  return 0;
}

int failed_ok(struct session *s) {
  s->reply = redisCommand(s->context, "PING");
  if (!s->reply)
    s->reply = redisCommand(s->context, "PING");
  return s->reply ? 0 : -1;
}

// Whether there was a reply is not known here.
int unchecked_ok(struct session *s) {
  s->reply = redisCommand(s->context, "PING");
  s->reply = NULL;
  return 0;
}

int forgotten_ok(struct session *s) {
  s->reply = redisCommand(s->context, "PING");
  if (!s->reply)
    return -1;
  forget(s);
  s->reply = redisCommand(s->context, "PING");
  return 0;
}

static void drop(struct session *s) {
  freeReplyObject(s->reply);
  s->reply = NULL;
}

int dropped_ok(struct session *s) {
  s->reply = redisCommand(s->context, "PING");
  if (!s->reply)
    return -1;
  drop(s);
  s->reply = redisCommand(s->context, "PING");
  return 0;
}

int given_away_ok(struct session *s) {
  s->reply = redisCommand(s->context, "PING");
  if (!s->reply)
    return -1;
  keep(s->reply);
  s->reply = NULL;
  return 0;
}

int moved_ok(struct session *s) {
  s->reply = redisCommand(s->context, "PING");
  if (!s->reply)
    return -1;
  s->spare = s->reply;
  s->reply = redisCommand(s->context, "PING");
  return 0;
}

redisReply *taken_ok(struct session *s) {
  s->reply = redisCommand(s->context, "PING");
  if (!s->reply)
    return NULL;
  redisReply *result = s->reply;
  s->reply = NULL;
  return result;
}

int struct_copied_ok(struct session *s, struct session *other) {
  s->reply = redisCommand(s->context, "PING");
  if (!s->reply)
    return -1;
  *other = *s;
  s->reply = NULL;
  return 0;
}

struct session *passed_on;
int struct_passed_on_ok(struct session *s) {
  s->reply = redisCommand(s->context, "PING");
  if (!s->reply)
    return -1;
  passed_on = s;
  log_text("passed on");
  s->reply = redisCommand(s->context, "PING");
  return 0;
}
