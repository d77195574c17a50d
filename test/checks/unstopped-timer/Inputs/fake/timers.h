/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   As much of the timers of Linux as the tests beside this folder call. */
#ifndef TEST_TIMERS_H
#define TEST_TIMERS_H
#ifdef __cplusplus
extern "C" {
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stddef.h>
#include <time.h>
struct sigevent;
int timerfd_create(int, int);
int timerfd_settime(int, int, const struct itimerspec *, struct itimerspec *);
int timerfd_gettime(int, struct itimerspec *);
int timer_create(clockid_t, struct sigevent *, timer_t *);
int timer_settime(timer_t, int, const struct itimerspec *, struct itimerspec *);
int timer_delete(timer_t);
int close(int);
#ifdef __cplusplus
}
#endif
#endif
