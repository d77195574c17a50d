// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is released, or belongs to somebody else, in plain C.
//
// RUN: %check_tidy %s net-unstopped-timer %t -- -- -I%S/Inputs

#include <fake/timers.h>
#include <stdlib.h>

static const struct itimerspec every = {{1, 0}, {1, 0}};
static struct itimerspec left;

extern int busy(void);
extern void keep(int timer);
extern int thread_main(void *argument);

struct owner {
  int timer;
  struct owner *next;
};

static int timer_global = -1;
static int table[8];

int every_path_ok(void) {
  int status = -1;
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  if (timerfd_gettime(timer, &left) < 0)
    goto out;
  if (busy())
    goto out;
  status = 0;
out:
  close(timer);
  return status;
}

int one_exit_ok(void) {
  int status = -1;
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer >= 0) {
    timerfd_settime(timer, 0, &every, NULL);
    status = timerfd_gettime(timer, &left) < 0;
    close(timer);
  }
  return status;
}

int condition_with_assignment_ok(void) {
  int timer;
  int status = 0;
  if ((timer = timerfd_create(CLOCK_MONOTONIC, 0)) < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  status = timerfd_gettime(timer, &left) < 0;
  close(timer);
  return status;
}

int returned_ok(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer >= 0) {
    timerfd_settime(timer, 0, &every, NULL);
  }
  return timer;
}

int out_parameter_ok(int *out) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  *out = timer;
  return 0;
}

int field_ok(struct owner *o) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  o->timer = timer;
  return 0;
}

struct owner *heap_owner_ok(void) {
  struct owner *o = calloc(1, sizeof(*o));
  if (!o)
    return NULL;
  o->timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (o->timer < 0) {
    free(o);
    return NULL;
  }
  timerfd_settime(o->timer, 0, &every, NULL);
  return o;
}

int global_ok(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  timer_global = timer;
  return 0;
}

int element_ok(int i) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  table[i] = timer;
  return 0;
}

int local_static_ok(void) {
  static int timer = -1;
  if (timer < 0)
    timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  return timerfd_gettime(timer, &left) < 0;
}

int given_away_ok(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  keep(timer);
  return 0;
}

static void release_it(int *timer) {
  if (*timer >= 0)
    close(*timer);
}

int cleanup_attribute_ok(void) {
  __attribute__((cleanup(release_it))) int timer =
      timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  return timerfd_gettime(timer, &left) < 0;
}

int correlated_ok(int wanted) {
  int timer = -1;
  if (wanted) {
    timer = timerfd_create(CLOCK_MONOTONIC, 0);
    if (timer < 0)
      return -1;
    timerfd_settime(timer, 0, &every, NULL);
  }
  if (busy())
    wanted = wanted ? 2 : 0;
  if (wanted)
    close(timer);
  return 0;
}

void exit_ok(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    exit(1);
  timerfd_settime(timer, 0, &every, NULL);
  if (timerfd_gettime(timer, &left) < 0)
    exit(2);
  if (busy())
    abort();
  close(timer);
}

int replaced_ok(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  close(timer);
  timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  close(timer);
  return 0;
}

int swapped_ok(void) {
  int other;
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  other = timer;
  timer = -1;
  if (busy())
    other = other;
  close(other);
  return 0;
}

int loop_ok(int count) {
  for (int i = 0; i < count; i++) {
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
    if (timer < 0)
      continue;
    timerfd_settime(timer, 0, &every, NULL);
    if (timerfd_gettime(timer, &left) < 0) {
      close(timer);
      continue;
    }
    close(timer);
  }
  return count;
}

int retried_ok(void) {
  int timer = -1;
  for (int tries = 0; tries < 3; tries++) {
    timer = timerfd_create(CLOCK_MONOTONIC, 0);
    if (timer >= 0)
      break;
  }
  if (timer < 0)
    return -1;
  timerfd_settime(timer, 0, &every, NULL);
  close(timer);
  return 0;
}

#define RELEASE(timer)                                                         \
  do {                                                                         \
    if (timer >= 0)                                                            \
      close(timer);                                                            \
    timer = -1;                                                                \
  } while (0)

int macro_ok(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  int status = 0;
  if (timer >= 0) {
    timerfd_settime(timer, 0, &every, NULL);
    status = timerfd_gettime(timer, &left) < 0;
  }
  RELEASE(timer);
  return status;
}

// What is open when the process ends goes with it.
int main(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return 1;
  timerfd_settime(timer, 0, &every, NULL);
  return timerfd_gettime(timer, &left) < 0;
}

int minus_one_ok(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer == -1)
    return -1;
  if (timerfd_settime(timer, 0, &every, NULL) == -1) {
    close(timer);
    return -1;
  }
  return close(timer);
}

int posix_timer_ok(void) {
  timer_t timer;
  if (timer_create(CLOCK_MONOTONIC, NULL, &timer))
    return -1;
  timer_settime(timer, 0, &every, NULL);
  timer_delete(timer);
  return 0;
}

int posix_timer_zero_first_ok(void) {
  timer_t timer;
  if (0 == timer_create(CLOCK_MONOTONIC, NULL, &timer)) {
    timer_settime(timer, 0, &every, NULL);
    timer_delete(timer);
  }
  return 0;
}

// A timer that was never armed is the other check's.
int never_armed_ok(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  if (timer < 0)
    return -1;
  return 0;
}
