// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// MQTT clients per message and kept, and the properties that they send.
//
// RUN: %check_tidy %s %core %t -- -- -std=c11

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <stdbool.h>
#include <string.h>

int publish_bad(const char *topic, const char *text) {
  struct mosquitto *m = mosquitto_new(NULL, true, NULL);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new MQTT client is built for every call{{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this MQTT client is not released on a path{{.*}} [net-unclosed-connection]
  if (!m)
    return -1;
  if (mosquitto_connect(m, "broker.internal", 1883, 60))
    return -1;
  int failed = mosquitto_publish(m, NULL, topic, strlen(text), text, 1, false);
  mosquitto_disconnect(m);
  mosquitto_destroy(m);
  return failed;
}

int publish_ok(struct mosquitto *m, const char *topic, const char *text) {
  return mosquitto_publish(m, NULL, topic, strlen(text), text, 1, false);
}

struct mosquitto *start_ok(void *state) {
  struct mosquitto *m = mosquitto_new(NULL, true, state);
  if (!m)
    return NULL;
  if (mosquitto_connect_async(m, "broker.internal", 1883, 60) || mosquitto_loop_start(m)) {
    mosquitto_destroy(m);
    return NULL;
  }
  return m;
}

int check_broker_ok(const char *host) {
  struct mosquitto *m = mosquitto_new(NULL, true, NULL);
  int failed = mosquitto_connect(m, host, 1883, 60);
  if (!failed)
    failed = mosquitto_publish(m, NULL, "ping", 0, NULL, 0, false);
  mosquitto_destroy(m);
  return failed;
}

int properties_bad(struct mosquitto *m, const char *topic) {
  mosquitto_property *properties = NULL;
  if (mosquitto_property_add_string(&properties, MQTT_PROP_CONTENT_TYPE, "text/plain"))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this list of MQTT properties is not released on a path{{.*}} [net-unclosed-connection]
    return -1;
  return mosquitto_publish_v5(m, NULL, topic, 0, NULL, 0, false, properties);
}

int properties_ok(struct mosquitto *m, const char *topic) {
  mosquitto_property *properties = NULL;
  mosquitto_property_add_string(&properties, MQTT_PROP_CONTENT_TYPE, "text/plain");
  int failed = mosquitto_publish_v5(m, NULL, topic, 0, NULL, 0, false, properties);
  mosquitto_property_free_all(&properties);
  return failed;
}
