// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Events and timers of libevent: started, stopped, freed.
//
// RUN: %check_tidy %s %core,net-timer-callback-lifetime %t

#include <event2/event.h>
#include <event2/event_struct.h>
#include <stdlib.h>

struct monitor {
  struct event_base *base;
  int ticks;
};

static void on_tick(evutil_socket_t fd, short what, void *data) {
  struct monitor *m = data;
  m->ticks++;
}

void periodic_lost_bad(struct event_base *base, struct monitor *m) {
  struct timeval period = {5, 0};
  struct event *t = event_new(base, -1, EV_PERSIST, on_tick, m);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer event is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  event_add(t, &period);
}

void one_shot_lost_bad(struct event_base *base, struct monitor *m) {
  struct timeval delay = {5, 0};
  struct event *t = evtimer_new(base, on_tick, m);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer event is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  evtimer_add(t, &delay);
}

int not_started_bad(struct event_base *base, struct monitor *m, int wanted) {
  struct event *t = evtimer_new(base, on_tick, m);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer event is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!t)
    return -1;
  if (!wanted)
    return 0;
  event_free(t);
  return 1;
}

void deleted_but_not_freed_bad(struct event_base *base, struct monitor *m) {
  struct timeval period = {1, 0};
  struct event *t = event_new(base, -1, EV_PERSIST, on_tick, m);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer event is not released on a path through this function{{.*}} [net-unclosed-connection]
  event_add(t, &period);
  event_base_dispatch(base);
  event_del(t);
}

void freed_ok(struct event_base *base, struct monitor *m) {
  struct timeval period = {1, 0};
  struct event *t = event_new(base, -1, EV_PERSIST, on_tick, m);
  event_add(t, &period);
  event_base_dispatch(base);
  event_free(t); // stops it, too
}

void fire_and_forget_ok(struct event_base *base, struct monitor *m) {
  struct timeval delay = {2, 0};
  event_base_once(base, -1, EV_TIMEOUT, on_tick, m, &delay);
}

static void free_yourself(evutil_socket_t fd, short what, void *self) {
  event_free(self);
}

void frees_itself_ok(struct event_base *base) {
  struct timeval delay = {2, 0};
  struct event *t = event_new(base, -1, 0, free_yourself, event_self_cbarg());
  if (t)
    event_add(t, &delay);
}

struct event *handed_out_ok(struct event_base *base, struct monitor *m) {
  struct timeval period = {1, 0};
  struct event *t = event_new(base, -1, EV_PERSIST, on_tick, m);
  if (t && event_add(t, &period) < 0) {
    event_free(t);
    return NULL;
  }
  return t;
}

void reader_lost_bad(struct event_base *base, int fd, struct monitor *m) {
  struct event *e = event_new(base, fd, EV_READ | EV_PERSIST, on_tick, m);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this event is not released on a path through this function{{.*}} [net-unclosed-connection]
  event_add(e, NULL);
}

void used_after_free_bad(struct event_base *base, struct monitor *m) {
  struct timeval period = {1, 0};
  struct event *t = evtimer_new(base, on_tick, m);
  if (!t)
    return;
  event_free(t);
  event_add(t, &period);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer event is used after it was released{{.*}} [net-use-after-close]
}

// --- timers of structs -------------------------------------------------------

static void on_poll(evutil_socket_t fd, short what, void *data) {}

struct forgetful {
  struct event_base *base;
  struct event *timer;
};

static struct forgetful *forgetful_new(struct event_base *base) {
  struct timeval period = {1, 0};
  struct forgetful *f = calloc(1, sizeof(*f));
  f->base = base;
  f->timer = event_new(base, -1, EV_PERSIST, on_poll, f);
  event_add(f->timer, &period);
  return f;
}

static void forgetful_free(struct forgetful *f) { free(f); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'forgetful' ends here while its timer event may still be armed: the handler then runs on memory that is gone [net-timer-callback-lifetime]

void forgetful_run(struct event_base *base) {
  struct forgetful *f = forgetful_new(base);
  event_base_dispatch(base);
  forgetful_free(f);
}

struct half {
  struct event_base *base;
  struct event *timer;
};

static struct half *half_new(struct event_base *base) {
  struct timeval period = {1, 0};
  struct half *h = calloc(1, sizeof(*h));
  h->base = base;
  h->timer = event_new(base, -1, EV_PERSIST, on_poll, h);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this event is kept in 'timer', and nothing that can see it releases it{{.*}} [net-unclosed-connection]
  event_add(h->timer, &period);
  return h;
}

static void half_free(struct half *h) {
  event_del(h->timer);
  free(h);
}

void half_run(struct event_base *base) {
  struct half *h = half_new(base);
  event_base_dispatch(base);
  half_free(h);
}

struct embedded {
  struct event_base *base;
  struct event timer;
};

static struct embedded *embedded_new(struct event_base *base) {
  struct timeval period = {1, 0};
  struct embedded *e = calloc(1, sizeof(*e));
  e->base = base;
  event_assign(&e->timer, base, -1, EV_PERSIST, on_poll, e);
  event_add(&e->timer, &period);
  return e;
}

static void embedded_free(struct embedded *e) { free(e); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'embedded' ends here while its event may still be armed: the handler then runs on memory that is gone [net-timer-callback-lifetime]

void embedded_run(struct event_base *base) {
  struct embedded *e = embedded_new(base);
  event_base_dispatch(base);
  embedded_free(e);
}

struct careful {
  struct event_base *base;
  struct event *idle;
  struct event timer;
};

static struct careful *careful_new(struct event_base *base) {
  struct timeval period = {1, 0};
  struct careful *c = calloc(1, sizeof(*c));
  c->base = base;
  c->idle = event_new(base, -1, EV_PERSIST, on_poll, c);
  event_add(c->idle, &period);
  evtimer_assign(&c->timer, base, on_poll, c);
  evtimer_add(&c->timer, &period);
  return c;
}

static void careful_free_ok(struct careful *c) {
  if (c->idle)
    event_free(c->idle);
  evtimer_del(&c->timer); // its memory is part of the struct
  free(c);
}

void careful_run(struct event_base *base) {
  struct careful *c = careful_new(base);
  event_base_dispatch(base);
  careful_free_ok(c);
}
