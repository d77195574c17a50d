// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Transfers of libcurl that can wait for ever.
//
// RUN: %check_tidy %s net-missing-timeout %t

#include <curl/curl.h>
#include <stddef.h>

extern void apply_site_settings(CURL *curl);

int no_bound_bad(const char *url) {
  CURL *curl = curl_easy_init();
  if (!curl)
    return -1;
  curl_easy_setopt(curl, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_cleanup(curl);
  return (int)result;
}

int connect_only_bound_bad(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
  CURLcode result = curl_easy_perform(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_cleanup(curl);
  return (int)result;
}

int zero_is_never_bad(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 0L);
  CURLcode result = curl_easy_perform(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_cleanup(curl);
  return (int)result;
}

int half_of_the_pair_bad(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 30L);
  CURLcode result = curl_easy_perform(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_cleanup(curl);
  return (int)result;
}

int probes_are_no_bound_bad(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(curl, CURLOPT_TCP_KEEPIDLE, 30L);
  curl_easy_setopt(curl, CURLOPT_TCP_KEEPINTVL, 15L);
  CURLcode result = curl_easy_perform(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_cleanup(curl);
  return (int)result;
}

int lost_by_reset_bad(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
  curl_easy_reset(curl);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_cleanup(curl);
  return (int)result;
}

int one_way_only_bad(const char *url, int verbose) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  if (verbose)
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
  else
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
  CURLcode result = curl_easy_perform(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_cleanup(curl);
  return (int)result;
}

int callback_without_progress_bad(const char *url, curl_xferinfo_callback watch) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
  CURLcode result = curl_easy_perform(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_cleanup(curl);
  return (int)result;
}

int copy_of_unbounded_bad(const char *url) {
  CURL *base = curl_easy_init();
  curl_easy_setopt(base, CURLOPT_NOSIGNAL, 1L);
  CURL *copy = curl_easy_duphandle(base);
  curl_easy_setopt(copy, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(copy);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_cleanup(copy);
  curl_easy_cleanup(base);
  return (int)result;
}

static CURL *make_plain(void) {
  CURL *curl = curl_easy_init();
  if (curl)
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  return curl;
}

int factory_without_bound_bad(const char *url) {
  CURL *curl = make_plain();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_cleanup(curl);
  return (int)result;
}

// --- bounded ---------------------------------------------------------------

int seconds_ok(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

int milliseconds_ok(const char *url, long limit) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, limit);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

int stall_pair_ok(const char *url, FILE *out) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, out);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 0L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1000L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 30L);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

int aborting_callback_ok(const char *url, curl_xferinfo_callback watch) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

int connect_probe_ok(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

static void apply_defaults(CURL *curl) {
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
}

int visible_helper_ok(const char *url) {
  CURL *curl = curl_easy_init();
  apply_defaults(curl);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

int unknown_helper_ok(const char *url) {
  CURL *curl = curl_easy_init();
  apply_site_settings(curl);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

struct option {
  CURLoption id;
  long value;
};

int option_table_ok(const char *url, const struct option *options, size_t n) {
  CURL *curl = curl_easy_init();
  for (size_t i = 0; i < n; i++)
    curl_easy_setopt(curl, options[i].id, options[i].value);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

int configured_ok(const char *url, long timeout_ms) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  if (timeout_ms > 0)
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout_ms);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

int unseen_history_ok(CURL *curl, const char *url) {
  curl_easy_setopt(curl, CURLOPT_URL, url);
  return (int)curl_easy_perform(curl);
}

int inherited_ok(const char *url) {
  CURL *base = curl_easy_init();
  curl_easy_setopt(base, CURLOPT_TIMEOUT, 10L);
  CURL *copy = curl_easy_duphandle(base);
  curl_easy_setopt(copy, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(copy);
  curl_easy_cleanup(copy);
  curl_easy_cleanup(base);
  return (int)result;
}

// The loop that drives the transfers can end them.
int multi_ok(CURLM *multi, const char *url) {
  CURL *curl = curl_easy_init();
  if (!curl)
    return -1;
  curl_easy_setopt(curl, CURLOPT_URL, url);
  return curl_multi_add_handle(multi, curl) == CURLM_OK ? 0 : -1;
}
