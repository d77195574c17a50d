//===-- archive.cpp - Alerts for the record -------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "archive.h"

namespace relay {

Archive::Archive(const std::string &URL) : Handle(curl_easy_init()) {
  curl_easy_setopt(Handle, CURLOPT_URL, URL.c_str());
  curl_easy_setopt(Handle, CURLOPT_TIMEOUT, 30L);
  // The store's old balancer confused connections that were reused.
  curl_easy_setopt(Handle, CURLOPT_FORBID_REUSE, 1L);
}

Archive::~Archive() { curl_easy_cleanup(Handle); }

bool Archive::upload(const Alerts &Batch, const std::string &Token) {
  std::string Body;
  for (const Alert &A : Batch)
    Body += toJson(A) + "\n";

  std::string Authorization = "Authorization: Bearer " + Token;
  curl_slist *Headers = curl_slist_append(nullptr, Authorization.c_str());
  if (!Headers)
    return false;
  curl_easy_setopt(Handle, CURLOPT_HTTPHEADER, Headers);
  curl_easy_setopt(Handle, CURLOPT_COPYPOSTFIELDS, Body.c_str());
  if (curl_easy_perform(Handle) != CURLE_OK)
    return false;

  long Status = 0;
  curl_easy_getinfo(Handle, CURLINFO_RESPONSE_CODE, &Status);
  curl_easy_setopt(Handle, CURLOPT_HTTPHEADER, nullptr);
  curl_slist_free_all(Headers);
  return Status / 100 == 2;
}

} // namespace relay
