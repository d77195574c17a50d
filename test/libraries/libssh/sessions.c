// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sessions, channels and keys of libssh.
//
// RUN: %check_tidy %s %core %t -- -- -std=c11

#include <libssh/libssh.h>
#include <stddef.h>

int run_bad(const char *command) {
  ssh_session session = ssh_new();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new SSH session is built for every call{{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this SSH session is {{.*}} [net-unclosed-connection]
  if (!session)
    return -1;
  ssh_options_set(session, SSH_OPTIONS_HOST, "build.internal");
  if (ssh_connect(session) != SSH_OK)
    return -1; // without ssh_free
  if (ssh_userauth_publickey_auto(session, NULL, NULL) != SSH_AUTH_SUCCESS) {
    ssh_disconnect(session);
    ssh_free(session);
    return -1;
  }
  ssh_channel channel = ssh_channel_new(session);
  char text[256];
  int got = -1;
  if (channel && ssh_channel_open_session(channel) == SSH_OK &&
      ssh_channel_request_exec(channel, command) == SSH_OK)
    got = ssh_channel_read(channel, text, sizeof text, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'ssh_channel_read' can wait for ever{{.*}} [net-missing-timeout]
  ssh_channel_free(channel);
  ssh_disconnect(session);
  ssh_free(session);
  return got;
}

int run_ok(ssh_session session, const char *command, char *text, unsigned size) {
  ssh_channel channel = ssh_channel_new(session);
  if (!channel)
    return -1;
  int got = -1;
  if (ssh_channel_open_session(channel) == SSH_OK &&
      ssh_channel_request_exec(channel, command) == SSH_OK)
    got = ssh_channel_read_timeout(channel, text, size, 0, 5000);
  ssh_channel_close(channel);
  ssh_channel_free(channel);
  return got;
}

int forever_bad(ssh_session session, char *text, unsigned size) {
  ssh_channel channel = ssh_channel_new(session);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this SSH channel is {{.*}} [net-unclosed-connection]
  if (!channel)
    return -1;
  if (ssh_channel_open_session(channel) != SSH_OK)
    return -1; // without ssh_channel_free
  int got = ssh_channel_read_timeout(channel, text, size, 0, -1);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
  ssh_channel_free(channel);
  return got;
}

// The whole session has a limit, and takes its channels with it.
int limited_ok(const char *host, char *text, unsigned size) {
  long seconds = 10;
  ssh_session session = ssh_new();
  if (!session)
    return -1;
  ssh_options_set(session, SSH_OPTIONS_HOST, host);
  ssh_options_set(session, SSH_OPTIONS_TIMEOUT, &seconds);
  int got = -1;
  if (ssh_connect(session) == SSH_OK) {
    ssh_channel channel = ssh_channel_new(session);
    if (channel && ssh_channel_open_session(channel) == SSH_OK)
      got = ssh_channel_read(channel, text, size, 0);
    ssh_channel_free(channel);
    ssh_disconnect(session);
  }
  ssh_free(session);
  return got;
}

int key_bad(ssh_session session, int wanted) {
  ssh_key key;
  if (ssh_get_server_publickey(session, &key) < 0)
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this SSH key is {{.*}} [net-unclosed-connection]
    return -1;
  if (!wanted)
    return -1;
  ssh_key_free(key);
  return 0;
}

int key_ok(ssh_session session, int (*known)(ssh_key)) {
  ssh_key key = NULL;
  if (ssh_get_server_publickey(session, &key) < 0)
    return -1;
  int result = known(key);
  ssh_key_free(key);
  return result;
}
