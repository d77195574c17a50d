// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A gateway that asks another server for every request of its own.
//
// RUN: %check_tidy %s net-unbounded-pool %t

#include <curl/curl.h>
#include <httplib.h>

namespace {
class Gateway {
public:
  Gateway() {
    Multi = curl_multi_init();
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: the connections of this curl multi handle have no limit, so as many are opened as requests arrive at once [net-unbounded-pool]
    // CHECK-FIXES: {{^    }}Multi = curl_multi_init();
    // CHECK-FIXES-NEXT: {{^    }}curl_multi_setopt(Multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, 100L);
    Server.Get("/price", [this](const httplib::Request &, httplib::Response &) {
      CURL *Easy = curl_easy_init();
      curl_easy_setopt(Easy, CURLOPT_URL, "https://prices.internal/");
      curl_multi_add_handle(Multi, Easy);
    });
  }
  ~Gateway() { curl_multi_cleanup(Multi); }
  void run() { Server.listen("0.0.0.0", 80); }

private:
  CURLM *Multi;
  httplib::Server Server;
};

class Limited {
public:
  Limited() {
    Multi = curl_multi_init();
    curl_multi_setopt(Multi, CURLMOPT_MAX_HOST_CONNECTIONS, 20L);
    Server.Get("/price", [this](const httplib::Request &, httplib::Response &) {
      CURL *Easy = curl_easy_init();
      curl_multi_add_handle(Multi, Easy);
    });
  }
  ~Limited() { curl_multi_cleanup(Multi); }
  void run() { Server.listen("0.0.0.0", 80); }

private:
  CURLM *Multi;
  httplib::Server Server;
};
} // namespace

void serve() {
  Gateway().run();
  Limited().run();
}
