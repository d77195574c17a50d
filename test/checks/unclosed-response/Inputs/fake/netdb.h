/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   As much of the resolver as the tests beside this folder call. */
#ifndef TEST_NETDB_H
#define TEST_NETDB_H
#ifdef __cplusplus
extern "C" {
#endif
struct addrinfo {
  struct addrinfo *ai_next;
};
int getaddrinfo(const char *, const char *, const struct addrinfo *,
                struct addrinfo **);
void freeaddrinfo(struct addrinfo *);
#ifdef __cplusplus
}
#endif
#endif
