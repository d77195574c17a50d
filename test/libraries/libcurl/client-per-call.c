// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handles of libcurl that are built for one transfer and thrown away.
//
// RUN: %check_tidy %s net-client-per-call %t

#include <curl/curl.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

// --- loops -----------------------------------------------------------------

int poll_all_bad(const char **urls, size_t count) {
  int failures = 0;
  for (size_t i = 0; i < count; i++) {
    CURL *curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
    if (!curl)
      return -1;
    curl_easy_setopt(curl, CURLOPT_URL, urls[i]);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
    failures += curl_easy_perform(curl) != CURLE_OK;
    curl_easy_cleanup(curl);
  }
  return failures;
}

int poll_all_ok(const char **urls, size_t count) {
  int failures = 0;
  CURL *curl = curl_easy_init();
  if (!curl)
    return -1;
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
  for (size_t i = 0; i < count; i++) {
    curl_easy_setopt(curl, CURLOPT_URL, urls[i]);
    failures += curl_easy_perform(curl) != CURLE_OK;
  }
  curl_easy_cleanup(curl);
  return failures;
}

// The helper builds, its caller loops.
static int fetch_once_bad(const char *url) {
  CURL *curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return result == CURLE_OK;
}

int crawl(const char **urls, size_t count) {
  int done = 0;
  for (size_t i = 0; i < count; i++)
    done += fetch_once_bad(urls[i]);
  return done;
}

// --- ordinary functions ----------------------------------------------------

int report_metric_bad(const char *body) {
  CURL *curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  if (!curl)
    return -1;
  curl_easy_setopt(curl, CURLOPT_URL, "https://metrics.example.org/v1/push");
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

// --- handles that outlive the call -----------------------------------------

static CURL *connection;

int lazily_created_ok(const char *body) {
  if (!connection) {
    connection = curl_easy_init();
    curl_easy_setopt(connection, CURLOPT_TIMEOUT, 5L);
  }
  curl_easy_setopt(connection, CURLOPT_POSTFIELDS, body);
  return (int)curl_easy_perform(connection);
}

struct client {
  CURL *curl;
};

int client_open_ok(struct client *c) {
  c->curl = curl_easy_init();
  return c->curl ? 0 : -1;
}

CURL *make_handle_ok(void) {
  CURL *curl = curl_easy_init();
  if (curl) {
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
  }
  return curl;
}

// --- a pool that is shared -------------------------------------------------

static CURLM *transfers;
static CURLSH *connections;

int queued_on_pool_ok(const char *url) {
  CURL *curl = curl_easy_init();
  if (!curl)
    return -1;
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
  if (curl_multi_add_handle(transfers, curl) != CURLM_OK) {
    curl_easy_cleanup(curl);
    return -1;
  }
  return 0;
}

int shared_connections_ok(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_SHARE, connections);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

static CURLSH *names;

void share_names_only(void) {
  names = curl_share_init();
  curl_share_setopt(names, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
}

int shared_names_bad(const char *url) {
  CURL *curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  curl_easy_setopt(curl, CURLOPT_SHARE, names);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

// --- a batch on one handle, and threads ------------------------------------

int batch_ok(const char *base, const char **paths, size_t count) {
  char url[512];
  int done = 0;
  CURL *curl = curl_easy_init();
  for (size_t i = 0; curl && i < count; i++) {
    snprintf(url, sizeof(url), "%s/%s", base, paths[i]);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
    done += curl_easy_perform(curl) == CURLE_OK;
  }
  curl_easy_cleanup(curl);
  return done;
}

extern const char *next_job(void);

static void *worker_ok(void *unused) {
  const char *url;
  CURL *curl = curl_easy_init();
  (void)unused;
  while ((url = next_job())) {
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
    curl_easy_perform(curl);
  }
  curl_easy_cleanup(curl);
  return NULL;
}

static void *worker_bad(void *unused) {
  const char *url;
  (void)unused;
  while ((url = next_job())) {
    CURL *curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
    curl_easy_perform(curl);
    curl_easy_cleanup(curl);
  }
  return NULL;
}

void start(pthread_t *ids) {
  pthread_create(&ids[0], NULL, worker_ok, NULL);
  pthread_create(&ids[1], NULL, worker_bad, NULL);
}

// --- retries of one transfer -----------------------------------------------

int retried_ok(const char *url) {
  CURLcode result = CURLE_OK;
  CURL *curl = curl_easy_init();
  if (!curl)
    return -1;
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
  for (int attempt = 0; attempt < 3; attempt++) {
    result = curl_easy_perform(curl);
    if (result == CURLE_OK)
      break;
  }
  curl_easy_cleanup(curl);
  return (int)result;
}
