// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients of Cap'n Proto's simple interface. The interface is written as its
// compiler generates it.
//
// RUN: %check_tidy %s %core %t

#include <capnp/ez-rpc.h>
#include <string>
#include <vector>

struct AddParams {
  struct Reader {};
  struct Builder {
    void setLeft(int left);
  };
  struct Pipeline {};
};
struct AddResults {
  struct Reader {
    int getValue() const;
  };
  struct Builder {};
  struct Pipeline {};
};
struct Adder {
  class Client : public virtual capnp::Capability::Client {
  public:
    using Calls = Adder;
    Client(capnp::Capability::Client other);
    Client(kj::Own<capnp::ClientHook> &&hook);
    Client(const Client &other);
    capnp::Request<AddParams, AddResults>
    addRequest(kj::Maybe<capnp::MessageSize> sizeHint = nullptr);

  protected:
    Client() = default;
  };
};
int finish(capnp::Request<AddParams, AddResults> &request);

int add_bad() {
  capnp::EzRpcClient client("adder", 9000);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'capnp::EzRpcClient' is built for every call{{.*}} [net-client-per-call]
  Adder::Client adder = client.getMain<Adder>();
  auto request = adder.addRequest();
  return finish(request);
}

int add_all_bad(const std::vector<int> &numbers) {
  int sum = 0;
  for (int number : numbers) {
    capnp::EzRpcClient client("adder:9000");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'capnp::EzRpcClient' is built for every iteration{{.*}} [net-client-per-call]
    Adder::Client adder = client.getMain<Adder>();
    auto request = adder.addRequest();
    sum += finish(request) + number;
  }
  return sum;
}

int add_all_ok(const std::vector<int> &numbers) {
  capnp::EzRpcClient client("adder:9000");
  Adder::Client adder = client.getMain<Adder>();
  int sum = 0;
  for (int number : numbers) {
    auto request = adder.addRequest();
    sum += finish(request) + number;
  }
  return sum;
}

int each_host_ok(const std::vector<std::string> &hosts) {
  int sum = 0;
  for (const std::string &host : hosts) {
    capnp::EzRpcClient client(host.c_str());
    Adder::Client adder = client.getMain<Adder>();
    auto request = adder.addRequest();
    sum += finish(request);
  }
  return sum;
}

class Sums {
public:
  int add() {
    auto request = adder.addRequest();
    return finish(request);
  }

private:
  capnp::EzRpcClient client{"adder", 9000};
  Adder::Client adder = client.getMain<Adder>();
};
