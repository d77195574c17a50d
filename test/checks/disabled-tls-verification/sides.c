/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   A library whose objects serve clients and servers and verify nobody unless
   told to. */
// RUN: %check_tidy --remaining=2 %s net-disabled-tls-verification %t -- --config="{CheckOptions: {ExtraModels: '%S/Inputs/parcel.yaml'}}" -- -I%S/Inputs

#include <parcel.h>
#include <stddef.h>

/* --- reported ------------------------------------------------------------ */

int never_on_bad(const char *host) {
  parcel_context *c = parcel_context_new(PARCEL_ANY);
  parcel *p = parcel_new(c);
  parcel_peer(p, host);
  int result = parcel_connect(p);
  // CHECK-NOTES: :[[@LINE-1]]:16: warning: 'parcel_connect' accepts any peer: verification is off by default and nothing switches it on for this parcel [net-disabled-tls-verification]
  // CHECK-NOTES: :[[@LINE-5]]:23: note: the settings come from here
  parcel_free(p);
  parcel_context_free(c);
  return result;
}

/* The context is set up in one function and used in another. */
static parcel_context *make(void) { return parcel_context_new(PARCEL_CLIENT); }
int made_bad(const char *host) {
  parcel_context *c = make();
  parcel *p = parcel_new(c);
  parcel_peer(p, host);
  int result = parcel_connect(p);
  // CHECK-NOTES: :[[@LINE-1]]:16: warning: 'parcel_connect' accepts any peer
  // CHECK-NOTES: :[[@LINE-7]]:44: note: the settings come from here
  parcel_free(p);
  parcel_context_free(c);
  return result;
}

void context_off_bad(parcel_context **out) {
  parcel_context *c = parcel_context_new(PARCEL_CLIENT);
  parcel_context_verify(c, PARCEL_TRUST);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'parcel_context_verify' switches off the verification of the peer, so anybody on the way can read and change what is sent [net-disabled-tls-verification]
  // CHECK-NOTES: :[[@LINE-3]]:23: note: built here
  // CHECK-FIXES: parcel_context_verify(c, PARCEL_VERIFY);
  *out = c;
}

int connection_off_bad(parcel_context *c) {
  parcel *p = parcel_new(c);
  parcel_verify(p, PARCEL_TRUST);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'parcel_verify' switches off
  // CHECK-NOTES: :[[@LINE-3]]:15: note: built here
  // CHECK-FIXES: parcel_verify(p, PARCEL_VERIFY);
  int result = parcel_connect(p);
  parcel_free(p);
  return result;
}

/* --- silent -------------------------------------------------------------- */

int on_ok(const char *host) {
  parcel_context *c = parcel_context_new(PARCEL_CLIENT);
  parcel_context_verify(c, PARCEL_VERIFY);
  parcel *p = parcel_new(c);
  parcel_peer(p, host);
  int result = parcel_connect(p);
  parcel_free(p);
  parcel_context_free(c);
  return result;
}

int on_connection_ok(const char *host, enum parcel_mode mode) {
  parcel_context *c = parcel_context_new(PARCEL_CLIENT);
  parcel *p = parcel_new(c);
  parcel_peer(p, host);
  parcel_verify(p, mode);
  int result = parcel_connect(p);
  parcel_free(p);
  parcel_context_free(c);
  return result;
}

/* Looked at afterwards. */
int verdict_ok(const char *host) {
  parcel_context *c = parcel_context_new(PARCEL_CLIENT);
  parcel *p = parcel_new(c);
  parcel_peer(p, host);
  int result = parcel_connect(p);
  if (result == 0 && parcel_verdict(p) != 0)
    result = -1;
  parcel_free(p);
  parcel_context_free(c);
  return result;
}

/* Whose context it is, nobody knows. */
int foreign_context_ok(parcel_context *c, const char *host) {
  parcel *p = parcel_new(c);
  parcel_peer(p, host);
  int result = parcel_connect(p);
  parcel_free(p);
  return result;
}

void load_settings(parcel_context *c);
int unseen_settings_ok(const char *host) {
  parcel_context *c = parcel_context_new(PARCEL_CLIENT);
  load_settings(c);
  parcel *p = parcel_new(c);
  parcel_peer(p, host);
  int result = parcel_connect(p);
  parcel_free(p);
  parcel_context_free(c);
  return result;
}

int loopback_ok(void) {
  parcel_context *c = parcel_context_new(PARCEL_CLIENT);
  parcel *p = parcel_new(c);
  parcel_peer(p, "localhost");
  int result = parcel_connect(p);
  parcel_free(p);
  parcel_context_free(c);
  return result;
}

int server_ok(void) {
  parcel_context *c = parcel_context_new(PARCEL_SERVER);
  parcel_context_verify(c, PARCEL_TRUST);
  parcel *p = parcel_new(c);
  int result = parcel_accept(p);
  parcel_free(p);
  parcel_context_free(c);
  return result;
}

/* Nothing says for which side. */
void either_side_ok(parcel_context *c) { parcel_context_verify(c, PARCEL_TRUST); }
