//===-- archive.h - Alerts for the record -----------------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ALERT_RELAY_ARCHIVE_H
#define ALERT_RELAY_ARCHIVE_H

#include "alert.h"
#include <curl/curl.h>

namespace relay {

/// Uploads what was sent, a batch at a time, to the object store.
class Archive {
public:
  explicit Archive(const std::string &URL);
  ~Archive();
  Archive(const Archive &) = delete;
  Archive &operator=(const Archive &) = delete;

  bool upload(const Alerts &Batch, const std::string &Token);

private:
  CURL *Handle;
};

} // namespace relay

#endif // ALERT_RELAY_ARCHIVE_H
