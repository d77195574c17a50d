// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A value that is handed over by the address of a variable.
//
// RUN: %check_tidy %s net-disabled-tls-verification %t -- -- -std=c++17 %mingw

#include <windows.h>
#include <winhttp.h>

static void read_flags(DWORD *flags);
static void look_at(DWORD flags);

BOOL initialised_bad(HINTERNET request) {
  DWORD flags = SECURITY_FLAG_IGNORE_UNKNOWN_CA;
  return WinHttpSetOption(request, WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'WINHTTP_OPTION_SECURITY_FLAGS' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
}

BOOL assigned_bad(HINTERNET request) {
  DWORD flags;
  flags = SECURITY_FLAG_IGNORE_CERT_CN_INVALID | SECURITY_FLAG_IGNORE_UNKNOWN_CA;
  look_at(flags);
  return WinHttpSetOption(request, WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof(flags));
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'WINHTTP_OPTION_SECURITY_FLAGS' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
}

BOOL added_bad(HINTERNET request) {
  DWORD flags, size = sizeof flags;
  WinHttpQueryOption(request, WINHTTP_OPTION_SECURITY_FLAGS, &flags, &size);
  flags |= SECURITY_FLAG_IGNORE_UNKNOWN_CA;
  return WinHttpSetOption(request, WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'WINHTTP_OPTION_SECURITY_FLAGS' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
}

// The same variable for one option after the other.
void reused_bad(HINTERNET session, HINTERNET request, HINTERNET other) {
  DWORD flags = SECURITY_FLAG_IGNORE_UNKNOWN_CA;
  WinHttpSetOption(session, WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'WINHTTP_OPTION_SECURITY_FLAGS' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  WinHttpSetOption(request, WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'WINHTTP_OPTION_SECURITY_FLAGS' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  flags = 0;
  WinHttpSetOption(other, WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
}

void in_a_loop_bad(HINTERNET *requests, int count) {
  DWORD flags = SECURITY_FLAG_IGNORE_UNKNOWN_CA;
  for (int i = 0; i < count; ++i)
    WinHttpSetOption(requests[i], WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'WINHTTP_OPTION_SECURITY_FLAGS' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
}

// From here on nobody can say what the variable holds.

BOOL chosen_ok(HINTERNET request, bool trust) {
  DWORD flags = SECURITY_FLAG_IGNORE_UNKNOWN_CA;
  if (!trust)
    flags = 0;
  return WinHttpSetOption(request, WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
}

BOOL filled_ok(HINTERNET request) {
  DWORD flags = SECURITY_FLAG_IGNORE_UNKNOWN_CA;
  read_flags(&flags);
  return WinHttpSetOption(request, WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
}

BOOL masked_ok(HINTERNET request, DWORD mask) {
  DWORD flags = SECURITY_FLAG_IGNORE_UNKNOWN_CA;
  flags &= mask;
  return WinHttpSetOption(request, WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
}

void next_round_ok(HINTERNET *requests, int count) {
  DWORD flags = SECURITY_FLAG_IGNORE_UNKNOWN_CA;
  for (int i = 0; i < count; ++i) {
    WinHttpSetOption(requests[i], WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
    flags = 0;
  }
}

BOOL by_reference_ok(HINTERNET request) {
  DWORD flags = SECURITY_FLAG_IGNORE_UNKNOWN_CA;
  auto clear = [&flags] { flags = 0; };
  clear();
  return WinHttpSetOption(request, WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
}

BOOL handed_on_ok(HINTERNET request, DWORD flags) {
  return WinHttpSetOption(request, WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
}

void jumped_over_ok(HINTERNET request, int kind) {
  DWORD flags = 0;
  switch (kind) {
  case 1:
    flags = SECURITY_FLAG_IGNORE_UNKNOWN_CA;
    // fall through
  default:
    WinHttpSetOption(request, WINHTTP_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
  }
}
