// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients of AWS services: kept, and built for each call.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -isystem %S/stubs

#include <aws/s3/S3Client.h>
#include <map>
#include <memory>
#include <string>
#include <vector>

class Store {
public:
  explicit Store(const Aws::Client::ClientConfiguration &Config)
      : Client(Config) {}
  bool has(const std::string &Key) {
    Aws::S3::Model::HeadObjectRequest Request;
    Request.SetBucket("things");
    Request.SetKey(Key);
    return Client.HeadObject(Request).IsSuccess();
  }

private:
  Aws::S3::S3Client Client;
};

bool has_bad(const std::string &Key) {
  Aws::Client::ClientConfiguration Config;
  Config.verifySSL = false;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Aws::Client::ClientConfiguration::verifySSL' switches off the verification{{.*}} [net-disabled-tls-verification]
  Aws::S3::S3Client Client(Config);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'Aws::S3::S3Client' is built for every call{{.*}} [net-client-per-call]
  Aws::S3::Model::HeadObjectRequest Request;
  Request.SetKey(Key);
  return Client.HeadObject(Request).IsSuccess();
}

int count_bad(const std::vector<std::string> &Keys) {
  int Count = 0;
  for (const std::string &Key : Keys) {
    Aws::S3::S3Client Client;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'Aws::S3::S3Client' is built for every iteration{{.*}} [net-client-per-call]
    Aws::S3::Model::HeadObjectRequest Request;
    Request.SetKey(Key);
    Count += Client.HeadObject(Request).IsSuccess();
  }
  return Count;
}

int count_ok(const std::vector<std::string> &Keys) {
  Aws::S3::S3Client Client;
  int Count = 0;
  for (const std::string &Key : Keys) {
    Aws::S3::Model::HeadObjectRequest Request;
    Request.SetKey(Key);
    Count += Client.HeadObject(Request).IsSuccess();
  }
  return Count;
}

// One client for each region, kept.
class Regions {
public:
  std::shared_ptr<Aws::S3::S3Client> in(const std::string &Region) {
    auto &Client = Clients[Region];
    if (!Client) {
      Aws::Client::ClientConfiguration Config;
      Config.region = Region;
      Client = Aws::MakeShared<Aws::S3::S3Client>("Regions", Config);
    }
    return Client;
  }

private:
  std::map<std::string, std::shared_ptr<Aws::S3::S3Client>> Clients;
};

// Computed here: nothing is sent.
std::string sign_ok(const std::string &Key) {
  Aws::S3::S3Client Client;
  return Client.GeneratePresignedUrl("things", Key);
}
