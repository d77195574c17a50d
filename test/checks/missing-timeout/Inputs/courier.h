/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   A library of the tests' own; courier.yaml beside it is its model. */
#ifndef TEST_COURIER_H
#define TEST_COURIER_H
#ifdef __cplusplus
extern "C" {
#endif
typedef struct courier courier;
courier *courier_open(const char *host);
courier *courier_open_for(const char *host, int milliseconds);
void courier_limit(courier *c, int milliseconds);
int courier_ask(courier *c, const char *question);
int courier_ask_within(courier *c, const char *question, int milliseconds);
int courier_follow(courier *c, const char *topic);
void courier_close(courier *c);
#ifdef __cplusplus
}
#endif
#endif
