// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Transactions over connections that are built per call, or kept.
//
// RUN: %check_tidy %s %core,net-retry-without-backoff %t -- -- -std=c++17

#include <chrono>
#include <iostream>
#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <thread>
#include <vector>

static const char *const Target = "host=db.internal dbname=shop connect_timeout=5";

void importBad(const std::vector<std::string> &Names) {
  for (const std::string &Name : Names) {
    pqxx::connection Own(Target);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new {{.*}} is built for every iteration{{.*}} [net-client-per-call]
    pqxx::work Work(Own);
    Work.exec_params("INSERT INTO items VALUES ($1)", Name);
    Work.commit();
  }
}

// One transaction, many statements.
void importGood(const std::vector<std::string> &Names) {
  pqxx::connection Own(Target);
  pqxx::work Work(Own);
  for (const std::string &Name : Names)
    Work.exec_params("INSERT INTO items VALUES ($1)", Name);
  Work.commit();
}

int countBad() {
  pqxx::connection Own(Target);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new {{.*}} is built for every call{{.*}} [net-client-per-call]
  pqxx::work Work(Own);
  int Rows = 0;
  for (const auto &Row : Work.exec("SELECT id FROM items"))
    Rows += Row[0].as<int>();
  return Rows;
}

void saveBad(pqxx::connection &Shared, int Id) {
  while (true) {
    try {
      pqxx::work Work(Shared);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'transaction' is tried again at once{{.*}} [net-retry-without-backoff]
      Work.exec_params("UPDATE items SET seen = true WHERE id = $1", Id);
      Work.commit();
      return;
    } catch (const pqxx::broken_connection &E) {
      std::cerr << "lost: " << E.what() << '\n';
    }
  }
}

void saveGood(pqxx::connection &Shared, int Id) {
  while (true) {
    try {
      pqxx::work Work(Shared);
      Work.exec_params("UPDATE items SET seen = true WHERE id = $1", Id);
      Work.commit();
      return;
    } catch (const pqxx::broken_connection &E) {
      std::cerr << "lost: " << E.what() << '\n';
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
  }
}
