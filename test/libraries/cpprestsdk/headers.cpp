// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Headers of requests and responses, and requests that are tried again at once.
//
// RUN: %check_tidy %s net-disabled-keep-alive,net-retry-without-backoff %t -- -- -I%unpacked/usr/include

#include <chrono>
#include <cpprest/http_client.h>
#include <cpprest/http_listener.h>
#include <iostream>
#include <thread>

using namespace web::http;
using namespace web::http::client;

int addBad(http_client &Client) {
  http_request Request(methods::GET);
  Request.headers().add(U("Connection"), U("close"));
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection: close' ends the connection{{.*}} [net-disabled-keep-alive]
  return Client.request(Request).get().status_code();
}

int assignBad(http_client &Client) {
  http_request Request(methods::GET);
  Request.headers()[header_names::connection] = U("close");
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection: close' ends the connection{{.*}} [net-disabled-keep-alive]
  return Client.request(Request).get().status_code();
}

int acceptGood(http_client &Client) {
  http_request Request(methods::GET);
  Request.headers()[header_names::accept] = U("close");
  Request.headers()[header_names::connection] = U("keep-alive");
  return Client.request(Request).get().status_code();
}

void answerGood(http_request Incoming) {
  http_response Answer(status_codes::OK);
  Answer.headers().add(U("Connection"), U("close"));
  Incoming.reply(Answer);
}

int statusBad(http_client &Client) {
  http_response Answer;
  do {
    Answer = Client.request(methods::GET, U("/x")).get();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'get' is tried again at once{{.*}} [net-retry-without-backoff]
  } while (Answer.status_code() != status_codes::OK);
  return Answer.status_code();
}

int exceptionBad(http_client &Client) {
  while (true) {
    try {
      return Client.request(methods::GET, U("/x")).get().status_code();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'get' is tried again at once{{.*}} [net-retry-without-backoff]
    } catch (const http_exception &E) {
      std::cerr << E.what() << '\n';
    }
  }
}

int exceptionGood(http_client &Client) {
  for (int Try = 0; Try < 3; ++Try) {
    try {
      return Client.request(methods::GET, U("/x")).get().status_code();
    } catch (const http_exception &E) {
      std::cerr << E.what() << '\n';
    }
  }
  return 0;
}

int growingGood(http_client &Client) {
  for (auto Pause = std::chrono::milliseconds(100);; Pause *= 2) {
    auto Answer = Client.request(methods::GET, U("/x")).get();
    if (Answer.status_code() == status_codes::OK)
      return 1;
    std::this_thread::sleep_for(Pause);
  }
}
