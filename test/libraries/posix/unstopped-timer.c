// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers of POSIX and Linux that go on after their owner is gone.
//
// RUN: %check_tidy %s net-unstopped-timer %t

#define _GNU_SOURCE
#include "Inputs/session.h"
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

extern void keep_timer(timer_t timer);

int armed_and_lost_bad(int signal_number) {
  struct sigevent event;
  struct itimerspec every = {.it_interval = {1, 0}, .it_value = {1, 0}};
  timer_t timer;
  memset(&event, 0, sizeof(event));
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = signal_number;
  if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this POSIX timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    return -1;
  if (timer_settime(timer, 0, &every, NULL) != 0) {
    timer_delete(timer);
    return -1;
  }
  return 0;
}

int measured_bad(void (*work)(void)) {
  struct itimerspec limit = {.it_value = {5, 0}};
  timer_t timer;
  if (timer_create(CLOCK_MONOTONIC, NULL, &timer) == -1)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this POSIX timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    return -1;
  if (timer_settime(timer, 0, &limit, NULL) == -1)
    return -1;
  work();
  if (timer_gettime(timer, &limit) == -1)
    return -1;
  timer_delete(timer);
  return (int)limit.it_value.tv_sec;
}

int measured_ok(void (*work)(void)) {
  struct itimerspec limit = {.it_value = {5, 0}};
  timer_t timer;
  int left = -1;
  if (timer_create(CLOCK_MONOTONIC, NULL, &timer) == -1)
    return -1;
  if (timer_settime(timer, 0, &limit, NULL) == 0) {
    work();
    if (timer_gettime(timer, &limit) == 0)
      left = (int)limit.it_value.tv_sec;
  }
  timer_delete(timer);
  return left;
}

static timer_t heartbeat;

int process_timer_ok(void) {
  struct itimerspec every = {.it_interval = {30, 0}, .it_value = {30, 0}};
  if (timer_create(CLOCK_MONOTONIC, NULL, &heartbeat) != 0)
    return -1;
  return timer_settime(heartbeat, 0, &every, NULL);
}

int handed_over_ok(void) {
  struct itimerspec every = {.it_interval = {30, 0}, .it_value = {30, 0}};
  timer_t timer;
  if (timer_create(CLOCK_MONOTONIC, NULL, &timer) != 0)
    return -1;
  timer_settime(timer, 0, &every, NULL);
  keep_timer(timer);
  return 0;
}

int stored_ok(struct session *s) {
  struct itimerspec limit = {.it_value = {60, 0}};
  if (timer_create(CLOCK_MONOTONIC, NULL, &s->idle) != 0)
    return -1;
  return timer_settime(s->idle, 0, &limit, NULL);
}

// --- timerfd ---------------------------------------------------------------

int wait_a_second_bad(void) {
  struct itimerspec once = {.it_value = {1, 0}};
  uint64_t expirations;
  int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (fd < 0)
    return -1;
  if (timerfd_settime(fd, 0, &once, NULL) < 0) {
    close(fd);
    return -1;
  }
  if (read(fd, &expirations, sizeof(expirations)) != sizeof(expirations))
    return -1;
  close(fd);
  return (int)expirations;
}

int wait_a_second_ok(void) {
  struct itimerspec once = {.it_value = {1, 0}};
  uint64_t expirations = 0;
  int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
  if (fd < 0)
    return -1;
  if (timerfd_settime(fd, 0, &once, NULL) == 0 &&
      read(fd, &expirations, sizeof(expirations)) < 0)
    expirations = 0;
  close(fd);
  return (int)expirations;
}

int in_loop_ok(int loop) {
  struct itimerspec every = {.it_interval = {10, 0}, .it_value = {10, 0}};
  struct epoll_event event = {.events = EPOLLIN};
  int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  if (fd < 0)
    return -1;
  event.data.fd = fd;
  if (timerfd_settime(fd, 0, &every, NULL) < 0 ||
      epoll_ctl(loop, EPOLL_CTL_ADD, fd, &event) < 0) {
    close(fd);
    return -1;
  }
  return 0;
}

// --- one per process: nothing to give back ---------------------------------

void alarm_ok(unsigned seconds) { alarm(seconds); }

int interval_ok(void) {
  struct itimerval every = {.it_interval = {1, 0}, .it_value = {1, 0}};
  return setitimer(ITIMER_REAL, &every, NULL);
}
