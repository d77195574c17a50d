// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Producers, consumers and their configurations in C.
//
// RUN: %check_tidy %s %core %t -- -- -std=c11

#include <librdkafka/rdkafka.h>
#include <stdio.h>

int send_bad(const char *text, size_t n) {
  char error[256];
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  rd_kafka_t *rk = rd_kafka_new(RD_KAFKA_PRODUCER, conf, error, sizeof(error));
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new Kafka client is built for every call{{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this Kafka client is not released on a path{{.*}} [net-unclosed-connection]
  if (!rk) {
    rd_kafka_conf_destroy(conf);
    return -1;
  }
  if (rd_kafka_producev(rk, RD_KAFKA_V_TOPIC("log"), RD_KAFKA_V_VALUE((void *)text, n), RD_KAFKA_V_END))
    return -1;
  rd_kafka_flush(rk, 10000);
  rd_kafka_destroy(rk);
  return 0;
}

rd_kafka_t *make_ok(void) {
  char error[256];
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  if (rd_kafka_conf_set(conf, "bootstrap.servers", "k:9092", error, sizeof(error)) != RD_KAFKA_CONF_OK) {
    rd_kafka_conf_destroy(conf);
    return NULL;
  }
  rd_kafka_t *rk = rd_kafka_new(RD_KAFKA_PRODUCER, conf, error, sizeof(error));
  if (!rk)
    rd_kafka_conf_destroy(conf);
  return rk;
}

rd_kafka_t *configuration_bad(void) {
  char error[256];
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Kafka configuration is not released on a path{{.*}} [net-unclosed-connection]
  if (rd_kafka_conf_set(conf, "bootstrap.servers", "k:9092", error, sizeof(error)) != RD_KAFKA_CONF_OK) {
    fprintf(stderr, "%s\n", error);
    return NULL;
  }
  return rd_kafka_new(RD_KAFKA_PRODUCER, conf, error, sizeof(error));
}

int poll_bad(rd_kafka_t *rk) {
  rd_kafka_message_t *m = rd_kafka_consumer_poll(rk, 1000);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Kafka message is not released on a path{{.*}} [net-unclosed-response]
  if (!m)
    return 0;
  if (m->err)
    return -1; /* errors are messages, too */
  printf("%.*s\n", (int)m->len, (const char *)m->payload);
  rd_kafka_message_destroy(m);
  return 1;
}

void consume_ok(rd_kafka_t *rk, volatile int *run) {
  while (*run) {
    rd_kafka_message_t *m = rd_kafka_consumer_poll(rk, -1);
    if (!m)
      continue;
    if (!m->err)
      printf("%.*s\n", (int)m->len, (const char *)m->payload);
    rd_kafka_message_destroy(m);
  }
  rd_kafka_consumer_close(rk);
}

int subscribe_bad(rd_kafka_t *rk) {
  rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(1);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this list of topic partitions is not released on a path{{.*}} [net-unclosed-connection]
  rd_kafka_topic_partition_list_add(topics, "log", RD_KAFKA_PARTITION_UA);
  return rd_kafka_subscribe(rk, topics) == RD_KAFKA_RESP_ERR_NO_ERROR;
}

int subscribe_ok(rd_kafka_t *rk) {
  rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(1);
  rd_kafka_topic_partition_list_add(topics, "log", RD_KAFKA_PARTITION_UA);
  rd_kafka_resp_err_t failed = rd_kafka_subscribe(rk, topics);
  rd_kafka_topic_partition_list_destroy(topics);
  return !failed;
}

int begin_bad(rd_kafka_t *rk) {
  rd_kafka_error_t *error = rd_kafka_begin_transaction(rk);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this Kafka error is not released on a path{{.*}} [net-unclosed-response]
  if (error) {
    fprintf(stderr, "%s\n", rd_kafka_error_string(error));
    return -1;
  }
  return 0;
}

int topic_ok(rd_kafka_t *rk, const char *text, size_t n) {
  rd_kafka_topic_conf_t *conf = rd_kafka_topic_conf_new();
  rd_kafka_topic_t *topic = rd_kafka_topic_new(rk, "log", conf);
  if (!topic)
    return -1;
  int failed = rd_kafka_produce(topic, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, (void *)text, n, NULL, 0, NULL);
  rd_kafka_topic_destroy(topic);
  return failed;
}
