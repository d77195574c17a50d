// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thread or a process per connection, with and without a limit.
//
// RUN: %check_tidy %s net-unbounded-accept %t
// RUN: %check_tidy --check-suffix THREADS %s net-unbounded-accept %t -- \
// RUN:   "--config={CheckOptions: {net-unbounded-accept.Processes: false}}"

#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

void *serve(void *socket);
void serve_here(int socket);
void set_options(int socket);
void wait_for_place(void);
static volatile sig_atomic_t running = 1;

void threads_bad(int listener) {
  while (running) {
    int *socket = malloc(sizeof *socket);
    *socket = accept(listener, NULL, NULL);
    if (*socket < 0)
      continue;
    pthread_t thread;
    pthread_create(&thread, NULL, serve, socket);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for every connection, and nothing limits their number: clients that stay connected use up threads and memory until none can be started [net-unbounded-accept]
// CHECK-MESSAGES-THREADS: :[[@LINE-2]]:5: warning: a new thread is started for every connection
    pthread_detach(thread);
  }
}

void processes_bad(int listener) {
  for (;;) {
    int socket = accept(listener, NULL, NULL);
    if (socket == -1) {
      perror("accept");
      continue;
    }
    pid_t child = fork();
// CHECK-MESSAGES: :[[@LINE-1]]:19: warning: a new process is started for every connection, and nothing limits their number: clients that stay connected use up processes and memory until none can be started [net-unbounded-accept]
    if (child == 0) {
      int sent = 0;
      close(listener);
      while (sent < 10)
        sent += write(socket, "hello", 5);
      serve_here(socket);
      exit(0);
    }
    close(socket);
  }
}

void switched_bad(int listener) {
  for (;;) {
    int socket = accept(listener, NULL, NULL);
    switch (fork()) {
// CHECK-MESSAGES: :[[@LINE-1]]:13: warning: a new process is started for every connection
    case 0:
      serve_here(socket);
      _exit(0);
    default:
      close(socket);
    }
  }
}

static void start(int *socket) {
  pthread_t thread;
  printf("accepted %d\n", *socket);
  if (pthread_create(&thread, NULL, serve, socket) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: a new thread is started for every connection
// CHECK-MESSAGES-THREADS: :[[@LINE-2]]:7: warning: a new thread is started for every connection
    free(socket);
}

static int next(int listener) {
  int socket;
  do
    socket = accept(listener, NULL, NULL);
  while (socket < 0);
  return socket;
}

void helpers_bad(int listener) {
  for (;;) {
    int *socket = malloc(sizeof *socket);
    *socket = next(listener);
    start(socket);
  }
}

void serial_ok(int listener) {
  for (;;) {
    int socket = accept(listener, NULL, NULL);
    serve_here(socket);
    close(socket);
  }
}

static int active;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void *serve_and_count(void *socket) {
  serve(socket);
  pthread_mutex_lock(&lock);
  --active;
  pthread_mutex_unlock(&lock);
  return NULL;
}

void counted_ok(int listener) {
  for (;;) {
    int *socket = malloc(sizeof *socket);
    *socket = accept(listener, NULL, NULL);
    pthread_mutex_lock(&lock);
    int full = active >= 100;
    if (active < 100)
      ++active;
    pthread_mutex_unlock(&lock);
    pthread_t thread;
    if (full)
      close(*socket);
    else
      pthread_create(&thread, NULL, serve_and_count, socket);
  }
}

static sem_t places;

void semaphore_ok(int listener) {
  for (;;) {
    sem_wait(&places);
    int *socket = malloc(sizeof *socket);
    *socket = accept(listener, NULL, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, serve, socket);
  }
}

void unseen_wait_ok(int listener) {
  for (;;) {
    wait_for_place();
    int *socket = malloc(sizeof *socket);
    *socket = accept(listener, NULL, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, serve, socket);
  }
}

void joined_ok(int listener) {
  for (;;) {
    int *socket = malloc(sizeof *socket);
    *socket = accept(listener, NULL, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, serve, socket);
    pthread_join(thread, NULL);
  }
}

void waited_ok(int listener) {
  for (;;) {
    int socket = accept(listener, NULL, NULL);
    pid_t child = fork();
    if (child == 0) {
      serve_here(socket);
      exit(0);
    }
    close(socket);
    waitpid(child, NULL, 0);
  }
}

// A fixed number of workers, each with its own loop.
void preforked_ok(int listener) {
  for (int i = 0; i < 8; i++)
    if (fork() == 0)
      for (;;) {
        int socket = accept(listener, NULL, NULL);
        serve_here(socket);
        close(socket);
      }
}

static void *loop(void *listener) {
  for (;;) {
    int socket = accept(*(int *)listener, NULL, NULL);
    serve_here(socket);
    close(socket);
  }
  return NULL;
}

void pool_ok(int *listener) {
  for (int i = 0; i < 8; i++) {
    pthread_t thread;
    pthread_create(&thread, NULL, loop, listener);
  }
}

void first_ten_ok(int listener) {
  for (int i = 0; i < 10; i++) {
    int *socket = malloc(sizeof *socket);
    *socket = accept(listener, NULL, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, serve, socket);
  }
}

void once_ok(int listener) {
  int *socket = malloc(sizeof *socket);
  *socket = accept(listener, NULL, NULL);
  pthread_t thread;
  pthread_create(&thread, NULL, serve, socket);
}

// The comparison is kept in a variable, or stands in a function.
static int serving;

static int is_full(void) { return serving >= 64; }

void compared_ok(int listener) {
  for (;;) {
    int *socket = malloc(sizeof *socket);
    *socket = accept(listener, NULL, NULL);
    pthread_mutex_lock(&lock);
    int full = serving >= 64;
    if (!full)
      serving++;
    pthread_mutex_unlock(&lock);
    pthread_t thread;
    if (full || pthread_create(&thread, NULL, serve, socket) != 0)
      close(*socket);
  }
}

void counted_by_function_ok(int listener) {
  while (!is_full()) {
    int *socket = malloc(sizeof *socket);
    *socket = accept(listener, NULL, NULL);
    serving++;
    pthread_t thread;
    pthread_create(&thread, NULL, serve, socket);
  }
}

// To collect those that have ended is no limit; to wait for one is.
void collected_bad(int listener) {
  for (;;) {
    int socket = accept(listener, NULL, NULL);
    if (fork() == 0) {
// CHECK-MESSAGES: :[[@LINE-1]]:9: warning: a new process is started for every connection{{.*}} [net-unbounded-accept]
      serve_here(socket);
      exit(0);
    }
    close(socket);
    while (waitpid(-1, NULL, WNOHANG) > 0)
      ;
  }
}

void waited_for_ok(int listener) {
  for (;;) {
    int socket = accept(listener, NULL, NULL);
    if (fork() == 0) {
      serve_here(socket);
      exit(0);
    }
    close(socket);
    waitpid(-1, NULL, 0);
  }
}
