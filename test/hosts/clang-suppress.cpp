// [[clang::suppress]] silences findings of both halves, on a statement and on a
// declaration. Clang knows the attribute from version 18 on.
// UNSUPPORTED: llvm-16
// RUN: %check_tidy %s net-unclosed-connection,net-client-per-call %t

#include "Inputs/client.h"

void statement_ok() {
  [[clang::suppress]] CURL *handle = curl_easy_init();
  curl_easy_perform(handle);
}

[[clang::suppress]] void function_ok() {
  CURL *handle = curl_easy_init();
  curl_easy_perform(handle);
}

void loop_ok(int count) {
  for (int i = 0; i < count; ++i) {
    [[clang::suppress]] {
      CURL *handle = curl_easy_init();
      curl_easy_perform(handle);
      curl_easy_cleanup(handle);
    }
  }
}

void loop_bad(int count) {
  for (int i = 0; i < count; ++i) {
    CURL *handle = curl_easy_init();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{.*}} warning: {{.*}} [net-client-per-call]
    curl_easy_perform(handle);
    curl_easy_cleanup(handle);
  }
}
