// A file that does not compile is analysed wherever it can be: a missing header
// and a half-typed function do not hide the defects of the others, and code that
// the parser had to skip is not taken for missing.
// RUN: %check_tidy --expect-errors %s net-unclosed-connection %t

#include "Inputs/client.h"
#include "no_such_header.h"
// CHECK-MESSAGES: :[[@LINE-1]]:10: error: 'no_such_header.h' file not found [clang-diagnostic-error]

void before_bad(bool early) {
  CURL *handle = curl_easy_init();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{.*}} warning: {{.*}} [net-unclosed-connection]
  if (early)
    return;
  curl_easy_cleanup(handle);
}

void half_typed_ok() {
  CURL *handle = curl_easy_init();
  if (handle)
    curl_easy_cleanup(handle
}

void unknown_guard_ok() {
  CURL *handle = curl_easy_init();
  HandleGuard guard(handle);
  curl_easy_perform(handle);
}

void unknown_function_ok() {
  CURL *handle = curl_easy_init();
  release_later(handle);
}

void unknown_template_ok() {
  CURL *handle = curl_easy_init();
  missing::owner<CURL> guard{handle};
  curl_easy_perform(handle);
}

template <typename T> T *make() { return new T; }

void after_bad(bool early) {
  CURL *handle = curl_easy_init();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{.*}} warning: {{.*}} [net-unclosed-connection]
  delete make<int>();
  if (early)
    return;
  curl_easy_cleanup(handle);
}
