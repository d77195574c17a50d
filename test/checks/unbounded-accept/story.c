// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The way from the loop to the thread.
//
// RUN: %check_tidy %s net-unbounded-accept %t

typedef unsigned long pthread_t;
int accept(int, void *, void *);
int pthread_create(pthread_t *, const void *, void *(*)(void *), void *);
int pthread_detach(pthread_t);
int close(int);
void *serve(void *);
void log_line(const char *, ...);

static void spawn(long socket) {
  pthread_t thread;
  pthread_create(&thread, 0, serve, (void *)socket);
// CHECK-NOTES: :[[@LINE-1]]:3: warning: a new thread is started for every connection, and nothing limits their number: clients that stay connected use up threads and memory until none can be started [net-unbounded-accept]
// CHECK-NOTES: :[[@LINE+8]]:16: note: connections are accepted here
// CHECK-NOTES: :[[@LINE+15]]:3: note: the loop is here
// CHECK-NOTES: :[[@LINE+17]]:5: note: which calls 'receive' here
// CHECK-NOTES: :[[@LINE+9]]:3: note: which calls 'spawn' here
  pthread_detach(thread);
}

static int wait_for_one(int listener) {
  int socket = accept(listener, 0, 0);
  return socket;
}
static void receive(int socket) {
  spawn(socket);
}

void listen_bad(int listener) {
  while (1) {
    int socket = wait_for_one(listener);
    log_line("accepted %d", socket);
    receive(socket);
  }
}

// Built once: a guard in the helper, and a count of what was built.
static int started;
static void spawn_workers(int socket) {
  pthread_t thread;
  if (started < 8 && pthread_create(&thread, 0, serve, 0) == 0)
    ++started;
  close(socket);
}
void grow_ok(int listener) {
  while (1)
    spawn_workers(accept(listener, 0, 0));
}
