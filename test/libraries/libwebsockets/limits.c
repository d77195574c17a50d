// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Known misses: members that an initialiser sets.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=gnu11

#include <libwebsockets.h>

struct lws *FN_designated(struct lws_context *context, const char *host) {
  struct lws_client_connect_info to = {
      .context = context, .address = host, .ssl_connection = LCCSCF_USE_SSL | LCCSCF_ALLOW_INSECURE};
  return lws_client_connect_via_info(&to);
}
