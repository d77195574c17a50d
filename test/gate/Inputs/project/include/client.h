// The part of a client library that these tests use.
#ifndef CLIENT_H
#define CLIENT_H
typedef void CURL;
typedef enum {
  CURLOPT_URL = 10002,
  CURLOPT_TIMEOUT = 13,
  CURLOPT_FORBID_REUSE = 75
} CURLoption;
CURL *curl_easy_init(void);
int curl_easy_setopt(CURL *handle, CURLoption option, ...);
int curl_easy_perform(CURL *handle);
void curl_easy_cleanup(CURL *handle);
#endif
