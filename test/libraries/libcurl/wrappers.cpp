// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Options that go through a function or a lambda of the code: what the caller writes
// counts.
//
// RUN: %check_tidy %s net-missing-timeout %t --

#include <curl/curl.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

static void set(CURL *handle, CURLoption option, long value) {
  curl_easy_setopt(handle, option, value);
}

bool key_passed_bad(const std::string &url) {
  Handle c(curl_easy_init(), curl_easy_cleanup);
  curl_easy_setopt(c.get(), CURLOPT_URL, url.c_str());
  set(c.get(), CURLOPT_NOSIGNAL, 1L);
  return curl_easy_perform(c.get()) == CURLE_OK;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}

bool key_passed_zero_bad(const std::string &url) {
  Handle c(curl_easy_init(), curl_easy_cleanup);
  curl_easy_setopt(c.get(), CURLOPT_URL, url.c_str());
  set(c.get(), CURLOPT_TIMEOUT, 0L);
  return curl_easy_perform(c.get()) == CURLE_OK;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}

bool key_passed_ok(const std::string &url) {
  Handle c(curl_easy_init(), curl_easy_cleanup);
  curl_easy_setopt(c.get(), CURLOPT_URL, url.c_str());
  set(c.get(), CURLOPT_TIMEOUT, 10L);
  return curl_easy_perform(c.get()) == CURLE_OK;
}

bool key_passed_value_ok(const std::string &url, long seconds) {
  Handle c(curl_easy_init(), curl_easy_cleanup);
  curl_easy_setopt(c.get(), CURLOPT_URL, url.c_str());
  set(c.get(), CURLOPT_TIMEOUT, seconds);
  return curl_easy_perform(c.get()) == CURLE_OK;
}

static void limit(CURL *handle, long seconds) {
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, seconds);
}

bool value_passed_bad(const std::string &url) {
  Handle c(curl_easy_init(), curl_easy_cleanup);
  curl_easy_setopt(c.get(), CURLOPT_URL, url.c_str());
  limit(c.get(), 0);
  return curl_easy_perform(c.get()) == CURLE_OK;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}

bool value_passed_ok(const std::string &url) {
  Handle c(curl_easy_init(), curl_easy_cleanup);
  curl_easy_setopt(c.get(), CURLOPT_URL, url.c_str());
  limit(c.get(), 20);
  return curl_easy_perform(c.get()) == CURLE_OK;
}

// Zero stands for the default here.
static void limitOrDefault(CURL *handle, long seconds) {
  if (seconds == 0)
    seconds = 30;
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, seconds);
}

bool changed_on_the_way_ok(const std::string &url) {
  Handle c(curl_easy_init(), curl_easy_cleanup);
  curl_easy_setopt(c.get(), CURLOPT_URL, url.c_str());
  limitOrDefault(c.get(), 0);
  return curl_easy_perform(c.get()) == CURLE_OK;
}

// The option that nobody has to name.
static bool send(CURL *handle, const std::string &url, long seconds = 0) {
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, seconds);
  return curl_easy_perform(handle) == CURLE_OK;
}

bool default_argument_ok(const std::string &url) {
  Handle c(curl_easy_init(), curl_easy_cleanup);
  return send(c.get(), url);
}

// A table that is passed on: there may be anything in it.
static void put(CURL *handle, CURLoption option, long value) {
  curl_easy_setopt(handle, option, value);
}

bool table_ok(const std::string &url,
              const std::vector<std::pair<CURLoption, long>> &options) {
  Handle c(curl_easy_init(), curl_easy_cleanup);
  curl_easy_setopt(c.get(), CURLOPT_URL, url.c_str());
  for (const auto &option : options)
    put(c.get(), option.first, option.second);
  return curl_easy_perform(c.get()) == CURLE_OK;
}

// Configurators.
bool lambda_bad(const std::string &url) {
  Handle c(curl_easy_init(), curl_easy_cleanup);
  auto configure = [&](CURL *handle) {
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  };
  configure(c.get());
  return curl_easy_perform(c.get()) == CURLE_OK;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-missing-timeout]
}

bool lambda_ok(const std::string &url) {
  Handle c(curl_easy_init(), curl_easy_cleanup);
  auto configure = [&](CURL *handle, long seconds) {
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, seconds);
  };
  configure(c.get(), 10);
  return curl_easy_perform(c.get()) == CURLE_OK;
}
