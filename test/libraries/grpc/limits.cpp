// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is missed (FN) and what is wrongly reported (FP), with the reasons.
//
// RUN: %generate
// RUN: %check_tidy %s net-missing-timeout %t -- -- -I%t.gen

#include "shop.grpc.pb.h"
#include <chrono>
#include <grpcpp/grpcpp.h>
#include <memory>

// Once the callback has captured the context, it counts as out of sight.
void FN_captured_context(shop::Catalog::Stub &Stub, const shop::Query &Query) {
  auto *Context = new grpc::ClientContext;
  auto *Item = new shop::Item;
  Stub.async()->Find(Context, &Query, Item,
                     [Context, Item](const grpc::Status &) {
                       delete Context;
                       delete Item;
                     });
}

// A member is judged as a whole: the deadline of the other call counts for it.
struct Call {
  grpc::ClientContext Context;
  shop::Query Query;
  shop::Item Item;
};
void limited(shop::Catalog::Stub &Stub, std::shared_ptr<Call> Current) {
  Current->Context.set_deadline(std::chrono::system_clock::now() +
                                std::chrono::seconds(1));
  Stub.async()->Find(&Current->Context, &Current->Query, &Current->Item,
                     [Current](const grpc::Status &) {});
}
void FN_other_call(shop::Catalog::Stub &Stub) {
  auto Current = std::make_shared<Call>();
  Stub.async()->Find(&Current->Context, &Current->Query, &Current->Item,
                     [Current](const grpc::Status &) {});
}

// The service config of the channel has a timeout for every method.
bool FP_service_config(const shop::Query &Query, shop::Item *Item) {
  static auto Channel = [] {
    grpc::ChannelArguments Arguments;
    Arguments.SetServiceConfigJSON(
        R"({"methodConfig": [{"name": [{}], "timeout": "1s"}]})");
    return grpc::CreateCustomChannel(
        "catalog.internal:443", grpc::InsecureChannelCredentials(), Arguments);
  }();
  auto Stub = shop::Catalog::NewStub(Channel);
  grpc::ClientContext Context;
  return Stub->Find(&Context, Query, Item).ok();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Find' can wait for ever{{.*}} [net-missing-timeout]
}
