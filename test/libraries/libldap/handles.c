// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handles and results of libldap.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c11

#include <ldap.h>
#include <stddef.h>
#include <sys/time.h>

int find_bad(const char *filter) {
  LDAP *directory = NULL;
  LDAPMessage *found = NULL;
  if (ldap_initialize(&directory, "ldaps://ldap.internal") != LDAP_SUCCESS)
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this LDAP handle is {{.*}} [net-unclosed-connection]
    return -1;
  if (ldap_search_ext_s(directory, "dc=example", LDAP_SCOPE_SUBTREE, filter, NULL, 0, NULL, NULL, NULL, 0, &found) != LDAP_SUCCESS)
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'ldap_search_ext_s' can wait for ever{{.*}} [net-missing-timeout]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this LDAP result is {{.*}} [net-unclosed-response]
    return -1; // without the handle
  int count = ldap_count_entries(directory, found);
  ldap_unbind_ext_s(directory, NULL, NULL);
  return count; // without the result
}

int find_ok(LDAP *directory, const char *filter) {
  struct timeval limit = {5, 0};
  LDAPMessage *found = NULL;
  int code = ldap_search_ext_s(directory, "dc=example", LDAP_SCOPE_SUBTREE, filter, NULL, 0, NULL, NULL, &limit, 0, &found);
  int count = code == LDAP_SUCCESS ? ldap_count_entries(directory, found) : -1;
  ldap_msgfree(found);
  return count;
}

static LDAP *kept;

int open_ok(const char *url) {
  struct timeval limit = {5, 0};
  int version = LDAP_VERSION3, demand = LDAP_OPT_X_TLS_DEMAND;
  if (ldap_initialize(&kept, url) != LDAP_SUCCESS)
    return -1;
  ldap_set_option(kept, LDAP_OPT_PROTOCOL_VERSION, &version);
  ldap_set_option(kept, LDAP_OPT_TIMEOUT, &limit);
  ldap_set_option(kept, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand);
  return ldap_start_tls_s(kept, NULL, NULL);
}

int limited_ok(const char *url, const char *filter, int rounds) {
  struct timeval limit = {5, 0};
  LDAP *directory;
  if (ldap_initialize(&directory, url) != LDAP_SUCCESS)
    return -1;
  ldap_set_option(directory, LDAP_OPT_NETWORK_TIMEOUT, &limit);
  int count = 0;
  for (int i = 0; i < rounds; ++i) {
    LDAPMessage *found = NULL;
    if (ldap_search_ext_s(directory, "dc=example", LDAP_SCOPE_SUBTREE, filter, NULL, 0, NULL, NULL, NULL, 0, &found) == LDAP_SUCCESS)
      count += ldap_count_entries(directory, found);
    ldap_msgfree(found);
  }
  ldap_unbind_ext_s(directory, NULL, NULL);
  return count;
}

int encrypt_bad(LDAP *directory) {
  int never = LDAP_OPT_X_TLS_NEVER;
  return ldap_set_option(directory, LDAP_OPT_X_TLS_REQUIRE_CERT, &never);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-tls-verification]
}
