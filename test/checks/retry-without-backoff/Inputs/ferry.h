/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   A library of the tests' own; ferry.yaml beside it is its model. */
#ifndef TEST_FERRY_H
#define TEST_FERRY_H
struct ferry;
struct cargo;
bool ferry_send(ferry *f, const char *text);
cargo *ferry_fetch(ferry *f);
int ferry_call(ferry *f);
void ferry_rest(int milliseconds);
void ferry_start(ferry *f, void (*done)(ferry *, bool ok));
bool ferry_ready(const ferry *f);
#endif
