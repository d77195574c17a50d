//===-- agents.cpp - Readings from the agents on the hosts ----------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "agents.h"
#include <cstdlib>
#include <memory>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace relay {
namespace {

constexpr const char *AgentPort = "9200";
constexpr const char *GatewayHost = "gateway.internal";

/// Connects to the first address of a host; -1 when that fails.
int dial(const std::string &Host, const char *Port) {
  addrinfo Hints = {};
  Hints.ai_socktype = SOCK_STREAM;
  addrinfo *Found = nullptr;
  if (getaddrinfo(Host.c_str(), Port, &Hints, &Found) != 0)
    return -1;

  int Socket = socket(Found->ai_family, Found->ai_socktype, 0);
  if (Socket < 0)
    return -1;
  if (connect(Socket, Found->ai_addr, Found->ai_addrlen) != 0) {
    freeaddrinfo(Found);
    close(Socket);
    return -1;
  }
  freeaddrinfo(Found);
  return Socket;
}

/// Closes a socket at the end of its scope.
class SocketGuard {
public:
  explicit SocketGuard(int S) : Socket(S) {}
  ~SocketGuard() {
    if (Socket >= 0)
      close(Socket);
  }
  SocketGuard(const SocketGuard &) = delete;
  SocketGuard &operator=(const SocketGuard &) = delete;

private:
  int Socket;
};

struct FreeAddresses {
  void operator()(addrinfo *A) const { freeaddrinfo(A); }
};

bool sendAll(int Socket, const std::string &Text) {
  return send(Socket, Text.data(), Text.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(Text.size());
}

} // namespace

std::optional<double> readLoad(const std::string &Host) {
  int Socket = dial(Host, AgentPort);
  if (Socket < 0)
    return std::nullopt;
  if (!sendAll(Socket, "load\n"))
    return std::nullopt;

  char Answer[64];
  ssize_t Size = recv(Socket, Answer, sizeof(Answer) - 1, 0);
  close(Socket);
  if (Size <= 0)
    return std::nullopt;
  Answer[Size] = '\0';
  return std::strtod(Answer, nullptr);
}

std::optional<double> readFromGateway(const std::string &Host) {
  addrinfo Hints = {};
  Hints.ai_socktype = SOCK_STREAM;
  addrinfo *List = nullptr;
  if (getaddrinfo(GatewayHost, AgentPort, &Hints, &List) != 0)
    return std::nullopt;
  std::unique_ptr<addrinfo, FreeAddresses> Found(List);

  int Socket = socket(Found->ai_family, Found->ai_socktype, 0);
  if (Socket < 0)
    return std::nullopt;
  SocketGuard Guard(Socket);

  timeval Limit = {2, 0};
  setsockopt(Socket, SOL_SOCKET, SO_RCVTIMEO, &Limit, sizeof(Limit));
  setsockopt(Socket, SOL_SOCKET, SO_SNDTIMEO, &Limit, sizeof(Limit));
  if (connect(Socket, Found->ai_addr, Found->ai_addrlen) != 0 ||
      !sendAll(Socket, "load " + Host + "\n"))
    return std::nullopt;

  char Answer[64];
  ssize_t Size = recv(Socket, Answer, sizeof(Answer) - 1, 0);
  if (Size <= 0)
    return std::nullopt;
  Answer[Size] = '\0';
  return std::strtod(Answer, nullptr);
}

} // namespace relay
