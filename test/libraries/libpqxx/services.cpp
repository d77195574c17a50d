// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Connections of libpqxx 6: kept, per call, bounded by their string or not.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <vector>

int per_call_bad(int Id) {
  pqxx::connection Db("host=db dbname=app sslmode=disable");
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this PostgreSQL connection{{.*}} [net-missing-timeout]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: a new 'pqxx::basic_connection_base' is built for every call{{.*}} [net-client-per-call]
  pqxx::work Work(Db);
  return Work.exec_params("SELECT count(*) FROM t WHERE id = $1", Id)[0][0].as<int>();
}

class Orders {
public:
  int count_ok(int Id) {
    pqxx::work Work(Db);
    return Work.exec_params("SELECT count(*) FROM t WHERE id = $1", Id)[0][0].as<int>();
  }

private:
  pqxx::connection Db{"host=db dbname=app connect_timeout=5 options='-c statement_timeout=2000'"};
};

class Unbounded {
public:
  Unbounded() : Db("host=db dbname=app") {}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this PostgreSQL connection{{.*}} [net-missing-timeout]
  void touch() {
    pqxx::work Work(Db);
    Work.exec("UPDATE t SET seen = now()");
    Work.commit();
  }

private:
  pqxx::connection Db;
};

class Configured {
public:
  explicit Configured(const std::string &Settings) : Db(Settings) {}
  void touch() {
    pqxx::nontransaction Work(Db);
    Work.exec("UPDATE t SET seen = now()");
  }

private:
  pqxx::connection Db;
};

int per_iteration_bad(const std::vector<std::string> &Queries) {
  int Rows = 0;
  for (const std::string &Query : Queries) {
    pqxx::connection Db{"host=db dbname=app connect_timeout=5"};
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'pqxx::basic_connection_base' is built for every iteration{{.*}} [net-client-per-call]
    pqxx::nontransaction Work(Db);
    Rows += Work.exec(Query).size();
  }
  return Rows;
}

int many_transactions_ok(const std::vector<std::string> &Queries) {
  pqxx::connection Db{"host=db dbname=app connect_timeout=5"};
  int Rows = 0;
  for (const std::string &Query : Queries) {
    pqxx::work Work(Db);
    Rows += Work.exec(Query).size();
    Work.commit();
  }
  return Rows;
}

int settings_of_the_caller_ok(const std::string &Settings) {
  pqxx::connection Db(Settings);
  pqxx::work Work(Db);
  return Work.exec("SELECT 1").size();
}

std::unique_ptr<pqxx::connection> factory_ok() {
  return std::make_unique<pqxx::connection>("host=db connect_timeout=4");
}

std::unique_ptr<pqxx::connection> factory_bad() {
  std::string Settings = "host=db dbname=app";
  return std::unique_ptr<pqxx::connection>(new pqxx::connection(Settings));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} can wait for ever: no timeout is set on this PostgreSQL connection{{.*}} [net-missing-timeout]
}

void on_the_heap_bad() {
  auto *Db = new pqxx::connection("host=db connect_timeout=4");
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this PostgreSQL connection is not released on a path{{.*}} [net-unclosed-connection]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: a new 'pqxx::basic_connection_base' is built for every call{{.*}} [net-client-per-call]
  pqxx::work Work(*Db);
  Work.commit();
}

thread_local std::unique_ptr<pqxx::connection> PerThread;

pqxx::connection &per_thread_ok() {
  if (!PerThread)
    PerThread = std::make_unique<pqxx::connection>("host=db connect_timeout=3");
  return *PerThread;
}

int main() {
  pqxx::connection Db("host=db connect_timeout=3");
  pqxx::work Work(Db);
  Work.commit();
}
