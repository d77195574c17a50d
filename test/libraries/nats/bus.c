// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Connections, subscriptions and messages of the C client of NATS.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=gnu11

#include <nats/nats.h>
#include <stdio.h>

//===-- Connections -------------------------------------------------------===//

int audit_bad(const char *text) {
  natsConnection *nc = NULL;
  natsStatus s = natsConnection_ConnectTo(&nc, "nats://bus.internal:4222");
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every call}}{{.*}} [net-client-per-call]
  if (s == NATS_OK)
    s = natsConnection_PublishString(nc, "audit", text);
  natsConnection_Destroy(nc);
  return s;
}

int audit_ok(natsConnection *nc, const char *text) { return natsConnection_PublishString(nc, "audit", text); }

// Any server: a check of it.
int reachable_ok(const char *url) {
  natsConnection *nc = NULL;
  natsStatus s = natsConnection_ConnectTo(&nc, url);
  if (s == NATS_OK)
    s = natsConnection_PublishString(nc, "ping", "");
  natsConnection_Destroy(nc);
  return s;
}

int closed_bad(void) {
  natsConnection *nc = NULL;
  natsStatus s = natsConnection_ConnectTo(&nc, "nats://bus.internal:4222");
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this NATS connection is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
  if (s != NATS_OK)
    return s;
  natsConnection_PublishString(nc, "a", "1");
  natsConnection_PublishString(nc, "a", "2");
  natsConnection_Close(nc); // frees nothing
  return NATS_OK;
}

natsConnection *connect_bad(const char *url) {
  natsOptions *options = NULL;
  natsConnection *nc = NULL;
  if (natsOptions_Create(&options) != NATS_OK)
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this set of NATS options is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return NULL;
  natsOptions_SetURL(options, url);
  natsOptions_SkipServerVerification(options, true);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  if (natsConnection_Connect(&nc, options) != NATS_OK)
    return NULL;
  natsOptions_Destroy(options);
  return nc;
}

// A connection copies its options.
natsConnection *connect_ok(const char *url) {
  natsOptions *options = NULL;
  natsConnection *nc = NULL;
  natsOptions_Create(&options);
  natsOptions_SetURL(options, url);
  natsOptions_SetTimeout(options, 2000);
  natsOptions_SkipServerVerification(options, false);
  natsConnection_Connect(&nc, options);
  natsOptions_Destroy(options);
  return nc;
}

int late_bad(natsConnection *nc) {
  natsConnection_Destroy(nc);
  return natsConnection_Flush(nc);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this NATS connection is used after it was released{{.*}} [net-use-after-close]
}

// Every destroy function takes a null pointer.
int exchange_ok(const char *url) {
  natsOptions *options = NULL;
  natsConnection *nc = NULL;
  natsSubscription *sub = NULL;
  natsMsg *msg = NULL;
  natsStatus s = natsOptions_Create(&options);
  if (s == NATS_OK)
    s = natsOptions_SetURL(options, url);
  if (s == NATS_OK)
    s = natsConnection_Connect(&nc, options);
  if (s == NATS_OK)
    s = natsConnection_SubscribeSync(&sub, nc, "reply");
  if (s == NATS_OK)
    s = natsConnection_PublishString(nc, "ask", "?");
  if (s == NATS_OK)
    s = natsSubscription_NextMsg(&msg, sub, 1000);
  if (s == NATS_OK)
    puts(natsMsg_GetData(msg));
  natsMsg_Destroy(msg);
  natsSubscription_Destroy(sub);
  natsConnection_Destroy(nc);
  natsOptions_Destroy(options);
  return s;
}

//===-- Messages ----------------------------------------------------------===//

int ask_bad(natsConnection *nc) {
  natsMsg *reply = NULL;
  natsStatus s = natsConnection_RequestString(&reply, nc, "price", "tea", 500);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this NATS message is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-response]
  if (s != NATS_OK)
    return -1;
  if (natsMsg_GetDataLength(reply) == 0)
    return -1;
  puts(natsMsg_GetData(reply));
  natsMsg_Destroy(reply);
  return 0;
}

int ask_ok(natsConnection *nc) {
  natsMsg *reply = NULL;
  natsStatus s = natsConnection_RequestString(&reply, nc, "price", "tea", 500);
  natsMsg_Destroy(reply);
  return s;
}

int drain_ok(natsSubscription *sub) {
  natsMsg *msg = NULL;
  int count = 0;
  while (natsSubscription_NextMsg(&msg, sub, 1000) == NATS_OK) {
    count += natsMsg_GetDataLength(msg);
    natsMsg_Destroy(msg);
    msg = NULL;
  }
  return count;
}

int send_bad(natsConnection *nc, const char *data, int size) {
  natsMsg *msg = NULL;
  natsStatus s = natsMsg_Create(&msg, "log", NULL, data, size);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this NATS message is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
  if (s == NATS_OK)
    s = natsConnection_PublishMsg(nc, msg); // copies it
  return s;
}

int send_later_ok(jsCtx *js, const char *data, int size) {
  natsMsg *msg = NULL;
  natsStatus s = natsMsg_Create(&msg, "log", NULL, data, size);
  if (s == NATS_OK)
    s = js_PublishMsgAsync(js, &msg, NULL); // takes it
  if (s != NATS_OK)
    natsMsg_Destroy(msg);
  return s;
}

int store_bad(jsCtx *js) {
  jsPubAck *ack = NULL;
  natsStatus s = js_Publish(&ack, js, "orders", "1", 1, NULL, NULL);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this JetStream acknowledgement is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-response]
  if (s != NATS_OK)
    return -1;
  if (ack->Duplicate)
    return 1;
  jsPubAck_Destroy(ack);
  return 0;
}

int store_ok(jsCtx *js) { return js_Publish(NULL, js, "orders", "1", 1, NULL, NULL); }

//===-- Subscriptions -----------------------------------------------------===//

static natsSubscription *prices, *orders;

static void on_price(natsConnection *nc, natsSubscription *sub, natsMsg *msg, void *data) {
  if (data) {
    puts(natsMsg_GetData(msg));
    return;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: the handler ends here without releasing the NATS message that it is given{{.*}} [net-unclosed-response]
  }
  natsMsg_Destroy(msg);
}

static void on_order(natsConnection *nc, natsSubscription *sub, natsMsg *msg, void *data) {
  if (natsMsg_GetReply(msg))
    natsConnection_PublishString(nc, natsMsg_GetReply(msg), "taken");
  natsMsg_Destroy(msg);
}

int subscribe(natsConnection *nc) {
  natsStatus s = natsConnection_Subscribe(&prices, nc, "prices", on_price, NULL);
  if (s == NATS_OK)
    s = natsConnection_QueueSubscribe(&orders, nc, "orders", "desk", on_order, NULL);
  return s;
}

int first_bad(natsConnection *nc) {
  natsSubscription *sub = NULL;
  natsMsg *msg = NULL;
  if (natsConnection_SubscribeSync(&sub, nc, "prices"))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this NATS subscription is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return -1;
  natsSubscription_AutoUnsubscribe(sub, 1);
  if (natsSubscription_NextMsg(&msg, sub, 1000))
    return -1;
  natsMsg_Destroy(msg);
  natsSubscription_Destroy(sub);
  return 0;
}

int stream_bad(natsConnection *nc, const char *data, int size) {
  jsCtx *js = NULL;
  if (natsConnection_JetStream(&js, nc, NULL))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this JetStream context is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return -1;
  if (js_Publish(NULL, js, "log", data, size, NULL, NULL))
    return -1;
  jsCtx_Destroy(js);
  return 0;
}

int ask_by_hand_bad(natsConnection *nc) {
  natsInbox *inbox = NULL;
  if (natsInbox_Create(&inbox))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this NATS inbox is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-connection]
    return -1;
  if (natsConnection_PublishRequestString(nc, "price", inbox, "tea"))
    return -1;
  natsInbox_Destroy(inbox);
  return 0;
}
