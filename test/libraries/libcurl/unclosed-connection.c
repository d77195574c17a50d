// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handles, lists, forms and URLs of libcurl in plain C: what is released on
// every path, what is not, and what belongs to somebody else.
//
// RUN: %check_tidy %s net-unclosed-connection %t

#include "Inputs/session.h"
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern int log_error(const char *message);
extern void store_handle(CURL *handle);

// --- easy handles ----------------------------------------------------------

int early_return_bad(const char *url) {
  CURL *curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!curl)
    return 1;
  if (curl_easy_setopt(curl, CURLOPT_URL, url) != CURLE_OK)
    return 2;
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return result != CURLE_OK;
}

int failed_transfer_bad(const char *url, FILE *out) {
  CURL *curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  CURLcode result;
  if (curl) {
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, out);
    result = curl_easy_perform(curl);
    if (result != CURLE_OK) {
      fprintf(stderr, "transfer failed: %s\n", curl_easy_strerror(result));
      return -1;
    }
    curl_easy_cleanup(curl);
  }
  return 0;
}

void never_released_bad(const char *url) {
  CURL *curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!curl)
    return;
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_perform(curl);
}

void overwritten_bad(const char *first, const char *second) {
  CURL *curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  curl_easy_setopt(curl, CURLOPT_URL, first);
  curl_easy_perform(curl);
  curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, second);
  curl_easy_perform(curl);
  curl_easy_cleanup(curl);
}

int loop_bad(const char **urls, int count) {
  int failures = 0;
  for (int i = 0; i < count; i++) {
    CURL *curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (!curl)
      continue;
    curl_easy_setopt(curl, CURLOPT_URL, urls[i]);
    if (curl_easy_perform(curl) != CURLE_OK) {
      failures++;
      continue;
    }
    curl_easy_cleanup(curl);
  }
  return failures;
}

int duplicate_bad(CURL *prototype, const char *url) {
  CURL *copy = curl_easy_duphandle(prototype);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!copy)
    return -1;
  curl_easy_setopt(copy, CURLOPT_URL, url);
  return (int)curl_easy_perform(copy);
}

int released_everywhere_ok(const char *url) {
  CURL *curl = curl_easy_init();
  int status = -1;
  if (!curl)
    return status;
  if (curl_easy_setopt(curl, CURLOPT_URL, url) != CURLE_OK)
    goto out;
  if (curl_easy_perform(curl) != CURLE_OK)
    goto out;
  status = 0;
out:
  curl_easy_cleanup(curl);
  return status;
}

int null_is_nothing_to_release_ok(const char *url) {
  CURL *curl = NULL;
  int status = -1;
  if (url[0] != '\0') {
    curl = curl_easy_init();
    if (curl) {
      curl_easy_setopt(curl, CURLOPT_URL, url);
      status = (int)curl_easy_perform(curl);
    }
  }
  curl_easy_cleanup(curl);
  return status;
}

CURL *factory_ok(const char *url) {
  CURL *curl = curl_easy_init();
  if (curl)
    curl_easy_setopt(curl, CURLOPT_URL, url);
  return curl;
}

int out_parameter_ok(CURL **out) {
  CURL *curl = curl_easy_init();
  if (!curl)
    return -1;
  *out = curl;
  return 0;
}

int stored_ok(struct session *s) {
  s->curl = curl_easy_init();
  if (!s->curl)
    return -1;
  curl_easy_setopt(s->curl, CURLOPT_ERRORBUFFER, s->error);
  return 0;
}

struct session *heap_owner_ok(void) {
  struct session *s = calloc(1, sizeof(*s));
  if (!s)
    return NULL;
  s->curl = curl_easy_init();
  if (!s->curl) {
    free(s);
    return NULL;
  }
  return s;
}

void unknown_callee_ok(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  store_handle(curl);
}

static CURL *shared_curl;

CURL *lazy_ok(void) {
  if (!shared_curl)
    shared_curl = curl_easy_init();
  return shared_curl;
}

static void finish(CURL *curl) {
  if (curl)
    curl_easy_cleanup(curl);
}

int helper_releases_ok(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  CURLcode result = curl_easy_perform(curl);
  finish(curl);
  return (int)result;
}

static CURL *open_session(const char *url) {
  CURL *curl = curl_easy_init();
  if (!curl)
    return NULL;
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 20L);
  return curl;
}

int helper_acquires_bad(const char *url) {
  CURL *curl = open_session(url);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!curl)
    return -1;
  if (curl_easy_perform(curl) != CURLE_OK)
    return -2;
  curl_easy_cleanup(curl);
  return 0;
}

static void cleanup_handle(CURL **curl) { curl_easy_cleanup(*curl); }

int cleanup_attribute_ok(const char *url) {
  __attribute__((cleanup(cleanup_handle))) CURL *curl = curl_easy_init();
  if (!curl)
    return -1;
  curl_easy_setopt(curl, CURLOPT_URL, url);
  return (int)curl_easy_perform(curl);
}

int correlated_condition_ok(const char *url, int dry_run) {
  CURL *curl = NULL;
  int status = 0;
  if (!dry_run)
    curl = curl_easy_init();
  if (!dry_run)
    status = (int)curl_easy_setopt(curl, CURLOPT_URL, url);
  if (!dry_run)
    curl_easy_cleanup(curl);
  return status;
}

void exit_is_no_leak_ok(const char *url) {
  CURL *curl = curl_easy_init();
  if (!curl)
    exit(1);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  if (curl_easy_perform(curl) != CURLE_OK)
    exit(2);
  curl_easy_cleanup(curl);
}

// --- header lists ----------------------------------------------------------

int list_bad(CURL *curl) {
  struct curl_slist *headers = NULL;
  headers = curl_slist_append(headers, "Accept: application/json");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl list is not released on a path through this function{{.*}} [net-unclosed-connection]
  headers = curl_slist_append(headers, "X-Trace: 1");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  return (int)curl_easy_perform(curl);
}

int list_error_path_bad(CURL *curl, const char *body) {
  struct curl_slist *headers =
      curl_slist_append(NULL, "Content-Type: application/json");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl list is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!headers)
    return -1;
  if (body == NULL)
    return -2;
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
  curl_easy_perform(curl);
  curl_slist_free_all(headers);
  return 0;
}

int handle_released_but_not_list_bad(const char *url) {
  CURL *curl = curl_easy_init();
  if (!curl)
    return -1;
  struct curl_slist *recipients = curl_slist_append(NULL, "<ops@example.org>");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl list is not released on a path through this function{{.*}} [net-unclosed-connection]
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return (int)result;
}

int list_ok(CURL *curl, int json) {
  struct curl_slist *headers = NULL;
  if (json)
    headers = curl_slist_append(headers, "Accept: application/json");
  headers = curl_slist_append(headers, "X-Trace: 1");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  CURLcode result = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  return (int)result;
}

int list_appended_in_loop_ok(CURL *curl, const char **lines, size_t count) {
  struct curl_slist *headers = NULL;
  for (size_t i = 0; i < count; i++) {
    struct curl_slist *longer = curl_slist_append(headers, lines[i]);
    if (!longer) {
      curl_slist_free_all(headers);
      return -1;
    }
    headers = longer;
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
  curl_slist_free_all(headers);
  return (int)result;
}

int result_of_append_ignored_ok(CURL *curl) {
  struct curl_slist *headers = curl_slist_append(NULL, "X-First: 1");
  curl_slist_append(headers, "X-Second: 2");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  CURLcode result = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  return (int)result;
}

int list_released_after_handle_ok(const char *url) {
  CURL *curl = curl_easy_init();
  struct curl_slist *headers = curl_slist_append(NULL, "X-Trace: 1");
  if (curl) {
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_perform(curl);
    curl_easy_cleanup(curl);
  }
  curl_slist_free_all(headers);
  return 0;
}

// --- lists handed out by getinfo -------------------------------------------

void print_cookies_bad(CURL *curl) {
  struct curl_slist *cookies = NULL;
  if (curl_easy_getinfo(curl, CURLINFO_COOKIELIST, &cookies) != CURLE_OK)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl list is not released on a path through this function{{.*}} [net-unclosed-connection]
    return;
  for (struct curl_slist *each = cookies; each; each = each->next)
    puts(each->data);
}

void print_cookies_ok(CURL *curl) {
  struct curl_slist *cookies = NULL;
  if (curl_easy_getinfo(curl, CURLINFO_COOKIELIST, &cookies) == CURLE_OK &&
      cookies) {
    for (struct curl_slist *each = cookies; each; each = each->next)
      puts(each->data);
    curl_slist_free_all(cookies);
  }
}

long borrowed_information_ok(CURL *curl) {
  char *effective = NULL;
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &effective);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  return effective ? status : 0;
}

// --- forms -----------------------------------------------------------------

int upload_bad(CURL *curl, const char *path) {
  curl_mime *form = curl_mime_init(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl form is not released on a path through this function{{.*}} [net-unclosed-connection]
  curl_mimepart *part = curl_mime_addpart(form);
  curl_mime_name(part, "file");
  if (curl_mime_filedata(part, path) != CURLE_OK)
    return -1;
  curl_easy_setopt(curl, CURLOPT_MIMEPOST, form);
  CURLcode result = curl_easy_perform(curl);
  curl_mime_free(form);
  return (int)result;
}

int upload_ok(CURL *curl, const char *path) {
  curl_mime *form = curl_mime_init(curl);
  curl_mimepart *part = curl_mime_addpart(form);
  CURLcode result = curl_mime_filedata(part, path);
  if (result == CURLE_OK) {
    curl_easy_setopt(curl, CURLOPT_MIMEPOST, form);
    result = curl_easy_perform(curl);
  }
  curl_mime_free(form);
  return (int)result;
}

int subparts_consumed_ok(CURL *curl) {
  curl_mime *mail = curl_mime_init(curl);
  curl_mime *alternatives = curl_mime_init(curl);
  curl_mimepart *part = curl_mime_addpart(alternatives);
  curl_mime_data(part, "hello", CURL_ZERO_TERMINATED);
  part = curl_mime_addpart(mail);
  if (curl_mime_subparts(part, alternatives) != CURLE_OK)
    curl_mime_free(alternatives);
  struct curl_slist *lines =
      curl_slist_append(NULL, "Content-Disposition: inline");
  curl_mime_headers(part, lines, 1);
  curl_easy_setopt(curl, CURLOPT_MIMEPOST, mail);
  CURLcode result = curl_easy_perform(curl);
  curl_mime_free(mail);
  return (int)result;
}

int part_headers_kept_bad(CURL *curl) {
  curl_mime *form = curl_mime_init(curl);
  curl_mimepart *part = curl_mime_addpart(form);
  struct curl_slist *lines =
      curl_slist_append(NULL, "Content-Disposition: inline");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl list is not released on a path through this function{{.*}} [net-unclosed-connection]
  curl_mime_headers(part, lines, 0);
  curl_easy_setopt(curl, CURLOPT_MIMEPOST, form);
  CURLcode result = curl_easy_perform(curl);
  curl_mime_free(form);
  return (int)result;
}

int old_form_bad(CURL *curl, const char *name) {
  struct curl_httppost *first = NULL;
  struct curl_httppost *last = NULL;
  curl_formadd(&first, &last, CURLFORM_COPYNAME, "name",
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl form is not released on a path through this function{{.*}} [net-unclosed-connection]
               CURLFORM_COPYCONTENTS, name, CURLFORM_END);
  curl_easy_setopt(curl, CURLOPT_HTTPPOST, first);
  return (int)curl_easy_perform(curl);
}

int old_form_ok(CURL *curl, const char *name) {
  struct curl_httppost *first = NULL;
  struct curl_httppost *last = NULL;
  curl_formadd(&first, &last, CURLFORM_COPYNAME, "name",
               CURLFORM_COPYCONTENTS, name, CURLFORM_END);
  curl_formadd(&first, &last, CURLFORM_COPYNAME, "send",
               CURLFORM_COPYCONTENTS, "yes", CURLFORM_END);
  curl_easy_setopt(curl, CURLOPT_HTTPPOST, first);
  CURLcode result = curl_easy_perform(curl);
  curl_formfree(first);
  return (int)result;
}

// --- URLs and strings ------------------------------------------------------

int host_of_bad(const char *text, char *host, size_t size) {
  CURLU *url = curl_url();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl URL handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  char *part = NULL;
  if (!url)
    return -1;
  if (curl_url_set(url, CURLUPART_URL, text, 0) != CURLUE_OK)
    return -2;
  if (curl_url_get(url, CURLUPART_HOST, &part, 0) == CURLUE_OK) {
    snprintf(host, size, "%s", part);
    curl_free(part);
  }
  curl_url_cleanup(url);
  return 0;
}

int host_of_ok(const char *text, char *host, size_t size) {
  CURLU *url = curl_url();
  char *part = NULL;
  int status = -1;
  if (!url)
    return -1;
  if (!curl_url_set(url, CURLUPART_URL, text, 0) &&
      !curl_url_get(url, CURLUPART_HOST, &part, 0)) {
    snprintf(host, size, "%s", part);
    curl_free(part);
    status = 0;
  }
  curl_url_cleanup(url);
  return status;
}

int url_copy_bad(CURLU *base, const char *path, CURL *curl) {
  CURLU *copy = curl_url_dup(base);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl URL handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  curl_url_set(copy, CURLUPART_PATH, path, 0);
  curl_easy_setopt(curl, CURLOPT_CURLU, copy);
  return (int)curl_easy_perform(curl);
}

int escaped_bad(CURL *curl, const char *query, char *line, size_t size) {
  char *text = curl_easy_escape(curl, query, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this string is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!text)
    return -1;
  snprintf(line, size, "q=%s", text);
  return 0;
}

int escaped_ok(CURL *curl, const char *query, char *line, size_t size) {
  char *text = curl_easy_escape(curl, query, 0);
  if (!text)
    return -1;
  snprintf(line, size, "q=%s", text);
  curl_free(text);
  return 0;
}

// --- multi and share -------------------------------------------------------

int multi_leak_bad(CURL *easy) {
  CURLM *multi = curl_multi_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl multi handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  int running = 0;
  if (!multi)
    return -1;
  curl_multi_add_handle(multi, easy);
  do {
    if (curl_multi_perform(multi, &running) != CURLM_OK)
      return -1;
    curl_multi_poll(multi, NULL, 0, 1000, NULL);
  } while (running);
  curl_multi_remove_handle(multi, easy);
  curl_multi_cleanup(multi);
  return 0;
}

int multi_ok(CURL *easy) {
  CURLM *multi = curl_multi_init();
  CURLMcode status;
  int running = 0;
  if (!multi)
    return -1;
  curl_multi_add_handle(multi, easy);
  do {
    status = curl_multi_perform(multi, &running);
    if (status == CURLM_OK && running)
      status = curl_multi_poll(multi, NULL, 0, 1000, NULL);
  } while (status == CURLM_OK && running);
  curl_multi_remove_handle(multi, easy);
  curl_multi_cleanup(multi);
  return status == CURLM_OK ? 0 : -1;
}

/* The loop that reads the messages releases the handle. */
int added_to_multi_ok(CURLM *multi, const char *url) {
  CURL *easy = curl_easy_init();
  if (!easy)
    return -1;
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, 10L);
  return curl_multi_add_handle(multi, easy) == CURLM_OK ? 0 : -1;
}

void drain_ok(CURLM *multi) {
  CURLMsg *message;
  int left;
  while ((message = curl_multi_info_read(multi, &left))) {
    if (message->msg == CURLMSG_DONE) {
      CURL *easy = message->easy_handle;
      curl_multi_remove_handle(multi, easy);
      curl_easy_cleanup(easy);
    }
  }
}

int share_leak_bad(CURL *curl) {
  CURLSH *share = curl_share_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl share handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!share)
    return -1;
  curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
  curl_easy_setopt(curl, CURLOPT_SHARE, share);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_setopt(curl, CURLOPT_SHARE, NULL);
  return (int)result;
}

int share_ok(CURL *curl) {
  CURLSH *share = curl_share_init();
  if (!share)
    return -1;
  curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
  curl_easy_setopt(curl, CURLOPT_SHARE, share);
  CURLcode result = curl_easy_perform(curl);
  curl_easy_setopt(curl, CURLOPT_SHARE, NULL);
  curl_share_cleanup(share);
  return (int)result;
}

// --- process lifetime ------------------------------------------------------

int main(int argc, char **argv) {
  CURL *curl = curl_easy_init();
  if (argc > 1)
    curl_easy_setopt(curl, CURLOPT_URL, argv[1]);
  return (int)curl_easy_perform(curl);
}
