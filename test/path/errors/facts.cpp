// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// "No function in this file sets a timeout" is only said where the functions
// that do not compile, and what is lost between functions, cannot have done it.
//
// RUN: %check_tidy --expect-errors %s net-missing-timeout %t

#include "no_such_header.h"
// CHECK-MESSAGES: :[[@LINE-1]]:10: error: 'no_such_header.h' file not found
#include "Inputs/net.h"

static CURL *nobody_sets_it;
void nobody_init() {
  nobody_sets_it = curl_easy_init();
  // CHECK-MESSAGES: :[[@LINE+4]]:{{.*}} warning: 'curl_easy_perform' can wait for ever
  curl_easy_setopt(nobody_sets_it, CURLOPT_USERAGENT, PACKAGE "/" VERSION);
}
void nobody_request() {
  curl_easy_perform(nobody_sets_it);
}
void nobody_mentions_it(int x) { unknown_function(x, UNKNOWN_VALUE); }

static CURL *value_unknown;
void value_unknown_init() { value_unknown = curl_easy_init(); }
void value_unknown_request() { curl_easy_perform(value_unknown); }
void value_unknown_tune() {
  curl_easy_setopt(value_unknown, CURLOPT_TIMEOUT, UNKNOWN_SECONDS);
}

static CURL *dropped;
void dropped_init() { dropped = curl_easy_init(); }
void dropped_request() { curl_easy_perform(dropped); }
void dropped_tune() {
  curl_easy_setopt(dropped, CURLOPT_TIMEOUT, 3L UNKNOWN_UNIT);
}

static CURL *unknown_setter;
void unknown_setter_init() { unknown_setter = curl_easy_init(); }
void unknown_setter_request() { curl_easy_perform(unknown_setter); }
void unknown_setter_tune() { SET_DEFAULTS(unknown_setter, NAME "/"); }

static CURL *unknown_parameter;
void unknown_parameter_init() { unknown_parameter = curl_easy_init(); }
void unknown_parameter_request() { curl_easy_perform(unknown_parameter); }
void unknown_parameter_tune(Unknown seconds) {
  curl_easy_setopt(unknown_parameter, CURLOPT_TIMEOUT, seconds);
}

static CURL *unknown_result;
void unknown_result_init() { unknown_result = curl_easy_init(); }
void unknown_result_request() { curl_easy_perform(unknown_result); }
Unknown unknown_result_tune() {
  curl_easy_setopt(unknown_result, CURLOPT_TIMEOUT, 3L);
}

static CURL *lost_function;
void lost_function_init() { lost_function = curl_easy_init(); }
void lost_function_request() { curl_easy_perform(lost_function); }
DEFINE_FUNCTION(lost_function_tune) {
  curl_easy_setopt(lost_function, CURLOPT_TIMEOUT, 3L);
}

static CURL *lost_class;
void lost_class_init() { lost_class = curl_easy_init(); }
void lost_class_request() { curl_easy_perform(lost_class); }
class UNKNOWN_EXPORT Tuner {
  void tune() { curl_easy_setopt(lost_class, CURLOPT_TIMEOUT, 3L); }
};

class Client {
public:
  Client() : handle_(curl_easy_init()) {}
  ~Client() { curl_easy_cleanup(handle_); }
  void request() { curl_easy_perform(handle_); }
  void tune() { curl_easy_setopt(handle_, CURLOPT_TIMEOUT, 3L UNKNOWN_UNIT); }

private:
  CURL *handle_;
};

class Configured {
public:
  Configured() : handle_(curl_easy_init()) {
    UNKNOWN_PREFIX set(CURLOPT_PORT, 80L);
    set(CURLOPT_TIMEOUT, 3L);
  }
  ~Configured() { curl_easy_cleanup(handle_); }
  void request() { curl_easy_perform(handle_); }

private:
  template <typename T> void set(CURLoption option, T value) {
    curl_easy_setopt(handle_, option, value);
  }
  CURL *handle_;
};
