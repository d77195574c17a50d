// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is reported wrongly (FP_) or not found (FN_), and why.
//
// RUN: %check_tidy %s net-use-after-close %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>

#include <memory>

// Two functions of a class: the order in which they are called is not known.
class FN_two_functions {
public:
  void stop() { curl_easy_cleanup(own); }
  ~FN_two_functions() { curl_easy_cleanup(own); }

private:
  CURL *own = curl_easy_init();
};

// The bodies of library classes are not followed, so the release that a smart
// pointer makes is not seen.
int FN_pointer_released_by_hand() {
  std::unique_ptr<CURL, void (*)(CURL *)> handle(curl_easy_init(),
                                                 curl_easy_cleanup);
  curl_easy_cleanup(handle.get());
  return 0;
}
