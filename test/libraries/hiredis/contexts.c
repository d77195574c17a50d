// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Contexts and replies of hiredis, as C programs use them.
//
// RUN: %check_tidy %s %core %t

#include <hiredis/async.h>
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct event_loop;
extern int attach_to_loop(redisAsyncContext *context, struct event_loop *loop);

// --- a context per call ------------------------------------------------------

long next_number_bad(const struct timeval *limit) {
  redisContext *c = redisConnect("127.0.0.1", 6379);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new Redis context is built for every call{{.*}} [net-client-per-call]
  if (!c)
    return -1;
  redisSetTimeout(c, *limit);
  long value = -1;
  redisReply *r = redisCommand(c, "INCR numbers");
  if (r) {
    value = (long)r->integer;
    freeReplyObject(r);
  }
  redisFree(c);
  return value;
}

int forget_all_bad(const char **keys, int count, struct timeval limit) {
  for (int i = 0; i < count; i++) {
    redisContext *c = redisConnectWithTimeout("cache", 6379, limit);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new Redis context is built for every iteration{{.*}} [net-client-per-call]
    if (!c || c->err) {
      redisFree(c);
      return -1;
    }
    redisSetTimeout(c, limit);
    freeReplyObject(redisCommand(c, "DEL %s", keys[i]));
    redisFree(c);
  }
  return 0;
}

int forget_all_ok(const char **keys, int count, struct timeval limit) {
  redisContext *c = redisConnectWithTimeout("cache", 6379, limit);
  if (!c || c->err) {
    redisFree(c);
    return -1;
  }
  redisSetTimeout(c, limit);
  for (int i = 0; i < count; i++)
    freeReplyObject(redisCommand(c, "DEL %s", keys[i]));
  redisFree(c);
  return 0;
}

struct shard {
  const char *host;
  int port;
};

int ping_every_shard_ok(const struct shard *shards, int count,
                        struct timeval limit) {
  int alive = 0;
  for (int i = 0; i < count; i++) {
    redisContext *c =
        redisConnectWithTimeout(shards[i].host, shards[i].port, limit);
    if (!c)
      continue;
    if (!c->err && redisSetTimeout(c, limit) == REDIS_OK) {
      redisReply *pong = redisCommand(c, "PING");
      alive += pong != NULL;
      freeReplyObject(pong);
    }
    redisFree(c);
  }
  return alive;
}

redisContext *connected_ok(const char *host, struct timeval limit) {
  redisContext *c = redisConnectWithTimeout(host, 6379, limit);
  if (c != NULL && c->err) {
    fprintf(stderr, "redis: %s\n", c->errstr);
    redisFree(c);
    return NULL;
  }
  if (c)
    redisSetTimeout(c, limit);
  return c;
}

// --- contexts that are lost --------------------------------------------------

int failed_connect_bad(const char *host, redisContext **out) {
  redisContext *c = redisConnect(host, 6379);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Redis context is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (c == NULL || c->err) {
    fprintf(stderr, "cannot connect to %s\n", host);
    return -1;
  }
  *out = c;
  return 0;
}

int failed_connect_ok(const char *host, redisContext **out) {
  redisContext *c = redisConnect(host, 6379);
  if (c == NULL || c->err) {
    if (c)
      redisFree(c);
    return -1;
  }
  *out = c;
  return 0;
}

int authenticated_bad(const char *host, const char *password,
                      struct timeval limit) {
  redisReply *r = NULL;
  redisContext *c = redisConnectWithTimeout(host, 6379, limit);
  if (!c)
    return -1;
  if (c->err)
    goto fail;
  redisSetTimeout(c, limit);
  r = redisCommand(c, "AUTH %s", password);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Redis reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!r || r->type == REDIS_REPLY_ERROR)
    goto fail;
  freeReplyObject(r);
  redisFree(c);
  return 0;
fail:
  redisFree(c);
  return -1;
}

int authenticated_ok(const char *host, const char *password,
                     struct timeval limit) {
  int status = -1;
  redisReply *r = NULL;
  redisContext *c = redisConnectWithTimeout(host, 6379, limit);
  if (!c)
    return -1;
  if (c->err)
    goto out;
  redisSetTimeout(c, limit);
  r = redisCommand(c, "AUTH %s", password);
  if (!r || r->type == REDIS_REPLY_ERROR)
    goto out;
  status = 0;
out:
  freeReplyObject(r);
  redisFree(c);
  return status;
}

int descriptor_kept_ok(const char *host) {
  redisContext *c = redisConnect(host, 6379);
  if (!c)
    return -1;
  return redisFreeKeepFd(c);
}

// --- replies -----------------------------------------------------------------

void result_ignored_bad(redisContext *c) {
  redisCommand(c, "SET state ready");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Redis reply is not released on a path through this function{{.*}} [net-unclosed-response]
}

int wrong_type_bad(redisContext *c, const char *key, char *out, size_t size) {
  redisReply *r = redisCommand(c, "GET %s", key);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Redis reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!r)
    return -1;
  if (r->type != REDIS_REPLY_STRING)
    return 0;
  snprintf(out, size, "%s", r->str);
  freeReplyObject(r);
  return 1;
}

int retried_bad(redisContext *c, const char *key) {
  redisReply *r;
again:
  r = redisCommand(c, "GET %s", key);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Redis reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!r)
    return -1;
  if (r->type == REDIS_REPLY_ERROR && strncmp(r->str, "LOADING", 7) == 0)
    goto again;
  int value = r->str ? atoi(r->str) : 0;
  freeReplyObject(r);
  return value;
}

int pipeline_bad(redisContext *c) {
  redisReply *r;
  redisAppendCommand(c, "INCR hits");
  redisAppendCommand(c, "EXPIRE hits 60");
  if (redisGetReply(c, (void **)&r) != REDIS_OK)
    return -1;
  if (redisGetReply(c, (void **)&r) != REDIS_OK)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the Redis reply is overwritten while it is still open: nobody can release it any more{{.*}} [net-unclosed-response]
    return -1;
  freeReplyObject(r);
  return 0;
}

int pipeline_ok(redisContext *c, int count) {
  void *r = NULL;
  for (int i = 0; i < count; i++)
    redisAppendCommand(c, "INCR hits:%d", i);
  while (count-- > 0) {
    if (redisGetReply(c, &r) != REDIS_OK)
      return -1;
    freeReplyObject(r);
  }
  return 0;
}

size_t members_ok(redisContext *c, const char *key) {
  redisReply *all = redisCommand(c, "SMEMBERS %s", key);
  if (all == NULL)
    return 0;
  size_t count = all->elements;
  for (size_t i = 0; i < count; i++) {
    // Part of the whole: not to be freed on its own.
    redisReply *member = all->element[i];
    puts(member->str);
  }
  freeReplyObject(all);
  return count;
}

redisReply *raw_ok(redisContext *c, int argc, const char **argv) {
  return redisCommandArgv(c, argc, argv, NULL);
}

void text_after_free_bad(redisContext *c) {
  redisReply *r = redisCommand(c, "INFO");
  if (!r)
    return;
  freeReplyObject(r);
  puts(r->str);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Redis reply is used after it was released{{.*}} [net-use-after-close]
}

void freed_twice_bad(redisContext *c) {
  redisReply *r = redisCommand(c, "PING");
  if (r && r->type == REDIS_REPLY_ERROR)
    freeReplyObject(r);
  freeReplyObject(r);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Redis reply is released a second time{{.*}} [net-use-after-close]
}

int formatted_bad(redisContext *c) {
  char *command;
  int length = redisFormatCommand(&command, "SET %s %s", "key", "value");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this formatted command is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (length < 0)
    return -1;
  return redisAppendFormattedCommand(c, command, (size_t)length);
}

int formatted_ok(redisContext *c) {
  char *command;
  int length = redisFormatCommand(&command, "SET %s %s", "key", "value");
  if (length < 0)
    return -1;
  int status = redisAppendFormattedCommand(c, command, (size_t)length);
  redisFreeCommand(command);
  return status;
}

// It is one block of memory; a reply is not.
int formatted_and_freed_ok(redisContext *c) {
  char *command = NULL;
  int length = redisFormatCommand(&command, "SET %s %s", "key", "value");
  int status = length > 0
                   ? redisAppendFormattedCommand(c, command, (size_t)length)
                   : REDIS_ERR;
  free(command);
  return status;
}

long freed_reply_bad(redisContext *c) {
  redisReply *r = redisCommand(c, "ROLE");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Redis reply is not released on a path through this function{{.*}} [net-unclosed-response]
  long count = r ? (long)r->elements : -1;
  free(r);
  return count;
}

// --- timeouts ----------------------------------------------------------------

int connect_bound_only_bad(const char *host) {
  struct timeval limit = {1, 500000};
  redisContext *c = redisConnectWithTimeout(host, 6379, limit);
  if (!c || c->err) {
    redisFree(c);
    return -1;
  }
  redisReply *r = redisCommand(c, "PING");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'redisCommand' can wait for ever: no timeout is set on this Redis context{{.*}} [net-missing-timeout]
  int alive = r != NULL;
  freeReplyObject(r);
  redisFree(c);
  return alive;
}

int no_limit_bad(const char *host) {
  struct timeval never = {0, 0};
  redisContext *c = redisConnect(host, 6379);
  if (!c)
    return -1;
  redisSetTimeout(c, never);
  freeReplyObject(redisCommand(c, "PING"));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'redisCommand' can wait for ever: the timeout of this Redis context is set to a value that means "no limit" [net-missing-timeout]
  redisFree(c);
  return 0;
}

static void configure(redisContext *c, int milliseconds) {
  struct timeval limit = {milliseconds / 1000, milliseconds % 1000 * 1000};
  redisSetTimeout(c, limit);
}

int bounded_by_helper_ok(const char *host, int milliseconds) {
  redisContext *c = redisConnect(host, 6379);
  if (!c)
    return -1;
  configure(c, milliseconds);
  freeReplyObject(redisCommand(c, "PING"));
  redisFree(c);
  return 0;
}

int non_blocking_ok(const char *host) {
  redisContext *c = redisConnectNonBlock(host, 6379);
  if (!c)
    return -1;
  redisAppendCommand(c, "PING");
  int done = 0;
  redisBufferWrite(c, &done);
  redisFree(c);
  return done;
}

// --- a context that tells of an error has given no reply ----------------------

long count_ok(redisContext *c) {
  redisReply *r = redisCommand(c, "INCR visits");
  if (c->err != REDIS_OK) {
    fprintf(stderr, "redis: %s\n", c->errstr);
    return -1;
  }
  long count = (long)r->integer;
  freeReplyObject(r);
  return count;
}

long count_later_ok(redisContext *c) {
  void *r = NULL;
  redisAppendCommand(c, "INCR visits");
  redisGetReply(c, &r);
  if (c->err)
    return -1;
  long count = (long)((redisReply *)r)->integer;
  freeReplyObject(r);
  return count;
}

long count_bad(redisContext *c) {
  redisReply *r = redisCommand(c, "INCR visits");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Redis reply is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!c->err)
    return 0;
  freeReplyObject(r);
  return -1;
}

// --- asynchronous contexts ---------------------------------------------------

static void on_value(redisAsyncContext *context, void *reply, void *data) {
  redisReply *r = reply; // freed by the library
  if (r && r->type == REDIS_REPLY_STRING)
    puts(r->str);
  redisAsyncDisconnect(context);
}

int asynchronous_bad(const char *host) {
  redisAsyncContext *context = redisAsyncConnect(host, 6379);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this asynchronous Redis context is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!context)
    return -1;
  if (context->err) {
    fprintf(stderr, "redis: %s\n", context->errstr);
    return -1;
  }
  redisAsyncCommand(context, on_value, NULL, "GET state");
  return 0;
}

int asynchronous_ok(const char *host, struct event_loop *loop) {
  redisAsyncContext *context = redisAsyncConnect(host, 6379);
  if (!context)
    return -1;
  if (context->err) {
    redisAsyncFree(context);
    return -1;
  }
  attach_to_loop(context, loop);
  redisAsyncCommand(context, on_value, NULL, "GET state");
  return 0;
}

int main(void) {
  struct timeval limit = {2, 0};
  redisContext *c = redisConnect("127.0.0.1", 6379);
  if (!c || c->err)
    return 1;
  redisSetTimeout(c, limit);
  freeReplyObject(redisCommand(c, "PING"));
  redisFree(c);
  return 0;
}
