// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Producers, consumers and messages in C++.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <librdkafka/rdkafkacpp.h>
#include <memory>
#include <string>

void send_bad(const std::string &Text) {
  std::string Error;
  RdKafka::Conf *Conf = RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Kafka configuration is not released on a path{{.*}} [net-unclosed-connection]
  Conf->set("bootstrap.servers", "k:9092", Error);
  RdKafka::Producer *Out = RdKafka::Producer::create(Conf, Error);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new Kafka producer is built for every call{{.*}} [net-client-per-call]
  Out->produce("log", -1, RdKafka::Producer::RK_MSG_COPY, const_cast<char *>(Text.data()), Text.size(), nullptr, 0, 0, nullptr);
  Out->flush(1000);
  delete Out;
}

class Log {
public:
  Log() {
    std::string Error;
    Conf->set("bootstrap.servers", "k:9092", Error);
    Out.reset(RdKafka::Producer::create(Conf.get(), Error));
  }
  ~Log() {
    if (Out)
      Out->flush(10000);
  }
  void send_ok(const std::string &Text) {
    Out->produce("log", -1, RdKafka::Producer::RK_MSG_COPY, const_cast<char *>(Text.data()), Text.size(), nullptr, 0, 0, nullptr);
    Out->poll(0);
  }

private:
  std::unique_ptr<RdKafka::Conf> Conf{RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL)};
  std::unique_ptr<RdKafka::Producer> Out;
};

bool next_bad(RdKafka::KafkaConsumer &In, std::string &Text) {
  RdKafka::Message *Next = In.consume(1000);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Kafka message is not released on a path{{.*}} [net-unclosed-response]
  if (Next->err() != RdKafka::ERR_NO_ERROR)
    return false;
  Text.assign(static_cast<const char *>(Next->payload()), Next->len());
  delete Next;
  return true;
}

bool next_ok(RdKafka::KafkaConsumer &In, std::string &Text) {
  std::unique_ptr<RdKafka::Message> Next(In.consume(1000));
  if (Next->err() != RdKafka::ERR_NO_ERROR)
    return false;
  Text.assign(static_cast<const char *>(Next->payload()), Next->len());
  return true;
}

RdKafka::Producer *make_ok(const std::string &Servers) {
  std::string Error;
  std::unique_ptr<RdKafka::Conf> Conf(RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
  Conf->set("bootstrap.servers", Servers, Error);
  return RdKafka::Producer::create(Conf.get(), Error);
}
