// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Requests on a client whose whole history is visible, and holds no bound.
//
// RUN: %check_tidy %s net-missing-timeout %t -- -- -I%S/Inputs

#include <curl/curl.h>

#include <fake/unistd.h>
#include <stddef.h>

extern int busy(void);

int nothing_set_bad(const char *url) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  curl_easy_setopt(handle, CURLOPT_URL, url);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

int one_branch_bad(const char *url) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, url);
  if (busy())
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, 10L);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

int goto_past_setting_bad(const char *url) {
  CURL *handle = curl_easy_init();
  if (busy())
    goto send;
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 10L);
send:
  curl_easy_setopt(handle, CURLOPT_URL, url);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

int only_after_the_request_bad(const char *url) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, url);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 10L);
  status += curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

int other_handle_bad(const char *url) {
  CURL *first = curl_easy_init();
  CURL *second = curl_easy_init();
  curl_easy_setopt(first, CURLOPT_TIMEOUT, 10L);
  curl_easy_setopt(second, CURLOPT_URL, url);
  int status = curl_easy_perform(second);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(first);
  curl_easy_cleanup(second);
  return status;
}

int zero_bad(void) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 0L);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: the timeout of this curl handle is set to a value that means "no limit" [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

#define NO_LIMIT 0L

int zero_by_name_bad(void) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, NO_LIMIT);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: the timeout of this curl handle is set to a value that means "no limit" [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

int limit_taken_back_bad(void) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 10L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 0L);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: the timeout of this curl handle is set to a value that means "no limit" [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

int reset_bad(void) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 10L);
  curl_easy_reset(handle);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

int half_of_a_pair_bad(void) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 100L);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

int connecting_only_bad(void) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, 10L);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

static void configure(CURL *handle) {
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
}

int helper_without_bound_bad(void) {
  CURL *handle = curl_easy_init();
  configure(handle);
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

int loop_bad(int count) {
  int status = 0;
  CURL *handle = curl_easy_init();
  for (int i = 0; i < count; i++)
    status += curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

#define SEND(h) curl_easy_perform(h)

int macro_bad(void) {
  CURL *handle = curl_easy_init();
  int status = SEND(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(handle);
  return status;
}

long socket_bad(const struct sockaddr *peer, unsigned size) {
  char byte;
  int fd = socket(2, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, peer, size) < 0) {
    close(fd);
    return -1;
  }
  long got = recv(fd, &byte, 1, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'recv' can wait for ever: no timeout is set on this socket, so a peer that stalls blocks it for good [net-missing-timeout]
  close(fd);
  return got;
}

long polled_for_ever_bad(const struct sockaddr *peer, unsigned size) {
  char byte;
  int fd = socket(2, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, peer, size) < 0) {
    close(fd);
    return -1;
  }
  struct pollfd wait = {fd, 1, 0};
  poll(&wait, 1, -1);
  long got = recv(fd, &byte, 1, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'recv' can wait for ever: no timeout is set on this socket, so a peer that stalls blocks it for good [net-missing-timeout]
  close(fd);
  return got;
}
