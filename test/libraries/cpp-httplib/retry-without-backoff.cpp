// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Requests that are sent again until they succeed.
//
// RUN: %check_tidy %s net-retry-without-backoff %t

#include <algorithm>
#include <chrono>
#include <httplib.h>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

// --- reported ----------------------------------------------------------------

std::string result_bad(httplib::Client &Client) {
  while (true) {
    auto Result = Client.Get("/config");
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Get' is tried again at once{{.*}} [net-retry-without-backoff]
    if (Result)
      return Result->body;
  }
}

std::string status_bad(httplib::Client &Client) {
  for (;;) {
    auto Result = Client.Get("/config");
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Get' is tried again
    if (Result && Result->status == 200)
      return Result->body;
    std::cerr << "no configuration yet\n";
  }
}

void condition_bad(httplib::Client &Client) {
  while (!Client.Post("/register", "me", "text/plain")) {
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'Post' is tried again
  }
}

bool send(httplib::Client &Client, const std::string &Event) {
  auto Result = Client.Post("/events", Event, "text/plain");
  if (!Result || Result->status != 202)
    throw std::runtime_error("not delivered");
  return true;
}
void exception_bad(httplib::Client &Client, const std::string &Event) {
  for (;;) {
    try {
      send(Client, Event);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'send' is tried again
      return;
    } catch (const std::exception &E) {
      std::cerr << E.what() << '\n';
    }
  }
}

class Worker {
public:
  void run() {
    while (Running) {
      auto Result = Client.Get("/next");
      // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Get' is tried again
      if (!Result)
        continue;
      Done.push_back(Result->body);
    }
  }

private:
  bool Running = true;
  httplib::Client Client{"queue.internal"};
  std::vector<std::string> Done;
};

// --- silent ------------------------------------------------------------------

std::string growing_ok(httplib::Client &Client) {
  auto Pause = std::chrono::milliseconds(100);
  while (true) {
    if (auto Result = Client.Get("/config"))
      return Result->body;
    std::this_thread::sleep_for(Pause);
    Pause = std::min(Pause * 2, std::chrono::milliseconds(10000));
  }
}

bool bounded_ok(httplib::Client &Client) {
  int Tries = 0;
  do {
    if (Client.Get("/config"))
      return true;
  } while (++Tries < 5);
  return false;
}

std::string refresh();
bool fresh_token_ok(httplib::Client &Client) {
  std::string Token;
  while (true) {
    Client.set_bearer_token_auth(Token);
    if (auto Result = Client.Get("/me"); Result && Result->status == 200)
      return true;
    Token = refresh();
  }
}

bool gives_up_ok(httplib::Client &Client) {
  while (true) {
    auto Result = Client.Get("/config");
    if (!Result)
      return false;
    if (Result->status == 200)
      return true;
  }
}

void exception_leaves_ok(httplib::Client &Client, const std::string &Event) {
  for (;;) {
    try {
      send(Client, Event);
      return;
    } catch (const std::exception &E) {
      std::cerr << E.what() << '\n';
      throw;
    }
  }
}

void each_host_ok(const std::vector<std::string> &Hosts) {
  for (const std::string &Host : Hosts) {
    httplib::Client Client(Host);
    if (Client.Get("/ping"))
      break;
  }
}

void polling_ok(httplib::Client &Client, std::vector<std::string> &Seen) {
  while (Seen.size() < 100) {
    auto Result = Client.Get("/next");
    Seen.push_back(Result ? Result->body : "");
  }
}
