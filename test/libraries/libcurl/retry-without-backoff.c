/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   Requests and connections that are tried again at once, and those that wait,
   give up or try something else. */
// RUN: %check_tidy %s net-retry-without-backoff %t

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <curl/curl.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* --- reported ------------------------------------------------------------ */

void do_while_bad(CURL *easy) {
  CURLcode rc;
  do {
    rc = curl_easy_perform(easy);
    // CHECK-NOTES: :[[@LINE-1]]:10: warning: 'curl_easy_perform' is tried again at once for as long as it fails, so a peer that is down meets a flood of tries [net-retry-without-backoff]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: this loop repeats it
  } while (rc != CURLE_OK);
}

void while_bad(CURL *easy) {
  while (curl_easy_perform(easy) != CURLE_OK)
    // CHECK-NOTES: :[[@LINE-1]]:10: warning: 'curl_easy_perform' is tried again
    // CHECK-NOTES: :[[@LINE-2]]:3: note: this loop repeats it
    fprintf(stderr, "again\n");
}

int break_bad(CURL *easy) {
  for (;;) {
    CURLcode rc = curl_easy_perform(easy);
    // CHECK-NOTES: :[[@LINE-1]]:19: warning: 'curl_easy_perform' is tried again
    // CHECK-NOTES: :[[@LINE-3]]:3: note: this loop repeats it
    if (rc == CURLE_OK)
      break;
    fprintf(stderr, "failed: %s\n", curl_easy_strerror(rc));
  }
  return 0;
}

/* A new handle for each try makes no difference. */
int fresh_handle_bad(const char *url) {
  bool done = false;
  while (!done) {
    CURL *easy = curl_easy_init();
    if (!easy)
      return -1;
    curl_easy_setopt(easy, CURLOPT_URL, url);
    if (curl_easy_perform(easy) == CURLE_OK)
      // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'curl_easy_perform' is tried again
      // CHECK-NOTES: :[[@LINE-7]]:3: note: this loop repeats it
      done = true;
    curl_easy_cleanup(easy);
  }
  return 0;
}

void reconnect_bad(const struct sockaddr_in *peer, volatile bool *running) {
  while (*running) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (const struct sockaddr *)peer, sizeof *peer) < 0) {
      // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'connect' is tried again
      // CHECK-NOTES: :[[@LINE-4]]:3: note: this loop repeats it
      close(fd);
      continue;
    }
    send(fd, "hello", 5, 0);
    close(fd);
  }
}

static bool fetch_once(CURL *easy, const char *url) {
  curl_easy_setopt(easy, CURLOPT_URL, url);
  return curl_easy_perform(easy) == CURLE_OK;
}
void helper_bad(CURL *easy, const char *url) {
  while (!fetch_once(easy, url)) {
    // CHECK-NOTES: :[[@LINE-1]]:11: warning: 'fetch_once' is tried again
    // CHECK-NOTES: :[[@LINE-2]]:3: note: this loop repeats it
  }
}

/* A count to a million is no bound. */
void endless_count_bad(CURL *easy) {
  for (int i = 0; i < 1000000; ++i)
    if (curl_easy_perform(easy) == CURLE_OK)
      // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'curl_easy_perform' is tried again
      // CHECK-NOTES: :[[@LINE-3]]:3: note: this loop repeats it
      break;
}

/* --- silent -------------------------------------------------------------- */

int sleeping_ok(CURL *easy) {
  for (;;) {
    if (curl_easy_perform(easy) == CURLE_OK)
      return 0;
    sleep(1);
  }
}

void poll_as_pause_ok(CURL *easy) {
  while (curl_easy_perform(easy) != CURLE_OK)
    poll(NULL, 0, 500);
}

void nanosleep_ok(CURL *easy) {
  struct timespec pause = {0, 100000000};
  while (curl_easy_perform(easy) != CURLE_OK)
    nanosleep(&pause, NULL);
}

void condition_ok(CURL *easy, pthread_cond_t *c, pthread_mutex_t *m) {
  while (curl_easy_perform(easy) != CURLE_OK)
    pthread_cond_wait(c, m);
}

static void rest(void) { usleep(1000); }
void pause_in_helper_ok(CURL *easy) {
  while (curl_easy_perform(easy) != CURLE_OK)
    rest();
}

void back_off(int tries);
void unseen_ok(CURL *easy) {
  while (curl_easy_perform(easy) != CURLE_OK)
    back_off(1);
}

int bounded_ok(CURL *easy) {
  for (int i = 0; i < 3; ++i)
    if (curl_easy_perform(easy) == CURLE_OK)
      return 0;
  return -1;
}

int counted_ok(CURL *easy, int retries) {
  CURLcode rc;
  do {
    rc = curl_easy_perform(easy);
  } while (rc != CURLE_OK && retries-- > 0);
  return rc;
}

int counted_inside_ok(CURL *easy, int limit) {
  int tries = 0;
  while (curl_easy_perform(easy) != CURLE_OK) {
    if (++tries >= limit)
      return -1;
  }
  return 0;
}

int deadline_ok(CURL *easy, time_t end) {
  while (curl_easy_perform(easy) != CURLE_OK)
    if (time(NULL) > end)
      return -1;
  return 0;
}

/* The next address is another try. */
int next_address_ok(const struct addrinfo *list) {
  for (const struct addrinfo *a = list; a; a = a->ai_next) {
    int fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
    if (fd < 0)
      continue;
    if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
      return fd;
    close(fd);
  }
  return -1;
}

int next_url_ok(CURL *easy, const char **urls) {
  while (*urls) {
    curl_easy_setopt(easy, CURLOPT_URL, *urls++);
    if (curl_easy_perform(easy) == CURLE_OK)
      return 0;
  }
  return -1;
}

/* A call that a signal interrupted is repeated at once, rightly. */
int interrupted_ok(int fd, const struct sockaddr *peer, socklen_t size) {
  int rc;
  do {
    rc = connect(fd, peer, size);
  } while (rc < 0 && errno == EINTR);
  return rc;
}

int interrupted_kept_ok(int fd, const struct sockaddr *peer, socklen_t size) {
  int rc;
  while (1) {
    rc = connect(fd, peer, size);
    if (rc >= 0)
      break;
    rc = -errno;
    if (rc != -EINTR)
      break;
  }
  return rc;
}

/* As long as all is well. */
void serving_ok(CURL *easy) {
  while (curl_easy_perform(easy) == CURLE_OK)
    puts("served");
}

int stop_on_failure_ok(CURL *easy) {
  for (;;) {
    CURLcode rc = curl_easy_perform(easy);
    if (rc != CURLE_OK)
      return rc;
  }
}

/* Every one of them once, whatever comes of it. */
void each_ok(CURL *easy, const char *const *urls, int n) {
  for (int i = 0; i < n; ++i) {
    curl_easy_setopt(easy, CURLOPT_URL, urls[i]);
    if (curl_easy_perform(easy) != CURLE_OK)
      continue;
    puts("fetched");
  }
}

/* Reading until all is there is no retry. */
ssize_t read_all_ok(int fd, char *buffer, size_t size) {
  size_t got = 0;
  while (got < size) {
    ssize_t n = recv(fd, buffer + got, size - got, 0);
    if (n <= 0)
      break;
    got += (size_t)n;
  }
  return (ssize_t)got;
}

// Some failures are repeated, all that come at once among them.
CURLcode unreachable_bad(CURL *handle) {
  CURLcode result;
  while ((result = curl_easy_perform(handle)) == CURLE_COULDNT_CONNECT ||
// CHECK-NOTES: :[[@LINE-1]]:20: warning: 'curl_easy_perform' is tried again at once{{.*}} [net-retry-without-backoff]
// CHECK-NOTES: :[[@LINE-2]]:3: note: this loop repeats it
         result == CURLE_OPERATION_TIMEDOUT)
    ;
  return result;
}

CURLcode slow_ok(CURL *handle) {
  CURLcode result;
  while ((result = curl_easy_perform(handle)) == CURLE_OPERATION_TIMEDOUT)
    ;
  return result;
}

CURLcode again_ok(CURL *handle) {
  CURLcode result;
  do
    result = curl_easy_perform(handle);
  while (result == CURLE_AGAIN);
  return result;
}
