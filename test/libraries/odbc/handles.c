// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handles of ODBC: statements, connections and what bounds their queries.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t

#include <sql.h>
#include <sqlext.h>
#include <stdint.h>
#include <stdlib.h>

static SQLHENV Environment;
static SQLHDBC Shared;

int failed_connect_bad(const char *User) {
  SQLHENV Own;
  SQLHDBC Connection;
  if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &Own)))
    return -1;
  SQLSetEnvAttr(Own, SQL_ATTR_ODBC_VERSION, (SQLPOINTER)SQL_OV_ODBC3, 0);
  if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_DBC, Own, &Connection))) {
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this ODBC connection {{.*}} [net-unclosed-connection]
    SQLFreeHandle(SQL_HANDLE_ENV, Own);
    return -1;
  }
  if (!SQL_SUCCEEDED(SQLConnect(Connection, (SQLCHAR *)getenv("SOURCE"),
                                SQL_NTS, (SQLCHAR *)User, SQL_NTS, NULL, 0))) {
    SQLFreeHandle(SQL_HANDLE_ENV, Own);
    return -2;
  }
  SQLDisconnect(Connection);
  SQLFreeHandle(SQL_HANDLE_DBC, Connection);
  SQLFreeHandle(SQL_HANDLE_ENV, Own);
  return 0;
}

int endless_query_bad(void) {
  SQLHDBC Connection;
  SQLHSTMT Statement;
  int Done = 0;
  if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_DBC, Environment, &Connection)))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new ODBC connection is built for every call{{.*}} [net-client-per-call]
    return -1;
  if (SQL_SUCCEEDED(SQLDriverConnect(
          Connection, NULL, (SQLCHAR *)"DRIVER={PostgreSQL};SERVER=db",
          SQL_NTS, NULL, 0, NULL, SQL_DRIVER_NOPROMPT))) {
    if (SQL_SUCCEEDED(
            SQLAllocHandle(SQL_HANDLE_STMT, Connection, &Statement))) {
      Done = SQLExecDirect(Statement, (SQLCHAR *)"select f()", SQL_NTS);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'SQLExecDirect' can wait for ever: no timeout is set on this ODBC statement{{.*}} [net-missing-timeout]
      SQLFreeHandle(SQL_HANDLE_STMT, Statement);
    }
    SQLDisconnect(Connection);
  }
  SQLFreeHandle(SQL_HANDLE_DBC, Connection);
  return Done;
}

int freed_bad(SQLHDBC Connection) {
  SQLHSTMT Statement;
  SQLSMALLINT Columns = 0;
  if (SQLAllocHandle(SQL_HANDLE_STMT, Connection, &Statement) != SQL_SUCCESS)
    return -1;
  SQLFreeHandle(SQL_HANDLE_STMT, Statement);
  SQLNumResultCols(Statement, &Columns);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-use-after-close]
  return Columns;
}

int endless_login_bad(void) {
  SQLHDBC Connection;
  SQLRETURN Status;
  if (SQLAllocHandle(SQL_HANDLE_DBC, Environment, &Connection) != SQL_SUCCESS)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'SQLConnect' can wait for ever: the timeout of this ODBC connection {{.*}} [net-missing-timeout]
    return -1;
  SQLSetConnectAttr(Connection, SQL_ATTR_LOGIN_TIMEOUT, (SQLPOINTER)0, 0);
  Status = SQLConnect(Connection, (SQLCHAR *)"orders", SQL_NTS, NULL, 0, NULL, 0);
  if (Status == SQL_ERROR) {
    SQLFreeHandle(SQL_HANDLE_DBC, Connection);
    return -1;
  }
  Shared = Connection;
  return 0;
}

int anybody_bad(SQLHDBC Connection) {
  return SQLDriverConnect(Connection, NULL,
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'SQLDriverConnect' switches off the verification {{.*}} [net-disabled-tls-verification]
      (SQLCHAR *)"Driver={ODBC Driver 18};Server=db;TrustServerCertificate=yes",
      SQL_NTS, NULL, 0, NULL, SQL_DRIVER_NOPROMPT);
}

int limited_ok(SQLHDBC Connection) {
  SQLHSTMT Statement;
  SQLINTEGER Value = 0;
  if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, Connection, &Statement)))
    return -1;
  SQLSetStmtAttr(Statement, SQL_ATTR_QUERY_TIMEOUT, (SQLPOINTER)5, 0);
  if (SQL_SUCCEEDED(
          SQLExecDirect(Statement, (SQLCHAR *)"select 1", SQL_NTS)) &&
      SQL_SUCCEEDED(SQLFetch(Statement)))
    SQLGetData(Statement, 1, SQL_C_SLONG, &Value, 0, NULL);
  SQLFreeHandle(SQL_HANDLE_STMT, Statement);
  return Value;
}

/* Closing the cursor keeps the statement for the next round. */
int many_ok(SQLHDBC Connection, const char **Texts, int Count) {
  SQLHSTMT Statement;
  SQLRETURN Status = SQLAllocHandle(SQL_HANDLE_STMT, Connection, &Statement);
  if (Status != SQL_SUCCESS && Status != SQL_SUCCESS_WITH_INFO)
    return -1;
  for (int I = 0; I < Count; I++) {
    SQLExecDirect(Statement, (SQLCHAR *)Texts[I], SQL_NTS);
    SQLFreeStmt(Statement, SQL_CLOSE);
  }
  SQLFreeStmt(Statement, SQL_DROP);
  return 0;
}

int cleanup_ok(void) {
  SQLHENV Own = SQL_NULL_HENV;
  SQLHDBC Connection = SQL_NULL_HDBC;
  SQLHSTMT Statement = SQL_NULL_HSTMT;
  int Result = -1;
  if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &Own)))
    goto done;
  SQLSetEnvAttr(Own, SQL_ATTR_ODBC_VERSION, (SQLPOINTER)SQL_OV_ODBC3, 0);
  if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_DBC, Own, &Connection)))
    goto done;
  SQLSetConnectAttr(Connection, SQL_ATTR_CONNECTION_TIMEOUT,
                    (SQLPOINTER)(intptr_t)30, 0);
  if (!SQL_SUCCEEDED(SQLDriverConnect(Connection, NULL,
                                      (SQLCHAR *)getenv("ODBC"), SQL_NTS, NULL,
                                      0, NULL, SQL_DRIVER_NOPROMPT)))
    goto done;
  if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, Connection, &Statement)))
    goto done;
  if (SQL_SUCCEEDED(SQLExecDirect(Statement, (SQLCHAR *)"vacuum", SQL_NTS)))
    Result = 0;
done:
  if (Statement)
    SQLFreeHandle(SQL_HANDLE_STMT, Statement);
  if (Connection) {
    SQLDisconnect(Connection);
    SQLFreeHandle(SQL_HANDLE_DBC, Connection);
  }
  if (Own)
    SQLFreeHandle(SQL_HANDLE_ENV, Own);
  return Result;
}

/* Whoever frees the connection drops its statements. */
int dropped_ok(const char *Source) {
  SQLHDBC Connection;
  SQLHSTMT Statement;
  if (SQLAllocHandle(SQL_HANDLE_DBC, Environment, &Connection) != SQL_SUCCESS)
    return -1;
  if (SQLConnect(Connection, (SQLCHAR *)Source, SQL_NTS, NULL, 0, NULL, 0) ==
          SQL_SUCCESS &&
      SQLAllocHandle(SQL_HANDLE_STMT, Connection, &Statement) == SQL_SUCCESS)
    SQLExecDirect(Statement, (SQLCHAR *)"vacuum", SQL_NTS);
  SQLDisconnect(Connection);
  SQLFreeHandle(SQL_HANDLE_DBC, Connection);
  return 0;
}

struct database {
  SQLHENV Environment;
  SQLHDBC Connection;
};
int open_ok(struct database *To) {
  if (SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &To->Environment) !=
      SQL_SUCCESS)
    return -1;
  if (SQLAllocHandle(SQL_HANDLE_DBC, To->Environment, &To->Connection) !=
      SQL_SUCCESS)
    return -1;
  return SQLConnect(To->Connection, (SQLCHAR *)"orders", SQL_NTS, NULL, 0, NULL,
                    0) == SQL_SUCCESS;
}

// On the connection of a caller, who goes on to use it.
int early_bad(SQLHDBC Connection, SQLINTEGER *Value) {
  SQLHSTMT Statement;
  if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, Connection, &Statement)))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this ODBC statement is not released{{.*}} [net-unclosed-connection]
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
int closed_cursor_bad(SQLHDBC Connection) {
  SQLHSTMT Statement;
  if (SQLAllocHandle(SQL_HANDLE_STMT, Connection, &Statement) != SQL_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this ODBC statement is not released{{.*}} [net-unclosed-connection]
    return -1;
  SQLExecDirect(Statement, (SQLCHAR *)"delete from t", SQL_NTS);
  SQLFreeStmt(Statement, SQL_CLOSE);
  return 0;
}
