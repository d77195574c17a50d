// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Answers of the resolver and lists of interfaces.
//
// RUN: %check_tidy %s net-unclosed-response %t

#define _GNU_SOURCE
#include "Inputs/session.h"
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int resolve_bad(const char *host, struct sockaddr_storage *result) {
  struct addrinfo *addresses;
  int status = getaddrinfo(host, "80", NULL, &addresses);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this address list is not released on a path through this function{{.*}} [net-unclosed-response]
  if (status != 0)
    return status;
  memcpy(result, addresses->ai_addr, addresses->ai_addrlen);
  return 0;
}

int resolve_error_path_bad(const char *host, struct sockaddr_in *result) {
  struct addrinfo hints = {.ai_family = AF_INET};
  struct addrinfo *addresses = NULL;
  if (getaddrinfo(host, NULL, &hints, &addresses))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this address list is not released on a path through this function{{.*}} [net-unclosed-response]
    return -1;
  if (addresses->ai_addrlen != sizeof(*result))
    return -1;
  memcpy(result, addresses->ai_addr, sizeof(*result));
  freeaddrinfo(addresses);
  return 0;
}

int walked_with_only_pointer_bad(const char *host) {
  struct addrinfo *each = NULL;
  int count = 0;
  if (getaddrinfo(host, "443", NULL, &each) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this address list is not released on a path through this function{{.*}} [net-unclosed-response]
    return -1;
  for (; each; each = each->ai_next)
    count++;
  return count;
}

int connect_failure_bad(const char *host) {
  struct addrinfo *addresses = NULL;
  int fd;
  if (getaddrinfo(host, "443", NULL, &addresses) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this address list is not released on a path through this function{{.*}} [net-unclosed-response]
    return -1;
  fd = socket(addresses->ai_family, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, addresses->ai_addr, addresses->ai_addrlen) < 0) {
    close(fd);
    fd = -1;
  }
  freeaddrinfo(addresses);
  return fd;
}

int resolve_ok(const char *host, struct sockaddr_storage *result) {
  struct addrinfo *addresses, *each;
  int found = -1;
  if (getaddrinfo(host, "80", NULL, &addresses) != 0)
    return -1;
  for (each = addresses; each != NULL; each = each->ai_next)
    if (each->ai_family == AF_INET6) {
      memcpy(result, each->ai_addr, each->ai_addrlen);
      found = 0;
      break;
    }
  freeaddrinfo(addresses);
  return found;
}

int failure_leaves_nothing_ok(const char *host) {
  struct addrinfo *addresses = NULL;
  int status = getaddrinfo(host, NULL, NULL, &addresses);
  if (status != 0) {
    fprintf(stderr, "%s\n", gai_strerror(status));
    return -1;
  }
  freeaddrinfo(addresses);
  return 0;
}

int checked_at_the_end_ok(const char *host) {
  struct addrinfo *addresses = NULL;
  int status = getaddrinfo(host, NULL, NULL, &addresses);
  if (status == 0)
    puts("found");
  if (addresses)
    freeaddrinfo(addresses);
  return status;
}

int handed_out_ok(const char *host, struct addrinfo **result) {
  return getaddrinfo(host, "80", NULL, result);
}

int kept_ok(struct endpoint *e, const char *host) {
  return getaddrinfo(host, "80", NULL, &e->addresses);
}

struct hostent *static_result_ok(const char *host) {
  return gethostbyname(host);
}

int interfaces_bad(void) {
  struct ifaddrs *all, *each;
  int count = 0;
  if (getifaddrs(&all) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this list of network interfaces is not released on a path through this function{{.*}} [net-unclosed-response]
    return -1;
  for (each = all; each; each = each->ifa_next)
    count += each->ifa_addr != NULL;
  return count;
}

int interfaces_ok(void) {
  struct ifaddrs *all, *each;
  int count = 0;
  if (getifaddrs(&all) != 0)
    return -1;
  for (each = all; each; each = each->ifa_next)
    count += each->ifa_addr != NULL;
  freeifaddrs(all);
  return count;
}

int names_bad(void) {
  struct if_nameindex *names = if_nameindex();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this list of network interfaces is not released on a path through this function{{.*}} [net-unclosed-response]
  int count = 0;
  if (!names)
    return -1;
  while (names[count].if_index)
    count++;
  return count;
}

int second_query_bad(const char *host, const char *fallback) {
  struct addrinfo *list = NULL;
  int status = getaddrinfo(host, "80", NULL, &list);
  if (status == 0 && list->ai_family != AF_INET)
    status = getaddrinfo(fallback, "80", NULL, &list);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the address list is overwritten while it is still open: nobody can release it any more{{.*}} [net-unclosed-response]
  if (status == 0)
    freeaddrinfo(list);
  return status;
}

int second_query_ok(const char *host, const char *fallback) {
  struct addrinfo *list = NULL;
  int status = getaddrinfo(host, "80", NULL, &list);
  if (status != 0)
    status = getaddrinfo(fallback, "80", NULL, &list);
  if (status == 0)
    freeaddrinfo(list);
  return status;
}
