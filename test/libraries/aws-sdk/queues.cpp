// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients over the newer base, and the configuration that clients are built from.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification,net-retry-without-backoff %t -- -- -isystem %S/stubs

#include <aws/s3/S3Client.h>
#include <aws/sqs/SQSClient.h>
#include <string>
#include <vector>

using Aws::SQS::SQSClient;
using Aws::SQS::Model::SendMessageRequest;

void sendBad(const std::string &Text) {
  SQSClient Client;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'Aws::SQS::SQSClient' is built for every call{{.*}} [net-client-per-call]
  SendMessageRequest Request;
  Request.SetMessageBody(Text);
  Client.SendMessage(Request);
}

void sendGood(const std::vector<std::string> &Texts) {
  SQSClient Client;
  for (const std::string &Text : Texts) {
    SendMessageRequest Request;
    Request.SetMessageBody(Text);
    Client.SendMessage(Request);
  }
}

void stubbornBad(SQSClient &Client, const SendMessageRequest &Request) {
  while (!Client.SendMessage(Request).IsSuccess())
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} is tried again at once{{.*}} [net-retry-without-backoff]
    ;
}

bool boundedGood(SQSClient &Client, const SendMessageRequest &Request) {
  for (int Try = 0; Try < 3; ++Try)
    if (Client.SendMessage(Request).IsSuccess())
      return true;
  return false;
}

bool endlessBad(const Aws::S3::Model::HeadObjectRequest &A,
                const Aws::S3::Model::HeadObjectRequest &B) {
  Aws::Client::ClientConfiguration Config;
  Config.requestTimeoutMs = 0;
  Aws::S3::S3Client Client(Config);
  return Client.HeadObject(A).IsSuccess() && Client.HeadObject(B).IsSuccess();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever{{.*}} [net-missing-timeout]
}

bool limitedGood(const Aws::S3::Model::HeadObjectRequest &A,
                 const Aws::S3::Model::HeadObjectRequest &B) {
  Aws::Client::ClientConfiguration Config;
  Config.requestTimeoutMs = 5000;
  Aws::S3::S3Client Client(Config);
  return Client.HeadObject(A).IsSuccess() && Client.HeadObject(B).IsSuccess();
}
