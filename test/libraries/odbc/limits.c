// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not found, and why.
//
// RUN: %check_tidy %s %core %t

#include <sql.h>
#include <sqlext.h>
#include <stddef.h>

// A statement goes with its connection, and who ends a connection that comes
// from a caller is not seen.
int FN_early(SQLHDBC Connection, SQLINTEGER *Value) {
  SQLHSTMT Statement;
  if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, Connection, &Statement)))
    return -1;
  if (!SQL_SUCCEEDED(
          SQLExecDirect(Statement, (SQLCHAR *)"select 1", SQL_NTS)))
    return -2;
  SQLFetch(Statement);
  SQLGetData(Statement, 1, SQL_C_SLONG, Value, 0, NULL);
  SQLFreeHandle(SQL_HANDLE_STMT, Statement);
  return 0;
}

// A closed cursor frees nothing.
int FN_closed_cursor(SQLHDBC Connection) {
  SQLHSTMT Statement;
  if (SQLAllocHandle(SQL_HANDLE_STMT, Connection, &Statement) != SQL_SUCCESS)
    return -1;
  SQLExecDirect(Statement, (SQLCHAR *)"delete from t", SQL_NTS);
  SQLFreeStmt(Statement, SQL_CLOSE);
  return 0;
}
