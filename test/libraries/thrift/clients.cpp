// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sockets of Thrift, what is made around them, and generated clients.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -I %S/Inputs

#include "Prices.h"
#include <map>
#include <memory>
#include <string>
#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/transport/TBufferTransports.h>
#include <thrift/transport/THttpClient.h>
#include <thrift/transport/TSocket.h>
#include <vector>

using namespace apache::thrift;
using namespace apache::thrift::protocol;
using namespace apache::thrift::transport;

int perCallBad(const std::string &Item) {
  auto Socket = std::make_shared<TSocket>("prices.internal", 9090);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-client-per-call]
  auto Transport = std::make_shared<TBufferedTransport>(Socket);
  auto Protocol = std::make_shared<TBinaryProtocol>(Transport);
  prices::PricesClient Client(Protocol);
  Transport->open();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'open' can wait for ever{{.*}} [net-missing-timeout]
  int Price = Client.get(Item);
  Transport->close();
  return Price;
}

// As older code writes it.
int withNewBad(const std::string &Item) {
  std::shared_ptr<TTransport> Socket(new TSocket("prices.internal", 9090));
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-client-per-call]
  std::shared_ptr<TTransport> Transport(new TFramedTransport(Socket));
  std::shared_ptr<TProtocol> Protocol(new TCompactProtocol(Transport));
  prices::PricesClient Client(Protocol);
  Transport->open();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'open' can wait for ever{{.*}} [net-missing-timeout]
  return Client.get(Item);
}

// Only connecting is limited.
int connectOnlyBad(const std::vector<std::string> &Items) {
  std::shared_ptr<TSocket> Socket(new TSocket("prices.internal", 9090));
  std::shared_ptr<TTransport> Transport(new TBufferedTransport(Socket));
  prices::PricesClient Client(std::make_shared<TBinaryProtocol>(Transport));
  Socket->setConnTimeout(2000);
  Transport->open();
  int Sum = 0;
  for (const std::string &Item : Items)
    Sum += Client.get(Item);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'get' can wait for ever{{.*}} [net-missing-timeout]
  return Sum;
}

int zeroBad(const std::vector<std::string> &Items) {
  auto Socket = std::make_shared<TSocket>("prices.internal", 9090);
  Socket->setConnTimeout(2000);
  Socket->setRecvTimeout(0);
  auto Transport = std::make_shared<TBufferedTransport>(Socket);
  prices::PricesClient Client(std::make_shared<TBinaryProtocol>(Transport));
  Transport->open();
  int Sum = 0;
  for (const std::string &Item : Items)
    Sum += Client.get(Item);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'get' can wait for ever: the timeout of this Thrift socket is set to a value that means "no limit" [net-missing-timeout]
  return Sum;
}

int sumOk(const std::vector<std::string> &Items) {
  auto Socket = std::make_shared<TSocket>("prices.internal", 9090);
  auto Transport = std::make_shared<TBufferedTransport>(Socket);
  auto Protocol = std::make_shared<TBinaryProtocol>(Transport);
  auto Client = std::make_shared<prices::PricesClient>(Protocol);
  Socket->setConnTimeout(2000);
  Socket->setRecvTimeout(5000);
  Transport->open();
  int Sum = 0;
  for (const std::string &Item : Items)
    Sum += Client->get(Item);
  Transport->close();
  return Sum;
}

int eachBad(const std::vector<std::string> &Items) {
  int Sum = 0;
  for (const std::string &Item : Items) {
    std::shared_ptr<TSocket> Socket(new TSocket("prices.internal", 9090));
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every iteration.*}} [net-client-per-call]
    Socket->setConnTimeout(2000);
    Socket->setRecvTimeout(5000);
    std::shared_ptr<TTransport> Transport(new TBufferedTransport(Socket));
    std::shared_ptr<TProtocol> Protocol(new TBinaryProtocol(Transport));
    prices::PricesClient Client(Protocol);
    Transport->open();
    Sum += Client.get(Item);
    Transport->close();
  }
  return Sum;
}

class KeptBad {
public:
  KeptBad()
      : Socket(std::make_shared<TSocket>("prices.internal", 9090)),
        Transport(std::make_shared<TFramedTransport>(Socket)),
        Client(std::make_shared<TBinaryProtocol>(Transport)) {
    Transport->open();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'open' can wait for ever{{.*}} [net-missing-timeout]
  }
  int price(const std::string &Item) {
    return Client.get(Item);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'get' can wait for ever{{.*}} [net-missing-timeout]
  }

private:
  std::shared_ptr<TSocket> Socket;
  std::shared_ptr<TTransport> Transport;
  prices::PricesClient Client;
};

class Kept {
public:
  Kept()
      : Socket(std::make_shared<TSocket>("prices.internal", 9090)),
        Transport(std::make_shared<TFramedTransport>(Socket)),
        Client(std::make_shared<TBinaryProtocol>(Transport)) {
    Socket->setConnTimeout(1000);
    Socket->setRecvTimeout(2000);
    Socket->setSendTimeout(2000);
    Transport->open();
  }
  int price(const std::string &Item) {
    return Client.get(Item);
  }

private:
  std::shared_ptr<TSocket> Socket;
  std::shared_ptr<TTransport> Transport;
  prices::PricesClient Client;
};

// A connection for each server, made when it is first needed.
class Pool {
public:
  prices::PricesClient &at(const std::string &Host) {
    std::unique_ptr<prices::PricesClient> &Known = Clients[Host];
    if (!Known) {
      auto Socket = std::make_shared<TSocket>(Host, 9090);
      Socket->setConnTimeout(1000);
      Socket->setRecvTimeout(2000);
      auto Transport = std::make_shared<TFramedTransport>(Socket);
      Transport->open();
      Known = std::make_unique<prices::PricesClient>(
          std::make_shared<TBinaryProtocol>(Transport));
    }
    return *Known;
  }

private:
  std::map<std::string, std::unique_ptr<prices::PricesClient>> Clients;
};

// What comes from elsewhere was set up there.
std::shared_ptr<TSocket> connectTo(const std::string &Service);

int givenOk(std::shared_ptr<TProtocol> Protocol, const std::string &Item) {
  prices::PricesClient Client(Protocol);
  return Client.get(Item);
}

int madeElsewhereOk(const std::string &Item) {
  auto Socket = connectTo("prices");
  auto Transport = std::make_shared<TBufferedTransport>(Socket);
  prices::PricesClient Client(std::make_shared<TBinaryProtocol>(Transport));
  if (!Transport->isOpen())
    Transport->open();
  return Client.get(Item);
}

// Not over the network.
int inMemoryOk(const std::string &Item) {
  auto Buffer = std::make_shared<TMemoryBuffer>();
  auto Protocol = std::make_shared<TBinaryProtocol>(Buffer);
  prices::PricesClient Client(Protocol);
  Client.send_get(Item);
  return Client.recv_get();
}

int onThisMachineOk(const std::vector<std::string> &Items) {
  auto Socket = std::make_shared<TSocket>("/run/prices.sock");
  auto Transport = std::make_shared<TBufferedTransport>(Socket);
  prices::PricesClient Client(std::make_shared<TBinaryProtocol>(Transport));
  Transport->open();
  int Sum = 0;
  for (const std::string &Item : Items)
    Sum += Client.get(Item);
  return Sum;
}

int overHttpBad(const std::vector<std::string> &Items) {
  auto Http = std::make_shared<THttpClient>("prices.internal", 80, "/prices");
  prices::PricesClient Client(std::make_shared<TBinaryProtocol>(Http));
  Http->open();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'open' can wait for ever{{.*}} [net-missing-timeout]
  int Sum = 0;
  for (const std::string &Item : Items)
    Sum += Client.get(Item);
  return Sum;
}

int overHttpOk(const std::vector<std::string> &Items) {
  auto Socket = std::make_shared<TSocket>("prices.internal", 80);
  Socket->setConnTimeout(1000);
  Socket->setRecvTimeout(2000);
  auto Http = std::make_shared<THttpClient>(Socket, "prices.internal", "/prices");
  prices::PricesClient Client(std::make_shared<TBinaryProtocol>(Http));
  Http->open();
  int Sum = 0;
  for (const std::string &Item : Items)
    Sum += Client.get(Item);
  return Sum;
}

// The server's side.
class Handler : virtual public prices::PricesIf {
public:
  int32_t get(const std::string &Item) override {
    return static_cast<int32_t>(Item.size());
  }
  void note(const std::string &) override {}
};
