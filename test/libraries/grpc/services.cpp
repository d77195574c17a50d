// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A shop's front service, which calls a catalogue and an order service: channels
// and deadlines in the methods of services, with generated stubs.
//
// RUN: %generate
// RUN: %check_tidy %s %core %t -- -- -I%t.gen

#include "shop.grpc.pb.h"
#include <chrono>
#include <grpcpp/grpcpp.h>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace front {

std::chrono::system_clock::time_point in(int Milliseconds) {
  return std::chrono::system_clock::now() +
         std::chrono::milliseconds(Milliseconds);
}

// --- one channel for the life of the service ---------------------------------

class Front final : public shop::Orders::Service {
public:
  explicit Front(const std::string &Target)
      : Channel(grpc::CreateChannel(Target, grpc::InsecureChannelCredentials())),
        Catalog(shop::Catalog::NewStub(Channel)) {}

  grpc::Status Place(grpc::ServerContext *Server, const shop::Order *Order,
                     shop::Receipt *Receipt) override {
    for (const shop::Item &Item : Order->items()) {
      grpc::ClientContext Context;
      Context.set_deadline(Server->deadline());
      shop::Query Query;
      Query.set_text(Item.name());
      shop::Item Found;
      grpc::Status Status = Catalog->Find(&Context, Query, &Found);
      if (!Status.ok())
        return Status;
    }
    // A stub is cheap: a new one per call over the same channel wastes nothing.
    auto Orders = shop::Orders::NewStub(Channel);
    auto Context = grpc::ClientContext::FromServerContext(*Server);
    return Orders->Place(Context.get(), *Order, Receipt);
  }

private:
  std::shared_ptr<grpc::Channel> Channel;
  std::unique_ptr<shop::Catalog::Stub> Catalog;
};

// --- a channel per request ----------------------------------------------------

class Wasteful final : public shop::Orders::Service {
  grpc::Status Place(grpc::ServerContext *Server, const shop::Order *Order,
                     shop::Receipt *Receipt) override {
    auto Channel = grpc::CreateChannel("orders.internal:443",
                                       grpc::SslCredentials({}));
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: a new gRPC channel is built for every request, so its connection is never reused{{.*}} [net-client-per-call]
    auto Stub = shop::Orders::NewStub(Channel);
    grpc::ClientContext Context;
    Context.set_deadline(Server->deadline());
    return Stub->Place(&Context, *Order, Receipt);
  }
};

class Audit {
public:
  Audit()
      : Channel(grpc::CreateChannel("audit.internal:443",
                                    grpc::InsecureChannelCredentials())),
        Stub(shop::Orders::NewStub(Channel)) {}
  bool record(const shop::Order &Order) {
    grpc::ClientContext Context;
    Context.set_deadline(in(500));
    shop::Receipt Receipt;
    return Stub->Place(&Context, Order, &Receipt).ok();
  }

private:
  std::shared_ptr<grpc::Channel> Channel;
  std::unique_ptr<shop::Orders::Stub> Stub;
};

class Audited final : public shop::Orders::Service {
  grpc::Status Place(grpc::ServerContext *, const shop::Order *Order,
                     shop::Receipt *) override {
    Audit Log;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new gRPC channel is built for every request{{.*}} [net-client-per-call]
    return Log.record(*Order) ? grpc::Status::OK : grpc::Status::CANCELLED;
  }
};

class AuditedOnce final : public shop::Orders::Service {
  grpc::Status Place(grpc::ServerContext *, const shop::Order *Order,
                     shop::Receipt *) override {
    return Log.record(*Order) ? grpc::Status::OK : grpc::Status::CANCELLED;
  }
  Audit Log;
};

// --- callback services --------------------------------------------------------

class Reactive final : public shop::Catalog::CallbackService {
  grpc::ServerUnaryReactor *Find(grpc::CallbackServerContext *Server,
                                 const shop::Query *Query,
                                 shop::Item *Item) override {
    auto Stub = shop::Catalog::NewStub(grpc::CreateChannel(
        "backend.internal:443", grpc::InsecureChannelCredentials()));
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: a new gRPC channel is built for every request{{.*}} [net-client-per-call]
    grpc::ClientContext Context;
    Context.set_deadline(Server->deadline());
    grpc::ServerUnaryReactor *Reactor = Server->DefaultReactor();
    Reactor->Finish(Stub->Find(&Context, *Query, Item));
    return Reactor;
  }
};

// --- channels for many peers, kept --------------------------------------------

class Peers {
public:
  std::shared_ptr<grpc::Channel> to(const std::string &Target) {
    std::lock_guard<std::mutex> Guard(Lock);
    auto &Channel = Channels[Target];
    if (!Channel)
      Channel = grpc::CreateChannel(Target, grpc::InsecureChannelCredentials());
    return Channel;
  }
  bool healthy(const std::string &Target) {
    auto Stub = shop::Catalog::NewStub(to(Target));
    grpc::ClientContext Context;
    Context.set_deadline(in(200));
    shop::Item Item;
    return Stub->Find(&Context, shop::Query(), &Item).ok();
  }

private:
  std::mutex Lock;
  std::map<std::string, std::shared_ptr<grpc::Channel>> Channels;
};

bool static_channel_ok(const shop::Query &Query, shop::Item *Item) {
  static auto Channel = grpc::CreateChannel("catalog.internal:443",
                                            grpc::InsecureChannelCredentials());
  auto Stub = shop::Catalog::NewStub(Channel);
  grpc::ClientContext Context;
  Context.set_deadline(in(1000));
  return Stub->Find(&Context, Query, Item).ok();
}

// A probe of other hosts each time.
int count_healthy_ok(const std::vector<std::string> &Targets) {
  int Healthy = 0;
  for (const std::string &Target : Targets) {
    auto Stub = shop::Catalog::NewStub(
        grpc::CreateChannel(Target, grpc::InsecureChannelCredentials()));
    grpc::ClientContext Context;
    Context.set_deadline(in(200));
    shop::Item Item;
    Healthy += Stub->Find(&Context, shop::Query(), &Item).ok();
  }
  return Healthy;
}

std::vector<std::string> names_bad(const std::vector<std::string> &Texts) {
  std::vector<std::string> Names;
  for (const std::string &Text : Texts) {
    auto Channel = grpc::CreateChannel("catalog.internal:443",
                                       grpc::InsecureChannelCredentials());
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: a new gRPC channel is built for every iteration{{.*}} [net-client-per-call]
    auto Stub = shop::Catalog::NewStub(Channel);
    grpc::ClientContext Context;
    Context.set_deadline(in(1000));
    shop::Query Query;
    Query.set_text(Text);
    shop::Item Item;
    if (Stub->Find(&Context, Query, &Item).ok())
      Names.push_back(Item.name());
  }
  return Names;
}

std::string name_bad(const std::string &Text) {
  grpc::ChannelArguments Arguments;
  Arguments.SetMaxReceiveMessageSize(1 << 20);
  auto Channel = grpc::CreateCustomChannel(
      "catalog.internal:443", grpc::InsecureChannelCredentials(), Arguments);
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: a new gRPC channel is built for every call{{.*}} [net-client-per-call]
  if (!Channel->WaitForConnected(in(1000)))
    return "";
  auto Stub = shop::Catalog::NewStub(Channel);
  grpc::ClientContext Context;
  Context.set_deadline(in(1000));
  shop::Query Query;
  Query.set_text(Text);
  shop::Item Item;
  return Stub->Find(&Context, Query, &Item).ok() ? Item.name() : "";
}

// The stub outlives the call, and the channel with it.
std::unique_ptr<shop::Catalog::Stub> connect_ok(const std::string &Target) {
  return shop::Catalog::NewStub(
      grpc::CreateChannel(Target, grpc::InsecureChannelCredentials()));
}

} // namespace front
