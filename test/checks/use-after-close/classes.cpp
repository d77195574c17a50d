// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Owners that are right, and owners that release twice.
//
// RUN: %check_tidy %s net-use-after-close %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>

#include <memory>
#include <utility>

extern int busy();

struct deleter {
  void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};
using pointer = std::unique_ptr<CURL, deleter>;

class owner {
public:
  explicit owner(CURL *handle) : own(handle) {}
  owner(owner &&other) noexcept : own(std::exchange(other.own, nullptr)) {}
  ~owner() { curl_easy_cleanup(own); }
  CURL *get() const { return own; }
  CURL *release() { return std::exchange(own, nullptr); }

private:
  CURL *own;
};

int lambda_bad() {
  auto work = [] {
    CURL *handle = curl_easy_init();
    curl_easy_cleanup(handle);
    return curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this curl handle is used after it was released{{.*}} [net-use-after-close]
  };
  return work();
}

template <class Check> int template_bad(Check failed) {
  CURL *handle = curl_easy_init();
  if (failed(busy()))
    curl_easy_cleanup(handle);
  curl_easy_cleanup(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this curl handle is released a second time{{.*}} [net-use-after-close]
  return 0;
}

int instantiated() {
  return template_bad([](int status) { return status != 0; });
}

class worker {
public:
  int run_bad() {
    CURL *handle = curl_easy_init();
    end(handle);
    return curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this curl handle is used after it was released{{.*}} [net-use-after-close]
  }

private:
  void end(CURL *handle) { curl_easy_cleanup(handle); }
};

int released_by_hand_bad() {
  owner handle(curl_easy_init());
  curl_easy_cleanup(handle.get());
  return curl_easy_perform(handle.get());
// CHECK-MESSAGES: :[[@LINE-1]]:10: warning: this curl handle is used after it was released{{.*}} [net-use-after-close]
}

int owning_class_ok() {
  owner handle(curl_easy_init());
  return curl_easy_perform(handle.get());
}

int taken_out_ok() {
  owner handle(curl_easy_init());
  curl_easy_cleanup(handle.release());
  return 0;
}

int moved_ok() {
  owner first(curl_easy_init());
  owner second(std::move(first));
  return curl_easy_perform(second.get());
}

int pointer_ok() {
  pointer handle(curl_easy_init());
  return curl_easy_perform(handle.get());
}

int reset_ok() {
  pointer handle(curl_easy_init());
  handle.reset(curl_easy_init());
  return curl_easy_perform(handle.get());
}

int released_pointer_ok() {
  pointer handle(curl_easy_init());
  curl_easy_cleanup(handle.release());
  return 0;
}

class reconnecting_ok {
public:
  ~reconnecting_ok() { stop(); }
  void start() {
    stop();
    own = curl_easy_init();
  }
  void stop() {
    if (own)
      curl_easy_cleanup(own);
    own = nullptr;
  }

private:
  CURL *own = nullptr;
};

class stopped_ok {
public:
  void stop() { curl_easy_cleanup(own); }
  int use() { return curl_easy_perform(own); }

private:
  CURL *own = nullptr;
};
