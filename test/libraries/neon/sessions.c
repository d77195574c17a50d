// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sessions, requests and certificates of neon.
//
// RUN: %check_tidy %s %core %t -- -- -std=gnu11 -isystem /usr/include/neon

#include <ne_basic.h>
#include <ne_request.h>
#include <ne_session.h>
#include <ne_ssl.h>
#include <stdlib.h>

int download_bad(const char *path, int fd) {
  ne_session *s = ne_session_create("https", "dav.internal", 443);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every call}}{{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this HTTP session is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
  ne_set_session_flag(s, NE_SESSFLAG_PERSIST, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-keep-alive]
  return ne_get(s, path, fd);
}

void upload_all_bad(char **paths, int count, int fd) {
  for (int i = 0; i < count; ++i) {
    ne_session *s = ne_session_create("http", "dav.internal", 80);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every iteration}}{{.*}} [net-client-per-call]
    ne_put(s, paths[i], fd);
    ne_session_destroy(s);
  }
}

// A session is bound to its host.
int download_from_ok(const char *host, const char *path, int fd) {
  ne_session *s = ne_session_create("https", host, 443);
  ne_ssl_trust_default_ca(s);
  int failed = ne_get(s, path, fd);
  ne_session_destroy(s);
  return failed;
}

int make_folders_ok(void) {
  ne_session *s = ne_session_create("http", "dav.internal", 80);
  ne_set_session_flag(s, NE_SESSFLAG_PERSIST, 1);
  int failed = ne_mkcol(s, "/a/");
  if (!failed)
    failed = ne_mkcol(s, "/a/b/");
  ne_session_destroy(s);
  return failed;
}

struct mount {
  ne_session *dav;
};

void mount_ok(struct mount *m) {
  m->dav = ne_session_create("https", "dav.internal", 443);
  ne_set_read_timeout(m->dav, 30);
}

void unmount_ok(struct mount *m) {
  if (m->dav)
    ne_session_destroy(m->dav);
  m->dav = NULL;
}

int late_bad(ne_session *s) {
  ne_session_destroy(s);
  return ne_mkcol(s, "/a/");
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP session is used after it was released{{.*}} [net-use-after-close]
}

int exists_bad(ne_session *s, const char *path) {
  ne_request *r = ne_request_create(s, "HEAD", path);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP request is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
  if (ne_request_dispatch(r))
    return -1;
  int found = ne_get_status(r)->klass == 2;
  ne_request_destroy(r);
  return found;
}

int exists_ok(ne_session *s, const char *path) {
  ne_request *r = ne_request_create(s, "HEAD", path);
  int found = ne_request_dispatch(r) == NE_OK && ne_get_status(r)->klass == 2;
  ne_request_destroy(r);
  return found;
}

int status_late_bad(ne_session *s, const char *path) {
  ne_request *r = ne_request_create(s, "HEAD", path);
  int failed = ne_request_dispatch(r);
  ne_request_destroy(r);
  return failed ? failed : ne_get_status(r)->code;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP request is used after it was released{{.*}} [net-use-after-close]
}

int goodbye_bad(ne_session *s, const char *path) {
  ne_request *r = ne_request_create(s, "GET", path);
  ne_add_request_header(r, "Connection", "close");
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-keep-alive]
  int failed = ne_request_dispatch(r);
  ne_request_destroy(r);
  return failed;
}

int read_ok(ne_session *s, const char *path, char *to, size_t size) {
  ne_request *r = ne_request_create(s, "GET", path);
  ne_add_request_header(r, "Accept", "text/plain");
  int failed;
  do {
    failed = ne_begin_request(r);
    if (failed)
      break;
    while (ne_read_response_block(r, to, size) > 0)
      ;
    failed = ne_end_request(r);
  } while (failed == NE_RETRY);
  ne_request_destroy(r);
  return failed;
}

int trust_bad(ne_session *s, const char *file) {
  ne_ssl_certificate *c = ne_ssl_cert_read(file);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this certificate is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
  if (!c)
    return -1;
  ne_ssl_trust_cert(s, c); // copies it
  return 0;
}

int trust_ok(ne_session *s, const char *file) {
  ne_ssl_certificate *c = ne_ssl_cert_read(file);
  if (!c)
    return -1;
  ne_ssl_trust_cert(s, c);
  ne_ssl_cert_free(c);
  return 0;
}

int identify_bad(ne_session *s, const char *file, const char *password) {
  ne_ssl_client_cert *c = ne_ssl_clicert_read(file);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this client certificate is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
  if (!c)
    return -1;
  if (ne_ssl_clicert_encrypted(c) && ne_ssl_clicert_decrypt(c, password))
    return -1;
  ne_ssl_set_clicert(s, c);
  ne_ssl_clicert_free(c);
  return 0;
}
