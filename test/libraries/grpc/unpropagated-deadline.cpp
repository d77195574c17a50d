// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls to other services in the methods of a service: with the deadline that
// came with the call, with another, and with none.
//
// RUN: %generate
// RUN: %check_tidy %s net-unpropagated-deadline %t --remaining 3 -- -- -I%t.gen

#include "shop.grpc.pb.h"
#include <algorithm>
#include <chrono>
#include <grpcpp/grpcpp.h>
#include <memory>
#include <string>

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::system_clock;

std::unique_ptr<grpc::ClientContext> prepared();
void prepare(grpc::ClientContext &Context);

class None final : public shop::Catalog::Service {
  grpc::Status Find(grpc::ServerContext *Incoming, const shop::Query *Query,
                    shop::Item *Item) override {
    grpc::ClientContext Context;
    return Stub->Find(&Context, *Query, Item);
// CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this request ignores the deadline of the handler that sends it: it has none of its own, so the work goes on when nobody waits for the answer any more [net-unpropagated-deadline]
// CHECK-FIXES: grpc::ClientContext Context;
// CHECK-FIXES-NEXT: Context.set_deadline(Incoming->deadline());
  }
  std::unique_ptr<shop::Catalog::Stub> Stub;
};

class Fixed final : public shop::Catalog::Service {
  grpc::Status Find(grpc::ServerContext *, const shop::Query *Query,
                    shop::Item *Item) override {
    grpc::ClientContext Context;
    Context.set_deadline(system_clock::now() + seconds(30));
    return Stub->Find(&Context, *Query, Item);
// CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this request ignores the deadline of the handler that sends it: its own is fixed, so the work goes on when nobody waits for the answer any more [net-unpropagated-deadline]
  }
  std::unique_ptr<shop::Catalog::Stub> Stub;
};

class FixedByName final : public shop::Catalog::Service {
  static constexpr seconds Limit{5};
  grpc::Status Find(grpc::ServerContext *, const shop::Query *Query,
                    shop::Item *Item) override {
    grpc::ClientContext Context;
    auto Deadline = system_clock::now() + Limit;
    Context.set_deadline(Deadline);
    return Stub->Find(&Context, *Query, Item);
// CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this request ignores the deadline
  }
  std::unique_ptr<shop::Catalog::Stub> Stub;
};

// The helper is to blame; the handler says why.
class Helper {
public:
  grpc::Status find(const shop::Query &Query, shop::Item *Item) {
    grpc::ClientContext Context;
    Context.set_deadline(system_clock::now() + milliseconds(500));
    return Stub->Find(&Context, Query, Item);
// CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this request ignores the deadline
  }
  grpc::Status other_ok(const shop::Query &Query, shop::Item *Item) {
    grpc::ClientContext Context;
    Context.set_deadline(system_clock::now() + milliseconds(500));
    return Stub->Find(&Context, Query, Item);
  }
  grpc::Status within_ok(const shop::Query &Query, shop::Item *Item,
                         system_clock::time_point Deadline) {
    grpc::ClientContext Context;
    Context.set_deadline(Deadline);
    return Stub->Find(&Context, Query, Item);
  }
  std::unique_ptr<shop::Catalog::Stub> Stub;
};

class Helped final : public shop::Catalog::Service {
  grpc::Status Find(grpc::ServerContext *, const shop::Query *Query,
                    shop::Item *Item) override {
    return Known.find(*Query, Item);
  }
  Helper Known;
};

void refresh(Helper &Known, shop::Item *Item) {
  Known.other_ok(shop::Query(), Item);
}

class Passed_ok final : public shop::Catalog::Service {
  grpc::Status Find(grpc::ServerContext *Incoming, const shop::Query *Query,
                    shop::Item *Item) override {
    return Known.within_ok(*Query, Item, Incoming->deadline());
  }
  Helper Known;
};

class Direct_ok final : public shop::Catalog::Service {
  grpc::Status Find(grpc::ServerContext *Incoming, const shop::Query *Query,
                    shop::Item *Item) override {
    grpc::ClientContext Context;
    Context.set_deadline(Incoming->deadline());
    return Stub->Find(&Context, *Query, Item);
  }
  std::unique_ptr<shop::Catalog::Stub> Stub;
};

class Sooner_ok final : public shop::Catalog::Service {
  grpc::Status Find(grpc::ServerContext *Incoming, const shop::Query *Query,
                    shop::Item *Item) override {
    auto Deadline = system_clock::now() + seconds(5);
    Deadline = std::min(Deadline, Incoming->deadline());
    grpc::ClientContext Context;
    Context.set_deadline(Deadline);
    return Stub->Find(&Context, *Query, Item);
  }
  std::unique_ptr<shop::Catalog::Stub> Stub;
};

class Derived_ok final : public shop::Catalog::Service {
  grpc::Status Find(grpc::ServerContext *Incoming, const shop::Query *Query,
                    shop::Item *Item) override {
    auto Context = grpc::ClientContext::FromServerContext(*Incoming);
    return Stub->Find(Context.get(), *Query, Item);
  }
  std::unique_ptr<shop::Catalog::Stub> Stub;
};

void propagate(const grpc::ServerContext &From, grpc::ClientContext *To);

class ByHelper_ok final : public shop::Catalog::Service {
  grpc::Status Find(grpc::ServerContext *Incoming, const shop::Query *Query,
                    shop::Item *Item) override {
    grpc::ClientContext Context;
    propagate(*Incoming, &Context);
    return Stub->Find(&Context, *Query, Item);
  }
  std::unique_ptr<shop::Catalog::Stub> Stub;
};

class Unseen_ok final : public shop::Catalog::Service {
  grpc::Status Find(grpc::ServerContext *, const shop::Query *Query,
                    shop::Item *Item) override {
    grpc::ClientContext Context;
    prepare(Context);
    Stub->Find(&Context, *Query, Item);
    auto Other = prepared();
    return Stub->Find(Other.get(), *Query, Item);
  }
  std::unique_ptr<shop::Catalog::Stub> Stub;
};

// Configured: somebody has thought about it.
class Member_ok final : public shop::Catalog::Service {
  grpc::Status Find(grpc::ServerContext *, const shop::Query *Query,
                    shop::Item *Item) override {
    grpc::ClientContext Context;
    Context.set_deadline(system_clock::now() + Limit);
    return Stub->Find(&Context, *Query, Item);
  }
  seconds Limit;
  std::unique_ptr<shop::Catalog::Stub> Stub;
};

// Not in a handler.
grpc::Status client_ok(shop::Catalog::Stub &Stub, shop::Item *Item) {
  grpc::ClientContext Context;
  Context.set_deadline(system_clock::now() + seconds(30));
  return Stub.Find(&Context, shop::Query(), Item);
}
