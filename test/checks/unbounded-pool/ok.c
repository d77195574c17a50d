/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   Pools with a limit of any kind, and those that others may limit. */
// RUN: %check_tidy %s net-unbounded-pool %t -- --config="{CheckOptions: {ExtraModels: '%S/Inputs/fleet.yaml'}}" -- -I%S/Inputs

#include <fleet.h>

static fleet *limited, *configured, *counted, *guarded, *waiting, *once;
fleet *everybodys;

static int busy, most;

static void each(void *request) {
  (void)request;
  fleet_add(limited, van_new("backend.internal"));
  fleet_add(configured, van_new("backend.internal"));
  fleet_add(everybodys, van_new("backend.internal"));
  if (fleet_busy(counted) < 50)
    fleet_add(counted, van_new("backend.internal"));
}

static void guarded_each(void *request) {
  (void)request;
  if (busy >= most)
    return;
  ++busy;
  fleet_add(guarded, van_new("backend.internal"));
}

static void waiting_each(void *request) {
  (void)request;
  van_wait();
  fleet_add(waiting, van_new("backend.internal"));
}

void start(harbour *h, int vans) {
  limited = fleet_new();
  fleet_limit(limited, 100);
  configured = fleet_new();
  fleet_limit(configured, vans);
  counted = fleet_new();
  guarded = fleet_new();
  waiting = fleet_new();
  everybodys = fleet_new();
  /* What is added once does not grow. */
  once = fleet_new();
  fleet_add(once, van_new("backend.internal"));
  harbour_serve(h, each);
  harbour_serve(h, guarded_each);
  harbour_serve(h, waiting_each);
}
