// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Streams with and without their end.
//
// RUN: %generate
// RUN: %check_tidy %s net-undrained-response %t -- -- -I%t.gen

#include "shop.grpc.pb.h"
#include <grpcpp/grpcpp.h>
#include <memory>
#include <vector>

std::vector<shop::Item> never_bad(shop::Catalog::Stub &Stub,
                                  const shop::Query &Query) {
  grpc::ClientContext Context;
  std::vector<shop::Item> Items;
  std::unique_ptr<grpc::ClientReader<shop::Item>> Reader =
      Stub.List(&Context, Query);
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: this gRPC stream is dropped without being finished by 'Reader->Finish()', so the status of the call is never seen{{.*}} [net-undrained-response]
  shop::Item Item;
  while (Reader->Read(&Item))
    Items.push_back(Item);
  return Items;
}

bool early_bad(shop::Catalog::Stub &Stub, const shop::Query &Query) {
  grpc::ClientContext Context;
  auto Reader = Stub.List(&Context, Query);
  shop::Item Item;
  while (Reader->Read(&Item))
    if (Item.price() < 0)
      return false;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this gRPC stream is dropped
  return Reader->Finish().ok();
}

bool finished_ok(shop::Catalog::Stub &Stub, const shop::Query &Query) {
  grpc::ClientContext Context;
  auto Reader = Stub.List(&Context, Query);
  shop::Item Item;
  while (Reader->Read(&Item)) {
  }
  return Reader->Finish().ok();
}

bool cancelled_ok(shop::Catalog::Stub &Stub, const shop::Query &Query) {
  grpc::ClientContext Context;
  auto Reader = Stub.List(&Context, Query);
  shop::Item Item;
  while (Reader->Read(&Item))
    if (Item.price() < 0) {
      Context.TryCancel();
      return false;
    }
  return Reader->Finish().ok();
}

class Feed {
public:
  explicit Feed(shop::Catalog::Stub &Stub, const shop::Query &Query)
      : Reader(Stub.List(&Context, Query)) {}
  bool next(shop::Item *Item) { return Reader->Read(Item); }
  bool done() { return Reader->Finish().ok(); }

private:
  grpc::ClientContext Context;
  std::unique_ptr<grpc::ClientReader<shop::Item>> Reader;
};

std::unique_ptr<grpc::ClientReader<shop::Item>>
given_out_ok(shop::Catalog::Stub &Stub, grpc::ClientContext &Context,
             const shop::Query &Query) {
  auto Reader = Stub.List(&Context, Query);
  return Reader;
}

// An upload that gives up halfway; its end is asked for its result.
long upload_bad(shop::Catalog::Stub &Stub, const std::vector<shop::Item> &Items) {
  grpc::ClientContext Context;
  shop::Summary Summary;
  auto Writer = Stub.Import(&Context, &Summary);
  for (const shop::Item &Item : Items)
    if (!Writer->Write(Item))
      return -1;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this gRPC stream is dropped
  Writer->WritesDone();
  return Writer->Finish().ok() ? Summary.count() : -1;
}

long upload_ok(shop::Catalog::Stub &Stub, const std::vector<shop::Item> &Items) {
  grpc::ClientContext Context;
  shop::Summary Summary;
  auto Writer = Stub.Import(&Context, &Summary);
  for (const shop::Item &Item : Items)
    if (!Writer->Write(Item))
      break;
  Writer->WritesDone();
  return Writer->Finish().ok() ? Summary.count() : -1;
}
