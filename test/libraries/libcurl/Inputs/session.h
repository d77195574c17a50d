// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Known to the whole project: other files may release what stands here.

#ifndef SESSION_H
#define SESSION_H

#include <curl/curl.h>

struct session {
  CURL *curl;
  char error[CURL_ERROR_SIZE];
};

#endif
