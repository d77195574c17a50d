// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs in C: connections on the heap and in place, results, statements.
//
// RUN: %check_tidy %s %core %t -- -- -std=c11 -I/usr/include/mariadb

#include <mysql.h>
#include <stdio.h>
#include <string.h>

extern void log_error(const char *message);

// --- connections -----------------------------------------------------------

unsigned long count_bad(const char *sql) {
  MYSQL *m = mysql_init(NULL);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new MySQL connection is built for every call{{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this MySQL connection is not released on a path{{.*}} [net-unclosed-connection]
  if (!mysql_real_connect(m, "db", "u", "p", "app", 3306, NULL, 0))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this MySQL connection{{.*}} [net-missing-timeout]
    return 0;
  mysql_query(m, sql);
  MYSQL_RES *r = mysql_store_result(m);
  unsigned long n = r ? (unsigned long)mysql_num_rows(r) : 0;
  mysql_free_result(r);
  mysql_close(m);
  return n;
}

MYSQL *open_ok(void) {
  unsigned int seconds = 5;
  MYSQL *m = mysql_init(NULL);
  if (!m)
    return NULL;
  mysql_options(m, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
  mysql_options(m, MYSQL_OPT_READ_TIMEOUT, &seconds);
  mysql_options(m, MYSQL_OPT_WRITE_TIMEOUT, &seconds);
  if (!mysql_real_connect(m, "db", "u", "p", "app", 3306, NULL, 0)) {
    log_error(mysql_error(m));
    mysql_close(m);
    return NULL;
  }
  return m;
}

MYSQL *failed_connection_bad(void) {
  unsigned int seconds = 5;
  MYSQL *m = mysql_init(NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL connection is not released on a path{{.*}} [net-unclosed-connection]
  mysql_options(m, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
  if (mysql_real_connect(m, "db", "u", "p", "app", 3306, NULL, 0) == NULL) {
    log_error(mysql_error(m));
    return NULL;
  }
  return m;
}

MYSQL *same_variable_bad(const char *host) {
  unsigned int seconds = 5;
  MYSQL *m = mysql_init(NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL connection is not released on a path{{.*}} [net-unclosed-connection]
  mysql_options(m, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
  m = mysql_real_connect(m, host, "u", "p", "app", 3306, NULL, 0);
  return m; /* NULL on failure, and the handle is lost */
}

MYSQL *second_variable_ok(const char *host) {
  unsigned int seconds = 5;
  MYSQL *m = mysql_init(NULL), *connected;
  mysql_options(m, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
  connected = mysql_real_connect(m, host, "u", "p", "app", 3306, NULL, 0);
  if (connected == NULL)
    mysql_close(m);
  return connected;
}

int only_connect_timeout_bad(const char *host, const char *sql) {
  unsigned int seconds = 5;
  MYSQL *m = mysql_init(NULL);
  mysql_options(m, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
  int failed = 1;
  if (mysql_real_connect(m, host, "u", "p", "app", 3306, NULL, 0))
    failed = mysql_query(m, sql);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this MySQL connection{{.*}} [net-missing-timeout]
  mysql_close(m);
  return failed;
}

int option_file_ok(const char *host) {
  MYSQL *m = mysql_init(NULL);
  mysql_options(m, MYSQL_READ_DEFAULT_GROUP, "client");
  MYSQL *c = mysql_real_connect(m, host, NULL, NULL, NULL, 0, NULL, 0);
  if (c == NULL) {
    mysql_close(m);
    return 1;
  }
  int gone = mysql_ping(c);
  mysql_close(c);
  return gone;
}

static void set_bounds(MYSQL *m, unsigned int seconds) {
  mysql_options(m, MYSQL_OPT_CONNECT_TIMEOUT, (const char *)&seconds);
  mysql_options(m, MYSQL_OPT_READ_TIMEOUT, (const char *)&seconds);
}

// --- in a variable of the caller -----------------------------------------------

int on_the_stack_bad(const char *host) {
  MYSQL m;
  mysql_init(&m);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL connection is not released on a path{{.*}} [net-unclosed-connection]
  set_bounds(&m, 5);
  if (!mysql_real_connect(&m, host, "u", "p", "app", 3306, NULL, 0)) {
    log_error(mysql_error(&m));
    return -1; /* mysql_close frees what is inside */
  }
  int gone = mysql_ping(&m);
  mysql_close(&m);
  return gone;
}

int on_the_stack_ok(const char *host) {
  MYSQL m;
  int gone = -1;
  if (!mysql_init(&m))
    return -1;
  set_bounds(&m, 5);
  if (!mysql_real_connect(&m, host, "u", "p", "app", 3306, NULL, 0))
    goto out;
  gone = mysql_ping(&m);
out:
  mysql_close(&m);
  return gone;
}

int on_the_stack_unbounded_bad(const char *host) {
  MYSQL m;
  mysql_init(&m);
  int ok = mysql_real_connect(&m, host, "u", "p", "app", 3306, NULL, 0) != NULL;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this MySQL connection{{.*}} [net-missing-timeout]
  mysql_close(&m);
  return ok;
}

struct database {
  MYSQL handle;
  int connected;
};

int in_a_struct_ok(struct database *db, const char *host) {
  mysql_init(&db->handle);
  db->connected =
      mysql_real_connect(&db->handle, host, "u", "p", NULL, 0, NULL, 0) != NULL;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this MySQL connection{{.*}} [net-missing-timeout]
  return db->connected;
}

int each_replica_ok(const char *const *hosts, int n) {
  int up = 0;
  for (int i = 0; i < n; i++) {
    MYSQL *m = mysql_init(NULL);
    set_bounds(m, 2);
    up += mysql_real_connect(m, hosts[i], "u", "p", NULL, 0, NULL, 0) &&
          mysql_ping(m) == 0;
    mysql_close(m);
  }
  return up;
}

void purge_bad(const char *const *queries, int n) {
  for (int i = 0; i < n; i++) {
    MYSQL *m = mysql_init(NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new MySQL connection is built for every iteration{{.*}} [net-client-per-call]
    set_bounds(m, 2);
    if (mysql_real_connect(m, "db", "u", "p", "app", 0, NULL, 0))
      mysql_query(m, queries[i]);
    mysql_close(m);
  }
}

void closed_bad(const char *host) {
  MYSQL *m = mysql_init(NULL);
  set_bounds(m, 2);
  if (!mysql_real_connect(m, host, "u", "p", "app", 0, NULL, 0)) {
    mysql_close(m);
    log_error(mysql_error(m));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL connection is used after it was released{{.*}} [net-use-after-close]
    return;
  }
  mysql_close(m);
}

// --- results -----------------------------------------------------------------

unsigned long rows_ok(MYSQL *m, const char *sql) {
  if (mysql_query(m, sql))
    return 0;
  MYSQL_RES *r = mysql_store_result(m);
  unsigned long n = r ? (unsigned long)mysql_num_rows(r) : 0;
  mysql_free_result(r);
  return n;
}

int no_row_bad(MYSQL *m) {
  if (mysql_query(m, "SHOW MASTER STATUS"))
    return -1;
  MYSQL_RES *r = mysql_use_result(m);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL result is not released on a path{{.*}} [net-unclosed-response]
  if (r == NULL)
    return -1;
  MYSQL_ROW row = mysql_fetch_row(r);
  if (row == NULL)
    return -1;
  puts(row[0]);
  mysql_free_result(r);
  return 0;
}

static MYSQL_RES *exec_query(MYSQL *m, const char *query) {
  if (mysql_real_query(m, query, strlen(query))) {
    log_error(mysql_error(m));
    return NULL;
  }
  return mysql_store_result(m);
}

int by_a_wrapper_bad(MYSQL *m) {
  MYSQL_RES *r = exec_query(m, "SHOW SLAVE STATUS");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL result is not released on a path{{.*}} [net-unclosed-response]
  if (r == NULL)
    return -1;
  if (mysql_num_fields(r) < 33)
    return -1;
  mysql_free_result(r);
  return 0;
}

int without_rows_ok(MYSQL *m) {
  MYSQL_RES *r = exec_query(m, "UPDATE t SET x = 1");
  if (r == NULL)
    return mysql_field_count(m) == 0 ? 0 : -1;
  mysql_free_result(r);
  return 1;
}

int many_statements_ok(MYSQL *m) {
  int status;
  do {
    MYSQL_RES *r = mysql_store_result(m);
    if (r) {
      printf("%lu\n", (unsigned long)mysql_num_rows(r));
      mysql_free_result(r);
    } else if (mysql_field_count(m) != 0) {
      return -1;
    }
    status = mysql_next_result(m);
  } while (status == 0);
  return status < 0 ? 0 : -1;
}

int freed_bad(MYSQL *m) {
  MYSQL_RES *r = mysql_list_dbs(m, NULL);
  if (!r)
    return -1;
  mysql_free_result(r);
  return (int)mysql_num_rows(r);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL result is used after it was released{{.*}} [net-use-after-close]
}

// --- statements ----------------------------------------------------------------

int statement_bad(MYSQL *m, const char *q) {
  MYSQL_STMT *s = mysql_stmt_init(m);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL statement is not released on a path{{.*}} [net-unclosed-connection]
  if (!s)
    return 1;
  if (mysql_stmt_prepare(s, q, strlen(q))) {
    log_error(mysql_stmt_error(s));
    return 2;
  }
  int failed = mysql_stmt_execute(s);
  mysql_stmt_close(s);
  return failed;
}

// The connection's timeouts hold for its statements, too: also those that somebody
// chose to leave out.
struct choice {
  unsigned int connect, read;
};

static MYSQL *get_chosen(const struct choice *chosen) {
  static MYSQL *kept;
  if (!kept) {
    kept = mysql_init(NULL);
    if (!kept)
      return NULL;
    if (chosen->connect)
      mysql_options(kept, MYSQL_OPT_CONNECT_TIMEOUT, &chosen->connect);
    if (chosen->read)
      mysql_options(kept, MYSQL_OPT_READ_TIMEOUT, &chosen->read);
  }
  return kept;
}

static int prepare_chosen(MYSQL *m, const char *q) {
  MYSQL_STMT *s = mysql_stmt_init(m);
  if (!s)
    return 1;
  int failed = mysql_stmt_prepare(s, q, strlen(q));
  mysql_stmt_close(s);
  return failed;
}

int statement_chosen_ok(const struct choice *chosen, const char *q) {
  MYSQL *m = get_chosen(chosen);
  return m ? prepare_chosen(m, q) : 1;
}

int metadata_bad(MYSQL *m, const char *q) {
  int columns = 0;
  MYSQL_STMT *s = mysql_stmt_init(m);
  if (!s)
    return -1;
  if (mysql_stmt_prepare(s, q, strlen(q)) == 0) {
    MYSQL_RES *meta = mysql_stmt_result_metadata(s);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL result is not released on a path{{.*}} [net-unclosed-response]
    if (meta)
      columns = mysql_num_fields(meta);
  }
  mysql_stmt_close(s);
  return columns;
}

int statement_ok(MYSQL *m, const char *q) {
  int failed = 1;
  MYSQL_STMT *s = mysql_stmt_init(m);
  if (!s)
    return failed;
  if (mysql_stmt_prepare(s, q, strlen(q)) || mysql_stmt_execute(s) ||
      mysql_stmt_store_result(s))
    goto done;
  while (mysql_stmt_fetch(s) == 0)
    failed = 0;
  mysql_stmt_free_result(s);
done:
  mysql_stmt_close(s);
  return failed;
}
