// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// NATS in C++: owners with deleters, a class with its connection.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <memory>
#include <nats/nats.h>
#include <stdexcept>
#include <string>
#include <vector>

using Connection = std::unique_ptr<natsConnection, decltype(&natsConnection_Destroy)>;
using Message = std::unique_ptr<natsMsg, decltype(&natsMsg_Destroy)>;

Connection openOk(const char *Url) {
  natsConnection *Raw = nullptr;
  if (natsConnection_ConnectTo(&Raw, Url) != NATS_OK)
    throw std::runtime_error("cannot connect");
  return Connection(Raw, natsConnection_Destroy);
}

std::string askOk(natsConnection *Bus, const std::string &What) {
  natsMsg *Raw = nullptr;
  if (natsConnection_RequestString(&Raw, Bus, "price", What.c_str(), 500) != NATS_OK)
    return "";
  Message Reply(Raw, natsMsg_Destroy);
  return natsMsg_GetData(Reply.get());
}

std::string askBad(natsConnection *Bus, const std::string &What) {
  natsMsg *Reply = nullptr;
  if (natsConnection_RequestString(&Reply, Bus, "price", What.c_str(), 500) != NATS_OK)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this NATS message is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-response]
    return "";
  if (natsMsg_IsNoResponders(Reply))
    throw std::runtime_error("nobody there");
  std::string Text = natsMsg_GetData(Reply);
  natsMsg_Destroy(Reply);
  return Text;
}

void publishAllBad(const std::vector<std::string> &Lines) {
  for (const std::string &Line : Lines) {
    natsConnection *Bus = nullptr;
    if (natsConnection_ConnectTo(&Bus, "nats://bus.internal:4222") != NATS_OK)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new NATS connection is built for every iteration{{.*}} [net-client-per-call]
      continue;
    natsConnection_PublishString(Bus, "log", Line.c_str());
    natsConnection_Destroy(Bus);
  }
}

class Bus {
public:
  explicit Bus(const char *Url) {
    if (natsConnection_ConnectTo(&Raw, Url) != NATS_OK)
      throw std::runtime_error("cannot connect");
  }
  ~Bus() { natsConnection_Destroy(Raw); }
  Bus(const Bus &) = delete;
  Bus &operator=(const Bus &) = delete;
  void publish(const std::string &Line) { natsConnection_PublishString(Raw, "log", Line.c_str()); }

private:
  natsConnection *Raw = nullptr;
};
