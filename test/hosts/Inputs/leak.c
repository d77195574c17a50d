#include "client.h"

void leak_bad(int early) {
  CURL *handle = curl_easy_init();
  if (!handle || early)
    return;
  curl_easy_cleanup(handle);
}

void leak_ok(void) {
  CURL *handle = curl_easy_init();
  if (handle)
    curl_easy_cleanup(handle);
}
