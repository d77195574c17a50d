// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of the AWS SDK for C++, which Debian does not have:
// the names and signatures of release 1.11, without what they do.

#ifndef AWS_S3_S3CLIENT_H
#define AWS_S3_S3CLIENT_H

#include <aws/core/client/AWSClient.h>

namespace Aws {
namespace S3 {
namespace Model {
class HeadObjectRequest : public AmazonWebServiceRequest {
public:
  void SetBucket(const String &value);
  void SetKey(const String &value);
};
class HeadObjectResult {};
using HeadObjectOutcome =
    Aws::Utils::Outcome<HeadObjectResult, Aws::Client::AWSError>;
} // namespace Model
class S3Client : public Aws::Client::AWSXMLClient {
public:
  S3Client(const Aws::Client::ClientConfiguration &clientConfiguration =
               Aws::Client::ClientConfiguration());
  Model::HeadObjectOutcome
  HeadObject(const Model::HeadObjectRequest &request) const;
  String GeneratePresignedUrl(const String &bucket, const String &key) const;
};
} // namespace S3
} // namespace Aws

#endif
