// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is released, or belongs to somebody else, in plain C.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>
#include <fake/unistd.h>
#include <stdlib.h>

extern int busy(void);
extern void keep(CURL *handle);
extern int thread_main(void *argument);

struct owner {
  CURL *handle;
  struct owner *next;
};

static CURL *handle_global = NULL;
static CURL *table[8];

int every_path_ok(void) {
  int status = -1;
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  if (curl_easy_perform(handle) != CURLE_OK)
    goto out;
  if (busy())
    goto out;
  status = 0;
out:
  curl_easy_cleanup(handle);
  return status;
}

int one_exit_ok(void) {
  int status = -1;
  CURL *handle = curl_easy_init();
  if (handle) {
    status = curl_easy_perform(handle) != CURLE_OK;
    curl_easy_cleanup(handle);
  }
  return status;
}

int condition_with_assignment_ok(void) {
  CURL *handle;
  int status = 0;
  if ((handle = curl_easy_init()) == NULL)
    return -1;
  status = curl_easy_perform(handle) != CURLE_OK;
  curl_easy_cleanup(handle);
  return status;
}

CURL *returned_ok(void) {
  CURL *handle = curl_easy_init();
  if (handle) {
  }
  return handle;
}

int out_parameter_ok(CURL **out) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  *out = handle;
  return 0;
}

int field_ok(struct owner *o) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  o->handle = handle;
  return 0;
}

struct owner *heap_owner_ok(void) {
  struct owner *o = calloc(1, sizeof(*o));
  if (!o)
    return NULL;
  o->handle = curl_easy_init();
  if (!o->handle) {
    free(o);
    return NULL;
  }
  return o;
}

int global_ok(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  handle_global = handle;
  return 0;
}

int element_ok(int i) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  table[i] = handle;
  return 0;
}

int local_static_ok(void) {
  static CURL *handle = NULL;
  if (!handle)
    handle = curl_easy_init();
  if (!handle)
    return -1;
  return curl_easy_perform(handle) != CURLE_OK;
}

int given_away_ok(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  keep(handle);
  return 0;
}

static void release_it(CURL **handle) {
  if (*handle)
    curl_easy_cleanup(*handle);
}

int cleanup_attribute_ok(void) {
  __attribute__((cleanup(release_it))) CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  return curl_easy_perform(handle) != CURLE_OK;
}

int correlated_ok(int wanted) {
  CURL *handle = NULL;
  if (wanted) {
    handle = curl_easy_init();
    if (!handle)
      return -1;
  }
  if (busy())
    wanted = wanted ? 2 : 0;
  if (wanted)
    curl_easy_cleanup(handle);
  return 0;
}

void exit_ok(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    exit(1);
  if (curl_easy_perform(handle) != CURLE_OK)
    exit(2);
  if (busy())
    abort();
  curl_easy_cleanup(handle);
}

int replaced_ok(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  curl_easy_cleanup(handle);
  handle = curl_easy_init();
  if (!handle)
    return -1;
  curl_easy_cleanup(handle);
  return 0;
}

int swapped_ok(void) {
  CURL *other;
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  other = handle;
  handle = NULL;
  if (busy())
    other = other;
  curl_easy_cleanup(other);
  return 0;
}

int loop_ok(int count) {
  for (int i = 0; i < count; i++) {
    CURL *handle = curl_easy_init();
    if (!handle)
      continue;
    if (curl_easy_perform(handle) != CURLE_OK) {
      curl_easy_cleanup(handle);
      continue;
    }
    curl_easy_cleanup(handle);
  }
  return count;
}

int retried_ok(void) {
  CURL *handle = NULL;
  for (int tries = 0; tries < 3; tries++) {
    handle = curl_easy_init();
    if (handle)
      break;
  }
  if (!handle)
    return -1;
  curl_easy_cleanup(handle);
  return 0;
}

#define RELEASE(handle)                                                        \
  do {                                                                         \
    if (handle)                                                                \
      curl_easy_cleanup(handle);                                               \
    handle = NULL;                                                             \
  } while (0)

int macro_ok(void) {
  CURL *handle = curl_easy_init();
  int status = 0;
  if (handle) {
    status = curl_easy_perform(handle) != CURLE_OK;
  }
  RELEASE(handle);
  return status;
}

// What is open when the process ends goes with it.
int main(void) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return 1;
  return curl_easy_perform(handle) != CURLE_OK;
}

int null_first_ok(void) {
  CURL *handle = curl_easy_init();
  if (NULL == handle)
    return -1;
  curl_easy_cleanup(handle);
  return 0;
}

int not_equal_ok(void) {
  CURL *handle = curl_easy_init();
  if (handle != 0)
    curl_easy_cleanup(handle);
  return 0;
}

int conjunction_ok(void) {
  CURL *handle = curl_easy_init();
  if (handle && curl_easy_perform(handle) == CURLE_OK)
    busy();
  if (handle)
    curl_easy_cleanup(handle);
  return 0;
}

int conditional_expression_ok(void) {
  CURL *handle = curl_easy_init();
  int failed = handle == NULL;
  if (failed)
    return -1;
  curl_easy_cleanup(handle);
  return 0;
}

int descriptor_ok(const char *path) {
  int fd = open(path, 0);
  if (fd == -1)
    return -1;
  close(fd);
  return 0;
}

int descriptor_negative_ok(const char *path) {
  int fd = open(path, 0);
  if (0 > fd)
    return -1;
  return close(fd);
}

int descriptor_positive_ok(const char *path) {
  int fd = open(path, 0);
  if (fd > -1)
    close(fd);
  return 0;
}

int descriptor_at_least_zero_ok(const char *path) {
  int fd = open(path, 0), status = -1;
  if (fd >= 0) {
    status = 0;
    close(fd);
  }
  return status;
}

int pipe_ok(void) {
  int ends[2];
  if (pipe(ends))
    return -1;
  close(ends[0]);
  close(ends[1]);
  return 0;
}

int pipe_status_ok(void) {
  int ends[2];
  int status = pipe(ends);
  if (status != 0)
    return -1;
  close(ends[0]);
  close(ends[1]);
  return 0;
}
