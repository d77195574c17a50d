/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   A struct that other files can see, too. */
#include <curl/curl.h>
typedef struct {
  CURL *own;
} shared_ok;
