#include "client.h"

static CURL *kept;

int fetch(void) {
  curl_easy_setopt(kept, CURLOPT_TIMEOUT, 10L);
  curl_easy_setopt(kept, CURLOPT_FORBID_REUSE, 1L);
  return curl_easy_perform(kept);
}
