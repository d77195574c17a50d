// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Structs that own a timer and are the data of its handler.
//
// RUN: %check_tidy %s net-timer-callback-lifetime,net-unstopped-timer %t

#include <event2/event.h>
#include <stdlib.h>

static const struct timeval second = {1, 0};

struct forgetful {
  struct event *tick;
  int count;
};

static void on_forgetful(evutil_socket_t fd, short what, void *data) {
  (void)fd;
  (void)what;
  ((struct forgetful *)data)->count++;
}

struct forgetful *forgetful_new(struct event_base *base);
static struct forgetful *forgetful_make(struct event_base *base) {
  struct forgetful *f = calloc(1, sizeof *f);
  if (!f)
    return NULL;
  f->tick = event_new(base, -1, EV_PERSIST, on_forgetful, f);
  event_add(f->tick, &second);
  return f;
}

static void forgetful_bad(struct forgetful *f) {
  free(f);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'forgetful' ends here while its timer event may still be armed: the handler then runs on memory that is gone [net-timer-callback-lifetime]
}

void use_forgetful(struct event_base *base) {
  struct forgetful *f = forgetful_make(base);
  if (f)
    forgetful_bad(f);
}

// One of its two ends stops the timer, the other does not.
struct half {
  struct event *tick;
  int count;
};

static void on_half(evutil_socket_t fd, short what, void *data);

static struct half *half_new(struct event_base *base) {
  struct half *h = calloc(1, sizeof *h);
  h->tick = event_new(base, -1, EV_PERSIST, on_half, h);
  event_add(h->tick, &second);
  return h;
}

static void half_free(struct half *h) {
  event_free(h->tick);
  free(h);
}

static void on_half(evutil_socket_t fd, short what, void *data) {
  struct half *h = data;
  (void)fd;
  (void)what;
  if (++h->count == 10)
    free(h);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'half' ends here while its timer event may still be armed
}

void use_half(struct event_base *base) { half_free(half_new(base)); }

// The caller stops it first.
struct stopped {
  struct event *tick;
};

static void on_stopped(evutil_socket_t fd, short what, void *data) {
  (void)fd, (void)what, (void)data;
}

static struct stopped *stopped_new(struct event_base *base) {
  struct stopped *s = calloc(1, sizeof *s);
  s->tick = event_new(base, -1, EV_PERSIST, on_stopped, s);
  event_add(s->tick, &second);
  return s;
}

static void stopped_drop_ok(struct stopped *s) { free(s); }

static void stopped_end(struct stopped *s) {
  event_free(s->tick);
  stopped_drop_ok(s);
}

void use_stopped(struct event_base *base) { stopped_end(stopped_new(base)); }

// Freed together by a helper below.
struct helped {
  struct event *tick;
};

static void on_helped(evutil_socket_t fd, short what, void *data) {
  (void)fd, (void)what, (void)data;
}

static void helped_stop(struct helped *h) {
  if (h->tick)
    event_free(h->tick);
}

static void helped_free_ok(struct helped *h) {
  helped_stop(h);
  free(h);
}

void use_helped(struct event_base *base) {
  struct helped *h = calloc(1, sizeof *h);
  h->tick = event_new(base, -1, EV_PERSIST, on_helped, h);
  event_add(h->tick, &second);
  helped_free_ok(h);
}

// Seen by other files: they may stop it.
struct shared {
  struct event *tick;
};
void shared_stop(struct shared *s);

static void on_shared(evutil_socket_t fd, short what, void *data) {
  (void)fd, (void)what, (void)data;
}

void shared_free_ok(struct shared *s, struct event_base *base) {
  s->tick = event_new(base, -1, EV_PERSIST, on_shared, s);
  event_add(s->tick, &second);
  shared_stop(s);
  free(s);
}
