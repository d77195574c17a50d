// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Services that talk to a broker: a connection that is kept, and one for each
// message.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -isystem %S/stubs

#include <amqpcpp.h>
#include <amqpcpp/linux_tcp.h>
#include <memory>
#include <string>
#include <vector>

void run(AMQP::TcpHandler &Loop);

// What is published may never leave: the connection ends first.
void publish_all_bad(AMQP::TcpHandler *Loop,
                     const std::vector<std::string> &Messages) {
  for (const std::string &Message : Messages) {
    AMQP::TcpConnection Connection(Loop, AMQP::Address("amqp://mq.internal/"));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'AMQP::TcpConnection' is built for every iteration{{.*}} [net-client-per-call]
    AMQP::TcpChannel Channel(&Connection);
    Channel.publish("events", "new", Message);
  }
}

// One connection, with a channel for each purpose.
class Bus {
public:
  explicit Bus(AMQP::TcpHandler *Loop)
      : Connection(Loop,
                   AMQP::Address("amqps://mq.internal/?connectTimeout=5")),
        Channel(&Connection) {}
  void publish_ok(const std::string &Message) {
    Channel.publish("events", "new", Message);
  }
  void consume_ok() {
    Channel.consume("jobs")
        .onReceived([this](const AMQP::Message &, uint64_t Tag, bool) {
          Channel.ack(Tag);
        })
        .onError([](const char *) {});
  }

private:
  AMQP::TcpConnection Connection;
  AMQP::TcpChannel Channel;
};

// A function that lives as long as its connection.
void serve_ok(AMQP::TcpHandler &Loop) {
  AMQP::TcpConnection Connection(&Loop, AMQP::Address("amqp://mq.internal/"));
  AMQP::TcpChannel Channel(&Connection);
  Channel.consume("jobs").onReceived(
      [&Channel](const AMQP::Message &, uint64_t Tag, bool) {
        Channel.ack(Tag);
      });
  run(Loop);
}

// A connection for each message that comes in.
void relay_bad(AMQP::TcpChannel &Jobs, AMQP::TcpHandler *Loop) {
  Jobs.consume("jobs").onReceived(
      [Loop](const AMQP::Message &Message, uint64_t, bool) {
        AMQP::TcpConnection Connection(Loop, "amqp://audit.internal/");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'AMQP::TcpConnection' is built for every request{{.*}} [net-client-per-call]
        AMQP::TcpChannel Channel(&Connection);
        Channel.publish("audit", "seen",
                        std::string(Message.body(), Message.bodySize()));
      });
}

// The handler deletes it when it is detached.
class Worker : public AMQP::TcpHandler {
public:
  void start_ok() {
    auto *Connection =
        new AMQP::TcpConnection(this, AMQP::Address("amqp://mq.internal/"));
    Channel = std::make_unique<AMQP::TcpChannel>(Connection);
  }
  void onDetached(AMQP::TcpConnection *Connection) override {
    delete Connection;
  }
  void monitor(AMQP::TcpConnection *, int, int) override {}

private:
  std::unique_ptr<AMQP::TcpChannel> Channel;
};
