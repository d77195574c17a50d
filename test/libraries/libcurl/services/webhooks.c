// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A module of a C daemon that delivers events to web hooks.
//
// RUN: %check_tidy %s %core %t

#define _GNU_SOURCE
#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct buffer {
  char *data;
  size_t size;
};

struct hook {
  struct hook *next;
  char *url;
  char *secret;
  long timeout_ms;
};

static struct hook *hooks;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static CURL *shared_handle;
static struct curl_slist *shared_headers;

static size_t collect(char *data, size_t size, size_t count, void *user) {
  struct buffer *to = user;
  char *grown = realloc(to->data, to->size + size * count + 1);
  if (!grown)
    return 0;
  to->data = grown;
  memcpy(to->data + to->size, data, size * count);
  to->size += size * count;
  to->data[to->size] = '\0';
  return size * count;
}

/* Set up once, when the module is loaded; kept until it is unloaded. */
int webhooks_init_ok(const char *agent) {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    return -1;
  shared_handle = curl_easy_init();
  if (!shared_handle)
    return -1;
  shared_headers = curl_slist_append(NULL, "Content-Type: application/json");
  curl_easy_setopt(shared_handle, CURLOPT_HTTPHEADER, shared_headers);
  curl_easy_setopt(shared_handle, CURLOPT_USERAGENT, agent);
  curl_easy_setopt(shared_handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(shared_handle, CURLOPT_TIMEOUT, 15L);
  return 0;
}

void webhooks_shutdown_ok(void) {
  curl_slist_free_all(shared_headers);
  curl_easy_cleanup(shared_handle);
  shared_headers = NULL;
  shared_handle = NULL;
  curl_global_cleanup();
}

/* Every delivery through the handle of the module. */
static int deliver_ok(const struct hook *h, const char *body) {
  long status = 0;
  CURLcode result;
  pthread_mutex_lock(&lock);
  curl_easy_setopt(shared_handle, CURLOPT_URL, h->url);
  curl_easy_setopt(shared_handle, CURLOPT_POSTFIELDS, body);
  if (h->timeout_ms > 0)
    curl_easy_setopt(shared_handle, CURLOPT_TIMEOUT_MS, h->timeout_ms);
  result = curl_easy_perform(shared_handle);
  if (result == CURLE_OK)
    curl_easy_getinfo(shared_handle, CURLINFO_RESPONSE_CODE, &status);
  pthread_mutex_unlock(&lock);
  return result == CURLE_OK && status / 100 == 2 ? 0 : -1;
}

/* The receiver must echo a challenge before it is registered. */
int webhooks_verify_bad(const char *url, const char *challenge) {
  struct buffer answer = {NULL, 0};
  int status = -1;
  char *escaped;
  char target[1024];
  CURL *curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  if (!curl)
    return -1;
  escaped = curl_easy_escape(curl, challenge, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this string is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!escaped)
    goto out;
  if (snprintf(target, sizeof(target), "%s?challenge=%s", url, escaped) >=
      (int)sizeof(target))
    goto out;
  curl_free(escaped);
  curl_easy_setopt(curl, CURLOPT_URL, target);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  if (curl_easy_perform(curl) == CURLE_OK && answer.data &&
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
      strcmp(answer.data, challenge) == 0)
    status = 0;
out:
  free(answer.data);
  curl_easy_cleanup(curl);
  return status;
}

int webhooks_add_ok(const char *url, const char *secret) {
  CURLU *parsed = curl_url();
  struct hook *h;
  if (!parsed)
    return -1;
  if (curl_url_set(parsed, CURLUPART_URL, url, 0) != CURLUE_OK) {
    curl_url_cleanup(parsed);
    return -1;
  }
  curl_url_cleanup(parsed);
  h = calloc(1, sizeof(*h));
  if (!h)
    return -1;
  h->url = strdup(url);
  h->secret = strdup(secret);
  h->timeout_ms = 5000;
  pthread_mutex_lock(&lock);
  h->next = hooks;
  hooks = h;
  pthread_mutex_unlock(&lock);
  return 0;
}

/* One handle per attempt, and the list of headers is lost with each. */
static int deliver_signed_bad(const struct hook *h, const char *body) {
  char signature[256];
  struct curl_slist *headers = NULL;
  CURLcode result;
  CURL *curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
  if (!curl)
    return -1;
  snprintf(signature, sizeof(signature), "X-Signature: %s", h->secret);
  headers = curl_slist_append(headers, "Content-Type: application/json");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl list is not released on a path through this function{{.*}} [net-unclosed-connection]
  headers = curl_slist_append(headers, signature);
  curl_easy_setopt(curl, CURLOPT_URL, h->url);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, h->timeout_ms);
  result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return result == CURLE_OK ? 0 : -1;
}

int webhooks_fire(const char *body) {
  int failures = 0;
  for (struct hook *h = hooks; h; h = h->next) {
    int attempt;
    for (attempt = 0; attempt < 3; attempt++) {
      int status = h->secret[0] ? deliver_signed_bad(h, body)
                                : deliver_ok(h, body);
      if (status == 0)
        break;
      sleep(1u << attempt);
    }
    failures += attempt == 3;
  }
  return failures;
}

/* Many at once: the multi handle has the pool, and this loop its handles. */
int webhooks_broadcast_ok(const char *body) {
  CURLM *multi = curl_multi_init();
  CURLMsg *message;
  int running = 0, left = 0, failures = 0;
  if (!multi)
    return -1;
  for (struct hook *h = hooks; h; h = h->next) {
    CURL *curl = curl_easy_init();
    if (!curl)
      continue;
    curl_easy_setopt(curl, CURLOPT_URL, h->url);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, h->timeout_ms);
    if (curl_multi_add_handle(multi, curl) != CURLM_OK)
      curl_easy_cleanup(curl);
  }
  do {
    if (curl_multi_perform(multi, &running) != CURLM_OK)
      break;
    if (running)
      curl_multi_poll(multi, NULL, 0, 500, NULL);
    while ((message = curl_multi_info_read(multi, &left))) {
      CURL *curl = message->easy_handle;
      if (message->msg != CURLMSG_DONE)
        continue;
      failures += message->data.result != CURLE_OK;
      curl_multi_remove_handle(multi, curl);
      curl_easy_cleanup(curl);
    }
  } while (running);
  curl_multi_cleanup(multi);
  return failures;
}
