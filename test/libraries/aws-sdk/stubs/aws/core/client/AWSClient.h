// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of the AWS SDK for C++, which Debian does not have:
// the names and signatures of release 1.11, without what they do.

#ifndef AWS_CORE_CLIENT_AWSCLIENT_H
#define AWS_CORE_CLIENT_AWSCLIENT_H

#include <memory>
#include <string>

namespace Aws {
using String = std::string;
class AmazonWebServiceRequest {
public:
  virtual ~AmazonWebServiceRequest();
};
template <typename T, typename... Arguments>
std::shared_ptr<T> MakeShared(const char *allocationTag, Arguments &&...args) {
  return std::make_shared<T>(std::forward<Arguments>(args)...);
}
namespace Utils {
template <typename R, typename E> class Outcome {
public:
  bool IsSuccess() const;
  const R &GetResult() const;
};
} // namespace Utils
namespace Client {
struct ClientConfiguration {
  ClientConfiguration();
  String region;
  String endpointOverride;
  unsigned maxConnections = 25;
  long httpRequestTimeoutMs = 0;
  long requestTimeoutMs = 0;
  long connectTimeoutMs = 1000;
  bool enableTcpKeepAlive = true;
  bool verifySSL = true;
};
class AWSError {};
class AWSClient {
public:
  AWSClient(const ClientConfiguration &configuration);
  virtual ~AWSClient();
  void DisableRequestProcessing();
};
class AWSXMLClient : public AWSClient {
public:
  using AWSClient::AWSClient;
};
} // namespace Client
} // namespace Aws

#endif
