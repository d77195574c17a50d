// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Members, owners, lambdas and templates.
//
// RUN: %check_tidy %s net-missing-timeout %t -- -- -I%S/Inputs

#include <curl/curl.h>

#include <memory>
#include <mutex>

extern int busy();

struct deleter {
  void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};
using pointer = std::unique_ptr<CURL, deleter>;

int pointer_bad(const char *url) {
  pointer handle(curl_easy_init());
  curl_easy_setopt(handle.get(), CURLOPT_URL, url);
  return curl_easy_perform(handle.get());
// CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
}

int pointer_ok() {
  pointer handle(curl_easy_init());
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, 10L);
  return curl_easy_perform(handle.get());
}

int lambda_bad() {
  auto send = [] {
    CURL *handle = curl_easy_init();
    int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
    curl_easy_cleanup(handle);
    return status;
  };
  return send();
}

int set_in_lambda_ok() {
  CURL *handle = curl_easy_init();
  auto limit = [&] { curl_easy_setopt(handle, CURLOPT_TIMEOUT, 10L); };
  limit();
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

template <class Check> int template_bad(Check accepted) {
  CURL *handle = curl_easy_init();
  int status = curl_easy_perform(handle);
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  curl_easy_cleanup(handle);
  return accepted(status);
}

int instantiated() {
  return template_bad([](int status) { return status == 0; });
}

template <class Value>
static void set(CURL *handle, CURLoption option, Value value) {
  curl_easy_setopt(handle, option, value);
}

int set_in_template_ok() {
  CURL *handle = curl_easy_init();
  set(handle, CURLOPT_TIMEOUT, 10L);
  int status = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return status;
}

// Every function that sees the member is here, and none bounds its requests.
class nowhere_bad {
public:
  nowhere_bad() : own(curl_easy_init()) {}
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
  ~nowhere_bad() { curl_easy_cleanup(own); }
  int send(const char *url) {
    curl_easy_setopt(own, CURLOPT_URL, url);
    return curl_easy_perform(own);
  }

private:
  CURL *own;
};

class infinite_bad {
public:
  infinite_bad() : own(curl_easy_init()) {
// CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'curl_easy_perform' can wait for ever: the timeout of this curl handle is set to a value that means "no limit" [net-missing-timeout]
    curl_easy_setopt(own, CURLOPT_TIMEOUT, 0L);
  }
  ~infinite_bad() { curl_easy_cleanup(own); }
  int send() { return curl_easy_perform(own); }

private:
  CURL *own;
};

class constructor_ok {
public:
  constructor_ok() : own(curl_easy_init()) {
    curl_easy_setopt(own, CURLOPT_TIMEOUT, 10L);
  }
  ~constructor_ok() { curl_easy_cleanup(own); }
  int send() { return curl_easy_perform(own); }

private:
  CURL *own;
};

class setter_ok {
public:
  setter_ok() : own(curl_easy_init()) {}
  ~setter_ok() { curl_easy_cleanup(own); }
  void limit(long seconds) { curl_easy_setopt(own, CURLOPT_TIMEOUT, seconds); }
  int send() { return curl_easy_perform(own); }

private:
  CURL *own;
};

class no_body_ok {
public:
  no_body_ok() : own(curl_easy_init()) {}
  ~no_body_ok() { curl_easy_cleanup(own); }
  void configure();
  int send() { return curl_easy_perform(own); }

private:
  CURL *own;
};

class accessor_ok {
public:
  accessor_ok() : own(curl_easy_init()) {}
  ~accessor_ok() { curl_easy_cleanup(own); }
  CURL *handle() const { return own; }
  int send() { return curl_easy_perform(own); }

private:
  CURL *own;
};

class given_ok {
public:
  explicit given_ok(CURL *handle) : own(handle) {}
  int send() { return curl_easy_perform(own); }

private:
  CURL *own;
};

struct seen_outside {
  CURL *own;
};

// Whoever made the handle of the structure may have set it up.
int extern_function_takes_it_ok(seen_outside *o) {
  return curl_easy_perform(o->own);
}

int stored_for_others_ok(seen_outside *o) {
  o->own = curl_easy_init();
  return o->own ? 0 : -1;
}

// On one path it is made right here.
int made_here_bad(seen_outside *o) {
  if (!o->own)
    o->own = curl_easy_init();
  return curl_easy_perform(o->own);
// CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'curl_easy_perform' can wait for ever: no timeout is set on this curl handle, so a peer that stalls blocks it for good [net-missing-timeout]
}

// The friend has no body here, but may set a bound.
class befriended_ok {
public:
  befriended_ok() : own(curl_easy_init()) {}
  ~befriended_ok() { curl_easy_cleanup(own); }
  int send() { return curl_easy_perform(own); }
  friend void configure(befriended_ok &);

private:
  CURL *own;
};

// A static that is set up once, where no path shows it.
static CURL *shared() {
  static CURL *handle = curl_easy_init();
  static std::once_flag once;
  std::call_once(once, [] { curl_easy_setopt(handle, CURLOPT_TIMEOUT, 3L); });
  return handle;
}

int static_ok() { return curl_easy_perform(shared()); }
