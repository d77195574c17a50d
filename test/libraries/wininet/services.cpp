// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An updater that downloads over WinINet.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17 %mingw

#include <windows.h>
#include <wininet.h>
#include <memory>
#include <string>

BOOL bad() {
  HINTERNET s = InternetOpenA("a", INTERNET_OPEN_TYPE_PRECONFIG, nullptr, nullptr, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this WinINet session is not released on a path through this function{{.*}} [net-unclosed-connection]
  HINTERNET u = InternetOpenUrlA(s, "https://h/", nullptr, 0, INTERNET_FLAG_RELOAD | INTERNET_FLAG_IGNORE_CERT_CN_INVALID, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'InternetOpenUrlA' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this WinINet request is not released on a path through this function{{.*}} [net-unclosed-connection]
  char b[64]; DWORD n;
  return InternetReadFile(u, b, sizeof b, &n);
}
BOOL good(HINTERNET s) {
  DWORD t = 10000;
  InternetSetOption(s, INTERNET_OPTION_RECEIVE_TIMEOUT, &t, sizeof t);
  HINTERNET u = InternetOpenUrl(s, TEXT("https://h/"), nullptr, 0, INTERNET_FLAG_KEEP_CONNECTION, 0);
  if (!u) return FALSE;
  char b[64]; DWORD n; BOOL ok = InternetReadFile(u, b, sizeof b, &n);
  InternetCloseHandle(u);
  return ok;
}
// children are left to the session's close
bool root_closed_ok() {
  HINTERNET s = InternetOpenW(L"a", INTERNET_OPEN_TYPE_DIRECT, nullptr, nullptr, 0);
  if (!s) return false;
  HINTERNET c = InternetConnectW(s, L"h", 443, nullptr, nullptr, INTERNET_SERVICE_HTTP, 0, 0);
  HINTERNET r = c ? HttpOpenRequestW(c, L"GET", L"/", nullptr, nullptr, nullptr, INTERNET_FLAG_SECURE, 0) : nullptr;
  bool ok = r && HttpSendRequestW(r, nullptr, 0, nullptr, 0);
  InternetCloseHandle(s);
  return ok;
}
// request leaks on the error path
bool request_bad(HINTERNET c, std::string &out) {
  HINTERNET r = HttpOpenRequestA(c, "GET", "/x", nullptr, nullptr, nullptr, INTERNET_FLAG_SECURE, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this WinINet request is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!r) return false;
  if (!HttpSendRequestA(r, "Connection: close", -1, nullptr, 0))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection{{.*}} [net-disabled-keep-alive]
    return false;
  char buf[4096]; DWORD n = 0;
  while (InternetReadFile(r, buf, sizeof buf, &n) && n) out.append(buf, n);
  InternetCloseHandle(r);
  return true;
}
bool user_ok(HINTERNET r, bool allow_self_signed) {
  DWORD flags = 0, len = sizeof flags;
  InternetQueryOptionA(r, INTERNET_OPTION_SECURITY_FLAGS, &flags, &len);
  if (allow_self_signed) flags |= SECURITY_FLAG_IGNORE_UNKNOWN_CA;
  return InternetSetOptionA(r, INTERNET_OPTION_SECURITY_FLAGS, &flags, sizeof flags);
}
bool infinite_bad(HINTERNET c) {
  HINTERNET r = HttpOpenRequestA(c, "GET", "/x", nullptr, nullptr, nullptr, INTERNET_FLAG_SECURE, 0);
  if (!r) return false;
  DWORD ms = INFINITE;
  InternetSetOptionA(r, INTERNET_OPTION_RECEIVE_TIMEOUT, &ms, sizeof ms);
  bool ok = HttpSendRequestA(r, nullptr, 0, nullptr, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'HttpSendRequestA' can wait for ever{{.*}} [net-missing-timeout]
  InternetCloseHandle(r);
  return ok;
}
int loop_bad(const char **urls, int n) {
  int ok = 0;
  for (int i = 0; i < n; ++i) {
    HINTERNET s = InternetOpenA("a", INTERNET_OPEN_TYPE_PRECONFIG, nullptr, nullptr, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new WinINet session is built for every iteration{{.*}} [net-client-per-call]
    if (!s) continue;
    HINTERNET u = InternetOpenUrlA(s, urls[i], nullptr, 0, 0, 0);
    char b[64]; DWORD k;
    if (u) { ok += InternetReadFile(u, b, sizeof b, &k); InternetCloseHandle(u); }
    InternetCloseHandle(s);
  }
  return ok;
}
int loop_ok(const char **urls, int n) {
  int ok = 0;
  HINTERNET s = InternetOpenA("a", INTERNET_OPEN_TYPE_PRECONFIG, nullptr, nullptr, 0);
  if (!s) return 0;
  for (int i = 0; i < n; ++i) {
    HINTERNET u = InternetOpenUrlA(s, urls[i], nullptr, 0, 0, 0);
    char b[64]; DWORD k;
    if (u) { ok += InternetReadFile(u, b, sizeof b, &k); InternetCloseHandle(u); }
  }
  InternetCloseHandle(s);
  return ok;
}
struct Closer { void operator()(void *h) const { InternetCloseHandle(h); } };
using Handle = std::unique_ptr<void, Closer>;
bool raii_ok() {
  static Handle s(InternetOpenA("a", 0, nullptr, nullptr, 0));
  Handle u(InternetOpenUrlA(s.get(), "https://h/", nullptr, 0, 0, 0));
  char b[64]; DWORD n;
  return u && InternetReadFile(u.get(), b, sizeof b, &n);
}
class Session {
  HINTERNET s_ = nullptr, c_ = nullptr;
public:
  bool open(const char *host) {
    s_ = InternetOpenA("a", INTERNET_OPEN_TYPE_PRECONFIG, nullptr, nullptr, 0);
    if (!s_) return false;
    c_ = InternetConnectA(s_, host, 443, nullptr, nullptr, INTERNET_SERVICE_HTTP, 0, 0);
    return c_ != nullptr;
  }
  ~Session() { if (c_) InternetCloseHandle(c_); if (s_) InternetCloseHandle(s_); }
};
class Leaky {
  HINTERNET s_ = nullptr;
public:
  bool open() { s_ = InternetOpenA("a", INTERNET_OPEN_TYPE_PRECONFIG, nullptr, nullptr, 0); return s_ != nullptr; }
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this WinINet session is kept in 's_', and nothing that can see it releases it{{.*}} [net-unclosed-connection]
  bool get(const char *url) { HINTERNET u = InternetOpenUrlA(s_, url, nullptr, 0, 0, 0); if (!u) return false; InternetCloseHandle(u); return true; }
};
