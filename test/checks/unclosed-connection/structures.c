// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Structures of this file: whoever could release what they hold is here.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>

#include <stdlib.h>

struct kept_bad {
  CURL *own;
};

static struct kept_bad *kept_new(void) {
  struct kept_bad *k = calloc(1, sizeof *k);
  if (k)
    k->own = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:14: warning: this curl handle is kept in 'own', and nothing that can see it releases it{{.*}} [net-unclosed-connection]
  return k;
}

static int kept_use(struct kept_bad *k) { return curl_easy_perform(k->own); }

int kept_run(void) {
  struct kept_bad *k = kept_new();
  int status = k ? kept_use(k) : -1;
  free(k);
  return status;
}

struct ended_ok {
  CURL *own;
};

static struct ended_ok *ended_new(void) {
  struct ended_ok *e = calloc(1, sizeof *e);
  if (e)
    e->own = curl_easy_init();
  return e;
}

static void ended_free(struct ended_ok *e) {
  if (!e)
    return;
  curl_easy_cleanup(e->own);
  free(e);
}

int ended_run(void) {
  struct ended_ok *e = ended_new();
  int status = e ? (int)curl_easy_perform(e->own) : -1;
  ended_free(e);
  return status;
}

// An external function hands it out: its callers may release the handle.
struct handed_ok {
  CURL *own;
};

struct handed_ok *handed_new(void) {
  struct handed_ok *h = calloc(1, sizeof *h);
  if (h)
    h->own = curl_easy_init();
  return h;
}

// A library that calls back does not know what the pointer leads to.
struct called_bad {
  CURL *own;
};
extern void on_event(void (*callback)(void *), void *argument);
static void called(void *argument) {
  struct called_bad *c = argument;
  curl_easy_perform(c->own);
}

void called_start(void) {
  struct called_bad *c = calloc(1, sizeof *c);
  if (!c)
    return;
  c->own = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this curl handle is kept in 'own', and nothing that can see it releases it{{.*}} [net-unclosed-connection]
  on_event(called, c);
}

static struct global_ok {
  CURL *own;
} state;

int global_start(void) {
  state.own = curl_easy_init();
  return state.own ? 0 : -1;
}

int global_use(void) { return curl_easy_perform(state.own); }

// A struct without a name of its own, here and in a header that others include.
typedef struct {
  CURL *own;
} unnamed_bad;

static int unnamed_open(void *data) {
  unnamed_bad *u = data;
  u->own = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this curl handle is kept in 'own', and nothing that can see it releases it{{.*}} [net-unclosed-connection]
  return u->own ? curl_easy_perform(u->own) : -1;
}

#include "shared.h"

static int shared_open(void *data) {
  shared_ok *s = data;
  s->own = curl_easy_init();
  return s->own ? curl_easy_perform(s->own) : -1;
}

int open_both(void *first, void *second) {
  return unnamed_open(first) + shared_open(second);
}
