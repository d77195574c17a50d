// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Waiting on POCO's sockets and sessions, with and without a bound, and the
// verification of their peers.
//
// RUN: %check_tidy %s net-missing-timeout,net-disabled-tls-verification %t

#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/POP3ClientSession.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/StreamCopier.h>
#include <string>

using namespace Poco::Net;

int echo_bad(const std::string &Host) {
  StreamSocket Socket(SocketAddress(Host, 7));
  char Buffer[64];
  Socket.sendBytes("x", 1);
  return Socket.receiveBytes(Buffer, sizeof(Buffer));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'receiveBytes' can wait for ever: no timeout is set on this socket{{.*}} [net-missing-timeout]
}

// A bound on connecting and a probe of dead peers bound no answer.
int connect_only_bad(const std::string &Host) {
  StreamSocket Socket;
  Socket.connect(SocketAddress(Host, 7), Poco::Timespan(5, 0));
  Socket.setKeepAlive(true);
  Socket.setSendTimeout(Poco::Timespan(5, 0));
  char Buffer[64];
  return Socket.receiveBytes(Buffer, sizeof(Buffer));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'receiveBytes' can wait for ever: no timeout is set on this socket{{.*}} [net-missing-timeout]
}

int zero_bad(const std::string &Host) {
  StreamSocket Socket(SocketAddress(Host, 7));
  Socket.setReceiveTimeout(0);
  char Buffer[64];
  return Socket.receiveBytes(Buffer, sizeof(Buffer));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'receiveBytes' can wait for ever: the timeout of this socket is set to a value that means "no limit" [net-missing-timeout]
}

int timeout_ok(const std::string &Host) {
  StreamSocket Socket(SocketAddress(Host, 7));
  Socket.setReceiveTimeout(Poco::Timespan(5, 0));
  char Buffer[64];
  return Socket.receiveBytes(Buffer, sizeof(Buffer));
}

int poll_ok(const std::string &Host) {
  StreamSocket Socket(SocketAddress(Host, 7));
  char Buffer[64];
  if (!Socket.poll(Poco::Timespan(1, 0), Socket::SELECT_READ))
    return -1;
  return Socket.receiveBytes(Buffer, sizeof(Buffer));
}

int select_ok(const std::string &Host) {
  StreamSocket Socket(SocketAddress(Host, 7));
  Socket::SocketList Read{Socket}, Write, Except;
  char Buffer[64];
  if (!Socket::select(Read, Write, Except, Poco::Timespan(1, 0)))
    return -1;
  return Socket.receiveBytes(Buffer, sizeof(Buffer));
}

// A server waits for its clients as long as they like.
class Echo : public TCPServerConnection {
public:
  using TCPServerConnection::TCPServerConnection;
  void run() override {
    char Buffer[64];
    for (int Got; (Got = socket().receiveBytes(Buffer, sizeof(Buffer))) > 0;)
      socket().sendBytes(Buffer, Got);
  }
};
int accepted_ok(ServerSocket &Server) {
  StreamSocket Peer = Server.acceptConnection();
  char Buffer[64];
  return Peer.receiveBytes(Buffer, sizeof(Buffer));
}

int mails_bad(const std::string &User, const std::string &Password) {
  POP3ClientSession Session("mail.internal");
  Session.login(User, Password);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'login' can wait for ever: no timeout is set on this POP3 session{{.*}} [net-missing-timeout]
  return Session.messageCount();
}
int mails_ok(const std::string &User, const std::string &Password) {
  POP3ClientSession Session("mail.internal");
  Session.setTimeout(Poco::Timespan(20, 0));
  Session.login(User, Password);
  return Session.messageCount();
}

// Sessions have finite timeouts by themselves.
std::string feed_ok() {
  HTTPClientSession Session("feed.internal");
  HTTPRequest Request(HTTPRequest::HTTP_GET, "/");
  HTTPResponse Response;
  Session.sendRequest(Request);
  std::string Body;
  Poco::StreamCopier::copyToString(Session.receiveResponse(Response), Body);
  return Body;
}
std::string feed_bad() {
  HTTPClientSession Session("feed.internal");
  Session.setTimeout(0);
  HTTPRequest Request(HTTPRequest::HTTP_GET, "/");
  HTTPResponse Response;
  Session.sendRequest(Request);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'sendRequest' can wait for ever: the timeout of this HTTP session is set to a value that means "no limit" [net-missing-timeout]
  std::string Body;
  Poco::StreamCopier::copyToString(Session.receiveResponse(Response), Body);
  return Body;
}

Context::Ptr context_bad() {
  return new Context(Context::CLIENT_USE, "", Context::VERIFY_NONE);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Poco::Net::Context' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
}
Context::Ptr context_with_key_bad() {
  return new Context(Context::TLS_CLIENT_USE, "key.pem", "cert.pem", "",
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Poco::Net::Context' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
                     Context::VERIFY_NONE, 9, true);
}
Context::Ptr context_of_server_ok() {
  return new Context(Context::SERVER_USE, "key.pem", "cert.pem", "",
                     Context::VERIFY_NONE);
}
Context::Ptr context_ok() {
  return new Context(Context::CLIENT_USE, "", Context::VERIFY_RELAXED, 9,
                     false);
}
Context::Ptr context_chosen_ok(bool Verify) {
  return new Context(Context::CLIENT_USE, "",
                     Verify ? Context::VERIFY_RELAXED : Context::VERIFY_NONE);
}
