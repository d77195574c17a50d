// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Members: acquired in one function, released in another one, or in none.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>

// Every function that sees the member is here, and none releases it.
class leaks_bad {
public:
  leaks_bad() : own(curl_easy_init()) {}
// CHECK-MESSAGES: :[[@LINE-1]]:21: warning: this curl handle is kept in 'own', and nothing that can see it releases it{{.*}} [net-unclosed-connection]
  leaks_bad(const leaks_bad &) = delete;
  int use() { return curl_easy_perform(own) != CURLE_OK; }

private:
  CURL *own;
};

class later_bad {
public:
  void start() { own = curl_easy_init(); }
// CHECK-MESSAGES: :[[@LINE-1]]:24: warning: this curl handle is kept in 'own', and nothing that can see it releases it{{.*}} [net-unclosed-connection]
  int use() { return curl_easy_perform(own) != CURLE_OK; }

private:
  CURL *own = nullptr;
};

class destructor_ok {
public:
  destructor_ok() : own(curl_easy_init()) {}
  ~destructor_ok() { curl_easy_cleanup(own); }
  int use() { return curl_easy_perform(own) != CURLE_OK; }

private:
  CURL *own;
};

class other_function_ok {
public:
  other_function_ok() : own(curl_easy_init()) {}
  ~other_function_ok() { stop(); }
  void stop() {
    if (own)
      curl_easy_cleanup(own);
    own = nullptr;
  }

private:
  CURL *own;
};

class no_body_ok {
public:
  no_body_ok() : own(curl_easy_init()) {}
  ~no_body_ok();
  int use() { return curl_easy_perform(own) != CURLE_OK; }

private:
  CURL *own;
};

class other_body_missing_ok {
public:
  other_body_missing_ok() : own(curl_easy_init()) {}
  void shut_down();
  int use() { return curl_easy_perform(own) != CURLE_OK; }

private:
  CURL *own;
};

class accessor_ok {
public:
  accessor_ok() : own(curl_easy_init()) {}
  CURL *get() const { return own; }

private:
  CURL *own;
};

class taken_out_ok {
public:
  taken_out_ok() : own(curl_easy_init()) {}
  CURL *take() {
    auto result = own;
    own = nullptr;
    return result;
  }

private:
  CURL *own;
};

// Public, but of a class that no function outside this file can know.
class public_here_bad {
public:
  public_here_bad() : own(curl_easy_init()) {}
// CHECK-MESSAGES: :[[@LINE-1]]:27: warning: this curl handle is kept in 'own', and nothing that can see it releases it{{.*}} [net-unclosed-connection]
  CURL *own;
};

// An object of this class lives as long as the process.
class daemon_ok {
public:
  daemon_ok() : own(curl_easy_init()) {}
  int use() { return curl_easy_perform(own) != CURLE_OK; }

private:
  CURL *own;
};
daemon_ok the_daemon;

struct seen_outside {
  CURL *own;
};

void extern_function_takes_it_ok(seen_outside *o) { o->own = curl_easy_init(); }

// The friend has no body here, but may release the member.
class befriended_ok {
public:
  explicit befriended_ok() : own(curl_easy_init()) {}
  int use() { return curl_easy_perform(own) != CURLE_OK; }
  friend void tidy_up(befriended_ok &);

private:
  CURL *own;
};
