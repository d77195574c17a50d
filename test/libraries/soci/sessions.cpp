// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sessions of SOCI: built for a call, leased from a pool, kept.
//
// RUN: %check_tidy %s %core %t

#include <memory>
#include <soci/soci.h>
#include <string>
#include <vector>

int count_bad(int id) {
  soci::session sql("postgresql", "host=db dbname=app");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'soci::session' is built for every call{{.*}} [net-client-per-call]
  int count = 0;
  sql << "select count(*) from things where owner = :id", soci::into(count),
      soci::use(id);
  return count;
}

void store_bad(const std::vector<std::string> &names) {
  for (const std::string &name : names) {
    soci::session sql("mysql://host=db db=app");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'soci::session' is built for every iteration{{.*}} [net-client-per-call]
    sql << "insert into names values(:name)", soci::use(name);
  }
}

void store_ok(const std::vector<std::string> &names) {
  soci::session sql("mysql://host=db db=app");
  soci::transaction transaction(sql);
  for (const std::string &name : names)
    sql << "insert into names values(:name)", soci::use(name);
  transaction.commit();
}

// Connections are opened in a loop, to be leased later.
void fill_ok(soci::connection_pool &pool, std::size_t size) {
  for (std::size_t i = 0; i != size; ++i)
    pool.at(i).open("postgresql", "host=db dbname=app connect_timeout=5");
}

int leased_ok(soci::connection_pool &pool) {
  soci::session sql(pool);
  int count = 0;
  sql << "select count(*) from things", soci::into(count);
  return count;
}

class Leases {
public:
  Leases(const std::string &connection, std::size_t size)
      : pool(new soci::connection_pool(size)) {
    for (std::size_t i = 0; i != size; ++i)
      pool->at(i).open(connection);
  }
  void store_ok(const std::vector<std::string> &names) {
    for (const std::string &name : names) {
      soci::session sql(*pool);
      sql << "insert into names values(:name)", soci::use(name);
    }
  }
  int made_ok() {
    auto sql = std::make_unique<soci::session>(*pool);
    int count = 0;
    *sql << "select count(*) from things", soci::into(count);
    return count;
  }

private:
  std::unique_ptr<soci::connection_pool> pool;
};

class Repository {
public:
  explicit Repository(const std::string &connection) : sql(connection) {}
  int count() {
    int count = 0;
    sql << "select count(*) from things", soci::into(count);
    return count;
  }

private:
  soci::session sql;
};
