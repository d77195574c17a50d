// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Asynchronous commands before the answer to the one before was read.
//
// RUN: %check_tidy %s net-undrained-response %t -- -- -std=c11 -I/usr/include/postgresql

#include <libpq-fe.h>
#include <stddef.h>

int once_bad(PGconn *conn) {
  if (!PQsendQuery(conn, "UPDATE prices SET stale = true"))
    return -1;
  PGresult *result = PQgetResult(conn);
  int good = PQresultStatus(result) == PGRES_COMMAND_OK;
  PQclear(result);
  PQsendQuery(conn, "NOTIFY prices");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'PQsendQuery' is called while this PostgreSQL connection still holds an unread answer, so it fails because another command is in progress [net-undrained-response]
  return good;
}

int error_leaves_loop_bad(PGconn *conn) {
  PQsendQuery(conn, "SELECT 1; SELECT 2");
  PGresult *result;
  while ((result = PQgetResult(conn)) != NULL) {
    int good = PQresultStatus(result) == PGRES_TUPLES_OK;
    PQclear(result);
    if (!good)
      break;
  }
  return PQsendQuery(conn, "SELECT 3");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'PQsendQuery' is called while
}

int all_ok(PGconn *conn) {
  if (!PQsendQuery(conn, "SELECT 1"))
    return -1;
  PGresult *result;
  while ((result = PQgetResult(conn)) != NULL)
    PQclear(result);
  return PQsendQuery(conn, "SELECT 2");
}

int not_sent_ok(PGconn *conn) {
  if (PQsendQuery(conn, "SELECT 1"))
    return 0;
  return PQsendQuery(conn, "SELECT 2");
}

/* Discards what is left. */
int synchronous_ok(PGconn *conn) {
  PQsendQuery(conn, "SELECT 1");
  PQclear(PQexec(conn, "ROLLBACK"));
  return PQsendQuery(conn, "SELECT 2");
}

void drain(PGconn *conn);
int elsewhere_ok(PGconn *conn) {
  PQsendQuery(conn, "SELECT 1");
  drain(conn);
  return PQsendQuery(conn, "SELECT 2");
}
