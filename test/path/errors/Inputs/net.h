// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the tests here use of sockets and libcurl. There is no errno, no
// sockaddr_in and no sizeof-worthy sockaddr: those come from headers that the
// tests do not find.
#ifndef NET_H
#define NET_H

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned long size_t;
typedef long ssize_t;
struct sockaddr;
struct addrinfo {
  int ai_family, ai_socktype, ai_protocol;
  unsigned ai_addrlen;
  struct sockaddr *ai_addr;
  struct addrinfo *ai_next;
};
#define AF_INET 2
#define SOCK_STREAM 1
#define SOL_SOCKET 1
int socket(int, int, int);
int bind(int, const struct sockaddr *, unsigned);
int connect(int, const struct sockaddr *, unsigned);
int setsockopt(int, int, int, const void *, unsigned);
ssize_t send(int, const void *, size_t, int);
int close(int);
int getaddrinfo(const char *, const char *, const struct addrinfo *,
                struct addrinfo **);
void freeaddrinfo(struct addrinfo *);

typedef void CURL;
typedef enum { CURLE_OK, CURLE_FAILED } CURLcode;
typedef enum {
  CURLOPT_PORT = 3,
  CURLOPT_TIMEOUT = 13,
  CURLOPT_URL = 10002,
  CURLOPT_USERAGENT = 10018
} CURLoption;
CURL *curl_easy_init(void);
CURLcode curl_easy_setopt(CURL *, CURLoption, ...);
CURLcode curl_easy_perform(CURL *);
void curl_easy_cleanup(CURL *);

int printf(const char *, ...);
int plugin_log(int, const char *, ...);
char *describe(int, char *, size_t);

#ifdef __cplusplus
}
#endif

#define ERROR(...) plugin_log(3, __VA_ARGS__)

#endif
