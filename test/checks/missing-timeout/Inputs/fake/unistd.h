/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   As much of POSIX as the tests beside this folder call. */
#ifndef TEST_UNISTD_H
#define TEST_UNISTD_H
#ifdef __cplusplus
extern "C" {
#endif
struct sockaddr;
int open(const char *, int, ...);
int close(int);
int pipe(int[2]);
long read(int, void *, unsigned long);
long write(int, const void *, unsigned long);
int socket(int, int, int);
int connect(int, const struct sockaddr *, unsigned);
long recv(int, void *, unsigned long, int);
int setsockopt(int, int, int, const void *, unsigned);
struct pollfd {
  int fd;
  short events, revents;
};
int poll(struct pollfd *, unsigned long, int);
struct timeval {
  long tv_sec, tv_usec;
};
enum { SOL_SOCKET = 1, SO_RCVTIMEO = 20, SOCK_STREAM = 1 };
#ifdef __cplusplus
}
#endif
#endif
