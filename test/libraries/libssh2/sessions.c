// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sessions, channels and files of libssh2.
//
// RUN: %check_tidy %s %core %t -- -- -std=gnu11

#include <libssh2.h>
#include <libssh2_sftp.h>
#include <stddef.h>

int run_bad(int sock, const char *command) {
  LIBSSH2_SESSION *session = libssh2_session_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this SSH session is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!session)
    return -1;
  if (libssh2_session_handshake(session, sock) != 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'libssh2_session_handshake' can wait for ever: no timeout is set on this SSH session{{.*}} [net-missing-timeout]
    return -1;
  LIBSSH2_CHANNEL *channel = libssh2_channel_open_session(session);
  if (channel) {
    libssh2_channel_exec(channel, command);
    libssh2_channel_free(channel);
  }
  libssh2_session_free(session);
  return 0;
}

int run_ok(int sock, const char *command) {
  int status = -1;
  LIBSSH2_CHANNEL *channel = NULL;
  LIBSSH2_SESSION *session = libssh2_session_init();
  if (!session)
    return -1;
  libssh2_session_set_timeout(session, 10000);
  if (libssh2_session_handshake(session, sock) != 0)
    goto out;
  while ((channel = libssh2_channel_open_session(session)) == NULL &&
         libssh2_session_last_errno(session) == LIBSSH2_ERROR_EAGAIN)
    ;
  if (channel)
    status = libssh2_channel_exec(channel, command);
out:
  if (channel)
    libssh2_channel_free(channel);
  libssh2_session_disconnect(session, "done");
  while (libssh2_session_free(session) == LIBSSH2_ERROR_EAGAIN)
    ;
  return status;
}

int closed_not_freed_bad(LIBSSH2_SESSION *session, const char *command) {
  LIBSSH2_CHANNEL *channel = libssh2_channel_open_session(session);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this SSH channel is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!channel)
    return -1;
  int status = libssh2_channel_exec(channel, command);
  libssh2_channel_close(channel);
  return status;
}

long copy_bad(LIBSSH2_SFTP *sftp, const char *path, char *out, size_t room) {
  LIBSSH2_SFTP_HANDLE *file = libssh2_sftp_open(sftp, path, LIBSSH2_FXF_READ, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this SFTP handle is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!file)
    return -1;
  long count = libssh2_sftp_read(file, out, room);
  if (count < 0)
    return -1;
  libssh2_sftp_close(file);
  return count;
}

// The session frees what was opened over it.
int open_ok(LIBSSH2_SESSION *session, const char *path) {
  LIBSSH2_SFTP *sftp = libssh2_sftp_init(session);
  if (!sftp)
    return -1;
  LIBSSH2_SFTP_HANDLE *file = libssh2_sftp_open(sftp, path, LIBSSH2_FXF_READ, 0);
  if (!file)
    return -1;
  libssh2_sftp_close(file);
  libssh2_sftp_shutdown(sftp);
  return 0;
}
