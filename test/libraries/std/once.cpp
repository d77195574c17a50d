// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a flag lets run once in the life of the process is not run per call.
//
// RUN: %check_tidy %s net-client-per-call %t -- -- -std=c++17

#include <curl/curl.h>
#include <mutex>

static void sendTo(const char *Url) {
  CURL *Handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  if (!Handle)
    return;
  curl_easy_setopt(Handle, CURLOPT_URL, Url);
  curl_easy_perform(Handle);
  curl_easy_cleanup(Handle);
}

static void sendOnce() {
  CURL *Handle = curl_easy_init();
  if (!Handle)
    return;
  curl_easy_perform(Handle);
  curl_easy_cleanup(Handle);
}

void announceGood(const char *Url) {
  static std::once_flag Once;
  std::call_once(Once, [Url] {
    CURL *Handle = curl_easy_init();
    if (!Handle)
      return;
    curl_easy_setopt(Handle, CURLOPT_URL, Url);
    curl_easy_perform(Handle);
    curl_easy_cleanup(Handle);
  });
}

void announceNamedGood() {
  static std::once_flag Once;
  std::call_once(Once, sendOnce);
}

// Something else calls the function as well.
void announceAndSendBad(const char *Url) {
  static std::once_flag Once;
  std::call_once(Once, sendTo, Url);
  sendTo(Url);
}

// Each object has a flag of its own.
class Session {
public:
  void openBad(const char *Url) {
    std::call_once(Once, [Url] {
      CURL *Handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
      if (!Handle)
        return;
      curl_easy_setopt(Handle, CURLOPT_URL, Url);
      curl_easy_perform(Handle);
      curl_easy_cleanup(Handle);
    });
  }
  void openAllGood(const char *Url) {
    std::call_once(ForAll, [Url] {
      CURL *Handle = curl_easy_init();
      if (!Handle)
        return;
      curl_easy_setopt(Handle, CURLOPT_URL, Url);
      curl_easy_perform(Handle);
      curl_easy_cleanup(Handle);
    });
  }

private:
  std::once_flag Once;
  static std::once_flag ForAll;
};

// So has each call.
void localFlagBad(const char *Url) {
  std::once_flag Once;
  std::call_once(Once, [Url] {
    CURL *Handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
    if (!Handle)
      return;
    curl_easy_setopt(Handle, CURLOPT_URL, Url);
    curl_easy_perform(Handle);
    curl_easy_cleanup(Handle);
  });
}

// A loop in what runs once is a loop.
void loopBad(const char *const *Urls) {
  static std::once_flag Once;
  std::call_once(Once, [Urls] {
    for (const char *const *Url = Urls; *Url; ++Url) {
      CURL *Handle = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
      if (!Handle)
        return;
      curl_easy_setopt(Handle, CURLOPT_URL, *Url);
      curl_easy_perform(Handle);
      curl_easy_cleanup(Handle);
    }
  });
}
