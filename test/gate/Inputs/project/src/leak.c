#include "client.h"

void leak(int early) {
  CURL *handle = curl_easy_init();
  if (!handle || early)
    return;
  curl_easy_cleanup(handle);
}
