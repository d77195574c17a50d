// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not found in code for POCO.
//
// RUN: %check_tidy %s %core %t

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSessionFactory.h>
#include <Poco/URI.h>
#include <Poco/URIStreamOpener.h>
#include <istream>

using namespace Poco::Net;

bool knownBad(const std::string &Uri) {
  std::istream *In = Poco::URIStreamOpener::defaultOpener().open(Uri);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this URL stream is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!In->good())
    return false;
  delete In;
  return true;
}

// The session of a factory is the caller's to delete.
int FN_sessionOfFactory(const Poco::URI &Uri) {
  HTTPClientSession *Session =
      HTTPSessionFactory::defaultFactory().createClientSession(Uri);
  HTTPRequest Request(HTTPRequest::HTTP_GET, Uri.getPath(), HTTPMessage::HTTP_1_1);
  HTTPResponse Response;
  Session->sendRequest(Request);
  Session->receiveResponse(Response);
  return Response.getStatus();
}
