// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Databases of ODB: one for the process, one for a call, and one without a pool.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -isystem %S/stubs

#include <memory>
#include <odb/mysql/database.hxx>
#include <string>
#include <vector>

struct Person {
  std::string name;
};

void save_bad(Person &person) {
  odb::mysql::database db("user", "secret", "app", "db");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'odb::mysql::database' is built for every call{{.*}} [net-client-per-call]
  odb::transaction t(db.begin());
  db.persist(person);
  t.commit();
}

void save_all_bad(std::vector<Person> &people) {
  for (Person &person : people) {
    odb::mysql::database db("user", "secret", "app", "db");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'odb::mysql::database' is built for every iteration{{.*}} [net-client-per-call]
    odb::transaction t(db.begin());
    db.persist(person);
    t.commit();
  }
}

void save_all_ok(std::vector<Person> &people) {
  odb::mysql::database db("user", "secret", "app", "db");
  for (Person &person : people) {
    odb::transaction t(db.begin());
    db.persist(person);
    t.commit();
  }
}

void save_ok(odb::database &db, Person &person) {
  odb::transaction t(db.begin());
  db.persist(person);
  t.commit();
}

// The usual factory: whoever asks for it keeps it.
std::unique_ptr<odb::database> create_database(const std::string &password) {
  return std::unique_ptr<odb::database>(
      new odb::mysql::database("user", password, "app", "db"));
}

std::unique_ptr<odb::mysql::connection_factory> fresh_bad() {
  return std::unique_ptr<odb::mysql::connection_factory>(
      new odb::mysql::new_connection_factory);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-keep-alive]
}

std::unique_ptr<odb::mysql::connection_factory> pooled_ok() {
  return std::unique_ptr<odb::mysql::connection_factory>(
      new odb::mysql::connection_pool_factory(20, 2));
}
