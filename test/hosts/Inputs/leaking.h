#include "client.h"

static void leak_bad(void) {
  CURL *handle = curl_easy_init();
  curl_easy_perform(handle);
}
