// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects that are used, or released again, after their release.
//
// RUN: %check_tidy %s net-use-after-close %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>

#include <fake/unistd.h>
#include <stddef.h>

extern int busy(void);

int released_twice_bad(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  curl_easy_cleanup(handle);
  curl_easy_cleanup(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this curl handle is released a second time{{.*}} [net-use-after-close]
  return 0;
}

int used_bad(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  curl_easy_cleanup(handle);
  return curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:10: warning: this curl handle is used after it was released{{.*}} [net-use-after-close]
}

int set_bad(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  curl_easy_cleanup(handle);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, 10L);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this curl handle is used after it was released{{.*}} [net-use-after-close]
  return 0;
}

int error_path_bad(void) {
  int status = 0;
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  if (curl_easy_perform(handle) != CURLE_OK) {
    curl_easy_cleanup(handle);
    status = -1;
  }
  curl_easy_cleanup(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this curl handle is released a second time{{.*}} [net-use-after-close]
  return status;
}

int goto_bad(void) {
  int status = -1;
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  curl_easy_cleanup(handle);
  if (busy())
    goto out;
  return 0;
out:
  curl_easy_cleanup(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this curl handle is released a second time{{.*}} [net-use-after-close]
  return status;
}

int next_round_bad(int count) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  for (int i = 0; i < count; i++) {
    if (curl_easy_perform(handle) != CURLE_OK)
// CHECK-MESSAGES: :[[@LINE-1]]:9: warning: this curl handle is used after it was released{{.*}} [net-use-after-close]
      curl_easy_cleanup(handle);
  }
  return 0;
}

int other_name_bad(void) {
  CURL *handle = curl_easy_init();
  CURL *same = handle;
  if (!handle)
    return -1;
  curl_easy_cleanup(handle);
  return curl_easy_perform(same);
// CHECK-MESSAGES: :[[@LINE-1]]:10: warning: this curl handle is used after it was released{{.*}} [net-use-after-close]
}

static void finish(CURL *handle) { curl_easy_cleanup(handle); }

int helper_bad(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  finish(handle);
  curl_easy_cleanup(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this curl handle is released a second time{{.*}} [net-use-after-close]
  return 0;
}

static int send_it(CURL *handle) { return curl_easy_perform(handle); }
// CHECK-MESSAGES: :[[@LINE-1]]:43: warning: this curl handle is used after it was released{{.*}} [net-use-after-close]

int used_in_helper_bad(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  curl_easy_cleanup(handle);
  return send_it(handle);
}

int parameter_bad(CURL *handle) {
  curl_easy_cleanup(handle);
  return curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:10: warning: this curl handle is used after it was released{{.*}} [net-use-after-close]
}

int descriptor_twice_bad(const char *path) {
  int fd = open(path, 0);
  if (fd < 0)
    return -1;
  close(fd);
  close(fd);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this file descriptor is released a second time{{.*}} [net-use-after-close]
  return 0;
}

int descriptor_used_bad(const char *path) {
  char byte;
  int fd = open(path, 0);
  if (fd < 0)
    return -1;
  close(fd);
  return (int)read(fd, &byte, 1);
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this file descriptor is used after it was released{{.*}} [net-use-after-close]
}

int list_bad(void) {
  struct curl_slist *list = curl_slist_append(NULL, "a: b");
  if (!list)
    return -1;
  curl_slist_free_all(list);
  if (busy())
    curl_slist_free_all(list);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this curl list is released a second time{{.*}} [net-use-after-close]
  return 0;
}

#define END(h) curl_easy_cleanup(h)

int macro_bad(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  END(handle);
  END(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this curl handle is released a second time{{.*}} [net-use-after-close]
  return 0;
}
