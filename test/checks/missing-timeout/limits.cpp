// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is reported wrongly (FP_) or not found (FN_), and why.
//
// RUN: %check_tidy %s net-missing-timeout %t -- -- -I%S/Inputs

#include <curl/curl.h>

#include <map>

// What a container gives back is not known to be what was put in.
int FN_out_of_a_container(std::map<int, CURL *> &all) {
  all[1] = curl_easy_init();
  return curl_easy_perform(all[1]);
}

// The rest of a function after a throw is not followed.
int FN_after_a_handler() {
  CURL *handle = nullptr;
  int status = 0;
  try {
    throw 1;
  } catch (int) {
    handle = curl_easy_init();
    status = curl_easy_perform(handle);
    curl_easy_cleanup(handle);
  }
  return status;
}
