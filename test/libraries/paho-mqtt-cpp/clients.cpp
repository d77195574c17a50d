// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients of Paho in C++: one for each message, a member, one for any broker.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17

#include <chrono>
#include <memory>
#include <mqtt/async_client.h>
#include <mqtt/client.h>
#include <string>
#include <vector>

void publishBad(const std::string &Text) {
  mqtt::async_client Client("tcp://broker.internal:1883", "meter");
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every call}}{{.*}} [net-client-per-call]
  Client.connect()->wait();
  Client.publish("readings", Text)->wait();
}

void publishAllBad(const std::vector<std::string> &Texts) {
  for (const std::string &Text : Texts) {
    auto Client = std::make_unique<mqtt::async_client>("tcp://broker.internal:1883", "meter");
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every iteration}}{{.*}} [net-client-per-call]
    Client->connect()->wait_for(std::chrono::seconds(5));
    Client->publish("readings", Text);
    Client->disconnect()->wait_for(std::chrono::seconds(2));
  }
}

void publishAllOk(const std::vector<std::string> &Texts) {
  mqtt::async_client Client("tcp://broker.internal:1883", "meter");
  Client.connect()->wait_for(std::chrono::seconds(5));
  for (const std::string &Text : Texts)
    Client.publish("readings", Text); // its token need not be kept
  Client.disconnect()->wait_for(std::chrono::seconds(2));
}

void reachableOk(const std::string &Url) {
  mqtt::client Client(Url, "probe");
  Client.connect();
  Client.publish(mqtt::make_message("ping", ""));
  Client.disconnect();
}

class Meter {
public:
  Meter() : Client("tcp://broker.internal:1883", "meter") {
    auto Options = mqtt::connect_options_builder()
                       .keep_alive_interval(std::chrono::seconds(30))
                       .connect_timeout(std::chrono::seconds(5))
                       .automatic_reconnect(true)
                       .finalize();
    Client.connect(Options)->wait_for(std::chrono::seconds(6));
  }
  ~Meter() {
    try {
      Client.disconnect()->wait_for(std::chrono::seconds(2));
    } catch (const mqtt::exception &) {
    }
  }
  bool send(const std::string &Text) { return Client.publish("readings", Text)->wait_for(std::chrono::seconds(3)); }

private:
  mqtt::async_client Client;
};

void listenOk(mqtt::async_client &Client) {
  Client.start_consuming();
  Client.connect()->wait_for(std::chrono::seconds(5));
  Client.subscribe("commands", 1)->wait_for(std::chrono::seconds(5));
  while (auto Message = Client.consume_message())
    if (Message->to_string() == "stop")
      break;
}

mqtt::connect_options encryptBad(const std::string &Ca) {
  mqtt::ssl_options Tls;
  Tls.set_trust_store(Ca);
  Tls.set_enable_server_cert_auth(false);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  mqtt::connect_options Options;
  Options.set_ssl(Tls);
  return Options;
}

mqtt::connect_options encryptOk(const std::string &Ca, bool Verify) {
  mqtt::ssl_options Tls;
  Tls.set_trust_store(Ca);
  Tls.set_enable_server_cert_auth(Verify);
  Tls.set_verify(true);
  mqtt::connect_options Options;
  Options.set_ssl(Tls);
  return Options;
}
