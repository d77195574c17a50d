// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The time limit of a request is finite by default; zero switches it off.
//
// RUN: %check_tidy %s net-missing-timeout %t -- -- -std=c++17 -isystem %S/stubs

#include <aws/s3/S3Client.h>
#include <memory>
#include <string>
#include <vector>

static int countAll(Aws::S3::S3Client &Client,
                    const std::vector<std::string> &Keys) {
  int Count = 0;
  for (const std::string &Key : Keys) {
    Aws::S3::Model::HeadObjectRequest Request;
    Request.SetKey(Key);
    Count += Client.HeadObject(Request).IsSuccess();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'HeadObject' can wait for ever: the timeout of this AWS client is set to a value that means "no limit" [net-missing-timeout]
  }
  return Count;
}

int unlimited_bad(const std::vector<std::string> &Keys) {
  Aws::Client::ClientConfiguration Config;
  Config.region = "eu-central-1";
  Config.requestTimeoutMs = 0;
  Aws::S3::S3Client Client(Config);
  return countAll(Client, Keys);
}

class Uploads {
public:
  Uploads() : Client(config()) {}
  bool has(const std::string &Key) {
    Aws::S3::Model::HeadObjectRequest Request;
    Request.SetKey(Key);
    return Client.HeadObject(Request).IsSuccess();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'HeadObject' can wait for ever: {{.*}} [net-missing-timeout]
  }

private:
  static Aws::Client::ClientConfiguration config() {
    Aws::Client::ClientConfiguration Config;
    Config.requestTimeoutMs = 0; // large files
    return Config;
  }
  Aws::S3::S3Client Client;
};

bool made_bad(const std::string &Key) {
  Aws::Client::ClientConfiguration Config;
  Config.requestTimeoutMs = 0L;
  static auto Client = std::make_shared<Aws::S3::S3Client>(Config);
  Aws::S3::Model::HeadObjectRequest Request;
  Request.SetKey(Key);
  return Client->HeadObject(Request).IsSuccess();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'HeadObject' can wait for ever: {{.*}} [net-missing-timeout]
}

bool head(Aws::S3::S3Client &Client, const std::string &Key) {
  Aws::S3::Model::HeadObjectRequest Request;
  Request.SetKey(Key);
  return Client.HeadObject(Request).IsSuccess();
}

bool defaults_ok(const std::string &Key) {
  static Aws::S3::S3Client Client{Aws::Client::ClientConfiguration()};
  return head(Client, Key);
}

bool whole_transfer_ok(const std::string &Key) {
  Aws::Client::ClientConfiguration Config;
  Config.requestTimeoutMs = 0;
  Config.httpRequestTimeoutMs = 60000;
  Aws::S3::S3Client Client(Config);
  return head(Client, Key);
}

bool no_limit_of_the_whole_ok(const std::string &Key) {
  Aws::Client::ClientConfiguration Config;
  Config.httpRequestTimeoutMs = 0; // the default; a silent peer still counts
  Aws::S3::S3Client Client(Config);
  return head(Client, Key);
}

bool given_ok(const Aws::Client::ClientConfiguration &Given,
              const std::string &Key, long Timeout) {
  Aws::Client::ClientConfiguration Config = Given;
  Config.requestTimeoutMs = Timeout;
  Aws::S3::S3Client Client(Config);
  return head(Client, Key);
}

class Store {
public:
  explicit Store(long Timeout) {
    Config.requestTimeoutMs = Timeout;
    Client = std::make_unique<Aws::S3::S3Client>(Config);
  }
  bool has(const std::string &Key) { return head(*Client, Key); }

private:
  Aws::Client::ClientConfiguration Config;
  std::unique_ptr<Aws::S3::S3Client> Client;
};
