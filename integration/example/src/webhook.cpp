//===-- webhook.cpp - Alerts to the people on call ------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "webhook.h"

namespace relay {

Webhook::Webhook(const std::string &URL)
    : Handle(curl_easy_init()),
      Headers(curl_slist_append(nullptr, "Content-Type: application/json")) {
  curl_easy_setopt(Handle.get(), CURLOPT_URL, URL.c_str());
  curl_easy_setopt(Handle.get(), CURLOPT_HTTPHEADER, Headers.get());
  curl_easy_setopt(Handle.get(), CURLOPT_TIMEOUT_MS, 5000L);
}

bool Webhook::post(const Alert &A) {
  std::string Body = toJson(A);
  curl_easy_setopt(Handle.get(), CURLOPT_COPYPOSTFIELDS, Body.c_str());
  return curl_easy_perform(Handle.get()) == CURLE_OK;
}

std::size_t postDigest(const std::string &URL, const Alerts &Batch) {
  std::size_t Arrived = 0;
  for (const Alert &A : Batch) {
    CURL *Handle = curl_easy_init();
    if (!Handle)
      break;
    std::string Body = toJson(A);
    curl_easy_setopt(Handle, CURLOPT_URL, URL.c_str());
    curl_easy_setopt(Handle, CURLOPT_TIMEOUT, 10L);
    curl_easy_setopt(Handle, CURLOPT_POSTFIELDS, Body.c_str());
    if (curl_easy_perform(Handle) == CURLE_OK)
      ++Arrived;
    curl_easy_cleanup(Handle);
  }
  return Arrived;
}

} // namespace relay
