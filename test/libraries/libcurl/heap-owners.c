// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handles in structs on the heap, which go with their memory or do not.
//
// RUN: %check_tidy %s net-unclosed-connection %t

#include "Inputs/session.h"
#include <curl/curl.h>
#include <stdlib.h>

extern void watch(struct session *s);
extern CURL *shared;

struct session *lost_bad(const char *url) {
  struct session *s = calloc(1, sizeof(*s));
  if (!s)
    return NULL;
  s->curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (curl_easy_setopt(s->curl, CURLOPT_URL, url) != CURLE_OK) {
    free(s);
    return NULL;
  }
  return s;
}

static void drop(struct session *s) { free(s); }

struct session *lost_by_helper_bad(const char *url) {
  struct session *s = malloc(sizeof(*s));
  if (!s)
    return NULL;
  s->curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!s->curl) {
    drop(s);
    return NULL;
  }
  if (curl_easy_setopt(s->curl, CURLOPT_URL, url) != CURLE_OK) {
    drop(s);
    return NULL;
  }
  return s;
}

struct session *released_ok(const char *url) {
  struct session *s = calloc(1, sizeof(*s));
  if (!s)
    return NULL;
  s->curl = curl_easy_init();
  if (!s->curl) {
    free(s);
    return NULL;
  }
  if (curl_easy_setopt(s->curl, CURLOPT_URL, url) != CURLE_OK) {
    curl_easy_cleanup(s->curl);
    free(s);
    return NULL;
  }
  return s;
}

int kept_elsewhere_ok(const char *url) {
  struct session *s = calloc(1, sizeof(*s));
  if (!s)
    return -1;
  s->curl = curl_easy_init();
  curl_easy_setopt(s->curl, CURLOPT_URL, url);
  shared = s->curl;
  free(s);
  return 0;
}

int watched_ok(const char *url) {
  struct session *s = calloc(1, sizeof(*s));
  if (!s)
    return -1;
  s->curl = curl_easy_init();
  curl_easy_setopt(s->curl, CURLOPT_URL, url);
  watch(s);
  free(s);
  return 0;
}

CURL *taken_out_ok(const char *url) {
  struct session *s = calloc(1, sizeof(*s));
  if (!s)
    return NULL;
  s->curl = curl_easy_init();
  curl_easy_setopt(s->curl, CURLOPT_URL, url);
  CURL *result = s->curl;
  free(s);
  return result;
}
