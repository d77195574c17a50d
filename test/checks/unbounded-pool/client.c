/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   A program that serves nobody decides itself how much it asks for. */
// RUN: %check_tidy %s net-unbounded-pool %t -- --config="{CheckOptions: {ExtraModels: '%S/Inputs/fleet.yaml'}}" -- -I%S/Inputs

#include <fleet.h>

static fleet *shared;

void fetch(const char *const *hosts, int n) {
  shared = fleet_new();
  for (int i = 0; i < n; ++i)
    fleet_add(shared, van_new(hosts[i]));
}
