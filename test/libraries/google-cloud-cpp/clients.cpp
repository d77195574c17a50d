// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients and connections of Google's services.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -isystem %S/stubs

#include <google/cloud/pubsub/publisher.h>
#include <google/cloud/storage/client.h>
#include <string>
#include <vector>

namespace gcs = google::cloud::storage;
namespace pubsub = google::cloud::pubsub;

bool exists_bad(const std::string &name) {
  gcs::Client client;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'google::cloud::storage::Client' is built for every call{{.*}} [net-client-per-call]
  return client.GetObjectMetadata("bucket", name).ok();
}

bool store_bad(const std::vector<std::string> &names) {
  for (const std::string &name : names) {
    auto client = gcs::Client(google::cloud::Options{});
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'google::cloud::storage::Client' is built for every iteration{{.*}} [net-client-per-call]
    if (!client.InsertObject("bucket", name, "").ok())
      return false;
  }
  return true;
}

bool publish_bad(const std::vector<std::string> &topics) {
  bool all = true;
  for (const std::string &topic : topics) {
    auto connection = pubsub::MakePublisherConnection(pubsub::Topic("p", "t"));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new publisher connection is built for every iteration{{.*}} [net-client-per-call]
    pubsub::Publisher publisher(connection);
    all = all && publisher.Publish(pubsub::Message()).ok();
  }
  return all;
}

bool store_ok(const std::vector<std::string> &names) {
  gcs::Client client;
  for (const std::string &name : names)
    if (!client.InsertObject("bucket", name, "").ok())
      return false;
  return true;
}

// A copy shares everything with its original.
bool copy_ok(const gcs::Client &shared, const std::string &name) {
  gcs::Client client = shared;
  return client.GetObjectMetadata("bucket", name).ok();
}

class Events {
public:
  Events() : connection(pubsub::MakePublisherConnection({"p", "t"})) {}
  // A client over a connection that is kept.
  bool publish() {
    pubsub::Publisher publisher(connection);
    return publisher.Publish(pubsub::Message()).ok();
  }

private:
  std::shared_ptr<pubsub::PublisherConnection> connection;
};
