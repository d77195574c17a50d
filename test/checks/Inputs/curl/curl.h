/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   As much of libcurl's interface as the tests beside this folder call. */
#ifndef TEST_CURL_H
#define TEST_CURL_H
#ifdef __cplusplus
extern "C" {
#endif
typedef void CURL;
typedef void CURLM;
typedef void CURLSH;
typedef enum { CURLE_OK, CURLE_SEND_ERROR = 55 } CURLcode;
typedef enum { CURLM_OK } CURLMcode;
typedef enum { CURLSHE_OK } CURLSHcode;
typedef enum {
  CURLOPT_WRITEDATA = 10001,
  CURLOPT_URL = 10002,
  CURLOPT_POSTFIELDS = 10015,
  CURLOPT_HTTPHEADER = 10023,
  CURLOPT_QUOTE = 10028,
  CURLOPT_SHARE = 10100,
  CURLOPT_PRIVATE = 10103,
  CURLOPT_WRITEFUNCTION = 20011,
  CURLOPT_TIMEOUT = 13,
  CURLOPT_FRESH_CONNECT = 74,
  CURLOPT_FORBID_REUSE = 75,
  CURLOPT_HTTP_VERSION = 84,
  CURLOPT_TCP_KEEPALIVE = 213
} CURLoption;
enum { CURL_HTTP_VERSION_1_0 = 1, CURL_HTTP_VERSION_1_1 = 2 };
typedef enum { CURLSHOPT_SHARE = 1 } CURLSHoption;
typedef enum {
  CURL_LOCK_DATA_COOKIE = 2,
  CURL_LOCK_DATA_DNS = 3,
  CURL_LOCK_DATA_CONNECT = 5
} curl_lock_data;
struct curl_slist {
  char *data;
  struct curl_slist *next;
};
CURL *curl_easy_init(void);
CURL *curl_easy_duphandle(CURL *);
CURLcode curl_easy_setopt(CURL *, CURLoption, ...);
CURLcode curl_easy_perform(CURL *);
void curl_easy_reset(CURL *);
void curl_easy_cleanup(CURL *);
CURLM *curl_multi_init(void);
CURLMcode curl_multi_add_handle(CURLM *, CURL *);
CURLMcode curl_multi_remove_handle(CURLM *, CURL *);
CURLMcode curl_multi_perform(CURLM *, int *);
CURLMcode curl_multi_cleanup(CURLM *);
CURLSH *curl_share_init(void);
CURLSHcode curl_share_setopt(CURLSH *, CURLSHoption, ...);
CURLSHcode curl_share_cleanup(CURLSH *);
struct curl_slist *curl_slist_append(struct curl_slist *, const char *);
void curl_slist_free_all(struct curl_slist *);
#ifdef __cplusplus
}
#endif
#endif
