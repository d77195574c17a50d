// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients of cpp-httplib that are built for one request and thrown away.
//
// RUN: %check_tidy %s net-client-per-call %t

#include <functional>
#include <httplib.h>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

// --- the target is the same every time -------------------------------------

std::string profile_bad(int Id) {
  httplib::Client Client("http://users.internal:8080");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
  auto Result = Client.Get("/v1/users/" + std::to_string(Id));
  return Result ? Result->body : "";
}

static const std::string Host = "metrics.internal";
constexpr int Port = 9091;

bool push_bad(const std::string &Body) {
  httplib::Client Client(Host, Port);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
  Client.set_read_timeout(2, 0);
  auto Result = Client.Post("/metrics", Body, "text/plain");
  return Result && Result->status == 200;
}

class Notifier {
public:
  explicit Notifier(std::string Base) : Base(std::move(Base)) {}
  bool notify_bad(const std::string &Text) {
    httplib::Client Client(Base);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
    return static_cast<bool>(Client.Post("/notify", Text, "text/plain"));
  }

private:
  std::string Base;
};

std::string on_the_heap_bad(const std::string &Path) {
  auto Client =
      std::make_unique<httplib::Client>("http://files.internal");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new HTTP client is built for every call{{.*}} [net-client-per-call]
  auto Result = Client->Get(Path);
  return Result ? Result->body : "";
}

// --- the target is the caller's --------------------------------------------

std::string fetch_ok(const std::string &Base, const std::string &Path) {
  httplib::Client Client(Base);
  auto Result = Client.Get(Path);
  return Result ? Result->body : "";
}

void each_host_ok(const std::vector<std::string> &Hosts) {
  for (const std::string &Each : Hosts) {
    httplib::Client Client(Each, 80);
    Client.Get("/health");
  }
}

void each_path_bad(const std::string &Base,
                   const std::vector<std::string> &Paths) {
  for (const std::string &Path : Paths) {
    httplib::Client Client(Base);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
    Client.Get(Path);
  }
}

void each_path_ok(const std::string &Base,
                  const std::vector<std::string> &Paths) {
  httplib::Client Client(Base);
  Client.set_keep_alive(true);
  for (const std::string &Path : Paths)
    Client.Get(Path);
}

static bool ping(const std::string &Base) {
  httplib::Client Client(Base);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
  return static_cast<bool>(Client.Get("/ping"));
}

void wait_until_up_bad(const std::string &Base) {
  while (!ping(Base))
    std::this_thread::sleep_for(std::chrono::seconds(1));
}

// --- handlers --------------------------------------------------------------

void routes(httplib::Server &Server) {
  Server.Get("/quote", [](const httplib::Request &, httplib::Response &Out) {
    httplib::Client Upstream("http://quotes.internal");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
    if (auto Result = Upstream.Get("/today"))
      Out.set_content(Result->body, "text/plain");
    else
      Out.status = 502;
  });

  static httplib::Client Shared("http://quotes.internal");
  Server.Get("/quote2", [](const httplib::Request &, httplib::Response &Out) {
    if (auto Result = Shared.Get("/today"))
      Out.set_content(Result->body, "text/plain");
    else
      Out.status = 502;
  });
}

class Gateway {
public:
  explicit Gateway(const std::string &Upstream) : Upstream(Upstream) {
    Server.Post("/orders", [this](const httplib::Request &In,
                                  httplib::Response &Out) {
      forward_bad(In, Out);
    });
  }

private:
  void forward_bad(const httplib::Request &In, httplib::Response &Out) {
    httplib::Client Client(Upstream);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'httplib{{.*}} [net-client-per-call]
    auto Result = Client.Post("/orders", In.body, "application/json");
    Out.status = Result ? Result->status : 502;
  }
  std::string Upstream;
  httplib::Server Server;
};

// --- clients that stay -----------------------------------------------------

class Api {
public:
  explicit Api(const std::string &Base) : Client(Base) {
    Client.set_keep_alive(true);
  }
  bool alive_ok() { return static_cast<bool>(Client.Get("/alive")); }

private:
  httplib::Client Client;
};

std::unique_ptr<httplib::Client> make_ok() {
  auto Client = std::make_unique<httplib::Client>("http://api.internal");
  Client->set_keep_alive(true);
  return Client;
}

httplib::Client by_value_ok() {
  httplib::Client Client("http://api.internal");
  Client.set_connection_timeout(1);
  return Client;
}

std::string per_thread_ok(const std::string &Path) {
  thread_local httplib::Client Client("http://api.internal");
  Client.set_keep_alive(true);
  auto Result = Client.Get(Path);
  return Result ? Result->body : "";
}

class Cache {
public:
  httplib::Client &of_ok(const std::string &Host) {
    std::lock_guard<std::mutex> Lock(Guard);
    std::unique_ptr<httplib::Client> &Entry = Clients[Host];
    if (!Entry)
      Entry = std::make_unique<httplib::Client>(Host);
    return *Entry;
  }

private:
  std::mutex Guard;
  std::map<std::string, std::unique_ptr<httplib::Client>> Clients;
};

void worker_ok(std::function<bool(std::string &)> Next) {
  std::thread([Next] {
    httplib::Client Client("http://api.internal");
    Client.set_keep_alive(true);
    std::string Path;
    while (Next(Path))
      Client.Get(Path);
  }).detach();
}

int batch_ok(const std::vector<std::string> &Items) {
  httplib::Client Client("http://api.internal");
  Client.set_keep_alive(true);
  int Sent = 0;
  for (const std::string &Item : Items)
    Sent += static_cast<bool>(Client.Post("/items", Item, "text/plain"));
  return Sent;
}

// --- no client at all ------------------------------------------------------

void server_in_function_ok() {
  httplib::Server Server;
  Server.Get("/", [](const httplib::Request &, httplib::Response &Out) {
    Out.set_content("hello", "text/plain");
  });
  Server.listen("0.0.0.0", 8080);
}
