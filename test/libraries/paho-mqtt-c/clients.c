// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients of Paho in C: one for each message, and kept; blocking and asynchronous.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=gnu11

#include <MQTTAsync.h>
#include <MQTTClient.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

//===-- Blocking ----------------------------------------------------------===//

int publish_bad(const char *topic, const char *text) {
  MQTTClient client;
  MQTTClient_connectOptions options = MQTTClient_connectOptions_initializer;
  if (MQTTClient_create(&client, "tcp://broker.internal:1883", "meter", MQTTCLIENT_PERSISTENCE_NONE, NULL))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every call}}{{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this MQTT client is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return -1;
  if (MQTTClient_connect(client, &options))
    return -1;
  int failed = MQTTClient_publish(client, topic, strlen(text), text, 1, 0, NULL);
  MQTTClient_disconnect(client, 1000);
  MQTTClient_destroy(&client);
  return failed;
}

int publish_ok(MQTTClient client, const char *topic, const char *text) {
  MQTTClient_deliveryToken token;
  int failed = MQTTClient_publish(client, topic, strlen(text), text, 1, 0, &token);
  return failed ? failed : MQTTClient_waitForCompletion(client, token, 1000);
}

// Any broker: a check of it.
int reachable_ok(const char *url) {
  MQTTClient client;
  MQTTClient_connectOptions options = MQTTClient_connectOptions_initializer;
  if (MQTTClient_create(&client, url, "probe", MQTTCLIENT_PERSISTENCE_NONE, NULL))
    return -1;
  int failed = MQTTClient_connect(client, &options);
  if (!failed) {
    failed = MQTTClient_publish(client, "ping", 0, NULL, 0, 0, NULL);
    MQTTClient_disconnect(client, 1000);
  }
  MQTTClient_destroy(&client);
  return failed;
}

int read_bad(MQTTClient client) {
  char *topic = NULL;
  int size;
  MQTTClient_message *message = NULL;
  int failed = MQTTClient_receive(client, &topic, &size, &message, 1000);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this MQTT message is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-response]
  if (failed || !message)
    return -1;
  if (message->payloadlen == 0) {
    MQTTClient_free(topic);
    return -1;
  }
  printf("%.*s\n", message->payloadlen, (char *)message->payload);
  MQTTClient_freeMessage(&message);
  MQTTClient_free(topic);
  return 0;
}

int read_ok(MQTTClient client) {
  char *topic = NULL;
  int size, count = 0;
  MQTTClient_message *message = NULL;
  while (MQTTClient_receive(client, &topic, &size, &message, 1000) == MQTTCLIENT_SUCCESS && message) {
    count += message->payloadlen;
    MQTTClient_freeMessage(&message);
    MQTTClient_free(topic);
  }
  return count;
}

int late_bad(MQTTClient client) {
  MQTTClient kept = client;
  MQTTClient_destroy(&client);
  return MQTTClient_isConnected(kept);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this MQTT client is used after it was released{{.*}} [net-use-after-close]
}

int encrypted_bad(MQTTClient client, const char *ca) {
  MQTTClient_connectOptions options = MQTTClient_connectOptions_initializer;
  MQTTClient_SSLOptions tls = MQTTClient_SSLOptions_initializer;
  tls.trustStore = ca;
  tls.enableServerCertAuth = 0;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  options.ssl = &tls;
  return MQTTClient_connect(client, &options);
}

int encrypted_ok(MQTTClient client, const char *ca, int verify) {
  MQTTClient_connectOptions options = MQTTClient_connectOptions_initializer;
  MQTTClient_SSLOptions tls = MQTTClient_SSLOptions_initializer;
  tls.trustStore = ca;
  tls.enableServerCertAuth = verify;
  options.ssl = &tls;
  return MQTTClient_connect(client, &options);
}

//===-- Asynchronous ------------------------------------------------------===//

static void on_connect(void *context, MQTTAsync_successData *data) {
  MQTTAsync client = context;
  MQTTAsync_subscribe(client, "commands", 1, NULL);
}

static void on_failure(void *context, MQTTAsync_failureData *data) {
  MQTTAsync client = context;
  MQTTAsync_destroy(&client);
}

static int on_message(void *context, char *topic, int size, MQTTAsync_message *message) {
  printf("%.*s\n", message->payloadlen, (char *)message->payload);
  MQTTAsync_freeMessage(&message);
  MQTTAsync_free(topic);
  return 1;
}

int listen_bad(const char *url) {
  MQTTAsync client;
  MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer;
  if (MQTTAsync_create(&client, url, "meter", MQTTCLIENT_PERSISTENCE_NONE, NULL))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this MQTT client is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return -1;
  if (MQTTAsync_setCallbacks(client, NULL, NULL, on_message, NULL))
    return -1;
  int failed = MQTTAsync_connect(client, &options);
  MQTTAsync_destroy(&client);
  return failed;
}

// The handlers have the client from then on.
int listen_ok(const char *url) {
  MQTTAsync client;
  MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer;
  if (MQTTAsync_create(&client, url, "meter", MQTTCLIENT_PERSISTENCE_NONE, NULL))
    return -1;
  if (MQTTAsync_setCallbacks(client, NULL, NULL, on_message, NULL)) {
    MQTTAsync_destroy(&client);
    return -1;
  }
  options.onSuccess = on_connect;
  options.onFailure = on_failure;
  options.context = client;
  return MQTTAsync_connect(client, &options);
}

struct meter {
  MQTTAsync client;
  int readings;
};

int meter_send_ok(struct meter *m, const char *text) {
  MQTTAsync_responseOptions response = MQTTAsync_responseOptions_initializer;
  MQTTAsync_message message = MQTTAsync_message_initializer;
  message.payload = (void *)text;
  message.payloadlen = strlen(text);
  response.context = m;
  return MQTTAsync_sendMessage(m->client, "readings", &message, &response);
}

int meter_open_ok(struct meter *m, const char *url) {
  return MQTTAsync_create(&m->client, url, "meter", MQTTCLIENT_PERSISTENCE_NONE, NULL);
}

void meter_close_ok(struct meter *m) { MQTTAsync_destroy(&m->client); }
