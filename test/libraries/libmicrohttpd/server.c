// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A web server in C: who frees a response, a form parser, a file, the daemon.
//
// RUN: %check_tidy %s %core %t -- -- -std=gnu11

#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct MHD_Connection Connection;
typedef struct MHD_Response Response;

//===-- Responses ---------------------------------------------------------===//

enum MHD_Result greet_bad(Connection *c) {
  static char page[] = "hello";
  Response *r = MHD_create_response_from_buffer(5, page, MHD_RESPMEM_PERSISTENT);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP response is not released on a path{{.*}} [net-unclosed-response]
  MHD_add_response_header(r, MHD_HTTP_HEADER_CONNECTION, "close"); // a server's right
  return MHD_queue_response(c, MHD_HTTP_OK, r); // takes a reference of its own
}

enum MHD_Result greet_ok(Connection *c) {
  Response *r = MHD_create_response_from_buffer(5, "hello", MHD_RESPMEM_PERSISTENT);
  enum MHD_Result queued = MHD_queue_response(c, MHD_HTTP_OK, r);
  MHD_destroy_response(r); // the queue still holds it
  return queued;
}

enum MHD_Result text_bad(Connection *c, const char *text) {
  Response *r = MHD_create_response_from_buffer(strlen(text), (void *)text, MHD_RESPMEM_MUST_COPY);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP response is not released on a path{{.*}} [net-unclosed-response]
  if (!r)
    return MHD_NO;
  if (MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, "text/plain") == MHD_NO)
    return MHD_NO;
  enum MHD_Result queued = MHD_queue_response(c, MHD_HTTP_OK, r);
  MHD_destroy_response(r);
  return queued;
}

static enum MHD_Result finish(Connection *c, unsigned status, Response *r) {
  enum MHD_Result queued = r ? MHD_queue_response(c, status, r) : MHD_NO;
  if (r)
    MHD_destroy_response(r);
  return queued;
}

enum MHD_Result body_ok(Connection *c, char *body, size_t size) {
  return finish(c, MHD_HTTP_OK, MHD_create_response_from_buffer(size, body, MHD_RESPMEM_MUST_FREE));
}

// Made once and queued many times.
static Response *not_found;

enum MHD_Result missing_ok(Connection *c) {
  if (!not_found)
    not_found = MHD_create_response_from_buffer(4, "none", MHD_RESPMEM_PERSISTENT);
  return MHD_queue_response(c, MHD_HTTP_NOT_FOUND, not_found);
}

enum MHD_Result refuse_bad(Connection *c) {
  Response *r = MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
  if (!r)
    return MHD_NO;
  enum MHD_Result queued = MHD_queue_response(c, MHD_HTTP_FORBIDDEN, r);
  MHD_destroy_response(r);
  if (queued == MHD_NO)
    MHD_destroy_response(r); // it had one reference
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP response is released a second time{{.*}} [net-use-after-close]
  return queued;
}

//===-- Files -------------------------------------------------------------===//

enum MHD_Result file_bad(Connection *c, const char *path) {
  struct stat st;
  int fd = open(path, O_RDONLY);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path{{.*}} [net-unclosed-connection]
  if (fd < 0 || fstat(fd, &st))
    return MHD_NO;
  Response *r = MHD_create_response_from_fd(st.st_size, fd);
  if (!r) {
    close(fd);
    return MHD_NO;
  }
  return finish(c, MHD_HTTP_OK, r);
}

enum MHD_Result file_ok(Connection *c, const char *path) {
  struct stat st;
  int fd = open(path, O_RDONLY);
  if (fd < 0)
    return MHD_NO;
  if (fstat(fd, &st)) {
    close(fd);
    return MHD_NO;
  }
  Response *r = MHD_create_response_from_fd64(st.st_size, fd); // closes it one day
  if (!r) {
    close(fd);
    return MHD_NO;
  }
  return finish(c, MHD_HTTP_OK, r);
}

static ssize_t read_file(void *file, uint64_t at, char *to, size_t size) {
  return fread(to, 1, size, file);
}
static void close_file(void *file) { fclose(file); }

enum MHD_Result stream_ok(Connection *c, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return MHD_NO;
  Response *r = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, read_file, file, close_file);
  if (!r) {
    fclose(file);
    return MHD_NO;
  }
  return finish(c, MHD_HTTP_OK, r);
}

//===-- Form parsers ------------------------------------------------------===//

static enum MHD_Result field(void *data, enum MHD_ValueKind kind, const char *key, const char *file, const char *type,
                             const char *encoding, const char *text, uint64_t at, size_t size) {
  return MHD_YES;
}

enum MHD_Result form_bad(Connection *c, const char *data, size_t size) {
  struct MHD_PostProcessor *form = MHD_create_post_processor(c, 1024, field, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this form parser is not released on a path{{.*}} [net-unclosed-connection]
  if (!form || MHD_post_process(form, data, size) == MHD_NO)
    return MHD_NO;
  return MHD_destroy_post_processor(form);
}

enum MHD_Result form_late_bad(struct MHD_PostProcessor *form, const char *data, size_t size) {
  MHD_destroy_post_processor(form);
  return MHD_post_process(form, data, size);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this form parser is used after it was released{{.*}} [net-use-after-close]
}

struct upload {
  struct MHD_PostProcessor *form;
  char name[64];
};

// Kept between the calls for one request, freed by completed() below.
enum MHD_Result upload_ok(Connection *c, void **state) {
  struct upload *u = calloc(1, sizeof *u);
  if (!u)
    return MHD_NO;
  u->form = MHD_create_post_processor(c, 1024, field, u);
  if (!u->form) {
    free(u);
    return MHD_NO;
  }
  *state = u;
  return MHD_YES;
}

static void completed(void *data, Connection *c, void **state, enum MHD_RequestTerminationCode why) {
  struct upload *u = *state;
  if (!u)
    return;
  MHD_destroy_post_processor(u->form);
  free(u);
  *state = NULL;
}

//===-- Daemons -----------------------------------------------------------===//

static enum MHD_Result route(void *data, Connection *c, const char *url, const char *method, const char *version,
                             const char *body, size_t *size, void **state) {
  return *state ? greet_ok(c) : upload_ok(c, state);
}

int start_bad(uint16_t port, const char *pid_file) {
  struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, port, NULL, NULL, route, NULL,
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP daemon is not released on a path{{.*}} [net-unclosed-connection]
                                          MHD_OPTION_CONNECTION_TIMEOUT, 10u, MHD_OPTION_END);
  if (!d)
    return -1;
  FILE *file = fopen(pid_file, "w");
  if (!file)
    return -1;
  fprintf(file, "%d", getpid());
  fclose(file);
  getchar();
  MHD_stop_daemon(d);
  return 0;
}

void stop_bad(struct MHD_Daemon *d) {
  MHD_stop_daemon(d);
  MHD_run(d);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP daemon is used after it was released{{.*}} [net-use-after-close]
}

// The listening socket becomes the daemon's.
struct MHD_Daemon *start_on_socket_ok(uint16_t port) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
  int s = socket(AF_INET, SOCK_STREAM, 0);
  if (s < 0)
    return NULL;
  if (bind(s, (struct sockaddr *)&at, sizeof at) || listen(s, 10)) {
    close(s);
    return NULL;
  }
  return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, route, NULL, MHD_OPTION_CONNECTION_TIMEOUT,
                          10u, MHD_OPTION_NOTIFY_COMPLETED, completed, NULL, MHD_OPTION_LISTEN_SOCKET, s,
                          MHD_OPTION_END);
}

int serve_ok(uint16_t port) {
  struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, port, NULL, NULL, route, NULL,
                                          MHD_OPTION_NOTIFY_COMPLETED, completed, NULL, MHD_OPTION_END);
  if (!d)
    return -1;
  getchar();
  MHD_stop_daemon(d);
  return 0;
}
