//===-- peers.cpp - Other relays, and the relay's own pages ---------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "peers.h"

namespace relay {
namespace {

constexpr int PeerPort = 8085;
constexpr const char *Json = "application/json";

} // namespace

Peer::Peer(const std::string &Host) : Client(Host, PeerPort) {
  Client.set_keep_alive(true);
  Client.set_connection_timeout(2);
}

bool Peer::tell(const Alert &A) {
  httplib::Result Answer = Client.Post("/alerts", toJson(A), Json);
  return Answer && Answer->status == 200;
}

std::size_t handOver(const std::string &Host, const Alerts &Batch) {
  httplib::Client Client(Host, PeerPort);
  Client.set_connection_timeout(2);
  std::size_t Arrived = 0;
  for (const Alert &A : Batch) {
    httplib::Result Answer = Client.Post("/alerts", toJson(A), Json);
    if (Answer && Answer->status == 200)
      ++Arrived;
  }
  return Arrived;
}

void addPages(httplib::Server &Server) {
  Server.Get("/health", [](const httplib::Request &, httplib::Response &Out) {
    Out.set_content("ok\n", "text/plain");
  });

  Server.Get("/silences", [](const httplib::Request &, httplib::Response &Out) {
    httplib::Client Store("silences.internal", 8080);
    httplib::Result Answer = Store.Get("/v1/silences");
    if (!Answer) {
      Out.status = 502;
      return;
    }
    Out.set_content(Answer->body, Json);
  });
}

} // namespace relay
