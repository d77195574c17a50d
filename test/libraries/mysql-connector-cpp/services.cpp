// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Connections, statements and result sets, deleted by hand or by owners.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++14 -I%unpacked/usr/include

#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>
#include <memory>
#include <mysql_connection.h>
#include <mysql_driver.h>
#include <stdexcept>
#include <string>

int leaks_all_bad() {
  sql::Connection *Db = get_driver_instance()->connect("tcp://db:3306", "u", "p");
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this MySQL connection{{.*}} [net-missing-timeout]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: a new MySQL connection is built for every call{{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-3]]:{{[0-9]+}}: warning: this MySQL connection is not released on a path{{.*}} [net-unclosed-connection]
  sql::Statement *Query = Db->createStatement();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL statement is not released on a path{{.*}} [net-unclosed-connection]
  sql::ResultSet *Rows = Query->executeQuery("SELECT 1");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL result set is not released on a path{{.*}} [net-unclosed-response]
  Rows->next();
  return Rows->getInt(1);
}

int deletes_all_ok(sql::Connection *Db) {
  sql::Statement *Query = Db->createStatement();
  sql::ResultSet *Rows = Query->executeQuery("SELECT 1");
  int Answer = Rows->next() ? Rows->getInt(1) : 0;
  delete Rows;
  delete Query;
  return Answer;
}

int early_return_bad(sql::Connection *Db, int Id) {
  sql::PreparedStatement *Query = Db->prepareStatement("SELECT n FROM t WHERE id = ?");
  Query->setInt(1, Id);
  sql::ResultSet *Rows = Query->executeQuery();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL result set is not released on a path{{.*}} [net-unclosed-response]
  if (!Rows->next()) {
    delete Query;
    return -1;
  }
  int Answer = Rows->getInt(1);
  delete Rows;
  delete Query;
  return Answer;
}

int closed_not_deleted_bad(sql::Connection *Db) {
  sql::Statement *Query = Db->createStatement();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL statement is not released on a path{{.*}} [net-unclosed-connection]
  int Changed = Query->executeUpdate("DELETE FROM t");
  Query->close();
  return Changed;
}

int throws_bad(sql::Connection *Db) {
  std::unique_ptr<sql::Statement> Query(Db->createStatement());
  sql::ResultSet *Rows = Query->executeQuery("SELECT 1");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL result set is not released when an exception leaves{{.*}} [net-unclosed-response]
  if (!Rows->next())
    throw std::runtime_error("no row");
  int Answer = Rows->getInt(1);
  delete Rows;
  return Answer;
}

std::unique_ptr<sql::Connection> open_ok() {
  sql::ConnectOptionsMap Options;
  Options["hostName"] = sql::SQLString("tcp://db");
  Options["OPT_CONNECT_TIMEOUT"] = 5;
  Options["OPT_READ_TIMEOUT"] = 5;
  return std::unique_ptr<sql::Connection>(get_driver_instance()->connect(Options));
}

int owners_ok(sql::Connection &Db) {
  std::unique_ptr<sql::Statement> Query(Db.createStatement());
  std::unique_ptr<sql::ResultSet> Rows(Query->executeQuery("SELECT 1"));
  return Rows->next() ? Rows->getInt(1) : 0;
}

class Repository {
public:
  explicit Repository(sql::ConnectOptionsMap &Options)
      : Db(get_driver_instance()->connect(Options)) {
    Db->setSchema("app");
  }
  int count_ok() {
    std::unique_ptr<sql::PreparedStatement> Query(Db->prepareStatement("SELECT count(*) FROM t"));
    std::unique_ptr<sql::ResultSet> Rows(Query->executeQuery());
    return Rows->next() ? Rows->getInt(1) : 0;
  }
  sql::ResultSet *borrowed_ok(sql::Statement &Query) {
    Query.setResultSetType(sql::ResultSet::TYPE_FORWARD_ONLY);
    return Query.executeQuery("SELECT 1");
  }

private:
  std::unique_ptr<sql::Connection> Db;
};

void each_time_bad(const std::string *Queries, int N) {
  sql::mysql::MySQL_Driver *Driver = sql::mysql::get_mysql_driver_instance();
  for (int I = 0; I < N; ++I) {
    std::unique_ptr<sql::Connection> Db(Driver->connect("tcp://db:3306", "u", "p"));
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this MySQL connection{{.*}} [net-missing-timeout]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: a new MySQL connection is built for every iteration{{.*}} [net-client-per-call]
    std::unique_ptr<sql::Statement> Query(Db->createStatement());
    Query->execute(Queries[I]);
  }
}
