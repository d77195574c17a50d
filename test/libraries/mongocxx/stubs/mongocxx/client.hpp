// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of mongocxx, which Debian does not have: the names and
// signatures of release 4.5, without what they do.

#pragma once

#include <initializer_list>
#include <memory>
#include <string>

namespace bsoncxx {
struct document {
  document(std::initializer_list<const char *> parts);
};
} // namespace bsoncxx

namespace mongocxx {
namespace v_noabi {
class uri {
public:
  uri(std::string uri_string = "mongodb://localhost:27017");
};
class cursor {};
class collection {
public:
  bool insert_one(const bsoncxx::document &document);
  cursor find(const bsoncxx::document &filter);
  bool delete_many(const bsoncxx::document &filter);
};
class database {
public:
  mongocxx::v_noabi::collection collection(const std::string &name) const;
  mongocxx::v_noabi::collection operator[](const std::string &name) const;
  void run_command(const bsoncxx::document &command);
};
namespace options {
class tls {
public:
  tls &allow_invalid_certificates(bool allow_invalid_certificates);
  tls &ca_file(const std::string &file);
};
class client {
public:
  client &tls_opts(tls options);
};
} // namespace options
class client {
public:
  client() noexcept;
  client(const mongocxx::v_noabi::uri &mongodb_uri,
         const options::client &options = options::client());
  client(client &&) noexcept;
  client &operator=(client &&) noexcept;
  ~client();
  mongocxx::v_noabi::database database(const std::string &name) const;
  mongocxx::v_noabi::database operator[](const std::string &name) const;
};
class pool {
public:
  class entry {
  public:
    client &operator*() const;
    client *operator->() const;
    ~entry();
  };
  explicit pool(const uri &mongodb_uri);
  entry acquire();
};
} // namespace v_noabi
using v_noabi::client;
using v_noabi::collection;
using v_noabi::database;
using v_noabi::pool;
using v_noabi::uri;
namespace options {
using v_noabi::options::client;
using v_noabi::options::tls;
} // namespace options
} // namespace mongocxx
