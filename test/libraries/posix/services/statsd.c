// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small daemon in C: it receives datagrams, keeps counters, writes them to
// a file and forwards them to a collector.
//
// RUN: %check_tidy %s %core %t

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define COUNTERS 64

struct counter {
  char name[32];
  long value;
};

static struct counter counters[COUNTERS];
static volatile sig_atomic_t stopping;

static int report(const char *what) {
  fprintf(stderr, "%s: %s\n", what, strerror(errno));
  return -1;
}

/* --- sockets ------------------------------------------------------------ */

static int open_datagrams_ok(uint16_t port) {
  struct sockaddr_in address;
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return report("socket");
  memset(&address, 0, sizeof(address));
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
    report("bind");
    close(fd);
    return -1;
  }
  return fd;
}

static int open_control_bad(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (fd < 0)
    return report("socket");
  if (strlen(path) >= sizeof(address.sun_path)) {
    errno = ENAMETOOLONG;
    return report(path);
  }
  strcpy(address.sun_path, path);
  unlink(path);
  if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
      listen(fd, 4) < 0) {
    close(fd);
    return report(path);
  }
  return fd;
}

static int dial_ok(const char *host, const char *port) {
  struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
  struct addrinfo *list = NULL, *each;
  struct timeval limit = {.tv_sec = 3};
  int fd = -1, status;
  if ((status = getaddrinfo(host, port, &hints, &list)) != 0) {
    fprintf(stderr, "%s: %s\n", host, gai_strerror(status));
    return -1;
  }
  for (each = list; each != NULL; each = each->ai_next) {
    if ((fd = socket(each->ai_family, each->ai_socktype, 0)) == -1)
      continue;
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    if (connect(fd, each->ai_addr, each->ai_addrlen) != -1)
      break;
    close(fd);
    fd = -1;
  }
  freeaddrinfo(list);
  return fd;
}

/* --- forwarding ---------------------------------------------------------- */

static int forward_ok(const char *host, const char *port) {
  char line[128], answer[8];
  int status = -1;
  int fd = dial_ok(host, port);
  if (fd < 0)
    return -1;
  for (int i = 0; i < COUNTERS && counters[i].name[0]; i++) {
    int size = snprintf(line, sizeof(line), "%s %ld\n", counters[i].name,
                        counters[i].value);
    if (write(fd, line, (size_t)size) != size)
      goto out;
  }
  if (write(fd, ".\n", 2) == 2 && read(fd, answer, sizeof(answer)) > 0)
    status = strncmp(answer, "ok", 2) == 0 ? 0 : -1;
out:
  close(fd);
  return status;
}

static int forward_each_bad(const struct sockaddr_in *collector) {
  char line[128];
  int sent = 0;
  for (int i = 0; i < COUNTERS && counters[i].name[0]; i++) {
    int size = snprintf(line, sizeof(line), "%s %ld\n", counters[i].name,
                        counters[i].value);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new socket is built for every iteration{{.*}} [net-client-per-call]
    if (fd < 0)
      return -1;
    if (connect(fd, (const struct sockaddr *)collector, sizeof(*collector)) == 0)
      sent += send(fd, line, (size_t)size, MSG_NOSIGNAL) == size;
    close(fd);
  }
  return sent;
}

static long collector_version_bad(const struct sockaddr_in *collector) {
  struct timeval never = {0, 0};
  char answer[32] = "";
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &never, sizeof(never));
  if (connect(fd, (const struct sockaddr *)collector, sizeof(*collector)) == 0 &&
      write(fd, "version\n", 8) == 8 &&
      read(fd, answer, sizeof(answer) - 1) < 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'read' can wait for ever{{.*}} [net-missing-timeout]
    answer[0] = '\0';
  close(fd);
  return strtol(answer, NULL, 10);
}

/* --- the file ------------------------------------------------------------ */

static int save_ok(const char *path) {
  char temporary[256];
  FILE *file;
  int fd;
  snprintf(temporary, sizeof(temporary), "%s.tmp", path);
  fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (fd < 0)
    return report(temporary);
  file = fdopen(fd, "w");
  if (!file) {
    close(fd);
    return report(temporary);
  }
  for (int i = 0; i < COUNTERS && counters[i].name[0]; i++)
    fprintf(file, "%s %ld\n", counters[i].name, counters[i].value);
  if (fclose(file) != 0)
    return report(temporary);
  return rename(temporary, path);
}

static int load_bad(const char *command) {
  FILE *output = popen(command, "r");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this pipe stream is not released on a path through this function{{.*}} [net-unclosed-connection]
  int count = 0;
  if (!output)
    return report(command);
  while (count < COUNTERS && fscanf(output, "%31s %ld", counters[count].name,
                                    &counters[count].value) == 2) {
    if (counters[count].value < 0)
      return report(command);
    count++;
  }
  pclose(output);
  return count;
}

/* --- the loop ------------------------------------------------------------ */

static int run_ok(int datagrams, int control, const char *path) {
  struct itimerspec every = {{10, 0}, {10, 0}};
  struct pollfd wait[3];
  sigset_t mask;
  int timer = -1, signals = -1, status = -1;
  sigemptyset(&mask);
  sigaddset(&mask, SIGTERM);
  sigprocmask(SIG_BLOCK, &mask, NULL);
  signals = signalfd(-1, &mask, SFD_CLOEXEC);
  timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
  if (signals < 0 || timer < 0 || timerfd_settime(timer, 0, &every, NULL) < 0)
    goto out;
  wait[0] = (struct pollfd){datagrams, POLLIN, 0};
  wait[1] = (struct pollfd){timer, POLLIN, 0};
  wait[2] = (struct pollfd){control, POLLIN, 0};
  while (!stopping && poll(wait, 3, -1) >= 0) {
    uint64_t ticks;
    char packet[512];
    if (wait[0].revents & POLLIN)
      while (recv(datagrams, packet, sizeof(packet), 0) > 0)
        counters[0].value++;
    if ((wait[1].revents & POLLIN) &&
        read(timer, &ticks, sizeof(ticks)) == sizeof(ticks))
      save_ok(path);
    if (wait[2].revents & POLLIN) {
      int client = accept(control, NULL, NULL);
      if (client >= 0) {
        dprintf(client, "%ld\n", counters[0].value);
        close(client);
      }
    }
  }
  status = 0;
out:
  if (timer >= 0)
    close(timer);
  if (signals >= 0)
    close(signals);
  return status;
}

static int measure_bad(void) {
  struct itimerspec limit = {.it_value = {60, 0}};
  struct itimerspec left;
  timer_t timer;
  if (timer_create(CLOCK_MONOTONIC, NULL, &timer) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this POSIX timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    return report("timer_create");
  if (timer_settime(timer, 0, &limit, NULL) != 0) {
    timer_delete(timer);
    return report("timer_settime");
  }
  save_ok("/var/tmp/counters");
  if (timer_gettime(timer, &left) != 0)
    return report("timer_gettime");
  timer_delete(timer);
  return (int)(60 - left.it_value.tv_sec);
}

int main(int argc, char **argv) {
  struct sockaddr_in collector = {.sin_family = AF_INET};
  int datagrams = open_datagrams_ok(8125);
  int control = open_control_bad("/run/counters");
  if (datagrams < 0 || control < 0)
    return 1;
  load_bad("zcat /var/lib/counters.gz");
  measure_bad();
  forward_each_bad(&collector);
  collector_version_bad(&collector);
  if (argc > 2)
    forward_ok(argv[1], argv[2]);
  return run_ok(datagrams, control, "/var/lib/counters") == 0 ? 0 : 1;
}
