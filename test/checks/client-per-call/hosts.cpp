// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A client for each different host is no waste; one for the same host is.
//
// RUN: %check_tidy %s net-client-per-call %t -- -- -I%S/Inputs -I%S/../Inputs
// RUN: %check_tidy --check-suffix=PARAMETER %s net-client-per-call %t -- --config='{CheckOptions: {net-client-per-call.HostFromParameter: true, net-client-per-call.Evidence: function}}' -- -I%S/Inputs -I%S/../Inputs -DONLY_PARAMETERS

#include <httplib.h>
#include <map>
#include <string>
#include <vector>

struct Configuration {
  std::string Host;
  std::string host() const;
};
extern const char *const DefaultHost;
std::string discover();

#ifndef ONLY_PARAMETERS

bool literal_bad() {
  httplib::Client Client("http://a.internal");
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: a new 'httplib::Client' is built for every call
  return static_cast<bool>(Client.Get("/"));
}
bool constant_bad() {
  httplib::Client Client(DefaultHost);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: a new 'httplib::Client' is built for every call
  return static_cast<bool>(Client.Get("/"));
}
class Service {
public:
  bool member_bad() {
    httplib::Client Client(Settings.Host, 80);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every call
    return static_cast<bool>(Client.Get("/"));
  }
  bool accessor_bad() {
    httplib::Client Client(Settings.host(), 80);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every call
    return static_cast<bool>(Client.Get("/"));
  }
  bool local_copy_bad() {
    std::string Base = "http://" + Settings.Host;
    httplib::Client Client(Base);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every call
    return static_cast<bool>(Client.Get("/"));
  }

private:
  Configuration Settings;
};

// Nobody sees whether it is the same each time.
bool computed_ok() {
  httplib::Client Client(discover());
  return static_cast<bool>(Client.Get("/"));
}

void each_host_ok(const std::vector<std::string> &Hosts) {
  for (const std::string &Host : Hosts) {
    httplib::Client Client(Host);
    Client.Get("/health");
  }
}
void each_address_ok(const std::vector<Configuration> &All) {
  for (const Configuration &Each : All) {
    std::string Base = "http://" + Each.Host;
    httplib::Client Client(Base, 8080);
    Client.Get("/health");
  }
}
void each_entry_ok(const std::map<std::string, int> &Ports) {
  for (const auto &[Host, Port] : Ports) {
    httplib::Client Client(Host, Port);
    Client.Get("/health");
  }
}
void by_index_ok(const std::vector<std::string> &Hosts) {
  for (std::size_t I = 0; I < Hosts.size(); ++I) {
    httplib::Client Client(Hosts[I]);
    Client.Get("/health");
  }
}
void from_queue_ok(std::vector<Configuration> Queue) {
  while (!Queue.empty()) {
    Configuration Next = Queue.back();
    Queue.pop_back();
    httplib::Client Client(Next.Host);
    Client.Get("/health");
  }
}
void same_host_bad(const std::string &Host,
                   const std::vector<std::string> &Paths) {
  for (const std::string &Path : Paths) {
    httplib::Client Client(Host);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every iteration
    Client.Get(Path);
  }
}

static bool healthy(const std::string &Host) {
  httplib::Client Client(Host);
  return static_cast<bool>(Client.Get("/health"));
}
void each_host_by_helper_ok(const std::vector<std::string> &Hosts) {
  for (const std::string &Host : Hosts)
    healthy(Host);
}
static bool fetch(const std::string &Host, const std::string &Path) {
  httplib::Client Client(Host);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: a new 'httplib::Client' is built for every iteration
  return static_cast<bool>(Client.Get(Path));
}
void same_host_by_helper(const std::vector<std::string> &Paths) {
  for (const std::string &Path : Paths)
    fetch("http://files.internal", Path);
}

void routes(httplib::Server &Server, const std::string &Upstream) {
  // The request says where to.
  Server.Get("/any", [](const httplib::Request &In, httplib::Response &Out) {
    httplib::Client Client(In.path);
    Out.status = Client.Get("/") ? 200 : 502;
  });
  Server.Get("/one", [Upstream](const httplib::Request &,
                                httplib::Response &Out) {
    httplib::Client Client(Upstream);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every request
    Out.status = Client.Get("/") ? 200 : 502;
  });
}

#endif

bool from_parameter_ok(const std::string &Host) {
  httplib::Client Client(Host);
  // CHECK-MESSAGES-PARAMETER: :[[@LINE-1]]:19: warning: a new 'httplib::Client' is built for every call
  return static_cast<bool>(Client.Get("/"));
}
bool from_configuration_ok(const Configuration &Settings) {
  httplib::Client Client("http://" + Settings.Host);
  // CHECK-MESSAGES-PARAMETER: :[[@LINE-1]]:19: warning: a new 'httplib::Client' is built for every call
  return static_cast<bool>(Client.Get("/"));
}
