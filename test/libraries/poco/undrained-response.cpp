// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bodies that must be read to their end before a session that is kept sends
// again.
//
// RUN: %check_tidy %s net-undrained-response %t

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/NullStream.h>
#include <Poco/StreamCopier.h>
#include <iterator>
#include <string>
#include <vector>

using namespace Poco::Net;

std::string error_path_bad(const std::vector<std::string> &Paths) {
  HTTPClientSession Session("api.internal");
  Session.setKeepAlive(true);
  std::string Out;
  for (const std::string &Path : Paths) {
    HTTPRequest Request("GET", Path, "HTTP/1.1");
    Session.sendRequest(Request);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'sendRequest' is called while this HTTP session still holds an unread answer{{.*}} [net-undrained-response]
    HTTPResponse Response;
    std::istream &Body = Session.receiveResponse(Response);
    if (Response.getStatus() != HTTPResponse::HTTP_OK)
      continue;
    Poco::StreamCopier::copyToString(Body, Out);
  }
  return Out;
}

std::string skipped_ok(const std::vector<std::string> &Paths) {
  HTTPClientSession Session("api.internal");
  Session.setKeepAlive(true);
  std::string Out;
  for (const std::string &Path : Paths) {
    HTTPRequest Request("GET", Path, "HTTP/1.1");
    Session.sendRequest(Request);
    HTTPResponse Response;
    std::istream &Body = Session.receiveResponse(Response);
    if (Response.getStatus() != HTTPResponse::HTTP_OK) {
      Poco::NullOutputStream Nowhere;
      Poco::StreamCopier::copyStream(Body, Nowhere);
      continue;
    }
    Out.assign(std::istreambuf_iterator<char>(Body), {});
  }
  return Out;
}

std::string reset_ok(const std::vector<std::string> &Paths) {
  HTTPClientSession Session("api.internal");
  Session.setKeepAlive(true);
  std::string Out;
  for (const std::string &Path : Paths) {
    HTTPRequest Request("GET", Path, "HTTP/1.1");
    Session.sendRequest(Request);
    HTTPResponse Response;
    std::istream &Body = Session.receiveResponse(Response);
    if (Response.getStatus() != HTTPResponse::HTTP_OK) {
      Session.reset();
      continue;
    }
    for (std::string Line; std::getline(Body, Line);)
      Out += Line;
  }
  return Out;
}

// The default: the connection is closed after each answer.
std::string not_kept_ok(const std::vector<std::string> &Paths) {
  HTTPClientSession Session("api.internal");
  std::string Out;
  for (const std::string &Path : Paths) {
    HTTPRequest Request("GET", Path, "HTTP/1.1");
    Session.sendRequest(Request);
    HTTPResponse Response;
    std::istream &Body = Session.receiveResponse(Response);
    if (Response.getStatus() == HTTPResponse::HTTP_OK)
      Poco::StreamCopier::copyToString(Body, Out);
  }
  return Out;
}
