// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Requests that end by themselves, and clients that others may have set up.
//
// RUN: %check_tidy %s net-missing-timeout %t -- -- -I%S/Inputs

#include <curl/curl.h>

#include <fake/unistd.h>
#include <stddef.h>

extern int busy(void);
extern void set_up(CURL *handle);
extern CURL *get_handle(void);
extern long configured_limit(void);

int seconds_ok(void) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 10L);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

int milliseconds_ok(void) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, 1500L);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

int pair_ok(void) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 100L);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, 30L);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

int both_branches_ok(void) {
  CURL *handle = curl_easy_init();
  if (busy())
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, 10L);
  else
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, 60L);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

int computed_ok(void) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, configured_limit());
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

int parameter_ok(long seconds) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, seconds);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

// The caller's choice: no bound where none is configured.
int chosen_ok(long seconds) {
  CURL *handle = curl_easy_init();
  if (seconds > 0)
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, seconds);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

int set_by_others_ok(void) {
  CURL *handle = curl_easy_init();
  set_up(handle);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

int made_by_others_ok(void) {
  CURL *handle = get_handle();
  return curl_easy_perform(handle);
}

int parameter_handle_ok(CURL *handle) { return curl_easy_perform(handle); }

int field_of_others_ok(struct curl_slist *unused, CURL **place) {
  return unused ? 0 : (int)curl_easy_perform(*place);
}

int option_by_variable_ok(CURLoption option, long value) {
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, option, value);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

static void limit(CURL *handle) {
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 10L);
}

int helper_ok(void) {
  CURL *handle = curl_easy_init();
  limit(handle);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

int copy_ok(void) {
  CURL *model = curl_easy_init();
  curl_easy_setopt(model, CURLOPT_TIMEOUT, 10L);
  CURL *handle = curl_easy_duphandle(model);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  curl_easy_cleanup(model);
  return status;
}

int set_again_after_reset_ok(void) {
  CURL *handle = curl_easy_init();
  curl_easy_reset(handle);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 10L);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

#define LIMIT(h) curl_easy_setopt(h, CURLOPT_TIMEOUT, 10L)

int macro_ok(void) {
  CURL *handle = curl_easy_init();
  LIMIT(handle);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

long socket_ok(const struct sockaddr *peer, unsigned size) {
  char byte;
  struct timeval limit = {10, 0};
  int fd = socket(2, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  long got = connect(fd, peer, size) < 0 ? -1 : recv(fd, &byte, 1, 0);
  close(fd);
  return got;
}

long polled_ok(const struct sockaddr *peer, unsigned size) {
  char byte;
  long got = -1;
  int fd = socket(2, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  struct pollfd wait = {fd, 1, 0};
  if (connect(fd, peer, size) == 0 && poll(&wait, 1, 5000) == 1)
    got = recv(fd, &byte, 1, 0);
  close(fd);
  return got;
}

// A server's own wait for its client.
long served_ok(int fd) {
  char byte;
  return recv(fd, &byte, 1, 0);
}
