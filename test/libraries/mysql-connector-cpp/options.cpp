// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The map of options that a connection is built from.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++14 -I%unpacked/usr/include

#include <cppconn/connection.h>
#include <cppconn/driver.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/statement.h>
#include <memory>
#include <mysql_driver.h>
#include <string>

std::unique_ptr<sql::Connection> partnerBad() {
  sql::ConnectOptionsMap Options;
  Options["hostName"] = sql::SQLString("tcp://db.internal:3306");
  Options["sslVerify"] = false;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'std::map::operator[]' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  Options["OPT_CONNECT_TIMEOUT"] = 5;
  Options["OPT_READ_TIMEOUT"] = 5;
  return std::unique_ptr<sql::Connection>(get_driver_instance()->connect(Options));
}

std::unique_ptr<sql::Connection> boundedGood(bool Verify) {
  sql::ConnectOptionsMap Options;
  Options["hostName"] = sql::SQLString("tcp://db.internal:3306");
  Options["sslVerify"] = Verify;
  Options["OPT_CONNECT_TIMEOUT"] = 5;
  Options["OPT_READ_TIMEOUT"] = 5;
  return std::unique_ptr<sql::Connection>(get_driver_instance()->connect(Options));
}

// Filled elsewhere.
std::unique_ptr<sql::Connection> givenGood(sql::ConnectOptionsMap &Options) {
  return std::unique_ptr<sql::Connection>(get_driver_instance()->connect(Options));
}

// Choosing the schema is a part of setting the connection up.
void perCallBad(const std::string &What) {
  std::unique_ptr<sql::Connection> Own(
      get_driver_instance()->connect("tcp://audit.internal:3306", "svc", "pw"));
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new MySQL connection is built for every call{{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: 'connect' can wait for ever{{.*}} [net-missing-timeout]
  Own->setSchema("audit");
  std::unique_ptr<sql::PreparedStatement> Insert(
      Own->prepareStatement("INSERT INTO audit VALUES (?)"));
  Insert->setString(1, What);
  Insert->execute();
}

// A map without timeouts, all of whose contents can be seen.
std::unique_ptr<sql::Connection> unboundedBad() {
  sql::ConnectOptionsMap Options;
  Options["hostName"] = sql::SQLString("tcp://db.internal:3306");
  return std::unique_ptr<sql::Connection>(get_driver_instance()->connect(Options));
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'connect' can wait for ever{{.*}} [net-missing-timeout]
}
