// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is found where there is nothing, or not found, and why.
//
// RUN: %check_tidy %s %core %t

#include <curl/curl.h>

// Built again without releasing what the member held before.
class FN_Token {
public:
  FN_Token() : Handle(curl_easy_init()) {}
  ~FN_Token() {
    curl_slist_free_all(Headers);
    curl_easy_cleanup(Handle);
  }
  FN_Token(const FN_Token &) = delete;
  FN_Token &operator=(const FN_Token &) = delete;
  void set(const char *Line) {
    Headers = curl_slist_append(nullptr, Line);
    curl_easy_setopt(Handle, CURLOPT_HTTPHEADER, Headers);
  }

private:
  CURL *Handle;
  curl_slist *Headers = nullptr;
};
