// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients and servers on sockets of Windows.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 %mingw

#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <memory>
#include <string>
#include <thread>
#include <vector>

// --- leaks -----------------------------------------------------------------

int ask_bad(const sockaddr *peer, int length, char *buffer) {
  SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (s == INVALID_SOCKET)
    return -1;
  if (connect(s, peer, length) == SOCKET_ERROR)
    return -1;
  int received = recv(s, buffer, 64, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  closesocket(s);
  return received;
}

int ask_ok(const sockaddr *peer, int length, char *buffer) {
  SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (s == INVALID_SOCKET)
    return -1;
  DWORD timeout = 5000;
  setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, reinterpret_cast<const char *>(&timeout), sizeof timeout);
  if (connect(s, peer, length) == SOCKET_ERROR) {
    closesocket(s);
    return -1;
  }
  int received = recv(s, buffer, 64, 0);
  shutdown(s, SD_BOTH);
  closesocket(s);
  return received;
}

int only_shut_down_bad(const sockaddr *peer, int length) {
  SOCKET s = WSASocketW(AF_INET, SOCK_STREAM, 0, nullptr, 0, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (s == INVALID_SOCKET)
    return -1;
  if (WSAConnect(s, peer, length, nullptr, nullptr, nullptr, nullptr) == 0)
    send(s, "bye", 3, 0);
  shutdown(s, SD_BOTH);
  return 0;
}

// Code shared with POSIX tests in its own ways.
#define CLOSESOCKET(x) closesocket(x)
int portable_ok(const sockaddr *peer, int length) {
  SOCKET s = ::socket(AF_INET, SOCK_STREAM, 0);
  if (s == static_cast<SOCKET>(-1))
    return -1;
  int status = ::connect(s, peer, length);
  CLOSESOCKET(s);
  return status;
}
int portable_test_ok(const sockaddr *peer, int length) {
  SOCKET s = ::socket(AF_INET, SOCK_STREAM, 0);
  if (s != INVALID_SOCKET) {
    int status = ::connect(s, peer, length);
    closesocket(s);
    return status;
  }
  return -1;
}
int signed_test_ok(const sockaddr *peer, int length) {
  SOCKET s = ::socket(AF_INET, SOCK_STREAM, 0);
  if (static_cast<int>(s) < 0)
    return -1;
  int status = ::connect(s, peer, length);
  closesocket(s);
  return status;
}

// --- timeouts --------------------------------------------------------------

int zero_bad(SOCKET s, const sockaddr *peer, int length, char *buffer) {
  if (connect(s, peer, length) != 0)
    return -1;
  DWORD timeout = 0; // for ever
  setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, reinterpret_cast<const char *>(&timeout), sizeof timeout);
  return recv(s, buffer, 64, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
}

int select_ok(SOCKET s, const sockaddr *peer, int length, char *buffer) {
  if (connect(s, peer, length) != 0)
    return -1;
  fd_set readable;
  FD_ZERO(&readable);
  FD_SET(s, &readable);
  timeval limit = {5, 0};
  if (select(0, &readable, nullptr, nullptr, &limit) <= 0)
    return -1;
  return FD_ISSET(s, &readable) ? recv(s, buffer, 64, 0) : -1;
}

int nonblocking_ok(SOCKET s, const sockaddr *peer, int length, char *buffer) {
  u_long on = 1;
  ioctlsocket(s, FIONBIO, &on);
  if (connect(s, peer, length) != 0 && WSAGetLastError() != WSAEWOULDBLOCK)
    return -1;
  return recv(s, buffer, 64, 0);
}

int blocking_again_bad(const sockaddr *peer, int length, char *buffer) {
  SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
  if (s == INVALID_SOCKET)
    return -1;
  u_long mode = 1;
  ioctlsocket(s, FIONBIO, &mode);
  int received = -1;
  if (connect(s, peer, length) == 0) {
    mode = 0;
    ioctlsocket(s, FIONBIO, &mode);
    received = recv(s, buffer, 64, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  }
  closesocket(s);
  return received;
}

// Its completion belongs to somebody else, who closes the socket, too.
int overlapped_ok(const sockaddr *peer, int length, WSABUF *buffers, WSAOVERLAPPED *later) {
  SOCKET s = WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, nullptr, 0, WSA_FLAG_OVERLAPPED);
  if (s == INVALID_SOCKET)
    return -1;
  if (connect(s, peer, length) != 0) {
    closesocket(s);
    return -1;
  }
  DWORD received = 0, flags = 0;
  return WSARecv(s, buffers, 1, &received, &flags, later, nullptr);
}

int scatter_bad(const sockaddr *peer, int length, WSABUF *buffers) {
  SOCKET s = WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, nullptr, 0, WSA_FLAG_OVERLAPPED);
  if (s == INVALID_SOCKET)
    return -1;
  DWORD received = 0, flags = 0;
  if (WSAConnect(s, peer, length, nullptr, nullptr, nullptr, nullptr) == 0)
    WSARecv(s, buffers, 1, &received, &flags, nullptr, nullptr);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'WSARecv' can wait for ever{{.*}} [net-missing-timeout]
  closesocket(s);
  return static_cast<int>(received);
}

int poll_ok(SOCKET s, const sockaddr *peer, int length, char *buffer) {
  if (connect(s, peer, length) != 0)
    return -1;
  WSAPOLLFD one = {s, POLLRDNORM, 0};
  if (WSAPoll(&one, 1, 3000) != 1)
    return -1;
  return recv(s, buffer, 64, 0);
}

// A server's own reads are no requests.
int serve_ok(SOCKET listener, char *buffer) {
  SOCKET peer = accept(listener, nullptr, nullptr);
  if (peer == INVALID_SOCKET)
    return -1;
  int received = recv(peer, buffer, 64, 0);
  closesocket(peer);
  return received;
}

int serve_bad(SOCKET listener, char *buffer) {
  SOCKET peer = accept(listener, nullptr, nullptr);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (peer == INVALID_SOCKET)
    return -1;
  if (recv(peer, buffer, 64, 0) <= 0)
    return -1;
  closesocket(peer);
  return 0;
}

// --- answers ---------------------------------------------------------------

SOCKET dial_bad(const char *host) {
  addrinfo hints = {}, *list = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  if (getaddrinfo(host, "443", &hints, &list) != 0)
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this address list is not released on a path through this function{{.*}} [net-unclosed-response]
    return INVALID_SOCKET;
  SOCKET s = socket(list->ai_family, list->ai_socktype, list->ai_protocol);
  if (s == INVALID_SOCKET)
    return s; // without freeaddrinfo
  if (connect(s, list->ai_addr, static_cast<int>(list->ai_addrlen)) != 0) {
    closesocket(s);
    s = INVALID_SOCKET;
  }
  freeaddrinfo(list);
  return s;
}

SOCKET dial_ok(const wchar_t *host) {
  ADDRINFOW hints = {};
  PADDRINFOW list = nullptr;
  if (GetAddrInfoW(host, L"443", &hints, &list) != 0)
    return INVALID_SOCKET;
  SOCKET s = INVALID_SOCKET;
  for (PADDRINFOW one = list; one; one = one->ai_next) {
    s = socket(one->ai_family, one->ai_socktype, one->ai_protocol);
    if (s == INVALID_SOCKET)
      continue;
    if (connect(s, one->ai_addr, static_cast<int>(one->ai_addrlen)) == 0)
      break;
    closesocket(s);
    s = INVALID_SOCKET;
  }
  FreeAddrInfoW(list);
  return s;
}

// --- owners ----------------------------------------------------------------

class Socket {
public:
  explicit Socket(SOCKET s = INVALID_SOCKET) : s(s) {}
  ~Socket() {
    if (s != INVALID_SOCKET)
      closesocket(s);
  }
  Socket(const Socket &) = delete;
  Socket &operator=(const Socket &) = delete;
  SOCKET get() const { return s; }
  explicit operator bool() const { return s != INVALID_SOCKET; }

private:
  SOCKET s;
};

int owned_ok(const sockaddr *peer, int length) {
  Socket s(socket(AF_INET, SOCK_STREAM, 0));
  if (!s)
    return -1;
  if (connect(s.get(), peer, length) != 0)
    return -1;
  return send(s.get(), "hi", 2, 0);
}

class Channel {
public:
  bool open(const sockaddr *peer, int length) {
    s = socket(AF_INET, SOCK_STREAM, 0);
    return s != INVALID_SOCKET && connect(s, peer, length) == 0;
  }
  void close() {
    if (s != INVALID_SOCKET)
      closesocket(s);
    s = INVALID_SOCKET;
  }
  ~Channel() { close(); }

private:
  SOCKET s = INVALID_SOCKET;
};

// --- events ----------------------------------------------------------------

bool wait_bad(SOCKET s) {
  WSAEVENT event = WSACreateEvent();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this event object is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (event == WSA_INVALID_EVENT)
    return false;
  if (WSAEventSelect(s, event, FD_READ) != 0)
    return false;
  bool ready = WSAWaitForMultipleEvents(1, &event, FALSE, 1000, FALSE) == WSA_WAIT_EVENT_0;
  WSACloseEvent(event);
  return ready;
}

bool wait_ok(SOCKET s) {
  WSAEVENT event = WSACreateEvent();
  if (event == WSA_INVALID_EVENT)
    return false;
  bool ready = WSAEventSelect(s, event, FD_READ) == 0 && WSAWaitForMultipleEvents(1, &event, FALSE, 1000, FALSE) == WSA_WAIT_EVENT_0;
  WSACloseEvent(event);
  return ready;
}

// --- use after close -------------------------------------------------------

int use_bad(SOCKET s) {
  closesocket(s);
  return send(s, "late", 4, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this descriptor is used after it was released{{.*}} [net-use-after-close]
}
int again_ok(SOCKET s) {
  closesocket(s);
  s = socket(AF_INET, SOCK_STREAM, 0);
  if (s == INVALID_SOCKET)
    return -1;
  int sent = send(s, "new", 3, 0);
  closesocket(s);
  return sent;
}

// --- a connection for each message -----------------------------------------

int publish_bad(const std::vector<std::string> &messages, const sockaddr_in *broker) {
  int sent = 0;
  for (const std::string &message : messages) {
    SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new socket is built for every iteration{{.*}} [net-client-per-call]
    if (s == INVALID_SOCKET)
      continue;
    if (connect(s, reinterpret_cast<const sockaddr *>(broker), sizeof *broker) == 0)
      sent += send(s, message.data(), static_cast<int>(message.size()), 0) > 0;
    closesocket(s);
  }
  return sent;
}
int publish_ok(const std::vector<std::string> &messages, const sockaddr_in *broker) {
  SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
  if (s == INVALID_SOCKET)
    return -1;
  int sent = 0;
  if (connect(s, reinterpret_cast<const sockaddr *>(broker), sizeof *broker) == 0)
    for (const std::string &message : messages)
      sent += send(s, message.data(), static_cast<int>(message.size()), 0) > 0;
  closesocket(s);
  return sent;
}
