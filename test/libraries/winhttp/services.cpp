// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small agent that reports over WinHTTP.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17 %mingw

#include <windows.h>
#include <winhttp.h>
#include <memory>
#include <string>
#include <vector>
#include <map>

DWORD fetch_bad(const wchar_t *host, const wchar_t *path) {
  HINTERNET s = WinHttpOpen(L"agent/1.0", WINHTTP_ACCESS_TYPE_DEFAULT_PROXY, nullptr, nullptr, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new WinHTTP session is built for every call{{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this WinHTTP session is not released on a path through this function{{.*}} [net-unclosed-connection]
  WinHttpSetTimeouts(s, 0, 0, 0, 0);
  HINTERNET c = WinHttpConnect(s, host, 443, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this WinHTTP connection is not released on a path through this function{{.*}} [net-unclosed-connection]
  HINTERNET r = WinHttpOpenRequest(c, L"GET", path, nullptr, nullptr, nullptr, WINHTTP_FLAG_SECURE);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this WinHTTP request is not released on a path through this function{{.*}} [net-unclosed-connection]
  DWORD f = SECURITY_FLAG_IGNORE_UNKNOWN_CA | SECURITY_FLAG_IGNORE_CERT_CN_INVALID;
  WinHttpSetOption(r, WINHTTP_OPTION_SECURITY_FLAGS, &f, sizeof f);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'WINHTTP_OPTION_SECURITY_FLAGS' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  f = WINHTTP_DISABLE_KEEP_ALIVE;
  WinHttpSetOption(r, WINHTTP_OPTION_DISABLE_FEATURE, &f, sizeof f);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'WINHTTP_OPTION_DISABLE_FEATURE' switches off the reuse of connections{{.*}} [net-disabled-keep-alive]
  WinHttpSendRequest(r, nullptr, 0, nullptr, 0, 0, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'WinHttpSendRequest' can wait for ever{{.*}} [net-missing-timeout]
  return WinHttpReceiveResponse(r, nullptr);
}

// goto cleanup
bool fetch_goto(const wchar_t *host, std::string &out) { // per call still
  bool ok = false;
  HINTERNET s = nullptr, c = nullptr, r = nullptr;
  DWORD avail = 0, got = 0;
  s = WinHttpOpen(L"agent/1.0", WINHTTP_ACCESS_TYPE_NO_PROXY, WINHTTP_NO_PROXY_NAME, WINHTTP_NO_PROXY_BYPASS, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new WinHTTP session is built for every call{{.*}} [net-client-per-call]
  if (!s) goto done;
  c = WinHttpConnect(s, host, INTERNET_DEFAULT_HTTPS_PORT, 0);
  if (!c) goto done;
  r = WinHttpOpenRequest(c, L"GET", L"/", nullptr, WINHTTP_NO_REFERER, WINHTTP_DEFAULT_ACCEPT_TYPES, WINHTTP_FLAG_SECURE);
  if (!r) goto done;
  if (!WinHttpSendRequest(r, WINHTTP_NO_ADDITIONAL_HEADERS, 0, WINHTTP_NO_REQUEST_DATA, 0, 0, 0)) goto done;
  if (!WinHttpReceiveResponse(r, nullptr)) goto done;
  while (WinHttpQueryDataAvailable(r, &avail) && avail) {
    std::vector<char> buf(avail);
    if (!WinHttpReadData(r, buf.data(), avail, &got)) goto done;
    out.append(buf.data(), got);
  }
  ok = true;
done:
  if (r) WinHttpCloseHandle(r);
  if (c) WinHttpCloseHandle(c);
  if (s) WinHttpCloseHandle(s);
  return ok;
}

class Client {
  HINTERNET session = nullptr;
  std::map<std::wstring, HINTERNET> connections;
public:
  Client() : session(WinHttpOpen(L"svc", WINHTTP_ACCESS_TYPE_DEFAULT_PROXY, nullptr, nullptr, 0)) {
    if (session) WinHttpSetTimeouts(session, 5000, 5000, 10000, 10000);
  }
  ~Client() {
    for (auto &p : connections) WinHttpCloseHandle(p.second);
    if (session) WinHttpCloseHandle(session);
  }
  HINTERNET connection(const std::wstring &host) {
    auto it = connections.find(host);
    if (it != connections.end()) return it->second;
    HINTERNET c = WinHttpConnect(session, host.c_str(), 443, 0);
    if (c) connections.emplace(host, c);
    return c;
  }
  bool get(const std::wstring &host) {
    HINTERNET c = connection(host);
    if (!c) return false;
    HINTERNET r = WinHttpOpenRequest(c, L"GET", L"/", nullptr, nullptr, nullptr, WINHTTP_FLAG_SECURE);
    bool ok = r && WinHttpSendRequest(r, nullptr, 0, nullptr, 0, 0, 0) && WinHttpReceiveResponse(r, nullptr);
    if (r) WinHttpCloseHandle(r);
    return ok;
  }
  bool head(const std::wstring &host) {
    HINTERNET c = connection(host);
    HINTERNET r = WinHttpOpenRequest(c, L"HEAD", L"/", nullptr, nullptr, nullptr, WINHTTP_FLAG_SECURE);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this WinHTTP request is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (!r) return false;
    if (!WinHttpSendRequest(r, L"Connection: close\r\n", -1L, nullptr, 0, 0, 0))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection{{.*}} [net-disabled-keep-alive]
      return false;
    WinHttpReceiveResponse(r, nullptr);
    WinHttpCloseHandle(r);
    return true;
  }
};

// RAII
struct HandleCloser { typedef HINTERNET pointer; void operator()(HINTERNET h) const { WinHttpCloseHandle(h); } };
using Handle = std::unique_ptr<void, HandleCloser>;
static Handle g_session;
bool raii_ok(const wchar_t *host) {
  if (!g_session) g_session.reset(WinHttpOpen(L"svc", 0, nullptr, nullptr, 0));
  Handle c(WinHttpConnect(g_session.get(), host, 443, 0));
  if (!c) return false;
  Handle r(WinHttpOpenRequest(c.get(), L"GET", L"/", nullptr, nullptr, nullptr, 0));
  if (!r) return false;
  DWORD f = 0;
  WinHttpSetOption(r.get(), WINHTTP_OPTION_SECURITY_FLAGS, &f, sizeof f);
  DWORD t = 3000;
  WinHttpSetOption(r.get(), WINHTTP_OPTION_RECEIVE_TIMEOUT, &t, sizeof t);
  WinHttpAddRequestHeaders(r.get(), L"Accept: text/plain\r\nX-A: close", -1, WINHTTP_ADDREQ_FLAG_ADD);
  return WinHttpSendRequest(r.get(), nullptr, 0, nullptr, 0, 0, 0) && WinHttpReceiveResponse(r.get(), nullptr);
}

// zero receive timeout by option
bool option_bad(HINTERNET c) {
  Handle r(WinHttpOpenRequest(c, L"GET", L"/", nullptr, nullptr, nullptr, 0));
  if (!r) return false;
  DWORD t = 0;
  WinHttpSetOption(r.get(), WINHTTP_OPTION_RECEIVE_TIMEOUT, &t, sizeof(t));
  return WinHttpSendRequest(r.get(), nullptr, 0, nullptr, 0, 0, 0) && WinHttpReceiveResponse(r.get(), nullptr);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'WinHttpReceiveResponse' can wait for ever{{.*}} [net-missing-timeout]
}
// configurable
bool configurable_ok(HINTERNET r, bool insecure, DWORD timeout) {
  if (insecure) {
    DWORD f = SECURITY_FLAG_IGNORE_UNKNOWN_CA;
    WinHttpSetOption(r, WINHTTP_OPTION_SECURITY_FLAGS, &f, sizeof f);
  }
  WinHttpSetOption(r, WINHTTP_OPTION_RECEIVE_TIMEOUT, &timeout, sizeof timeout);
  return true;
}
// variable decided
bool decided_ok(HINTERNET r, bool insecure) {
  DWORD f = 0;
  if (insecure) f = SECURITY_FLAG_IGNORE_UNKNOWN_CA;
  return WinHttpSetOption(r, WINHTTP_OPTION_SECURITY_FLAGS, &f, sizeof f);
}
// session in a loop over requests: reuse
int loop_ok(const wchar_t **paths, int n) {
  HINTERNET s = WinHttpOpen(L"svc", 0, nullptr, nullptr, 0);
  if (!s) return -1;
  HINTERNET c = WinHttpConnect(s, L"api.example.com", 443, 0);
  int ok = 0;
  if (c) {
    for (int i = 0; i < n; ++i) {
      HINTERNET r = WinHttpOpenRequest(c, L"GET", paths[i], nullptr, nullptr, nullptr, WINHTTP_FLAG_SECURE);
      if (!r) continue;
      if (WinHttpSendRequest(r, nullptr, 0, nullptr, 0, 0, 0) && WinHttpReceiveResponse(r, nullptr)) ++ok;
      WinHttpCloseHandle(r);
    }
    WinHttpCloseHandle(c);
  }
  WinHttpCloseHandle(s);
  return ok;
}
// async: closed in callback
struct Op { HINTERNET request; std::string body; };
static VOID CALLBACK on_status(HINTERNET h, DWORD_PTR ctx, DWORD status, LPVOID, DWORD) {
  if (status == WINHTTP_CALLBACK_STATUS_REQUEST_ERROR) WinHttpCloseHandle(h);
  if (status == WINHTTP_CALLBACK_STATUS_HANDLE_CLOSING) delete reinterpret_cast<Op *>(ctx);
}
bool async_ok(HINTERNET c) {
  auto *op = new Op;
  HINTERNET r = WinHttpOpenRequest(c, L"GET", L"/", nullptr, nullptr, nullptr, WINHTTP_FLAG_SECURE);
  if (!r) { delete op; return false; }
  return WinHttpSendRequest(r, nullptr, 0, nullptr, 0, 0, reinterpret_cast<DWORD_PTR>(op));
}
bool async2_ok(HINTERNET c) {
  HINTERNET r = WinHttpOpenRequest(c, L"GET", L"/", nullptr, nullptr, nullptr, WINHTTP_FLAG_SECURE);
  if (!r) return false;
  WinHttpSetStatusCallback(r, on_status, WINHTTP_CALLBACK_FLAG_ALL_NOTIFICATIONS, 0);
  return WinHttpSendRequest(r, nullptr, 0, nullptr, 0, 0, 0);
}
// use after close
DWORD use_after(HINTERNET r) {
  DWORD n = 0; char b[64];
  WinHttpCloseHandle(r);
  WinHttpReadData(r, b, sizeof b, &n);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this handle is used after it was released{{.*}} [net-use-after-close]
  return n;
}
// upgrade
HINTERNET ws_ok(HINTERNET c) {
  HINTERNET r = WinHttpOpenRequest(c, L"GET", L"/ws", nullptr, nullptr, nullptr, WINHTTP_FLAG_SECURE);
  if (!r) return nullptr;
  HINTERNET w = nullptr;
  if (WinHttpSetOption(r, WINHTTP_OPTION_UPGRADE_TO_WEB_SOCKET, nullptr, 0) &&
      WinHttpSendRequest(r, nullptr, 0, nullptr, 0, 0, 0) && WinHttpReceiveResponse(r, nullptr))
    w = WinHttpWebSocketCompleteUpgrade(r, 0);
  WinHttpCloseHandle(r);
  return w;
}
HINTERNET ws_bad(HINTERNET c) {
  HINTERNET r = WinHttpOpenRequest(c, L"GET", L"/ws", nullptr, nullptr, nullptr, WINHTTP_FLAG_SECURE);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this WinHTTP request is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!r) return nullptr;
  if (!WinHttpSendRequest(r, nullptr, 0, nullptr, 0, 0, 0) || !WinHttpReceiveResponse(r, nullptr)) { WinHttpCloseHandle(r); return nullptr; }
  return WinHttpWebSocketCompleteUpgrade(r, 0);
}
