// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of ODB, which Debian does not have: the names and
// signatures of release 2.4, without what they do.

#pragma once

#include <memory>
#include <string>

namespace odb {
class transaction_impl;
class database {
public:
  virtual ~database();
  transaction_impl *begin();
  template <typename T> void persist(T &object);
  template <typename T> void update(T &object);
  unsigned long long execute(const std::string &statement);
};
class transaction {
public:
  explicit transaction(transaction_impl *);
  ~transaction();
  void commit();
};
namespace mysql {
class connection_factory {
public:
  virtual ~connection_factory();
};
class new_connection_factory : public connection_factory {
public:
  new_connection_factory();
};
class connection_pool_factory : public connection_factory {
public:
  connection_pool_factory(std::size_t max_connections = 0,
                          std::size_t min_connections = 0, bool ping = true);
};
class database : public odb::database {
public:
  database(const std::string &user, const std::string &passwd,
           const std::string &db, const std::string &host = "",
           unsigned int port = 0, const std::string *socket = 0,
           const std::string &charset = "", unsigned long client_flags = 0,
           std::unique_ptr<connection_factory> =
               std::unique_ptr<connection_factory>());
  ~database() override;
};
} // namespace mysql
} // namespace odb
