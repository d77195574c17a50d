// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Channels of c-ares, and who frees an answer.
//
// RUN: %check_tidy %s %core %t -- -- -std=gnu11

#include <ares.h>
#include <netdb.h>
#include <stddef.h>
#include <sys/socket.h>

static void on_host_ok(void *data, int status, int timeouts,
                       struct hostent *host) {
  if (status == ARES_SUCCESS)
    *(int *)data = host->h_addrtype; // the library frees it
}

static void on_list_bad(void *data, int status, int timeouts,
                        struct ares_addrinfo *list) {
  if (status != ARES_SUCCESS || list->nodes == NULL)
    return;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the handler ends here without releasing the address list that it is given{{.*}} [net-unclosed-response]
  *(int *)data = list->nodes->ai_family;
  ares_freeaddrinfo(list);
}

static void on_list_ok(void *data, int status, int timeouts,
                       struct ares_addrinfo *list) {
  if (status == ARES_SUCCESS)
    *(int *)data = list->nodes->ai_family;
  ares_freeaddrinfo(list);
}

void look_up(ares_channel channel, const char *name, int *family) {
  struct ares_addrinfo_hints hints = {0};
  ares_gethostbyname(channel, name, AF_INET, on_host_ok, family);
  ares_getaddrinfo(channel, name, NULL, &hints, on_list_bad, family);
  ares_getaddrinfo(channel, name, NULL, &hints, on_list_ok, family);
}

int channel_bad(const char *name, int *family) {
  ares_channel channel;
  if (ares_init(&channel) != ARES_SUCCESS)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this resolver channel is not released on a path through this function{{.*}} [net-unclosed-connection]
    return -1;
  if (!name)
    return -1;
  ares_gethostbyname(channel, name, AF_INET, on_host_ok, family);
  ares_destroy(channel);
  return 0;
}

int parsed_bad(const unsigned char *reply, int size) {
  struct ares_mx_reply *list;
  if (ares_parse_mx_reply(reply, size, &list) != ARES_SUCCESS)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this parsed reply is not released on a path through this function{{.*}} [net-unclosed-response]
    return -1;
  return list->priority;
}

int parsed_ok(const unsigned char *reply, int size) {
  struct ares_mx_reply *list;
  if (ares_parse_mx_reply(reply, size, &list) != ARES_SUCCESS)
    return -1;
  int priority = list->priority;
  ares_free_data(list);
  return priority;
}
