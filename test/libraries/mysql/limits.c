// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not found in code for the C API of MySQL and MariaDB.
//
// RUN: %check_tidy %s net-undrained-response,net-unclosed-response %t -- -- -std=gnu11 -I/usr/include/mariadb

#include <mysql.h>
#include <stdio.h>

int known_bad(MYSQL *m) {
  MYSQL_RES *all = mysql_store_result(m);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this {{.*}} is not released on a path through this function{{.*}} [net-unclosed-response]
  if (mysql_query(m, "UPDATE seen SET n = n + 1"))
    return -1;
  mysql_free_result(all);
  return 0;
}

// The rows that were not fetched are still in the connection.
int FN_rows_left(MYSQL *m) {
  MYSQL_RES *rows = mysql_use_result(m);
  if (!rows)
    return -1;
  MYSQL_ROW row = mysql_fetch_row(rows);
  if (row)
    puts(row[0]);
  int failed = mysql_query(m, "UPDATE seen SET n = n + 1");
  mysql_free_result(rows);
  return failed;
}
