// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Structs that are the data of a timer's handler, and are freed.
//
// RUN: %check_tidy %s net-timer-callback-lifetime %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/ticks.yaml'}}" -- -I%S/Inputs

#include "ticks.h"
#include <stdlib.h>

struct pump {
  tick *timer;
  int strokes;
};

static void stroke(void *data) { ((struct pump *)data)->strokes++; }

static struct pump *pump_new(void) {
  struct pump *p = calloc(1, sizeof *p);
  p->timer = tick_new();
  tick_every(p->timer, 100, stroke, p);
// CHECK-NOTES: :[[@LINE+5]]:3: warning: 'pump' ends here while its tick may still be armed: the handler then runs on memory that is gone [net-timer-callback-lifetime]
// CHECK-NOTES: :[[@LINE-2]]:37: note: the handler is given its owner here
  return p;
}
static void pump_free_bad(struct pump *p) {
  free(p);
}
void pump_use(void) { pump_free_bad(pump_new()); }

// A timer that fires once is over when its handler runs.
struct fuse {
  tick *timer;
};
static void burn_ok(void *data) { free(data == 0 ? 0 : (struct fuse *)data); }
void fuse_light(void) {
  struct fuse *f = calloc(1, sizeof *f);
  f->timer = tick_new();
  tick_once(f->timer, 100, burn_ok, f);
}

// Stopped, though not freed.
struct valve {
  tick *timer;
};
static void turn(void *data) { (void)data; }
static void valve_free_ok(struct valve *v) {
  tick_stop(v->timer);
  free(v);
}
void valve_use(void) {
  struct valve *v = calloc(1, sizeof *v);
  v->timer = tick_new();
  tick_every(v->timer, 100, turn, v);
  valve_free_ok(v);
}

// The data is something else, which lives on.
struct gauge {
  tick *timer;
};
static int readings;
static void count(void *data) { ++*(int *)data; }
static void gauge_free_ok(struct gauge *g) {
  tick_free(g->timer);
  free(g);
}
void gauge_use(void) {
  struct gauge *g = calloc(1, sizeof *g);
  g->timer = tick_new();
  tick_every(g->timer, 100, count, &readings);
  gauge_free_ok(g);
}

// Given up before anything is armed.
struct wheel {
  tick *timer;
};
static void roll(void *data) { (void)((struct wheel *)data)->timer; }
static struct wheel *wheel_new_ok(int fd) {
  struct wheel *w = calloc(1, sizeof *w);
  if (w && fd < 0) {
    free(w);
    return 0;
  }
  return w;
}
static void wheel_start(struct wheel *w) {
  w->timer = tick_new();
  tick_every(w->timer, 100, roll, w);
}
static void wheel_free(struct wheel *w) {
  tick_free(w->timer);
  free(w);
}
void wheel_use(int fd) {
  struct wheel *w = wheel_new_ok(fd);
  wheel_start(w);
  wheel_free(w);
}

// Given up too late.
struct crank {
  tick *timer;
};
static void crank_turn(void *data) { (void)((struct crank *)data)->timer; }
static struct crank *crank_new_bad(int fd) {
  struct crank *c = calloc(1, sizeof *c);
  c->timer = tick_new();
  tick_every(c->timer, 100, crank_turn, c);
  if (fd < 0) {
    free(c);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'crank' ends here while its tick may still be armed: the handler then runs on memory that is gone [net-timer-callback-lifetime]
    // CHECK-NOTES: :[[@LINE-4]]:41: note: the handler is given its owner here
    return 0;
  }
  return c;
}
void crank_use(int fd) { crank_new_bad(fd); }
