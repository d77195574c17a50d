/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   Pools that grow with the requests to a server. */
// RUN: %check_tidy %s net-unbounded-pool %t -- --config="{CheckOptions: {ExtraModels: '%S/Inputs/fleet.yaml'}}" -- -I%S/Inputs

#include <fleet.h>

static fleet *shared;
static fleet *unlimited;
static fleet *accepted;

static void each(void *request) {
  (void)request;
  van *v = van_new("backend.internal");
  fleet_add(shared, v);
  fleet_add(unlimited, v);
}

void start(void) {
  shared = fleet_new();
  // CHECK-FIXES: {{^  }}shared = fleet_new();
  // CHECK-FIXES-NEXT: {{^  }}fleet_limit(shared, 100);
  // CHECK-NOTES: :[[@LINE-3]]:12: warning: the connections of this fleet have no limit, so as many are opened as requests arrive at once [net-unbounded-pool]
  // CHECK-NOTES: :[[@LINE-9]]:3: note: each request adds one here
  // CHECK-NOTES: note: {{.*}}
  unlimited = fleet_new();
  // CHECK-NOTES: :[[@LINE-1]]:15: warning: the connections of this fleet have no limit
  // CHECK-NOTES: :[[@LINE-12]]:3: note: each request adds one here
  // CHECK-NOTES: note: {{.*}}
  fleet_limit(unlimited, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: note: set to no limit here
  // CHECK-FIXES: fleet_limit(unlimited, 50);
  harbour_serve(harbour_open(80), each);
}

void loop(harbour *h) {
  accepted = fleet_new();
  // CHECK-NOTES: :[[@LINE-1]]:14: warning: the connections of this fleet have no limit
  for (;;) {
    van *v = harbour_accept(h);
    if (!v)
      break;
    fleet_add(accepted, v);
    // CHECK-NOTES: :[[@LINE-1]]:5: note: each request adds one here
    // CHECK-NOTES: note: {{.*}}
  }
}
