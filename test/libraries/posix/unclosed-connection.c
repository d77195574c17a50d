// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Descriptors, streams and directories in plain C.
//
// RUN: %check_tidy %s net-unclosed-connection %t

#define _GNU_SOURCE
#include "Inputs/session.h"
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

extern void hand_over(int fd);

// --- sockets ---------------------------------------------------------------

int connect_failure_bad(const struct sockaddr *address, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) < 0) {
    perror("connect");
    return -1;
  }
  return fd;
}

int option_failure_bad(uint16_t port) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  int on = 1;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (fd == -1)
    return -errno;
  if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1)
    return -errno;
  address.sin_port = htons(port);
  if (bind(fd, (struct sockaddr *)&address, sizeof(address)) == -1) {
    int saved = errno;
    close(fd);
    return -saved;
  }
  if (listen(fd, 16) == -1) {
    close(fd);
    return -errno;
  }
  return fd;
}

int connect_to_ok(const char *host, const char *port) {
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
  struct addrinfo *all, *each;
  int fd = -1;
  if (getaddrinfo(host, port, &hints, &all) != 0)
    return -1;
  for (each = all; each; each = each->ai_next) {
    fd = socket(each->ai_family, each->ai_socktype, each->ai_protocol);
    if (fd < 0)
      continue;
    if (connect(fd, each->ai_addr, each->ai_addrlen) == 0)
      break;
    close(fd);
    fd = -1;
  }
  freeaddrinfo(all);
  return fd;
}

int connect_to_bad(const char *host, const char *port) {
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
  struct addrinfo *all, *each;
  int fd = -1;
  if (getaddrinfo(host, port, &hints, &all) != 0)
    return -1;
  for (each = all; each; each = each->ai_next) {
    fd = socket(each->ai_family, each->ai_socktype, each->ai_protocol);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (fd < 0)
      continue;
    if (connect(fd, each->ai_addr, each->ai_addrlen) == 0)
      break;
  }
  freeaddrinfo(all);
  return fd;
}

int shutdown_is_no_close_bad(const struct sockaddr *address, socklen_t size,
                             const char *text) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (fd < 0)
    return -1;
  if (connect(fd, address, size) == 0)
    send(fd, text, strlen(text), MSG_NOSIGNAL);
  shutdown(fd, SHUT_RDWR);
  return 0;
}

int datagram_ok(const struct sockaddr *address, socklen_t size, const void *data,
                size_t length) {
  ssize_t sent;
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0)
    return -1;
  sent = sendto(fd, data, length, 0, address, size);
  close(fd);
  return sent == (ssize_t)length ? 0 : -1;
}

// --- servers ---------------------------------------------------------------

static void serve(int client) {
  char buffer[512];
  ssize_t size;
  while ((size = read(client, buffer, sizeof(buffer))) > 0)
    if (write(client, buffer, (size_t)size) != size)
      break;
  close(client);
}

void accept_loop_ok(int listener) {
  int client;
  while ((client = accept(listener, NULL, NULL)) >= 0)
    serve(client);
}

void accept_loop_bad(int listener) {
  for (;;) {
    struct sockaddr_in peer;
    socklen_t size = sizeof(peer);
    int client = accept(listener, (struct sockaddr *)&peer, &size);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (client < 0)
      break;
    if (peer.sin_addr.s_addr != htonl(INADDR_LOOPBACK))
      continue;
    serve(client);
  }
}

static void *session(void *argument) {
  serve((int)(intptr_t)argument);
  return NULL;
}

void thread_per_client_ok(int listener) {
  for (;;) {
    pthread_t id;
    int client = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (client < 0)
      return;
    if (pthread_create(&id, NULL, session, (void *)(intptr_t)client) != 0) {
      close(client);
      continue;
    }
    pthread_detach(id);
  }
}

void registered_with_loop_ok(int loop, int listener) {
  struct epoll_event event = {.events = EPOLLIN};
  int client = accept(listener, NULL, NULL);
  if (client < 0)
    return;
  event.data.fd = client;
  if (epoll_ctl(loop, EPOLL_CTL_ADD, client, &event) < 0)
    close(client);
}

void forked_ok(int listener) {
  int client = accept(listener, NULL, NULL);
  if (client < 0)
    return;
  if (fork() == 0) {
    close(listener);
    serve(client);
    _exit(0);
  }
  close(client);
}

// --- files and the rest ----------------------------------------------------

int read_file_bad(const char *path, char *buffer, size_t size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  ssize_t got;
  if (fd < 0)
    return -1;
  got = read(fd, buffer, size);
  if (got < 0)
    return -1;
  close(fd);
  return (int)got;
}

int read_file_ok(const char *path, char *buffer, size_t size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t got;
  if (fd < 0)
    return -1;
  got = read(fd, buffer, size);
  close(fd);
  return got < 0 ? -1 : (int)got;
}

void *map_ok(const char *path, size_t *size) {
  struct stat status;
  void *memory = MAP_FAILED;
  int fd = open(path, O_RDONLY);
  if (fd < 0)
    return NULL;
  if (fstat(fd, &status) == 0) {
    *size = (size_t)status.st_size;
    memory = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, fd, 0);
  }
  close(fd);
  return memory == MAP_FAILED ? NULL : memory;
}

void *map_bad(const char *path, size_t size) {
  int fd = open(path, O_RDONLY);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  void *memory;
  if (fd < 0)
    return NULL;
  memory = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
  return memory == MAP_FAILED ? NULL : memory;
}

int pipes_bad(int result[2]) {
  int input[2], output[2];
  if (pipe(input) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
    return -1;
  if (pipe2(output, O_CLOEXEC) != 0)
    return -1;
  result[0] = input[0];
  result[1] = output[1];
  close(input[1]);
  close(output[0]);
  return 0;
}

int pair_ok(int result[2]) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
    return -1;
  if (fcntl(pair[0], F_SETFD, FD_CLOEXEC) != 0) {
    close(pair[0]);
    close(pair[1]);
    return -1;
  }
  result[0] = pair[0];
  result[1] = pair[1];
  return 0;
}

int loop_bad(void) {
  struct epoll_event event = {.events = EPOLLIN};
  int loop = epoll_create1(EPOLL_CLOEXEC);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  int wake;
  if (loop < 0)
    return -1;
  wake = eventfd(0, EFD_NONBLOCK);
  if (wake < 0)
    return -1;
  if (epoll_ctl(loop, EPOLL_CTL_ADD, wake, &event) < 0) {
    close(wake);
    close(loop);
    return -1;
  }
  return loop;
}

int duplicate_bad(int fd) {
  int copy = dup(fd);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (copy < 0)
    return -1;
  return (int)lseek(copy, 0, SEEK_END);
}

int duplicate_by_fcntl_bad(int fd) {
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (copy < 0)
    return -1;
  return isatty(copy);
}

int onto_standard_output_ok(const char *path) {
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (fd < 0)
    return -1;
  if (dup2(fd, STDOUT_FILENO) < 0) {
    close(fd);
    return -1;
  }
  close(fd);
  return 0;
}

int flags_ok(int fd) {
  int flags = fcntl(fd, F_GETFL, 0);
  return flags < 0 ? -1 : fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

int same_signal_descriptor_ok(int fd, const sigset_t *mask) {
  return signalfd(fd, mask, SFD_CLOEXEC) == fd ? 0 : -1;
}

int watch_bad(const char *path) {
  int fd = inotify_init1(IN_CLOEXEC);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (fd < 0)
    return -1;
  if (inotify_add_watch(fd, path, IN_MODIFY) < 0)
    return -1;
  return fd;
}

// Created but never armed: not a timer's defect yet.
int unarmed_timer_bad(void) {
  int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (fd < 0)
    return -1;
  if (fcntl(fd, F_SETFL, O_NONBLOCK) < 0)
    return -1;
  return fd;
}

// --- streams and directories -----------------------------------------------

int read_line_bad(int connection, char *line, int size) {
  FILE *stream;
  int copy = dup(connection);
  if (copy < 0)
    return -1;
  stream = fdopen(copy, "r");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this stream is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!stream) {
    close(copy);
    return -1;
  }
  if (!fgets(line, size, stream))
    return -1;
  fclose(stream);
  return 0;
}

// A plain file is no connection.
int plain_file_ok(const char *path, char *line, int size) {
  FILE *file = fopen(path, "r");
  return file && fgets(line, size, file) ? 0 : -1;
}

FILE *stream_takes_descriptor_ok(const char *path) {
  FILE *file;
  int fd = open(path, O_RDWR | O_CREAT, 0600);
  if (fd < 0)
    return NULL;
  file = fdopen(fd, "r+");
  if (!file)
    close(fd);
  return file;
}

int descriptor_of_stream_ok(const char *path) {
  FILE *file = fopen(path, "w");
  int status;
  if (!file)
    return -1;
  status = fsync(fileno(file));
  fclose(file);
  return status;
}

int command_bad(char *line, int size) {
  FILE *output = popen("uptime", "r");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this pipe stream is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!output)
    return -1;
  if (!fgets(line, size, output))
    return -1;
  return pclose(output);
}

int count_entries_bad(const char *path) {
  DIR *directory = opendir(path);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this directory stream is not released on a path through this function{{.*}} [net-unclosed-connection]
  struct dirent *entry;
  int count = 0;
  if (!directory)
    return -1;
  while ((entry = readdir(directory)))
    if (entry->d_name[0] == '.')
      return -1;
    else
      count++;
  closedir(directory);
  return count;
}

int directory_takes_descriptor_ok(int parent, const char *name) {
  DIR *directory;
  int count = 0;
  int fd = openat(parent, name, O_RDONLY | O_DIRECTORY);
  if (fd < 0)
    return -1;
  directory = fdopendir(fd);
  if (!directory) {
    close(fd);
    return -1;
  }
  while (readdir(directory))
    count++;
  closedir(directory);
  return count;
}

// --- idioms ----------------------------------------------------------------

int all_at_exit_label_ok(const char *from, const char *to) {
  char buffer[4096];
  int status = -1, in = -1, out = -1;
  ssize_t size;
  in = open(from, O_RDONLY);
  if (in < 0)
    goto done;
  out = open(to, O_WRONLY | O_CREAT, 0644);
  if (out < 0)
    goto done;
  while ((size = read(in, buffer, sizeof(buffer))) > 0)
    if (write(out, buffer, (size_t)size) != size)
      goto done;
  status = 0;
done:
  if (in >= 0)
    close(in);
  if (out >= 0)
    close(out);
  return status;
}

static void close_descriptor(int *fd) {
  if (*fd >= 0)
    close(*fd);
}

int cleanup_attribute_ok(const char *path) {
  __attribute__((cleanup(close_descriptor))) int fd = open(path, O_RDONLY);
  char byte;
  if (fd < 0)
    return -1;
  if (read(fd, &byte, 1) != 1)
    return -1;
  return byte;
}

int stored_ok(struct server *s) {
  s->listener = socket(AF_INET, SOCK_STREAM, 0);
  if (s->listener < 0)
    return -1;
  s->wake = eventfd(0, 0);
  return s->wake < 0 ? -1 : 0;
}

void handed_over_ok(const char *path) {
  int fd = open(path, O_RDONLY);
  if (fd >= 0)
    hand_over(fd);
}

int replaced_bad(const char *first, const char *second) {
  int fd = open(first, O_RDONLY);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (fd < 0)
    return -1;
  fd = open(second, O_RDONLY);
  if (fd < 0)
    return -1;
  close(fd);
  return 0;
}

int forgotten_bad(const char *path) {
  int fd = open(path, O_RDONLY);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  char byte = 0;
  if (fd < 0)
    return -1;
  if (read(fd, &byte, 1) != 1)
    fd = -1;
  if (fd >= 0)
    close(fd);
  return byte;
}

// A descriptor that a struct keeps, and that this function used.
struct kept {
  int fd;
};

int dropped_bad(struct kept *k, char *text, size_t room) {
  fcntl(k->fd, F_SETFL, O_NONBLOCK);
  if (recv(k->fd, text, room, 0) >= 0)
    return 0;
  k->fd = -1;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the {{.*}} is overwritten while it is still open{{.*}} [net-unclosed-connection]
  return -1;
}

// It was closed behind our back.
int known_gone_ok(struct kept *k, char *text, size_t room) {
  fcntl(k->fd, F_SETFL, O_NONBLOCK);
  if (recv(k->fd, text, room, 0) >= 0)
    return 0;
  const int reason = errno;
  if (reason == EBADF)
    k->fd = -1;
  return -1;
}

// Only borrowed: nobody in this file opens or closes it.
struct borrowed {
  int socket;
};

static struct borrowed batch;

int borrows_ok(const char *path, char *text, size_t room) {
  int fd = open(path, O_RDONLY);
  if (fd < 0)
    return -1;
  batch.socket = fd;
  ssize_t got = recv(batch.socket, text, room, 0);
  batch.socket = -1;
  close(fd);
  return (int)got;
}

int forgets_ok(struct borrowed *b, char *text, size_t room) {
  fcntl(b->socket, F_SETFL, O_NONBLOCK);
  if (recv(b->socket, text, room, 0) >= 0)
    return 0;
  b->socket = -1;
  return -1;
}

int absent_ok(struct kept *k, char *text, size_t room) {
  fcntl(k->fd, F_SETFL, O_NONBLOCK);
  if (recv(k->fd, text, room, 0) >= 0)
    return 0;
  if (k->fd >= 0)
    close(k->fd);
  k->fd = -1;
  return -1;
}

static int lock_file = -1;

int lock_ok(const char *path) {
  if (lock_file < 0)
    lock_file = open(path, O_RDWR | O_CREAT, 0600);
  return lock_file < 0 ? -1 : 0;
}

void daemonise_ok(void) {
  int null = open("/dev/null", O_RDWR);
  if (null < 0)
    exit(1);
  dup2(null, STDIN_FILENO);
  dup2(null, STDOUT_FILENO);
  if (null > STDERR_FILENO)
    close(null);
}

// What is taken on success only is still there after a failure.
int watch_failed_bad(int loop, int *kept) {
  int wake = eventfd(0, EFD_CLOEXEC);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}descriptor is not released on a path{{.*}} [net-unclosed-connection]
  if (wake < 0)
    return -1;
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = kept};
  if (epoll_ctl(loop, EPOLL_CTL_ADD, wake, &event) < 0)
    return -1;
  *kept = wake;
  return 0;
}

int watched_ok(int loop) {
  int wake = eventfd(0, EFD_CLOEXEC);
  if (wake < 0)
    return -1;
  struct epoll_event event = {.events = EPOLLIN, .data.fd = wake};
  return epoll_ctl(loop, EPOLL_CTL_ADD, wake, &event);
}

FILE *stream_failed_bad(const struct sockaddr *peer, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}is not released on a path{{.*}} [net-unclosed-connection]
  if (fd < 0)
    return NULL;
  if (connect(fd, peer, size) < 0) {
    close(fd);
    return NULL;
  }
  FILE *stream = fdopen(fd, "r+");
  if (!stream)
    return NULL;
  setvbuf(stream, NULL, _IOLBF, 0);
  return stream;
}

FILE *stream_or_closed_ok(const struct sockaddr *peer, socklen_t size) {
  FILE *stream = NULL;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return NULL;
  if (connect(fd, peer, size) == 0)
    stream = fdopen(fd, "r+");
  if (!stream)
    close(fd);
  return stream;
}
