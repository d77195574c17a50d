// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Descriptors and handles in structures, arrays and threads.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>

#include <fake/unistd.h>
#include <stdint.h>
#include <stdlib.h>

typedef unsigned long pthread_t;
int pthread_create(pthread_t *, const void *, void *(*)(void *), void *);
extern int busy(void);
extern void *serve(void *);

// --- structures -------------------------------------------------------------

struct link {
  int fd;
  int used;
};

static int open_link(struct link *l, const char *path) {
  l->fd = open(path, 0);
  return l->fd < 0 ? -1 : 0;
}

int structure_bad(const char *path) {
  struct link l = {-1, 0};
  char byte;
  if (open_link(&l, path) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
    return -1;
  if (read(l.fd, &byte, 1) != 1)
    return -2;
  close(l.fd);
  return byte;
}

int structure_ok(const char *path) {
  struct link l = {-1, 0};
  char byte = 0;
  if (open_link(&l, path) != 0)
    return -1;
  l.used = (int)read(l.fd, &byte, 1);
  close(l.fd);
  return byte;
}

struct link returned_structure_ok(const char *path) {
  struct link l = {-1, 0};
  l.fd = open(path, 0);
  return l;
}

int copied_structure_ok(const char *path, struct link *out) {
  struct link l = {-1, 0};
  l.fd = open(path, 0);
  if (l.fd < 0)
    return -1;
  *out = l;
  return 0;
}

struct pool {
  int fds[8];
  int count;
};

int pool_ok(struct pool *p, const char *path) {
  int fd = open(path, 0);
  if (fd < 0)
    return -1;
  p->fds[p->count++] = fd;
  return 0;
}

int heap_pool_ok(struct pool **out, const char *path) {
  struct pool *p = calloc(1, sizeof *p);
  int fd;
  if (!p)
    return -1;
  fd = open(path, 0);
  if (fd < 0) {
    free(p);
    return -1;
  }
  p->fds[0] = fd;
  p->count = 1;
  *out = p;
  return 0;
}

// --- arrays -----------------------------------------------------------------

int local_array_ok(const char *path) {
  int fds[2], i;
  fds[0] = open(path, 0);
  if (fds[0] < 0)
    return -1;
  fds[1] = open(path, 1);
  if (fds[1] < 0) {
    close(fds[0]);
    return -1;
  }
  for (i = 0; i < 2; i++)
    close(fds[i]);
  return 0;
}

// --- threads ----------------------------------------------------------------

int thread_ok(const char *path) {
  pthread_t thread;
  int fd = open(path, 0);
  if (fd < 0)
    return -1;
  if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd) != 0) {
    close(fd);
    return -1;
  }
  return 0;
}

int thread_structure_ok(const char *path) {
  pthread_t thread;
  struct link *l = malloc(sizeof *l);
  if (!l)
    return -1;
  l->fd = open(path, 0);
  if (l->fd < 0) {
    free(l);
    return -1;
  }
  return pthread_create(&thread, NULL, serve, l);
}

int thread_handle_ok(void) {
  pthread_t thread;
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  return pthread_create(&thread, NULL, serve, handle);
}

// --- failure tests in other words -------------------------------------------

#define unlikely(x) __builtin_expect(!!(x), 0)

int expected_ok(const char *path) {
  int fd = open(path, 0);
  if (unlikely(fd < 0))
    return -1;
  return close(fd);
}

int retried_ok(const char *path) {
  int fd;
  do {
    fd = open(path, 0);
  } while (fd < 0 && busy());
  if (fd < 0)
    return -1;
  return close(fd);
}

static int failed(int fd) { return fd == -1; }

int helper_test_ok(const char *path) {
  int fd = open(path, 0);
  if (failed(fd))
    return -1;
  return close(fd);
}

int ternary_ok(const char *path) {
  int fd = path ? open(path, 0) : -1;
  if (fd != -1)
    close(fd);
  return 0;
}

int switch_ok(const char *path) {
  int fd = open(path, 0);
  switch (fd) {
  case -1:
    return -1;
  default:
    return close(fd);
  }
}

int both_or_none_ok(const char *path) {
  int in = open(path, 0);
  int out = open(path, 1);
  int status = in < 0 || out < 0;
  if (in >= 0)
    close(in);
  if (out >= 0)
    close(out);
  return status;
}

int second_fails_bad(const char *path) {
  int in = open(path, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (in < 0)
    return -1;
  int out = open(path, 1);
  if (out < 0)
    return -1;
  close(in);
  close(out);
  return 0;
}

static int table[4];

int stored_by_helper_ok(const char *path, int slot) {
  int fd = open(path, 0);
  if (fd < 0)
    return -1;
  table[slot & 3] = fd;
  return 0;
}
