// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What counts as evidence that a client is built again and again, and what
// does not.
//
// RUN: %check_tidy %s net-client-per-call %t -- -- -I%S/Inputs -I%S/../Inputs

#include <algorithm>
#include <curl/curl.h>
#include <httplib.h>
#include <string>
#include <thread>
#include <vector>

using Strings = std::vector<std::string>;

// --- loops -------------------------------------------------------------------

void each_element_bad(const Strings &Paths) {
  for (const std::string &Path : Paths) {
    CURL *Handle = curl_easy_init();
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: a new curl handle is built for every iteration, so its connection is never reused: {{.*}} [net-client-per-call]
    curl_easy_setopt(Handle, CURLOPT_URL, Path.c_str());
    curl_easy_perform(Handle);
    curl_easy_cleanup(Handle);
  }
}

void while_condition_bad(Strings Paths) {
  while (!Paths.empty()) {
    CURL *Handle = curl_easy_init();
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: a new curl handle is built for every iteration
    curl_easy_setopt(Handle, CURLOPT_URL, Paths.back().c_str());
    Paths.pop_back();
    curl_easy_perform(Handle);
    curl_easy_cleanup(Handle);
  }
}

void algorithm_bad(const Strings &Paths) {
  std::for_each(Paths.begin(), Paths.end(), [](const std::string &Path) {
    CURL *Handle = curl_easy_init();
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: a new curl handle is built for every iteration
    curl_easy_setopt(Handle, CURLOPT_URL, Path.c_str());
    curl_easy_perform(Handle);
    curl_easy_cleanup(Handle);
  });
}

void local_function_bad(const Strings &Paths) {
  auto Fetch = [](const std::string &Path) {
    httplib::Client Client("http://files.internal");
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every iteration
    return static_cast<bool>(Client.Get(Path));
  };
  for (const std::string &Path : Paths)
    Fetch(Path);
}

// Leaves in its first round.
bool no_loop_ok(httplib::Client &Other, bool Direct) {
  static httplib::Client Kept("http://a.internal");
  do {
    if (Direct)
      break;
    return static_cast<bool>(Kept.Get("/"));
  } while (false);
  return static_cast<bool>(Other.Get("/"));
}

// --- callers -----------------------------------------------------------------

static bool send_one(const std::string &Path) {
  CURL *Handle = curl_easy_init();
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: a new curl handle is built for every iteration
  curl_easy_setopt(Handle, CURLOPT_URL, Path.c_str());
  bool Sent = curl_easy_perform(Handle) == CURLE_OK;
  curl_easy_cleanup(Handle);
  return Sent;
}
static bool try_one(const std::string &Path) { return send_one("/" + Path); }
void send_all(const Strings &Paths) {
  for (const std::string &Path : Paths)
    try_one(Path);
}

static CURL *make_handle() {
  CURL *Handle = curl_easy_init();
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: a new curl handle is built for every iteration
  curl_easy_setopt(Handle, CURLOPT_TIMEOUT, 10L);
  return Handle;
}
void use_factory_bad(const Strings &Paths) {
  for (const std::string &Path : Paths) {
    CURL *Handle = make_handle();
    curl_easy_setopt(Handle, CURLOPT_URL, Path.c_str());
    curl_easy_perform(Handle);
    curl_easy_cleanup(Handle);
  }
}

// --- handlers ----------------------------------------------------------------

void route_bad(httplib::Server &Server) {
  Server.Get("/a", [](const httplib::Request &, httplib::Response &Out) {
    httplib::Client Upstream("http://upstream.internal");
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every request
    Out.status = Upstream.Get("/a") ? 200 : 502;
  });
}

static void handle_order(const httplib::Request &, httplib::Response &Out) {
  httplib::Client Upstream("http://orders.internal");
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: a new 'httplib::Client' is built for every request
  Out.status = Upstream.Get("/orders") ? 200 : 502;
}
void named_route(httplib::Server &Server) { Server.Get("/o", handle_order); }

class Proxy {
public:
  void install(httplib::Server &Server) {
    Server.Post("/p", [this](const httplib::Request &In,
                             httplib::Response &Out) { forward(In, Out); });
  }

private:
  void forward(const httplib::Request &In, httplib::Response &Out) {
    httplib::Client Upstream(Base);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a new 'httplib::Client' is built for every request
    Out.status = Upstream.Get(In.path) ? 200 : 502;
  }
  std::string Base;
};

// The client is built once and captured.
void captured_ok(httplib::Server &Server) {
  auto Upstream = std::make_shared<httplib::Client>("http://kept.internal");
  Server.Get("/k",
             [Upstream](const httplib::Request &, httplib::Response &Out) {
               Out.status = Upstream->Get("/") ? 200 : 502;
             });
}

// --- threads -----------------------------------------------------------------

struct Worker {
  bool Stopped = false;
  std::thread Thread;
  Strings Paths;
  // Builds its client before its own loop.
  void start_ok() {
    Thread = std::thread([this] {
      httplib::Client Client("http://work.internal");
      while (!Stopped)
        Client.Get("/next");
    });
  }
  void start_bad() {
    Thread = std::thread([this] {
      while (!Stopped) {
        httplib::Client Client("http://work.internal");
        // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: a new 'httplib::Client' is built for every iteration
        Client.Get("/next");
      }
    });
  }
};

// One client per thread cannot be shared.
void one_per_thread_ok(const Strings &Paths) {
  std::vector<std::thread> Threads;
  for (const std::string &Path : Paths)
    Threads.emplace_back([Path] {
      httplib::Client Client("http://work.internal");
      Client.Get(Path);
    });
  for (std::thread &Each : Threads)
    Each.join();
}

// --- once --------------------------------------------------------------------

static bool check_once(const char *Path) {
  httplib::Client Client("http://config.internal");
  return static_cast<bool>(Client.Get(Path));
}
static const bool Configured = check_once("/static");

#define TEST(Suite, Name)                                                      \
  struct Suite##_##Name##_Test {                                               \
    void TestBody();                                                           \
  };                                                                           \
  void Suite##_##Name##_Test::TestBody()
TEST(Server, Answers) {
  httplib::Client Client("http://localhost");
  if (!Client.Get("/"))
    throw 1;
}

int main(int Count, char **Arguments) {
  CURL *Once = curl_easy_init();
  curl_easy_setopt(Once, CURLOPT_URL, "http://a.internal");
  curl_easy_perform(Once);
  curl_easy_cleanup(Once);
  check_once("/main");
  for (int I = 1; I < Count; ++I) {
    CURL *Handle = curl_easy_init();
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: a new curl handle is built for every iteration
    curl_easy_setopt(Handle, CURLOPT_URL, Arguments[I]);
    curl_easy_perform(Handle);
    curl_easy_cleanup(Handle);
  }
  return Configured;
}
