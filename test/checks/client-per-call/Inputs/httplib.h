// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// As much of cpp-httplib's interface as the tests beside this folder call.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
namespace httplib {
using Headers = std::multimap<std::string, std::string>;
struct Request {
  std::string path;
};
struct Response {
  int status = 0;
  std::string body;
};
class Result {
public:
  explicit operator bool() const;
  const Response *operator->() const;
};
class ClientImpl;
class Client {
public:
  explicit Client(const std::string &Base);
  explicit Client(const std::string &Host, int Port);
  Client(Client &&);
  ~Client();
  Client &operator=(Client &&);
  Result Get(const std::string &Path);
  Result Get(const std::string &Path, const Headers &);
  Result Post(const std::string &Path, const std::string &Body,
              const std::string &Type);
  void set_keep_alive(bool On);
  void set_read_timeout(long Seconds, long Microseconds = 0);
  bool is_valid() const;

private:
  std::unique_ptr<ClientImpl> Cli;
};
class Server {
public:
  using Handler = std::function<void(const Request &, Response &)>;
  Server &Get(const std::string &Pattern, Handler);
  Server &Post(const std::string &Pattern, Handler);
  bool listen(const std::string &Host, int Port);
};
} // namespace httplib
