// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A server of Winsock that starts threads for its connections.
//
// RUN: %check_tidy %s net-unbounded-accept %t -- -- -std=c++17 %mingw

#include <winsock2.h>
#include <windows.h>
#include <process.h>

static DWORD WINAPI serve(LPVOID data) {
  SOCKET peer = reinterpret_cast<SOCKET>(data);
  DWORD limit = 30000;
  setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, reinterpret_cast<const char *>(&limit), sizeof limit);
  char buffer[256];
  int received = recv(peer, buffer, sizeof buffer, 0);
  closesocket(peer);
  return received > 0;
}
static unsigned __stdcall serve_crt(void *data) { return serve(data); }

void thread_per_peer_bad(SOCKET listener) {
  for (;;) {
    SOCKET peer = accept(listener, nullptr, nullptr);
    if (peer == INVALID_SOCKET)
      continue;
    HANDLE thread = CreateThread(nullptr, 0, serve, reinterpret_cast<LPVOID>(peer), 0, nullptr);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new thread is started for every connection, and nothing limits their number{{.*}} [net-unbounded-accept]
    if (thread)
      CloseHandle(thread);
    else
      closesocket(peer);
  }
}

void crt_thread_bad(SOCKET listener) {
  for (;;) {
    SOCKET peer = accept(listener, nullptr, nullptr);
    if (peer == INVALID_SOCKET)
      continue;
    _beginthreadex(nullptr, 0, serve_crt, reinterpret_cast<void *>(peer), 0, nullptr);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new thread is started for every connection, and nothing limits their number{{.*}} [net-unbounded-accept]
  }
}

void counted_ok(SOCKET listener, HANDLE places) {
  for (;;) {
    WaitForSingleObject(places, INFINITE);
    SOCKET peer = accept(listener, nullptr, nullptr);
    if (peer == INVALID_SOCKET)
      continue;
    CreateThread(nullptr, 0, serve, reinterpret_cast<LPVOID>(peer), 0, nullptr);
  }
}

void pool_ok(SOCKET listener) {
  for (;;) {
    SOCKET peer = accept(listener, nullptr, nullptr);
    if (peer == INVALID_SOCKET)
      continue;
    QueueUserWorkItem(serve, reinterpret_cast<LPVOID>(peer), WT_EXECUTELONGFUNCTION);
  }
}
