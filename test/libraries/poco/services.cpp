// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small web service on POCO that asks other services: sessions in handlers,
// in classes, in loops; keep-alive and the versions of requests.
//
// RUN: %check_tidy %s %core %t

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/HTTPSessionFactory.h>
#include <Poco/NullStream.h>
#include <Poco/StreamCopier.h>
#include <Poco/Timer.h>
#include <Poco/URI.h>
#include <Poco/URIStreamOpener.h>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

using namespace Poco::Net;

// --- a client class, as it should be ------------------------------------------

class Prices {
public:
  Prices() : Session("prices.internal", 8080) {
    Session.setKeepAlive(true);
    Session.setTimeout(Poco::Timespan(5, 0));
  }
  std::string get(const std::string &Path) {
    std::lock_guard<std::mutex> Guard(Lock);
    HTTPRequest Request(HTTPRequest::HTTP_GET, Path, HTTPMessage::HTTP_1_1);
    HTTPResponse Response;
    Session.sendRequest(Request);
    std::string Body;
    Poco::StreamCopier::copyToString(Session.receiveResponse(Response), Body);
    return Body;
  }

private:
  std::mutex Lock;
  HTTPClientSession Session;
};

// --- what POCO does without being told -----------------------------------------

class Stock {
public:
  std::string get_bad(const std::string &Path) {
    HTTPRequest Request(HTTPRequest::HTTP_GET, Path, HTTPMessage::HTTP_1_1);
    HTTPResponse Response;
    Session.sendRequest(Request);
    std::string Body;
    Poco::StreamCopier::copyToString(Session.receiveResponse(Response), Body);
    return Body;
  }

private:
  HTTPClientSession Session{"stock.internal", 8080};
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP session sends more than one request but does not keep its connection without 'setKeepAlive(true)'{{.*}} [net-disabled-keep-alive]
};

class Orders {
public:
  Orders() { Session.setKeepAlive(true); }
  std::string old_version_bad(const std::string &Path) {
    HTTPRequest Request(HTTPRequest::HTTP_GET, Path);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP request ends its connection by default, although it is sent over a client that keeps its connection [net-disabled-keep-alive]
    return send(Request);
  }
  std::string version_set_ok(const std::string &Path) {
    HTTPRequest Request(HTTPRequest::HTTP_GET, Path);
    Request.setVersion(HTTPMessage::HTTP_1_1);
    return send(Request);
  }
  std::string explicit_version_bad(const std::string &Path) {
    HTTPRequest Request(HTTPRequest::HTTP_GET, Path, HTTPMessage::HTTP_1_0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Poco::Net::HTTPRequest' switches off the reuse of connections{{.*}} [net-disabled-keep-alive]
    return send(Request);
  }
  std::string header_bad(const std::string &Path) {
    HTTPRequest Request(HTTPRequest::HTTP_GET, Path, HTTPMessage::HTTP_1_1);
    Request.set("Connection", "close");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: header 'Connection: close' ends the connection after the response{{.*}} [net-disabled-keep-alive]
    return send(Request);
  }
  std::string message_bad(const std::string &Path) {
    HTTPRequest Request(HTTPRequest::HTTP_GET, Path, HTTPMessage::HTTP_1_1);
    Request.setKeepAlive(false);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Poco::Net::HTTPRequest::setKeepAlive' switches off the reuse of connections{{.*}} [net-disabled-keep-alive]
    return send(Request);
  }

private:
  std::string send(HTTPRequest &Request) {
    HTTPResponse Response;
    Session.sendRequest(Request);
    std::string Body;
    Poco::StreamCopier::copyToString(Session.receiveResponse(Response), Body);
    return Body;
  }
  HTTPClientSession Session{"orders.internal", 8080};
};

// --- sessions per call ------------------------------------------------------------

int status_bad(const std::string &Path) {
  HTTPClientSession Session("status.internal", 8080);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'Poco::Net::HTTPClientSession' is built for every call{{.*}} [net-client-per-call]
  HTTPRequest Request(HTTPRequest::HTTP_GET, Path);
  HTTPResponse Response;
  Session.sendRequest(Request);
  Session.receiveResponse(Response);
  return Response.getStatus();
}

std::vector<std::string> all_bad(const std::vector<std::string> &Paths) {
  std::vector<std::string> Bodies;
  for (const std::string &Path : Paths) {
    HTTPSClientSession Session("catalog.internal", 443);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'Poco::Net::HTTPSClientSession' is built for every iteration{{.*}} [net-client-per-call]
    HTTPRequest Request(HTTPRequest::HTTP_GET, Path, HTTPMessage::HTTP_1_1);
    HTTPResponse Response;
    Session.sendRequest(Request);
    Poco::StreamCopier::copyToString(Session.receiveResponse(Response),
                                     Bodies.emplace_back());
  }
  return Bodies;
}

std::string made_by_factory_bad(const Poco::URI &Base,
                                const std::vector<std::string> &Paths) {
  std::string Body;
  for (const std::string &Path : Paths) {
    std::unique_ptr<HTTPClientSession> Session(
        HTTPSessionFactory::defaultFactory().createClientSession(Base));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new HTTP session is built for every iteration{{.*}} [net-client-per-call]
    HTTPRequest Request(HTTPRequest::HTTP_GET, Path, HTTPMessage::HTTP_1_1);
    HTTPResponse Response;
    Session->sendRequest(Request);
    Poco::StreamCopier::copyToString(Session->receiveResponse(Response), Body);
  }
  return Body;
}

// Each redirection may lead to another host.
std::string follow_ok(Poco::URI Where) {
  std::string Body;
  for (int Hops = 0; Hops < 5; ++Hops) {
    HTTPClientSession Session(Where.getHost(), Where.getPort());
    HTTPRequest Request(HTTPRequest::HTTP_GET, Where.getPathEtc(),
                        HTTPMessage::HTTP_1_1);
    HTTPResponse Response;
    Session.sendRequest(Request);
    Poco::StreamCopier::copyToString(Session.receiveResponse(Response), Body);
    if (!Response.has("Location"))
      break;
    Where = Poco::URI(Response.get("Location"));
  }
  return Body;
}

// --- handlers -----------------------------------------------------------------------

class Check : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &, HTTPServerResponse &Answer) override {
    HTTPClientSession Session("login.internal", 80);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'Poco::Net::HTTPClientSession' is built for every request{{.*}} [net-client-per-call]
    HTTPRequest Request(HTTPRequest::HTTP_GET, "/check", HTTPMessage::HTTP_1_1);
    HTTPResponse Response;
    Session.sendRequest(Request);
    Poco::NullOutputStream Nowhere;
    Poco::StreamCopier::copyStream(Session.receiveResponse(Response), Nowhere);
    // The server's own answer may end its connection.
    Answer.setKeepAlive(false);
    Answer.set("Connection", "close");
    Answer.send() << "ok";
  }
};

class WithMember : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &, HTTPServerResponse &Answer) override {
    HTTPRequest Request(HTTPRequest::HTTP_GET, "/check", HTTPMessage::HTTP_1_1);
    HTTPResponse Response;
    Session.sendRequest(Request);
    Poco::StreamCopier::copyStream(Session.receiveResponse(Response),
                                   Answer.send());
  }
  HTTPClientSession Session{"login.internal", 80};
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'Poco::Net::HTTPClientSession' is built for every request{{.*}} [net-client-per-call]
};

class WithShared : public HTTPRequestHandler {
public:
  explicit WithShared(Prices &Shared) : Shared(Shared) {}
  void handleRequest(HTTPServerRequest &Request,
                     HTTPServerResponse &Answer) override {
    Answer.send() << Shared.get(Request.getURI());
  }

private:
  Prices &Shared;
};

class Factory : public HTTPRequestHandlerFactory {
public:
  HTTPRequestHandler *
  createRequestHandler(const HTTPServerRequest &Request) override {
    if (Request.getURI() == "/check")
      return new Check;
    if (Request.getURI() == "/member")
      return new WithMember;
    return new WithShared(Shared);
  }

private:
  Prices Shared;
};

// --- timers ---------------------------------------------------------------------------

class Reporter {
public:
  // The timer's destructor stops it.
  void start_ok() {
    Timer.start(Poco::TimerCallback<Reporter>(*this, &Reporter::report));
  }
  void report(Poco::Timer &) {
    HTTPClientSession Session("metrics.internal", 80);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'Poco::Net::HTTPClientSession' is built for every request{{.*}} [net-client-per-call]
    HTTPRequest Request(HTTPRequest::HTTP_POST, "/", HTTPMessage::HTTP_1_1);
    HTTPResponse Response;
    Session.sendRequest(Request) << "alive";
    Poco::NullOutputStream Nowhere;
    Poco::StreamCopier::copyStream(Session.receiveResponse(Response), Nowhere);
  }

private:
  Poco::Timer Timer{0, 1000};
};

void lost_bad(Reporter &Target) {
  auto *Timer = new Poco::Timer(0, 1000);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is not stopped on a path through this function [net-unstopped-timer]
  Timer->start(Poco::TimerCallback<Reporter>(Target, &Reporter::report));
}

// --- streams ---------------------------------------------------------------------------

std::string read_bad(const std::string &Url) {
  std::istream *Stream = Poco::URIStreamOpener::defaultOpener().open(Url);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this URL stream is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!Stream->good())
    return "";
  std::string Body;
  Poco::StreamCopier::copyToString(*Stream, Body);
  delete Stream;
  return Body;
}

std::string read_ok(const std::string &Url) {
  std::unique_ptr<std::istream> Stream(
      Poco::URIStreamOpener::defaultOpener().open(Url));
  std::string Body;
  if (Stream->good())
    Poco::StreamCopier::copyToString(*Stream, Body);
  return Body;
}
