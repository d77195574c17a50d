// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Services in C++: owners, classes that keep the connection, handlers.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -I/usr/include/postgresql

#include <libpq-fe.h>
#include <cstdlib>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct FinishConnection {
  void operator()(PGconn *Connection) const { PQfinish(Connection); }
};
using Connection = std::unique_ptr<PGconn, FinishConnection>;
using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

class Pool {
public:
  explicit Pool(std::string Settings) : Settings(std::move(Settings)) {}
  Connection take_ok() {
    if (!Idle.empty()) {
      Connection Last = std::move(Idle.back());
      Idle.pop_back();
      return Last;
    }
    Connection New(PQconnectdb(Settings.c_str()));
    if (PQstatus(New.get()) != CONNECTION_OK)
      throw std::runtime_error(PQerrorMessage(New.get()));
    return New;
  }
  void give(Connection Old) { Idle.push_back(std::move(Old)); }

private:
  std::string Settings;
  std::vector<Connection> Idle;
};

class Orders {
public:
  Orders()
      : Kept(PQconnectdb("host=db dbname=orders connect_timeout=5 "
                         "options='-c statement_timeout=3000'")) {}
  ~Orders() { PQfinish(Kept); }

  int count_ok() {
    Result Rows(PQexec(Kept, "SELECT count(*) FROM orders"), &PQclear);
    if (PQresultStatus(Rows.get()) != PGRES_TUPLES_OK)
      return -1;
    return std::atoi(PQgetvalue(Rows.get(), 0, 0));
  }

  std::string customer_bad(int Order) {
    std::string Text = std::to_string(Order);
    const char *Values[] = {Text.c_str()};
    PGresult *Rows = PQexecParams(Kept, "SELECT name FROM orders WHERE id = $1",
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL result is not released on a path{{.*}} [net-unclosed-response]
                                  1, nullptr, Values, nullptr, nullptr, 0);
    if (PQntuples(Rows) == 0)
      return {};
    std::string Name = PQgetvalue(Rows, 0, 0);
    PQclear(Rows);
    return Name;
  }

  void execute_bad(const std::string &Query) {
    PGresult *Done = PQexec(Kept, Query.c_str());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL result is not released when an exception leaves{{.*}} [net-unclosed-response]
    if (PQresultStatus(Done) != PGRES_COMMAND_OK)
      throw std::runtime_error(PQerrorMessage(Kept));
    PQclear(Done);
  }

  void execute_ok(const std::string &Query) {
    PGresult *Done = PQexec(Kept, Query.c_str());
    if (PQresultStatus(Done) != PGRES_COMMAND_OK) {
      PQclear(Done);
      throw std::runtime_error(PQerrorMessage(Kept));
    }
    PQclear(Done);
  }

  std::map<int, std::string> all_ok() {
    std::shared_ptr<PGresult> Rows(PQexec(Kept, "SELECT * FROM orders"),
                                   [](PGresult *R) { PQclear(R); });
    std::map<int, std::string> Names;
    for (int I = 0; I < PQntuples(Rows.get()); ++I)
      Names[I] = PQgetvalue(Rows.get(), I, 0);
    return Names;
  }

private:
  PGconn *Kept;
};

class Unbounded {
public:
  Unbounded() {
    Kept = PQconnectdb("host=db dbname=orders");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this PostgreSQL connection{{.*}} [net-missing-timeout]
  }
  ~Unbounded() { PQfinish(Kept); }
  void ping() { PQclear(PQexec(Kept, "SELECT 1")); }

private:
  PGconn *Kept = nullptr;
};

int per_call_bad() {
  Connection Db(PQconnectdb("host=db dbname=app connect_timeout=3"));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new PostgreSQL connection is built for every call{{.*}} [net-client-per-call]
  Result Rows(PQexec(Db.get(), "SELECT 1"), &PQclear);
  return PQntuples(Rows.get());
}

int several_requests_ok(const std::vector<std::string> &Ids) {
  Connection Db(PQconnectdb("host=db dbname=app connect_timeout=3"));
  int Found = 0;
  for (const std::string &Id : Ids) {
    Result Rows(PQexec(Db.get(), ("SELECT " + Id).c_str()), &PQclear);
    Found += PQntuples(Rows.get());
  }
  return Found;
}

static void work(const std::string &Settings) {
  PGconn *Db = PQconnectdb(Settings.c_str());
  for (;;) {
    PGresult *Rows = PQexec(Db, "SELECT * FROM jobs LIMIT 1");
    bool Failed = PQresultStatus(Rows) != PGRES_TUPLES_OK;
    PQclear(Rows);
    if (Failed)
      break;
  }
  PQfinish(Db);
}

std::thread worker_ok(std::string Settings) {
  return std::thread([Settings] { work(Settings); });
}
