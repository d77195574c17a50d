// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers held by hand, sockets that connect as they are built, mail, and a handler
// that accepts every certificate.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t

#include <Poco/Net/AcceptCertificateHandler.h>
#include <Poco/Net/MailMessage.h>
#include <Poco/Net/SMTPClientSession.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timer.h>
#include <Poco/Util/Timer.h>
#include <Poco/Util/TimerTask.h>
#include <string>
#include <vector>

using Poco::Net::SocketAddress;
using Poco::Net::StreamSocket;

class HeldByHandBad {
public:
  HeldByHandBad() : Beat(new Poco::Timer(1000, 1000)) {
    Beat->start(Poco::TimerCallback<HeldByHandBad>(*this, &HeldByHandBad::beat));
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is armed here but no member function stops it{{.*}} [net-unstopped-timer]
  }
  void beat(Poco::Timer &) { ++Beats; }

private:
  int Beats = 0;
  Poco::Timer *Beat;
};

class HeldByHandGood {
public:
  HeldByHandGood() : Beat(new Poco::Timer(1000, 1000)) {
    Beat->start(Poco::TimerCallback<HeldByHandGood>(*this, &HeldByHandGood::beat));
  }
  ~HeldByHandGood() {
    Beat->stop();
    delete Beat;
  }
  void beat(Poco::Timer &) { ++Beats; }

private:
  int Beats = 0;
  Poco::Timer *Beat;
};

class ScheduleBad {
public:
  ScheduleBad() : Tasks(new Poco::Util::Timer) {}
  void every(long Ms, Poco::Util::TimerTask::Ptr Task) {
    Tasks->schedule(Task, Ms, Ms);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is armed here but no member function stops it{{.*}} [net-unstopped-timer]
  }

private:
  Poco::Util::Timer *Tasks;
};

class ScheduleGood {
public:
  void every(long Ms, Poco::Util::TimerTask::Ptr Task) {
    Tasks.schedule(Task, Ms, Ms);
  }

private:
  Poco::Util::Timer Tasks;
};

void linePerSocketBad(const std::vector<std::string> &Lines) {
  for (const std::string &Line : Lines) {
    StreamSocket Socket(SocketAddress("graphite.internal", 2003));
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'Poco::Net::StreamSocket' is built for every iteration{{.*}} [net-client-per-call]
    Socket.sendBytes(Line.data(), int(Line.size()));
  }
}

void linesOverOneGood(const std::vector<std::string> &Lines) {
  StreamSocket Socket(SocketAddress("graphite.internal", 2003));
  for (const std::string &Line : Lines)
    Socket.sendBytes(Line.data(), int(Line.size()));
}

void eachHostGood(const std::vector<std::string> &Hosts) {
  for (const std::string &Host : Hosts) {
    StreamSocket Socket(SocketAddress(Host, 2003));
    Socket.sendBytes("hi", 2);
  }
}

void mailBad(const Poco::Net::MailMessage &Message) {
  Poco::Net::SMTPClientSession Mail("mail.internal");
  Mail.login();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'login' can wait for ever: no timeout is set on this SMTP session{{.*}} [net-missing-timeout]
  Mail.sendMessage(Message);
}

void mailGood(const Poco::Net::MailMessage &Message) {
  Poco::Net::SMTPClientSession Mail("mail.internal");
  Mail.setTimeout(Poco::Timespan(30, 0));
  Mail.login();
  Mail.sendMessage(Message);
}

void mailOverSocketGood(const Poco::Net::MailMessage &Message) {
  StreamSocket Socket;
  Socket.connect(SocketAddress("mail.internal", 25), Poco::Timespan(5, 0));
  Socket.setReceiveTimeout(Poco::Timespan(30, 0));
  Poco::Net::SMTPClientSession Mail(Socket);
  Mail.login();
  Mail.sendMessage(Message);
}

void everyCertificateBad(Poco::Net::Context::Ptr Context) {
  Poco::SharedPtr<Poco::Net::InvalidCertificateHandler> Handler =
      new Poco::Net::AcceptCertificateHandler(false);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Poco::Net::AcceptCertificateHandler' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  Poco::Net::SSLManager::instance().initializeClient(nullptr, Handler, Context);
}

// On the server's side.
void everyClientGood(Poco::Net::Context::Ptr Context) {
  Poco::SharedPtr<Poco::Net::InvalidCertificateHandler> Handler =
      new Poco::Net::AcceptCertificateHandler(true);
  Poco::Net::SSLManager::instance().initializeServer(nullptr, Handler, Context);
}
