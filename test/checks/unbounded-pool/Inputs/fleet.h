/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   A library of the tests' own; fleet.yaml beside it is its model. */
#ifndef TEST_FLEET_H
#define TEST_FLEET_H
#ifdef __cplusplus
extern "C" {
#endif
typedef struct fleet fleet;
typedef struct van van;
typedef struct harbour harbour;
fleet *fleet_new(void);
void fleet_limit(fleet *f, int vans);
void fleet_add(fleet *f, van *v);
int fleet_busy(const fleet *f);
van *van_new(const char *to);
void van_wait(void);
harbour *harbour_open(int port);
void harbour_serve(harbour *h, void (*each)(void *request));
van *harbour_accept(harbour *h);
#ifdef __cplusplus
}
#endif
#endif
