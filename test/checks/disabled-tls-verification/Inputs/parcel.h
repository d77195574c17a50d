/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   A library of the tests' own; parcel.yaml beside it is its model. */
#ifndef TEST_PARCEL_H
#define TEST_PARCEL_H
#ifdef __cplusplus
extern "C" {
#endif
typedef struct parcel_context parcel_context;
typedef struct parcel parcel;
enum parcel_side { PARCEL_ANY, PARCEL_CLIENT, PARCEL_SERVER };
enum parcel_mode { PARCEL_TRUST, PARCEL_VERIFY };
parcel_context *parcel_context_new(enum parcel_side side);
void parcel_context_verify(parcel_context *c, enum parcel_mode mode);
void parcel_context_free(parcel_context *c);
parcel *parcel_new(parcel_context *c);
void parcel_verify(parcel *p, enum parcel_mode mode);
void parcel_peer(parcel *p, const char *host);
int parcel_connect(parcel *p);
int parcel_accept(parcel *p);
long parcel_verdict(const parcel *p);
void parcel_free(parcel *p);
#ifdef __cplusplus
}
#endif
#endif
