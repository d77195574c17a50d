// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What runs at most once in the life of the process, in C.
//
// RUN: %check_tidy %s net-client-per-call %t -- -- -std=gnu11 %glib

#include <curl/curl.h>
#include <glib.h>
#include <pthread.h>
#include <threads.h>

static const char *url;

static void send_by_pthread(void) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, url);
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

static void send_by_thread(void) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, url);
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

static gpointer send_by_glib(gpointer data) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, data);
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return NULL;
}

static pthread_once_t pthread_flag = PTHREAD_ONCE_INIT;
static once_flag thread_flag = ONCE_FLAG_INIT;

void announce_good(void) {
  static GOnce once = G_ONCE_INIT;
  pthread_once(&pthread_flag, send_by_pthread);
  call_once(&thread_flag, send_by_thread);
  g_once(&once, send_by_glib, (gpointer)url);
}

void guarded_good(void) {
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    CURL *handle = curl_easy_init();
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_perform(handle);
    curl_easy_cleanup(handle);
    g_once_init_leave(&done, 1);
  }
}

// The other branch runs whenever the flag is set.
void not_guarded_bad(void) {
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    g_once_init_leave(&done, 1);
  } else {
    CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_perform(handle);
    curl_easy_cleanup(handle);
  }
}

// Each struct has a flag of its own.
struct session {
  gsize done;
};

void guarded_by_member_bad(struct session *s) {
  if (g_once_init_enter(&s->done)) {
    CURL *handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_perform(handle);
    curl_easy_cleanup(handle);
    g_once_init_leave(&s->done, 1);
  }
}
