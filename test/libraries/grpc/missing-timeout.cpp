// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Deadlines of gRPC's contexts: set, propagated, set elsewhere, and missing.
//
// RUN: %generate
// RUN: %check_tidy %s net-missing-timeout %t -- -- -I%t.gen

#include "shop.grpc.pb.h"
#include <chrono>
#include <functional>
#include <grpcpp/grpcpp.h>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using std::chrono::seconds;
using std::chrono::system_clock;

class Client {
public:
  explicit Client(std::shared_ptr<grpc::Channel> Channel)
      : Stub(shop::Catalog::NewStub(Channel)) {}

  grpc::Status none_bad(const shop::Query &Query, shop::Item *Item) {
    grpc::ClientContext Context;
    return Stub->Find(&Context, Query, Item);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Find' can wait for ever: no timeout is set on this client context, so a peer that stalls blocks it for good [net-missing-timeout]
  }
  grpc::Status waits_for_connection_bad(const shop::Query &Query,
                                        shop::Item *Item) {
    grpc::ClientContext Context;
    Context.AddMetadata("x-request", Query.text());
    Context.set_wait_for_ready(true);
    return Stub->Find(&Context, Query, Item);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Find' can wait for ever: no timeout is set {{.*}} [net-missing-timeout]
  }
  grpc::Status heap_bad(const shop::Query &Query, shop::Item *Item) {
    auto Context = std::make_unique<grpc::ClientContext>();
    return Stub->Find(Context.get(), Query, Item);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Find' can wait for ever: no timeout is set {{.*}} [net-missing-timeout]
  }
  grpc::Status never_bad(const shop::Query &Query, shop::Item *Item) {
    grpc::ClientContext Context;
    Context.set_deadline(system_clock::time_point::max());
    return Stub->Find(&Context, Query, Item);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Find' can wait for ever: the timeout of this client context is set to a value that means "no limit" [net-missing-timeout]
  }
  grpc::Status core_never_bad(const shop::Query &Query, shop::Item *Item) {
    grpc::ClientContext Context;
    Context.set_deadline(gpr_inf_future(GPR_CLOCK_REALTIME));
    return Stub->Find(&Context, Query, Item);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Find' can wait for ever: the timeout of this client context is set to a value that means "no limit" [net-missing-timeout]
  }
  bool one_way_bad(const shop::Query &Query, shop::Item *Item, bool Urgent) {
    grpc::ClientContext Context;
    if (Urgent)
      Context.set_deadline(system_clock::now() + seconds(1));
    return Stub->Find(&Context, Query, Item).ok();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Find' can wait for ever: no timeout is set {{.*}} [net-missing-timeout]
  }
  bool retries_bad(const shop::Query &Query, shop::Item *Item) {
    for (int Try = 0; Try < 3; ++Try) {
      grpc::ClientContext Context;
      if (Stub->Find(&Context, Query, Item).ok())
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Find' can wait for ever: no timeout is set {{.*}} [net-missing-timeout]
        return true;
      std::this_thread::sleep_for(seconds(1 << Try));
    }
    return false;
  }

  grpc::Status set_ok(const shop::Query &Query, shop::Item *Item) {
    grpc::ClientContext Context;
    Context.set_deadline(system_clock::now() + seconds(2));
    return Stub->Find(&Context, Query, Item);
  }
  grpc::Status core_ok(const shop::Query &Query, shop::Item *Item) {
    grpc::ClientContext Context;
    Context.set_deadline(gpr_time_add(
        gpr_now(GPR_CLOCK_REALTIME), gpr_time_from_seconds(2, GPR_TIMESPAN)));
    return Stub->Find(&Context, Query, Item);
  }
  // The user of this class decides.
  grpc::Status chosen_ok(const shop::Query &Query, shop::Item *Item,
                         int Timeout) {
    grpc::ClientContext Context;
    if (Timeout > 0)
      Context.set_deadline(system_clock::now() + seconds(Timeout));
    return Stub->Find(&Context, Query, Item);
  }
  // A watch is meant to last.
  void watch_ok(const std::function<void(const shop::Item &)> &Handle) {
    grpc::ClientContext Context;
    auto Items = Stub->List(&Context, shop::Query());
    for (shop::Item Item; Items->Read(&Item);)
      Handle(Item);
    Items->Finish();
  }

private:
  std::unique_ptr<shop::Catalog::Stub> Stub;
};

// --- contexts prepared elsewhere ----------------------------------------------

void limit(grpc::ClientContext *Context, int Milliseconds) {
  Context->set_deadline(system_clock::now() +
                        std::chrono::milliseconds(Milliseconds));
}
void authenticate(grpc::ClientContext &Context) {
  Context.AddMetadata("authorization", "Bearer of tests");
}
void prepare(grpc::ClientContext &Context); // elsewhere
std::unique_ptr<grpc::ClientContext> make_context();

std::unique_ptr<grpc::ClientContext> limited_context() {
  auto Context = std::make_unique<grpc::ClientContext>();
  limit(Context.get(), 500);
  return Context;
}

class LimitedContext : public grpc::ClientContext {
public:
  LimitedContext() { set_deadline(system_clock::now() + seconds(2)); }
};

grpc::Status helper_ok(shop::Catalog::Stub &Stub, const shop::Query &Query,
                       shop::Item *Item) {
  grpc::ClientContext Context;
  limit(&Context, 200);
  return Stub.Find(&Context, Query, Item);
}
grpc::Status other_helper_bad(shop::Catalog::StubInterface &Stub,
                              const shop::Query &Query, shop::Item *Item) {
  grpc::ClientContext Context;
  authenticate(Context);
  return Stub.Find(&Context, Query, Item);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Find' can wait for ever: no timeout is set {{.*}} [net-missing-timeout]
}
grpc::Status unseen_helper_ok(shop::Catalog::Stub &Stub,
                              const shop::Query &Query, shop::Item *Item) {
  grpc::ClientContext Context;
  prepare(Context);
  return Stub.Find(&Context, Query, Item);
}
grpc::Status factory_ok(shop::Catalog::Stub &Stub, const shop::Query &Query,
                        shop::Item *Item) {
  auto Context = make_context();
  auto Limited = limited_context();
  grpc::Status Status = Stub.Find(Limited.get(), Query, Item);
  return Status.ok() ? Stub.Find(Context.get(), Query, Item) : Status;
}
grpc::Status derived_ok(shop::Catalog::Stub &Stub, const shop::Query &Query,
                        shop::Item *Item) {
  LimitedContext Context;
  return Stub.Find(&Context, Query, Item);
}
grpc::Status parameter_ok(shop::Catalog::Stub &Stub,
                          grpc::ClientContext *Context,
                          const shop::Query &Query, shop::Item *Item) {
  return Stub.Find(Context, Query, Item);
}
grpc::Status propagated_ok(shop::Catalog::Stub &Stub,
                           grpc::ServerContext &Server,
                           const shop::Query &Query, shop::Item *Item) {
  std::unique_ptr<grpc::ClientContext> Context =
      grpc::ClientContext::FromServerContext(Server);
  Context->AddMetadata("x-hop", "1");
  return Stub.Find(Context.get(), Query, Item);
}

// --- asynchronous calls ---------------------------------------------------------

bool queue_bad(shop::Catalog::Stub &Stub, const shop::Query &Query,
               shop::Item *Item) {
  grpc::ClientContext Context;
  grpc::CompletionQueue Queue;
  grpc::Status Status;
  auto Call = Stub.PrepareAsyncFind(&Context, Query, &Queue);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'PrepareAsyncFind' can wait for ever: no timeout is set {{.*}} [net-missing-timeout]
  Call->StartCall();
  Call->Finish(Item, &Status, Item);
  void *Tag = nullptr;
  bool Ok = false;
  return Queue.Next(&Tag, &Ok) && Ok && Status.ok();
}

bool bounded_wait_ok(shop::Catalog::Stub &Stub, const shop::Query &Query,
                     shop::Item *Item) {
  grpc::ClientContext Context;
  grpc::CompletionQueue Queue;
  grpc::Status Status;
  auto Call = Stub.AsyncFind(&Context, Query, &Queue);
  Call->Finish(Item, &Status, Item);
  void *Tag = nullptr;
  bool Ok = false;
  if (Queue.AsyncNext(&Tag, &Ok, system_clock::now() + seconds(1)) !=
      grpc::CompletionQueue::GOT_EVENT) {
    Context.TryCancel();
    Queue.Next(&Tag, &Ok);
    return false;
  }
  return Ok && Status.ok();
}

struct Call {
  grpc::ClientContext Context;
  shop::Query Query;
  shop::Item Item;
};
struct LimitedCall {
  grpc::ClientContext Context;
  shop::Query Query;
  shop::Item Item;
};

class Reactive {
public:
  void find_bad(const std::string &Text) {
    auto Current = std::make_shared<Call>();
    Current->Query.set_text(Text);
    Stub->async()->Find(&Current->Context, &Current->Query, &Current->Item,
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Find' can wait for ever: no timeout is set {{.*}} [net-missing-timeout]
                        [Current](const grpc::Status &) {});
  }
  void find_ok(const std::string &Text) {
    auto Current = std::make_shared<LimitedCall>();
    Current->Query.set_text(Text);
    Current->Context.set_deadline(system_clock::now() + seconds(5));
    Stub->async()->Find(&Current->Context, &Current->Query, &Current->Item,
                        [Current](const grpc::Status &) {});
  }

private:
  std::unique_ptr<shop::Catalog::Stub> Stub;
};

// The calls of a service object are not requests of a client.
int serve_ok(shop::Catalog::Service &Service) {
  grpc::ServerContext Context;
  shop::Item Item;
  return Service.Find(&Context, nullptr, &Item).ok();
}

// An upload ends with an answer; a stream that is kept lives as long as it likes.
class Uploads {
public:
  bool upload_bad(const std::vector<shop::Item> &Items) {
    grpc::ClientContext Context;
    shop::Summary Summary;
    auto Writer = Stub->Import(&Context, &Summary);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Import' can wait for ever: no timeout is set {{.*}} [net-missing-timeout]
    for (const shop::Item &Item : Items)
      if (!Writer->Write(Item))
        break;
    Writer->WritesDone();
    return Writer->Finish().ok();
  }
  void open_ok() {
    Context = std::make_unique<grpc::ClientContext>();
    Writer = Stub->Import(Context.get(), &Summary);
  }
  bool push_ok(const shop::Item &Item) { return Writer && Writer->Write(Item); }

private:
  std::unique_ptr<shop::Catalog::Stub> Stub;
  std::unique_ptr<grpc::ClientContext> Context;
  shop::Summary Summary;
  std::unique_ptr<grpc::ClientWriter<shop::Item>> Writer;
};
