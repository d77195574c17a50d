// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of the AWS SDK for C++, which Debian does not have:
// the names and signatures of release 1.11.4, whose newer clients are built over
// a base of their own, without what they do.

#ifndef AWS_SQS_SQSCLIENT_H
#define AWS_SQS_SQSCLIENT_H

#include <aws/core/client/AWSClient.h>

namespace smithy {
namespace client {
class AwsSmithyClientBase {
public:
  AwsSmithyClientBase(const Aws::Client::ClientConfiguration &config);
  virtual ~AwsSmithyClientBase();
};
template <typename ServiceClientConfigurationT>
class AwsSmithyClientT : public AwsSmithyClientBase {
public:
  using AwsSmithyClientBase::AwsSmithyClientBase;
};
} // namespace client
} // namespace smithy

namespace Aws {
namespace SQS {
namespace Model {
class SendMessageRequest : public AmazonWebServiceRequest {
public:
  void SetQueueUrl(const String &value);
  void SetMessageBody(const String &value);
};
class SendMessageResult {};
using SendMessageOutcome =
    Aws::Utils::Outcome<SendMessageResult, Aws::Client::AWSError>;
} // namespace Model
struct SQSClientConfiguration : public Aws::Client::ClientConfiguration {};
class SQSClient
    : public smithy::client::AwsSmithyClientT<SQSClientConfiguration> {
public:
  SQSClient(const SQSClientConfiguration &clientConfiguration =
                SQSClientConfiguration());
  Model::SendMessageOutcome
  SendMessage(const Model::SendMessageRequest &request) const;
};
} // namespace SQS
} // namespace Aws

#endif
