// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the header of uSockets, which Debian does not have: the names
// and signatures of release 0.8, without what they do.

#ifndef LIBUSOCKETS_H
#define LIBUSOCKETS_H

#ifdef __cplusplus
extern "C" {
#endif

struct us_socket_t;
struct us_timer_t;
struct us_socket_context_t;
struct us_loop_t;
struct us_listen_socket_t;

struct us_timer_t *us_create_timer(struct us_loop_t *loop, int fallthrough,
                                   unsigned int ext_size);
void *us_timer_ext(struct us_timer_t *timer);
void us_timer_close(struct us_timer_t *timer);
void us_timer_set(struct us_timer_t *timer, void (*cb)(struct us_timer_t *t),
                  int ms, int repeat_ms);
struct us_loop_t *us_timer_loop(struct us_timer_t *t);

struct us_socket_context_options_t {
  const char *key_file_name;
  const char *cert_file_name;
  const char *passphrase;
};
unsigned short us_socket_context_timestamp(int ssl,
                                           struct us_socket_context_t *context);
void us_socket_context_add_server_name(
    int ssl, struct us_socket_context_t *context, const char *hostname_pattern,
    struct us_socket_context_options_t options, void *user);
void us_socket_context_remove_server_name(int ssl,
                                          struct us_socket_context_t *context,
                                          const char *hostname_pattern);
void *us_socket_context_get_native_handle(int ssl,
                                          struct us_socket_context_t *context);
struct us_socket_context_t *
us_create_socket_context(int ssl, struct us_loop_t *loop, int ext_size,
                         struct us_socket_context_options_t options);
void us_socket_context_free(int ssl, struct us_socket_context_t *context);
void us_socket_context_on_open(
    int ssl, struct us_socket_context_t *context,
    struct us_socket_t *(*on_open)(struct us_socket_t *s, int is_client,
                                   char *ip, int ip_length));
void us_socket_context_on_close(
    int ssl, struct us_socket_context_t *context,
    struct us_socket_t *(*on_close)(struct us_socket_t *s, int code,
                                    void *reason));
void us_socket_context_on_data(
    int ssl, struct us_socket_context_t *context,
    struct us_socket_t *(*on_data)(struct us_socket_t *s, char *data,
                                   int length));
void us_socket_context_on_writable(
    int ssl, struct us_socket_context_t *context,
    struct us_socket_t *(*on_writable)(struct us_socket_t *s));
void us_socket_context_on_timeout(
    int ssl, struct us_socket_context_t *context,
    struct us_socket_t *(*on_timeout)(struct us_socket_t *s));
void us_socket_context_on_long_timeout(
    int ssl, struct us_socket_context_t *context,
    struct us_socket_t *(*on_timeout)(struct us_socket_t *s));
void us_socket_context_on_connect_error(
    int ssl, struct us_socket_context_t *context,
    struct us_socket_t *(*on_connect_error)(struct us_socket_t *s, int code));
void us_socket_context_on_end(
    int ssl, struct us_socket_context_t *context,
    struct us_socket_t *(*on_end)(struct us_socket_t *s));
void *us_socket_context_ext(int ssl, struct us_socket_context_t *context);
void us_socket_context_close(int ssl, struct us_socket_context_t *context);
struct us_listen_socket_t *
us_socket_context_listen(int ssl, struct us_socket_context_t *context,
                         const char *host, int port, int options,
                         int socket_ext_size);
struct us_listen_socket_t *
us_socket_context_listen_unix(int ssl, struct us_socket_context_t *context,
                              const char *path, int options,
                              int socket_ext_size);
void us_listen_socket_close(int ssl, struct us_listen_socket_t *ls);
struct us_socket_t *
us_socket_context_connect(int ssl, struct us_socket_context_t *context,
                          const char *host, int port, const char *source_host,
                          int options, int socket_ext_size);
struct us_socket_t *
us_socket_context_connect_unix(int ssl, struct us_socket_context_t *context,
                               const char *server_path, int options,
                               int socket_ext_size);
struct us_loop_t *us_socket_context_loop(int ssl,
                                         struct us_socket_context_t *context);

struct us_loop_t *us_create_loop(void *hint,
                                 void (*wakeup_cb)(struct us_loop_t *loop),
                                 void (*pre_cb)(struct us_loop_t *loop),
                                 void (*post_cb)(struct us_loop_t *loop),
                                 unsigned int ext_size);
void us_loop_free(struct us_loop_t *loop);
void *us_loop_ext(struct us_loop_t *loop);
void us_loop_run(struct us_loop_t *loop);
void us_wakeup_loop(struct us_loop_t *loop);
void us_loop_integrate(struct us_loop_t *loop);
long long us_loop_iteration_number(struct us_loop_t *loop);
int us_socket_write(int ssl, struct us_socket_t *s, const char *data,
                    int length, int msg_more);

#ifdef __cplusplus
}
#endif

#endif
