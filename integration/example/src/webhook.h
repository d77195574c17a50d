//===-- webhook.h - Alerts to the people on call ----------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ALERT_RELAY_WEBHOOK_H
#define ALERT_RELAY_WEBHOOK_H

#include "alert.h"
#include <curl/curl.h>
#include <memory>

namespace relay {

/// Posts alerts to one webhook, over one connection for as long as it lives.
class Webhook {
public:
  explicit Webhook(const std::string &URL);

  bool post(const Alert &A);

private:
  struct Cleanup {
    void operator()(CURL *Handle) const { curl_easy_cleanup(Handle); }
    void operator()(curl_slist *List) const { curl_slist_free_all(List); }
  };
  std::unique_ptr<CURL, Cleanup> Handle;
  std::unique_ptr<curl_slist, Cleanup> Headers;
};

/// Posts a batch to a webhook that is used once a day; returns how many
/// arrived.
std::size_t postDigest(const std::string &URL, const Alerts &Batch);

} // namespace relay

#endif // ALERT_RELAY_WEBHOOK_H
