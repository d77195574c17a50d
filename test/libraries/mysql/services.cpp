// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Services in C++: owners, a connection that is a member, handles per call.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -I/usr/include/mariadb

#include <mysql.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using Connection = std::unique_ptr<MYSQL, decltype(&mysql_close)>;
using Result = std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)>;

struct CloseStatement {
  void operator()(MYSQL_STMT *S) const { mysql_stmt_close(S); }
};
using Statement = std::unique_ptr<MYSQL_STMT, CloseStatement>;

class Inventory {
public:
  explicit Inventory(const std::string &Host) {
    unsigned Seconds = 5;
    mysql_init(&Kept);
    mysql_options(&Kept, MYSQL_OPT_CONNECT_TIMEOUT, &Seconds);
    mysql_options(&Kept, MYSQL_OPT_READ_TIMEOUT, &Seconds);
    if (!mysql_real_connect(&Kept, Host.c_str(), "app", "", "shop", 0, nullptr, 0))
      throw std::runtime_error(mysql_error(&Kept));
  }
  ~Inventory() { mysql_close(&Kept); }

  int count_ok() {
    if (mysql_query(&Kept, "SELECT * FROM items"))
      return -1;
    Result Rows(mysql_store_result(&Kept), &mysql_free_result);
    return Rows ? static_cast<int>(mysql_num_rows(Rows.get())) : 0;
  }

  std::vector<std::string> names_bad() {
    std::vector<std::string> Names;
    MYSQL_RES *Rows = mysql_store_result(&Kept);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MySQL result is not released when an exception leaves{{.*}} [net-unclosed-response]
    if (!Rows)
      return Names;
    if (mysql_num_fields(Rows) != 1)
      throw std::logic_error("one column expected");
    while (MYSQL_ROW Row = mysql_fetch_row(Rows))
      Names.push_back(Row[0]);
    mysql_free_result(Rows);
    return Names;
  }

  bool add_ok(const std::string &Query) {
    Statement Insert(mysql_stmt_init(&Kept));
    return Insert &&
           mysql_stmt_prepare(Insert.get(), Query.c_str(), Query.size()) == 0 &&
           mysql_stmt_execute(Insert.get()) == 0;
  }

private:
  MYSQL Kept;
};

class Unbounded {
public:
  Unbounded() : Kept(mysql_init(nullptr)) {}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this MySQL connection{{.*}} [net-missing-timeout]
  ~Unbounded() { mysql_close(Kept); }
  bool connect(const char *Host) {
    return mysql_real_connect(Kept, Host, "app", "", "shop", 0, nullptr, 0);
  }

private:
  MYSQL *Kept;
};

Connection make_ok(const char *Host) {
  unsigned Seconds = 5;
  Connection New(mysql_init(nullptr), &mysql_close);
  mysql_options(New.get(), MYSQL_OPT_CONNECT_TIMEOUT, &Seconds);
  mysql_options(New.get(), MYSQL_OPT_READ_TIMEOUT, &Seconds);
  if (!mysql_real_connect(New.get(), Host, "app", "", "shop", 0, nullptr, 0))
    throw std::runtime_error(mysql_error(New.get()));
  return New;
}

int per_call_bad(const std::string &Query) {
  unsigned Seconds = 5;
  Connection Db(mysql_init(nullptr), &mysql_close);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new MySQL connection is built for every call{{.*}} [net-client-per-call]
  mysql_options(Db.get(), MYSQL_OPT_READ_TIMEOUT, &Seconds);
  if (!mysql_real_connect(Db.get(), "db.internal", "app", "", "shop", 0, nullptr, 0))
    return -1;
  return mysql_query(Db.get(), Query.c_str());
}

int host_of_the_caller_ok(const std::string &Host) {
  unsigned Seconds = 5;
  Connection Db(mysql_init(nullptr), &mysql_close);
  mysql_options(Db.get(), MYSQL_OPT_READ_TIMEOUT, &Seconds);
  if (!mysql_real_connect(Db.get(), Host.c_str(), "app", "", "shop", 0, nullptr, 0))
    return -1;
  return mysql_ping(Db.get());
}

thread_local Connection PerThread{nullptr, &mysql_close};

MYSQL *per_thread_ok(const char *Host) {
  if (!PerThread)
    PerThread = make_ok(Host);
  return PerThread.get();
}
