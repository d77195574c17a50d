//===-- peers.h - Other relays, and the relay's own pages -------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ALERT_RELAY_PEERS_H
#define ALERT_RELAY_PEERS_H

#include "alert.h"
#include <httplib.h>

namespace relay {

/// Tells one other relay about each alert.
class Peer {
public:
  explicit Peer(const std::string &Host);

  bool tell(const Alert &A);

private:
  httplib::Client Client;
};

/// Hands a whole batch to a relay that takes over; returns how many arrived.
std::size_t handOver(const std::string &Host, const Alerts &Batch);

/// Adds the relay's pages to a server.
void addPages(httplib::Server &Server);

} // namespace relay

#endif // ALERT_RELAY_PEERS_H
