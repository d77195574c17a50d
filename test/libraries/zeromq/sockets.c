// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sockets of ZeroMQ in C: clients that wait, workers that do so by design, and who
// frees what.
//
// RUN: %check_tidy %s %core %t -- -- -std=gnu11

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <zmq.h>

//===-- One context and socket for each question --------------------------===//

int ask_bad(const char *question, char *answer, size_t size) {
  void *context = zmq_ctx_new();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this ZeroMQ context is not released on a path{{.*}} [net-unclosed-connection]
  void *s = zmq_socket(context, ZMQ_REQ);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new ZeroMQ socket is built for every call{{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this ZeroMQ socket is not released on a path{{.*}} [net-unclosed-connection]
  zmq_connect(s, "tcp://prices.internal:5555");
  zmq_send(s, question, strlen(question), 0);
  return zmq_recv(s, answer, size, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'zmq_recv' can wait for ever{{.*}} [net-missing-timeout]
}

int ask_anew_bad(const char *question, char *answer, size_t size) {
  int limit = 1000;
  void *context = zmq_ctx_new();
  void *s = zmq_socket(context, ZMQ_REQ);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new ZeroMQ socket is built for every call{{.*}} [net-client-per-call]
  zmq_setsockopt(s, ZMQ_RCVTIMEO, &limit, sizeof limit);
  zmq_connect(s, "tcp://prices.internal:5555");
  zmq_send(s, question, strlen(question), 0);
  int n = zmq_recv(s, answer, size, 0);
  zmq_close(s);
  zmq_ctx_term(context);
  return n;
}

void push_all_bad(const char **lines, int count) {
  for (int i = 0; i < count; ++i) {
    void *context = zmq_ctx_new();
    void *s = zmq_socket(context, ZMQ_PUSH);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new ZeroMQ socket is built for every iteration{{.*}} [net-client-per-call]
    zmq_connect(s, "tcp://sink.internal:5558");
    zmq_send(s, lines[i], strlen(lines[i]), 0);
    zmq_close(s);
    zmq_ctx_term(context);
  }
}

// A socket of a context that lives on is cheap enough.
int ask_ok(void *context, const char *question, char *answer, size_t size) {
  int limit = 1000;
  void *s = zmq_socket(context, ZMQ_REQ);
  zmq_setsockopt(s, ZMQ_RCVTIMEO, &limit, sizeof limit);
  zmq_connect(s, "tcp://prices.internal:5555");
  zmq_send(s, question, strlen(question), 0);
  int n = zmq_recv(s, answer, size, 0);
  zmq_close(s);
  return n;
}

int push_all_ok(const char **lines, int count) {
  void *context = zmq_ctx_new();
  void *s = zmq_socket(context, ZMQ_PUSH);
  zmq_connect(s, "tcp://sink.internal:5558");
  for (int i = 0; i < count; ++i)
    zmq_send(s, lines[i], strlen(lines[i]), 0);
  zmq_close(s);
  return zmq_ctx_term(context);
}

//===-- Waiting -----------------------------------------------------------===//

int greet_bad(void *context) {
  char answer[16];
  void *s = zmq_socket(context, ZMQ_REQ);
  zmq_connect(s, "tcp://prices.internal:5555");
  zmq_send(s, "hello", 5, 0);
  int n = zmq_recv(s, answer, sizeof answer, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'zmq_recv' can wait for ever{{.*}} [net-missing-timeout]
  zmq_close(s);
  return n;
}

int greet_for_ever_bad(void *context) {
  const int forever = -1;
  char answer[16];
  void *s = zmq_socket(context, ZMQ_REQ);
  zmq_setsockopt(s, ZMQ_RCVTIMEO, &forever, sizeof forever);
  zmq_connect(s, "tcp://prices.internal:5555");
  zmq_send(s, "hello", 5, 0);
  int n = zmq_recv(s, answer, sizeof answer, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'zmq_recv' can wait for ever{{.*}} [net-missing-timeout]
  zmq_close(s);
  return n;
}

int greet_now_ok(void *context) {
  char answer[16];
  void *s = zmq_socket(context, ZMQ_REQ);
  zmq_connect(s, "tcp://prices.internal:5555");
  zmq_send(s, "hello", 5, 0);
  int n = zmq_recv(s, answer, sizeof answer, ZMQ_DONTWAIT);
  zmq_close(s);
  return n;
}

// Waits for ever by design.
int feed_ok(void *context) {
  char line[256];
  int n;
  void *s = zmq_socket(context, ZMQ_SUB);
  zmq_setsockopt(s, ZMQ_SUBSCRIBE, "", 0);
  zmq_connect(s, "tcp://feed.internal:5556");
  while ((n = zmq_recv(s, line, sizeof line, 0)) >= 0)
    fwrite(line, 1, n, stdout);
  return zmq_close(s);
}

static void *worker(void *context) {
  char job[64];
  void *s = zmq_socket(context, ZMQ_REP);
  zmq_connect(s, "inproc://workers");
  while (zmq_recv(s, job, sizeof job, 0) >= 0)
    zmq_send(s, "done", 4, 0);
  zmq_close(s);
  return NULL;
}

int start_worker_ok(void *context, pthread_t *thread) { return pthread_create(thread, NULL, worker, context); }

int serve_ok(void) {
  char job[64];
  void *context = zmq_ctx_new();
  void *s = zmq_socket(context, ZMQ_REP);
  if (zmq_bind(s, "tcp://*:5555")) {
    zmq_close(s);
    zmq_ctx_term(context);
    return -1;
  }
  while (zmq_recv(s, job, sizeof job, 0) >= 0)
    zmq_send(s, "done", 4, 0);
  zmq_close(s);
  return zmq_ctx_term(context);
}

int any_type_ok(void *context, int type, char *answer, size_t size) {
  void *s = zmq_socket(context, type);
  zmq_connect(s, "tcp://prices.internal:5555");
  int n = zmq_recv(s, answer, size, 0);
  zmq_close(s);
  return n;
}

//===-- Who frees what ----------------------------------------------------===//

void *subscribe_bad(void *context, const char *endpoint) {
  void *s = zmq_socket(context, ZMQ_SUB);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this ZeroMQ socket is not released on a path{{.*}} [net-unclosed-connection]
  if (!s || zmq_setsockopt(s, ZMQ_SUBSCRIBE, "", 0))
    return NULL;
  if (zmq_connect(s, endpoint)) {
    zmq_close(s);
    return NULL;
  }
  return s;
}

int send_late_bad(void *s) {
  zmq_close(s);
  return zmq_send(s, "bye", 3, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this ZeroMQ socket is used after it was released{{.*}} [net-use-after-close]
}

void end_ok(void *context, void *s) {
  zmq_close(s);
  while (zmq_ctx_term(context) == -1 && errno == EINTR)
    ; // a signal came
}

int read_number_bad(void *s, int *number) {
  zmq_msg_t m;
  zmq_msg_init(&m);
  if (zmq_msg_recv(&m, s, 0) < 0) {
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this ZeroMQ message is not released on a path{{.*}} [net-unclosed-response]
    zmq_msg_close(&m);
    return -1;
  }
  if (zmq_msg_size(&m) < sizeof *number)
    return -1;
  memcpy(number, zmq_msg_data(&m), sizeof *number);
  return zmq_msg_close(&m);
}

int count_ok(void *s) {
  zmq_msg_t m;
  int total = 0;
  zmq_msg_init(&m);
  while (zmq_msg_recv(&m, s, 0) >= 0) // frees what it received before
    total += zmq_msg_size(&m);
  zmq_msg_close(&m);
  return total;
}

// Sending takes the message.
int forward_ok(void *from, void *to) {
  zmq_msg_t part;
  int more;
  do {
    zmq_msg_init(&part);
    if (zmq_msg_recv(&part, from, 0) < 0) {
      zmq_msg_close(&part);
      return -1;
    }
    more = zmq_msg_more(&part);
    if (zmq_msg_send(&part, to, more ? ZMQ_SNDMORE : 0) < 0) {
      zmq_msg_close(&part);
      return -1;
    }
  } while (more);
  return 0;
}

static void on_timer(int id, void *data) { ++*(int *)data; }

int timers_bad(int *ticks, int rounds) {
  void *timers = zmq_timers_new();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this set of ZeroMQ timers is not stopped on a path{{.*}} [net-unstopped-timer]
  if (!timers)
    return -1;
  if (zmq_timers_add(timers, 1000, on_timer, ticks) < 0) {
    zmq_timers_destroy(&timers);
    return -1;
  }
  while (rounds--)
    if (zmq_timers_execute(timers))
      return -1;
  return zmq_timers_destroy(&timers);
}

int timers_ok(int *ticks) {
  void *timers = zmq_timers_new();
  if (!timers)
    return -1;
  int failed = zmq_timers_add(timers, 1000, on_timer, ticks) < 0 || zmq_timers_execute(timers);
  zmq_timers_destroy(&timers);
  return failed;
}

unsigned long measure_bad(void *s) {
  void *watch = zmq_stopwatch_start();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this ZeroMQ stopwatch is not released on a path{{.*}} [net-unclosed-connection]
  if (zmq_send(s, "ping", 4, 0) < 0)
    return 0;
  return zmq_stopwatch_stop(watch);
}

unsigned long measure_ok(void *s) {
  void *watch = zmq_stopwatch_start();
  zmq_send(s, "ping", 4, 0);
  return zmq_stopwatch_stop(watch);
}
