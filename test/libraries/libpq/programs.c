// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs in C: connections, results, COPY and what they hand out.
//
// RUN: %check_tidy %s %core %t -- -- -std=c11 -I/usr/include/postgresql

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern void log_error(const char *message);

// --- connections -----------------------------------------------------------

int count_rows_bad(const char *table) {
  PGconn *conn = PQconnectdb("host=db.internal dbname=app user=web");
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this PostgreSQL connection{{.*}} [net-missing-timeout]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: a new PostgreSQL connection is built for every call{{.*}} [net-client-per-call]
  char query[128];
  int rows = -1;
  if (PQstatus(conn) == CONNECTION_OK) {
    snprintf(query, sizeof(query), "SELECT count(*) FROM %s", table);
    PGresult *res = PQexec(conn, query);
    if (PQresultStatus(res) == PGRES_TUPLES_OK)
      rows = atoi(PQgetvalue(res, 0, 0));
    PQclear(res);
  }
  PQfinish(conn);
  return rows;
}

PGconn *failed_connection_bad(const char *conninfo) {
  PGconn *conn = PQconnectdb(conninfo);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL connection is not released on a path{{.*}} [net-unclosed-connection]
  if (PQstatus(conn) != CONNECTION_OK) {
    log_error(PQerrorMessage(conn));
    return NULL; /* a connection that failed is an object, too */
  }
  return conn;
}

PGconn *failed_connection_ok(const char *conninfo) {
  PGconn *conn = PQconnectdb(conninfo);
  if (conn == NULL)
    return NULL;
  if (PQstatus(conn) != CONNECTION_OK) {
    log_error(PQerrorMessage(conn));
    PQfinish(conn);
    return NULL;
  }
  return conn;
}

PGconn *uri_bad(void) {
  return PQconnectdb("postgresql://web@db.internal:5432/app");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this PostgreSQL connection{{.*}} [net-missing-timeout]
}

PGconn *uri_ok(void) {
  return PQconnectdb("postgresql://web@db.internal:5432/app?connect_timeout=10");
}

PGconn *server_side_bound_ok(void) {
  return PQconnectdb("host=db dbname=app options='-c statement_timeout=5000'");
}

PGconn *local_socket_ok(void) {
  return PQconnectdb("host=/var/run/postgresql dbname=app");
}

PGconn *environment_ok(void) { return PQconnectdb(""); }

PGconn *local_variable_bad(void) {
  const char *conninfo = "host=db dbname=app";
  return PQconnectdb(conninfo);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this PostgreSQL connection{{.*}} [net-missing-timeout]
}

PGconn *from_arguments_ok(int argc, char **argv) {
  const char *conninfo = "host=db dbname=app";
  if (argc > 1)
    conninfo = argv[1];
  return PQconnectdb(conninfo);
}

PGconn *formatted_ok(const char *host, int seconds) {
  char conninfo[256];
  snprintf(conninfo, sizeof(conninfo), "host=%s connect_timeout=%d", host, seconds);
  return PQconnectdb(conninfo);
}

PGconn *keywords_bad(const char *password) {
  const char *keywords[] = {"host", "dbname", "password", NULL};
  const char *values[] = {"db", "app", password, NULL};
  return PQconnectdbParams(keywords, values, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this PostgreSQL connection{{.*}} [net-missing-timeout]
}

PGconn *keywords_ok(const char *password) {
  const char *keywords[] = {"host", "dbname", "password", "connect_timeout", NULL};
  const char *values[] = {"db", "app", password, "5", NULL};
  return PQconnectdbParams(keywords, values, 0);
}

PGconn *built_keywords_ok(const char *host, const char *password) {
  const char *keywords[8] = {NULL}, *values[8] = {NULL};
  int n = 0;
  keywords[n] = "host";
  values[n++] = host;
  keywords[n] = "connect_timeout";
  values[n++] = "5";
  keywords[n] = "password";
  values[n++] = password;
  return PQconnectdbParams(keywords, values, 0);
}

PGconn *login_bad(const char *host, const char *db, const char *pw) {
  return PQsetdbLogin(host, "5432", NULL, NULL, db, "web", pw);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this PostgreSQL connection{{.*}} [net-missing-timeout]
}

PGconn *login_ok(const char *host, const char *db, const char *pw) {
  return PQsetdbLogin(host, "5432", "-c statement_timeout=5000", NULL, db, "web", pw);
}

PGconn *start_ok(const char *host) {
  /* the caller drives it with PQconnectPoll */
  return PQconnectStart("host=db dbname=app");
}

static PGconn *shared;

PGconn *lazy_ok(void) {
  if (!shared)
    shared = PQconnectdb("host=db dbname=app connect_timeout=5");
  else if (PQstatus(shared) != CONNECTION_OK)
    PQreset(shared);
  return shared;
}

int each_database_ok(const char *const *conninfos, int n) {
  int up = 0;
  for (int i = 0; i < n; i++) {
    PGconn *conn = PQconnectdb(conninfos[i]);
    up += PQstatus(conn) == CONNECTION_OK;
    PQfinish(conn);
  }
  return up;
}

void purge_bad(const char *const *queries, int n) {
  for (int i = 0; i < n; i++) {
    PGconn *conn = PQconnectdb("host=db dbname=app connect_timeout=5");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new PostgreSQL connection is built for every iteration{{.*}} [net-client-per-call]
    PQclear(PQexec(conn, queries[i]));
    PQfinish(conn);
  }
}

void message_after_finish_bad(const char *conninfo) {
  PGconn *conn = PQconnectdb(conninfo);
  if (PQstatus(conn) != CONNECTION_OK) {
    PQfinish(conn);
    log_error(PQerrorMessage(conn));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL connection is used after it was released{{.*}} [net-use-after-close]
    return;
  }
  PQfinish(conn);
}

int cancel_bad(PGconn *conn) {
  char error[256];
  PGcancel *cancel = PQgetCancel(conn);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL cancel handle is not released on a path{{.*}} [net-unclosed-connection]
  if (!cancel)
    return -1;
  if (!PQcancel(cancel, error, sizeof(error)))
    return -1;
  PQfreeCancel(cancel);
  return 0;
}

int cancel_ok(PGconn *conn) {
  char error[256];
  PGcancel *cancel = PQgetCancel(conn);
  int done = cancel && PQcancel(cancel, error, sizeof(error));
  PQfreeCancel(cancel);
  return done;
}

int host_given_bad(const char *conninfo) {
  PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this list of connection options is not released on a path{{.*}} [net-unclosed-connection]
  if (!options)
    return -1;
  for (PQconninfoOption *o = options; o->keyword; o++)
    if (strcmp(o->keyword, "host") == 0)
      return o->val != NULL;
  PQconninfoFree(options);
  return 0;
}

// --- results -----------------------------------------------------------------

int early_return_bad(PGconn *conn) {
  PGresult *res = PQexec(conn, "SELECT version()");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL result is not released on a path{{.*}} [net-unclosed-response]
  if (PQresultStatus(res) != PGRES_TUPLES_OK) {
    log_error(PQerrorMessage(conn));
    return -1;
  }
  int n = PQntuples(res);
  PQclear(res);
  return n;
}

int goto_ok(PGconn *conn) {
  int n = -1;
  PGresult *res = PQexec(conn, "SELECT version()");
  if (PQresultStatus(res) != PGRES_TUPLES_OK)
    goto out;
  n = PQntuples(res);
out:
  PQclear(res);
  return n;
}

void ignored_bad(PGconn *conn) {
  PQexec(conn, "BEGIN");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL result is not released on a path{{.*}} [net-unclosed-response]
  PQclear(PQexec(conn, "COMMIT"));
}

int replaced_bad(PGconn *conn, const char *query) {
  PGresult *res = PQexec(conn, query);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL result is not released on a path{{.*}} [net-unclosed-response]
  if (PQresultStatus(res) != PGRES_COMMAND_OK) {
    PQreset(conn);
    res = PQexec(conn, query);
  }
  int ok = PQresultStatus(res) == PGRES_COMMAND_OK;
  PQclear(res);
  return ok;
}

int replaced_ok(PGconn *conn, const char *query) {
  PGresult *res = PQexec(conn, query);
  if (PQresultStatus(res) != PGRES_COMMAND_OK) {
    PQclear(res);
    PQreset(conn);
    res = PQexec(conn, query);
  }
  int ok = PQresultStatus(res) == PGRES_COMMAND_OK;
  PQclear(res);
  return ok;
}

int outlives_its_connection_bad(const char *conninfo) {
  PGconn *conn = PQconnectdb(conninfo);
  PGresult *res = PQexec(conn, "SELECT 1");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL result is not released on a path{{.*}} [net-unclosed-response]
  PQfinish(conn);
  return PQntuples(res);
}

static PGresult *checked(PGconn *conn, const char *query) {
  PGresult *res = PQexec(conn, query);
  if (PQresultStatus(res) == PGRES_FATAL_ERROR) {
    PQclear(res);
    return NULL;
  }
  return res;
}

int caller_bad(PGconn *conn) {
  PGresult *res = checked(conn, "SELECT 1");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL result is not released on a path{{.*}} [net-unclosed-response]
  if (!res)
    return -1;
  return PQntuples(res) > 0;
}

int caller_ok(PGconn *conn) {
  PGresult *res = checked(conn, "SELECT 1");
  if (!res)
    return -1;
  int n = PQntuples(res);
  PQclear(res);
  return n > 0;
}

int used_after_bad(PGconn *conn) {
  PGresult *res = PQexec(conn, "SELECT 1");
  PQclear(res);
  return PQntuples(res);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL result is used after it was released{{.*}} [net-use-after-close]
}

void drained_ok(PGconn *conn) {
  PGresult *res;
  PQsendQuery(conn, "SELECT 1; SELECT 2");
  while ((res = PQgetResult(conn)) != NULL)
    PQclear(res);
}

int drained_bad(PGconn *conn) {
  PGresult *res;
  PQsendQuery(conn, "SELECT 1; SELECT 2");
  while ((res = PQgetResult(conn)) != NULL) {
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL result is not released on a path{{.*}} [net-unclosed-response]
    if (PQresultStatus(res) != PGRES_TUPLES_OK)
      return -1;
    PQclear(res);
  }
  return 0;
}

struct cursor {
  PGresult *page;
  int row;
};

void kept_ok(PGconn *conn, struct cursor *cursor) {
  cursor->page = PQexec(conn, "FETCH 100 FROM c");
  cursor->row = 0;
}

static void exit_nicely(PGconn *conn) {
  PQfinish(conn);
  exit(1);
}

void ends_the_process_ok(PGconn *conn) {
  PGresult *res = PQexec(conn, "BEGIN");
  if (PQresultStatus(res) != PGRES_COMMAND_OK)
    exit_nicely(conn);
  PQclear(res);
}

// --- notifications, COPY, strings ----------------------------------------------

void notifications_ok(PGconn *conn) {
  PGnotify *notify;
  PQconsumeInput(conn);
  while ((notify = PQnotifies(conn)) != NULL) {
    log_error(notify->relname);
    PQfreemem(notify);
  }
}

void notifications_bad(PGconn *conn) {
  PGnotify *notify;
  PQconsumeInput(conn);
  while ((notify = PQnotifies(conn)) != NULL) {
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL notification is not released on a path{{.*}} [net-unclosed-response]
    if (notify->be_pid == PQbackendPID(conn))
      continue;
    log_error(notify->relname);
    PQfreemem(notify);
  }
}

int copy_out_ok(PGconn *conn, FILE *out) {
  char *row = NULL;
  int length;
  PQclear(PQexec(conn, "COPY t TO STDOUT"));
  while ((length = PQgetCopyData(conn, &row, 0)) > 0) {
    fwrite(row, 1, length, out);
    PQfreemem(row);
  }
  PQclear(PQgetResult(conn));
  return length == -1;
}

int copy_out_bad(PGconn *conn, FILE *out) {
  char *row = NULL;
  int length;
  while ((length = PQgetCopyData(conn, &row, 0)) > 0) {
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this row of COPY data is not released on a path{{.*}} [net-unclosed-response]
    if (fwrite(row, 1, length, out) != (size_t)length)
      return -1;
    PQfreemem(row);
  }
  return length == -1;
}

int escaped_bad(PGconn *conn, const char *name, char *query, size_t size) {
  char *quoted = PQescapeLiteral(conn, name, strlen(name));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this string is not released on a path{{.*}} [net-unclosed-connection]
  if (!quoted)
    return -1;
  if (snprintf(query, size, "DELETE FROM t WHERE name = %s", quoted) >= (int)size)
    return -1;
  PQfreemem(quoted);
  return 0;
}

int escaped_ok(PGconn *conn, const char *name, char *query, size_t size) {
  char *quoted = PQescapeLiteral(conn, name, strlen(name));
  if (!quoted)
    return -1;
  int length = snprintf(query, size, "DELETE FROM t WHERE name = %s", quoted);
  PQfreemem(quoted);
  return length < (int)size ? 0 : -1;
}

int main(void) {
  PGconn *conn = PQconnectdb("host=db dbname=app connect_timeout=5");
  PGresult *res;
  if (PQstatus(conn) != CONNECTION_OK)
    exit_nicely(conn);
  res = PQexec(conn, "SELECT 1");
  PQclear(res);
  PQfinish(conn);
  return 0;
}
