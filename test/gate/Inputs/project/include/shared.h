#ifndef SHARED_H
#define SHARED_H
#include "client.h"

static inline int probe(int early) {
  CURL *handle = curl_easy_init();
  if (!handle || early)
    return 0;
  curl_easy_cleanup(handle);
  return 1;
}
#endif
