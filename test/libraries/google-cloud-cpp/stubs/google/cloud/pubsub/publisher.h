// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of google-cloud-cpp, which Debian does not have: the names and
// signatures of release 2.44, without what they do.

#pragma once

#include <google/cloud/storage/client.h>

namespace google {
namespace cloud {
namespace pubsub {
inline namespace v2_44 {
class Topic {
public:
  Topic(std::string project_id, std::string topic_id);
};
class Message {};
class PublisherConnection {
public:
  virtual ~PublisherConnection();
};
std::shared_ptr<PublisherConnection> MakePublisherConnection(Topic topic,
                                                             Options opts = {});
class Publisher {
public:
  explicit Publisher(std::shared_ptr<PublisherConnection> connection,
                     Options opts = {});
  StatusOr<std::string> Publish(Message m);
  void Flush();

private:
  std::shared_ptr<PublisherConnection> connection_;
};
} // namespace v2_44
} // namespace pubsub
} // namespace cloud
} // namespace google
