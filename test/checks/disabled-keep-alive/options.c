/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   Options and headers that switch reuse off, and those that only seem to. */
// RUN: %check_tidy --remaining=2 %s net-disabled-keep-alive %t -- -- -I%S/../client-per-call/Inputs

#include <curl/curl.h>
#include <stddef.h>

struct settings {
  int fresh;
  long forbid;
};

static CURL *shared;

/* --- reported ------------------------------------------------------------ */

int forbid_bad(const char *url) {
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'CURLOPT_FORBID_REUSE' switches off the reuse of connections, so every request pays for a new one [net-disabled-keep-alive]
  int result = curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  return result;
}

// CHECK-FIXES: int forbid_bad(const char *url) {
// CHECK-FIXES-NEXT: CURL *easy = curl_easy_init();
// CHECK-FIXES-NEXT: curl_easy_setopt(easy, CURLOPT_URL, url);
// CHECK-FIXES-NEXT: {{^  //}}
// CHECK-FIXES-NEXT: {{^  }}int result

/* A check for failure is no choice. */
int checked_bad(const char *url) {
  CURL *easy = curl_easy_init();
  if (easy) {
    CURLcode set = curl_easy_setopt(easy, CURLOPT_URL, url);
    if (set == CURLE_OK)
      curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1);
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'CURLOPT_FRESH_CONNECT' switches off
    curl_easy_perform(easy);
    curl_easy_cleanup(easy);
  }
  return 0;
}

static void defaults_bad(CURL *easy) {
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'CURLOPT_FORBID_REUSE' switches off
}
int with_defaults(const char *url) {
  if (!shared)
    shared = curl_easy_init();
  defaults_bad(shared);
  curl_easy_setopt(shared, CURLOPT_URL, url);
  return curl_easy_perform(shared);
}

int version_bad(CURL *easy) {
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'CURLOPT_HTTP_VERSION' switches off
  return curl_easy_perform(easy);
}

// CHECK-FIXES: {{^  }}curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);

int header_bad(CURL *easy) {
  struct curl_slist *list = NULL;
  list = curl_slist_append(list, "Accept: */*");
  list = curl_slist_append(list, "Connection: close");
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: header 'Connection: close' ends the connection after the response, so every request pays for a new one [net-disabled-keep-alive]
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
  int result = curl_easy_perform(easy);
  curl_slist_free_all(list);
  return result;
}

// CHECK-FIXES: list = curl_slist_append(list, "Accept: */*");
// CHECK-FIXES-NEXT: {{^  //}}

int header_in_declaration_bad(CURL *easy) {
  struct curl_slist *list = curl_slist_append(NULL, "connection:Close");
  // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: header 'Connection: close' ends
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
  int result = curl_easy_perform(easy);
  curl_slist_free_all(list);
  return result;
}

static void set_number(CURL *easy, CURLoption option, long value) {
  curl_easy_setopt(easy, option, value);
}
int through_wrapper_bad(CURL *easy) {
  set_number(easy, CURLOPT_FORBID_REUSE, 1L);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'CURLOPT_FORBID_REUSE' switches off
  return curl_easy_perform(easy);
}
int through_wrapper_ok(CURL *easy, const struct settings *s) {
  set_number(easy, CURLOPT_TCP_KEEPALIVE, 0L);
  set_number(easy, CURLOPT_FRESH_CONNECT, s->fresh);
  return curl_easy_perform(easy);
}

/* --- silent -------------------------------------------------------------- */

int chosen_ok(CURL *easy, const struct settings *s) {
  if (s->fresh)
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  s->fresh && curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  return curl_easy_perform(easy);
}

int computed_ok(CURL *easy, const struct settings *s) {
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, s->forbid);
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, s->fresh ? 1L : 0L);
  return curl_easy_perform(easy);
}

static int sent;
int both_ways_ok(CURL *easy) {
  if (sent++ > 100) {
    sent = 0;
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  } else {
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 0L);
  }
  return curl_easy_perform(easy);
}

int fresh_for_one_transfer_ok(CURL *easy) {
  int result = curl_easy_perform(easy);
  if (result == CURLE_SEND_ERROR) {
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    result = curl_easy_perform(easy);
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 0L);
  }
  return result;
}

static void force_fresh(CURL *easy) {
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
}
int chosen_by_caller_ok(CURL *easy, const struct settings *s) {
  switch (s->fresh) {
  case 1:
    force_fresh(easy);
    break;
  default:
    break;
  }
  return curl_easy_perform(easy);
}

int other_options_ok(CURL *easy) {
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 0L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  struct curl_slist *list = curl_slist_append(NULL, "Connection: keep-alive");
  list = curl_slist_append(list, "Expect:");
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
  struct curl_slist *commands = curl_slist_append(NULL, "Connection: close");
  curl_easy_setopt(easy, CURLOPT_QUOTE, commands);
  int result = curl_easy_perform(easy);
  curl_slist_free_all(list);
  curl_slist_free_all(commands);
  return result;
}

/* One request, and the program ends. */
int main(void) {
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  return 0;
}
