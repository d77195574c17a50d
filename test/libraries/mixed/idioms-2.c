// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// More idioms of C programs.
//
// RUN: %check_tidy %s %core %t

#define _GNU_SOURCE
#include <curl/curl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/ioctl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <netdb.h>
#include <ifaddrs.h>
#include <unistd.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <time.h>
#include <signal.h>
#include <dirent.h>
#include <assert.h>
#include <syslog.h>
#include <err.h>

// err exit: fine
int e1(const char *p) {
  int fd = open(p, O_RDONLY);
  if (fd < 0)
    err(1, "open");
  char b;
  if (read(fd, &b, 1) != 1)
    errx(2, "short");
  close(fd);
  return b;
}

// assert: fine
int e2(const char *p) {
  int fd = open(p, O_RDONLY);
  assert(fd >= 0);
  char b;
  ssize_t n = read(fd, &b, 1);
  assert(n == 1);
  close(fd);
  return b;
}

// die helper: fine
static void die(const char *m) {
  perror(m);
  exit(1);
}
int e3(const char *p) {
  int fd = open(p, O_RDONLY);
  if (fd < 0)
    die(p);
  char b;
  if (read(fd, &b, 1) != 1)
    die("read");
  close(fd);
  return b;
}

// bind fail no close: a defect
int e4(int port) {
  struct sockaddr_in a = {0};
  int s = socket(PF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (s == -1) {
    syslog(LOG_ERR, "socket: %m");
    return -1;
  }
  a.sin_family = AF_INET;
  a.sin_port = htons(port);
  if (bind(s, (struct sockaddr *)&a, sizeof(a)) < 0) {
    syslog(LOG_ERR, "bind: %m");
    return -1;
  }
  if (listen(s, 5) < 0) {
    close(s);
    return -1;
  }
  return s;
}

// mac address: fine
int e5(const char *ifn, unsigned char *mac) {
  struct ifreq r;
  int s = socket(AF_INET, SOCK_DGRAM, 0);
  if (s < 0)
    return -1;
  memset(&r, 0, sizeof r);
  strncpy(r.ifr_name, ifn, IFNAMSIZ - 1);
  if (ioctl(s, SIOCGIFHWADDR, &r) < 0) {
    close(s);
    return -1;
  }
  memcpy(mac, r.ifr_hwaddr.sa_data, 6);
  close(s);
  return 0;
}

// mac address: a defect
int e6(const char *ifn, unsigned char *mac) {
  struct ifreq r;
  int s = socket(AF_INET, SOCK_DGRAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (s < 0)
    return -1;
  memset(&r, 0, sizeof r);
  strncpy(r.ifr_name, ifn, IFNAMSIZ - 1);
  if (ioctl(s, SIOCGIFHWADDR, &r) < 0)
    return -1;
  memcpy(mac, r.ifr_hwaddr.sa_data, 6);
  close(s);
  return 0;
}

// ifaddrs break: fine
int e7(struct in_addr *o) {
  struct ifaddrs *l, *i;
  int rc = -1;
  if (getifaddrs(&l) == -1)
    return -1;
  for (i = l; i; i = i->ifa_next) {
    if (!i->ifa_addr || i->ifa_addr->sa_family != AF_INET)
      continue;
    *o = ((struct sockaddr_in *)i->ifa_addr)->sin_addr;
    rc = 0;
    break;
  }
  freeifaddrs(l);
  return rc;
}

// ifaddrs return: a defect
int e8(struct in_addr *o) {
  struct ifaddrs *l, *i;
  if (getifaddrs(&l) == -1)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this list of network interfaces is not released on a path through this function{{.*}} [net-unclosed-response]
    return -1;
  for (i = l; i; i = i->ifa_next) {
    if (i->ifa_addr && i->ifa_addr->sa_family == AF_INET) {
      *o = ((struct sockaddr_in *)i->ifa_addr)->sin_addr;
      return 0;
    }
  }
  freeifaddrs(l);
  return -1;
}

// addrinfo family retry: fine
int e9(const char *h) {
  struct addrinfo hi = {0}, *l;
  hi.ai_family = AF_INET6;
  int e = getaddrinfo(h, NULL, &hi, &l);
  if (e) {
    hi.ai_family = AF_INET;
    e = getaddrinfo(h, NULL, &hi, &l);
  }
  if (e)
    return -1;
  freeaddrinfo(l);
  return 0;
}

// scm rights: fine
int e10(int s, const char *p) {
  int fd = open(p, O_RDONLY);
  if (fd < 0)
    return -1;
  char c[CMSG_SPACE(sizeof(int))] = {0};
  struct msghdr m = {0};
  m.msg_control = c;
  m.msg_controllen = sizeof c;
  struct cmsghdr *h = CMSG_FIRSTHDR(&m);
  h->cmsg_level = SOL_SOCKET;
  h->cmsg_type = SCM_RIGHTS;
  h->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(h), &fd, sizeof fd);
  int r = (int)sendmsg(s, &m, 0);
  close(fd);
  return r;
}

// epoll ptr ctx: fine
struct ctx {
  int fd;
};
int e11(int ep, int l) {
  int c = accept(l, NULL, NULL);
  if (c < 0)
    return -1;
  struct ctx *x = malloc(sizeof *x);
  if (!x) {
    close(c);
    return -1;
  }
  x->fd = c;
  struct epoll_event ev = {.events = EPOLLIN, .data.ptr = x};
  if (epoll_ctl(ep, EPOLL_CTL_ADD, c, &ev)) {
    close(c);
    free(x);
    return -1;
  }
  return 0;
}

// epoll main: fine
int e12(int l) {
  int ep = epoll_create1(0);
  if (ep < 0)
    return -1;
  struct epoll_event ev = {.events = EPOLLIN, .data.fd = l}, evs[8];
  epoll_ctl(ep, EPOLL_CTL_ADD, l, &ev);
  for (;;) {
    int n = epoll_wait(ep, evs, 8, -1);
    if (n < 0)
      break;
    for (int i = 0; i < n; i++) {
      if (evs[i].data.fd == l) {
        int c = accept(l, 0, 0);
        if (c < 0)
          continue;
        ev.data.fd = c;
        epoll_ctl(ep, EPOLL_CTL_ADD, c, &ev);
      } else {
        char b[9];
        if (read(evs[i].data.fd, b, 9) <= 0)
          close(evs[i].data.fd);
      }
    }
  }
  close(ep);
  return 0;
}

// curl multi app: fine
struct req {
  CURL *e;
  struct req *next;
};
static CURLM *M;
int e13(struct req **head, const char *u) {
  struct req *r = calloc(1, sizeof *r);
  if (!r)
    return -1;
  r->e = curl_easy_init();
  if (!r->e) {
    free(r);
    return -1;
  }
  curl_easy_setopt(r->e, CURLOPT_URL, u);
  curl_easy_setopt(r->e, CURLOPT_TIMEOUT, 5L);
  curl_easy_setopt(r->e, CURLOPT_PRIVATE, r);
  curl_multi_add_handle(M, r->e);
  r->next = *head;
  *head = r;
  return 0;
}
void e13b(void) {
  CURLMsg *m;
  int n;
  while ((m = curl_multi_info_read(M, &n)))
    if (m->msg == CURLMSG_DONE) {
      struct req *r;
      curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &r);
      curl_multi_remove_handle(M, r->e);
      curl_easy_cleanup(r->e);
      free(r);
    }
}

// curl ftp upload: a defect
int e14(const char *u, const char *f) {
  struct stat st;
  FILE *in = fopen(f, "rb");
  if (!in)
    return -1;
  fstat(fileno(in), &st);
  CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  int rc = -1;
  if (c) {
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_URL, u);
    curl_easy_setopt(c, CURLOPT_READDATA, in);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 60L);
    curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE, (curl_off_t)st.st_size);
    rc = curl_easy_perform(c);
    curl_easy_cleanup(c);
  }
  fclose(in);
  return rc;
}

// smtp leak rcpt: a defect
int e15(const char *to) {
  CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  if (!c)
    return -1;
  struct curl_slist *r = NULL;
  curl_easy_setopt(c, CURLOPT_URL, "smtp://mail");
  curl_easy_setopt(c, CURLOPT_TIMEOUT, 60L);
  r = curl_slist_append(r, to);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl list is not released on a path through this function{{.*}} [net-unclosed-connection]
  curl_easy_setopt(c, CURLOPT_MAIL_RCPT, r);
  int rc = curl_easy_perform(c);
  if (rc != CURLE_OK) {
    curl_easy_cleanup(c);
    return rc;
  }
  curl_slist_free_all(r);
  curl_easy_cleanup(c);
  return 0;
}

// timeout const var: a defect
static const long NO_LIMIT = 0;
static CURL *H;
int e16(const char *u) {
  if (!H)
    H = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_setopt(H, CURLOPT_TIMEOUT, NO_LIMIT);
  curl_easy_setopt(H, CURLOPT_URL, u);
  return curl_easy_perform(H);
}

// timeout define: a defect
#define FETCH_TIMEOUT 0L
static CURL *H2;
int e17(const char *u) {
  if (!H2)
    H2 = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
  curl_easy_setopt(H2, CURLOPT_TIMEOUT, FETCH_TIMEOUT);
  curl_easy_setopt(H2, CURLOPT_URL, u);
  return curl_easy_perform(H2);
}

// config global timeout: fine
long g_timeout = 0;
static CURL *H3;
int e18(const char *u) {
  if (!H3)
    H3 = curl_easy_init();
  curl_easy_setopt(H3, CURLOPT_TIMEOUT, g_timeout);
  curl_easy_setopt(H3, CURLOPT_URL, u);
  return curl_easy_perform(H3);
}

// fd leak on malloc fail: a defect
char *e19(const char *p) {
  int fd = open(p, O_RDONLY);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (fd < 0)
    return NULL;
  char *b = malloc(100);
  if (!b)
    return NULL;
  ssize_t n = read(fd, b, 99);
  close(fd);
  if (n < 0) {
    free(b);
    return NULL;
  }
  b[n] = 0;
  return b;
}

// opendir continue: fine
int e20(const char *p) {
  DIR *d = opendir(p);
  int n = 0;
  struct dirent *e;
  if (!d)
    return -1;
  while ((e = readdir(d)) != NULL) {
    if (e->d_name[0] == '.')
      continue;
    n++;
  }
  closedir(d);
  return n;
}

// status then null check: fine
int e21(const char *h) {
  struct addrinfo *l = NULL;
  int rc = getaddrinfo(h, "x", NULL, &l);
  if (rc != 0 || l == NULL)
    return -1;
  freeaddrinfo(l);
  return 0;
}

// two fds second fails: a defect
int e22(const char *a, const char *b) {
  int x = open(a, O_RDONLY);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (x < 0)
    return -1;
  int y = open(b, O_WRONLY | O_CREAT, 0600);
  if (y < 0)
    return -1;
  char c;
  while (read(x, &c, 1) == 1)
    if (write(y, &c, 1) != 1)
      break;
  close(x);
  close(y);
  return 0;
}

// signed min check: fine
int e23(const char *a) {
  int x = open(a, O_RDONLY);
  if (x == -1)
    return -1;
  int r = fsync(x) == 0 ? 0 : -1;
  return close(x) == 0 ? r : -1;
}
