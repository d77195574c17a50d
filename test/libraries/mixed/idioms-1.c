// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Idioms of C programs around sockets, transfers, timers and threads.
//
// RUN: %check_tidy %s %core %t

#define _GNU_SOURCE
#include <curl/curl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/time.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <netinet/in.h>
#include <netdb.h>
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
struct memory {
  char *p;
  size_t n;
};
static size_t cb(char *d, size_t s, size_t n, void *u) {
  struct memory *m = u;
  m->n += s * n;
  return s * n;
}

// typical fetch: a defect
char *fetch(const char *url) {
  CURL *curl;
  CURLcode res;
  struct memory chunk = {malloc(1), 0};
  curl_global_init(CURL_GLOBAL_ALL);
  curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  if (curl) {
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, cb);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, (void *)&chunk);
    res = curl_easy_perform(curl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
    if (res != CURLE_OK)
      fprintf(stderr, "failed: %s\n", curl_easy_strerror(res));
    curl_easy_cleanup(curl);
  }
  curl_global_cleanup();
  return chunk.p;
}

// headers leak on init fail: a defect
int leak_headers(const char *url) {
  struct curl_slist *h = curl_slist_append(NULL, "A: b");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl list is not released on a path through this function{{.*}} [net-unclosed-connection]
  CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  if (!c)
    return -1;
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, h);
  curl_easy_setopt(c, CURLOPT_URL, url);
  curl_easy_setopt(c, CURLOPT_TIMEOUT, 3L);
  curl_easy_perform(c);
  curl_slist_free_all(h);
  curl_easy_cleanup(c);
  return 0;
}

// goto chain: a defect
int goto_chain(const char *url) {
  int rc = -1;
  CURL *c = NULL;
  struct curl_slist *h = NULL, *t;
  c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  if (!c)
    goto done;
  t = curl_slist_append(h, "A: b");
  if (!t)
    goto done;
  h = t;
  t = curl_slist_append(h, "C: d");
  if (!t)
    goto done;
  h = t;
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, h);
  curl_easy_setopt(c, CURLOPT_URL, url);
  curl_easy_setopt(c, CURLOPT_TIMEOUT, 3L);
  if (curl_easy_perform(c) == CURLE_OK)
    rc = 0;
done:
  curl_slist_free_all(h);
  if (c)
    curl_easy_cleanup(c);
  return rc;
}

// double cleanup: a defect
int dbl(const char *url) {
  CURL *c = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  if (!c)
    return 1;
  curl_easy_setopt(c, CURLOPT_URL, url);
  curl_easy_setopt(c, CURLOPT_TIMEOUT, 3L);
  if (curl_easy_perform(c) != CURLE_OK) {
    curl_easy_cleanup(c);
    goto out;
  }
  puts("ok");
out:
  curl_easy_cleanup(c);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl handle is released a second time{{.*}} [net-use-after-close]
  return 0;
}

// unix socket rpc: a defect
int rpc(const char *path, char *buf, size_t n) {
  struct sockaddr_un a;
  int s;
  memset(&a, 0, sizeof a);
  a.sun_family = AF_UNIX;
  strncpy(a.sun_path, path, sizeof a.sun_path - 1);
  if ((s = socket(AF_UNIX, SOCK_STREAM, 0)) == -1) {
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
    perror("socket");
    return -1;
  }
  if (connect(s, (struct sockaddr *)&a, sizeof a) == -1) {
    perror("connect");
    close(s);
    return -1;
  }
  if (write(s, "x", 1) != 1) {
    perror("write");
    return -1;
  }
  n = read(s, buf, n);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'read' can wait for ever{{.*}} [net-missing-timeout]
  close(s);
  return (int)n;
}

// accept fork: fine
void serve_fork(int l) {
  for (;;) {
    int c = accept(l, NULL, NULL);
    if (c < 0) {
      if (errno == EINTR)
        continue;
      break;
    }
    pid_t p = fork();
    if (p < 0) {
      close(c);
      continue;
    }
    if (p == 0) {
      close(l);
      dup2(c, 0);
      dup2(c, 1);
      close(c);
      execl("/bin/cat", "cat", (char *)0);
      _exit(127);
    }
    close(c);
  }
}

// accept fork leak: a defect
void serve_fork_bad(int l) {
  for (;;) {
    int c = accept(l, NULL, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (c < 0)
      break;
    if (fork() == 0) {
      close(l);
      write(c, "hi", 2);
      close(c);
      _exit(0);
    }
  }
}

// static fd: fine
static int logfd = -1;
int open_log(const char *p) {
  if (logfd == -1)
    logfd = open(p, O_WRONLY | O_APPEND | O_CREAT, 0644);
  return logfd;
}

// fd array: fine
struct poolx {
  int fds[8];
  int n;
};
int pool_add(struct poolx *p, const char *path) {
  if (p->n == 8)
    return -1;
  int fd = open(path, O_RDONLY);
  if (fd < 0)
    return -1;
  p->fds[p->n++] = fd;
  return 0;
}

// local fd array: fine
int many(const char **paths, int n) {
  int fds[16];
  int k = 0;
  for (int i = 0; i < n && i < 16; i++) {
    fds[k] = open(paths[i], O_RDONLY);
    if (fds[k] >= 0)
      k++;
  }
  for (int i = 0; i < k; i++)
    close(fds[i]);
  return k;
}

// pollfd server: fine
void pollserver(int l) {
  struct pollfd p[64];
  int n = 1;
  p[0].fd = l;
  p[0].events = POLLIN;
  for (;;) {
    if (poll(p, n, -1) < 0)
      return;
    if (p[0].revents & POLLIN) {
      int c = accept(l, NULL, NULL);
      if (c >= 0) {
        if (n < 64) {
          p[n].fd = c;
          p[n].events = POLLIN;
          n++;
        } else
          close(c);
      }
    }
    for (int i = 1; i < n; i++)
      if (p[i].revents) {
        char b[64];
        if (read(p[i].fd, b, sizeof b) <= 0) {
          close(p[i].fd);
          p[i--] = p[--n];
        }
      }
  }
}

// nonblocking connect with timeout: fine
int connect_timeout(const struct sockaddr *a, socklen_t n, int ms) {
  int fd = socket(a->sa_family, SOCK_STREAM, 0), err = 0;
  socklen_t l = sizeof err;
  if (fd < 0)
    return -1;
  int fl = fcntl(fd, F_GETFL, 0);
  fcntl(fd, F_SETFL, fl | O_NONBLOCK);
  if (connect(fd, a, n) < 0) {
    if (errno != EINPROGRESS) {
      close(fd);
      return -1;
    }
    struct pollfd p = {fd, POLLOUT, 0};
    if (poll(&p, 1, ms) <= 0) {
      close(fd);
      return -1;
    }
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &l) < 0 || err) {
      close(fd);
      errno = err;
      return -1;
    }
  }
  fcntl(fd, F_SETFL, fl);
  return fd;
}

// timer periodic file: fine
static timer_t tick_timer;
void tick_start(void) {
  struct itimerspec s = {{1, 0}, {1, 0}};
  timer_create(CLOCK_REALTIME, NULL, &tick_timer);
  timer_settime(tick_timer, 0, &s, NULL);
}
void tick_stop(void) { timer_delete(tick_timer); }

// timer disarmed but not deleted: a defect
int wd_disarm(void) {
  timer_t t;
  struct itimerspec s = {{0, 0}, {5, 0}}, z = {{0, 0}, {0, 0}};
  if (timer_create(CLOCK_MONOTONIC, NULL, &t))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this POSIX timer is not released on a path through this function{{.*}} [net-unclosed-connection]
    return -1;
  timer_settime(t, 0, &s, NULL);
  sleep(1);
  timer_settime(t, 0, &z, NULL);
  return 0;
}

// timerfd loop: a defect
int tfd_each(int n) {
  int total = 0;
  for (int i = 0; i < n; i++) {
    struct itimerspec s = {{0, 0}, {1, 0}};
    unsigned long long x;
    int fd = timerfd_create(CLOCK_MONOTONIC, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer descriptor is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    if (fd < 0)
      return -1;
    timerfd_settime(fd, 0, &s, NULL);
    if (read(fd, &x, sizeof x) == sizeof x)
      total += (int)x;
  }
  return total;
}

// sigpipe: fine
void ig(void) {
  signal(SIGPIPE, SIG_IGN);
  alarm(5);
}

// thread client: fine
static void *worker(void *arg) {
  int c = (int)(long)arg;
  char b[10];
  while (read(c, b, 10) > 0)
    ;
  close(c);
  return NULL;
}
void spawn(int l) {
  pthread_t t;
  int c;
  while ((c = accept(l, NULL, NULL)) != -1) {
    if (pthread_create(&t, NULL, worker, (void *)(long)c))
      close(c);
    else
      pthread_detach(t);
  }
}

// heap int thread: fine
static void *worker2(void *arg) {
  int c = *(int *)arg;
  free(arg);
  close(c);
  return NULL;
}
void spawn2(int l) {
  for (;;) {
    pthread_t t;
    int *c = malloc(sizeof *c);
    if (!c)
      return;
    *c = accept(l, NULL, NULL);
    if (*c < 0) {
      free(c);
      return;
    }
    if (pthread_create(&t, NULL, worker2, c)) {
      close(*c);
      free(c);
    }
  }
}

// sctx struct thread: fine
struct job {
  int fd;
  struct sockaddr_in a;
};
static void *worker3(void *arg) {
  struct job *j = arg;
  close(j->fd);
  free(j);
  return NULL;
}
void spawn3(int l) {
  for (;;) {
    pthread_t t;
    int fd = accept(l, NULL, NULL);
    if (fd < 0)
      return;
    struct job *j = malloc(sizeof *j);
    if (!j) {
      close(fd);
      continue;
    }
    j->fd = fd;
    pthread_create(&t, NULL, worker3, j);
  }
}

// malloc fail leak: a defect
void spawn4(int l) {
  for (;;) {
    pthread_t t;
    int fd = accept(l, NULL, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (fd < 0)
      return;
    struct job *j = malloc(sizeof *j);
    if (!j)
      continue;
    j->fd = fd;
    pthread_create(&t, NULL, worker3, j);
  }
}

// conditional close flag: fine
int flagged(const char *p, int own, int given) {
  int fd = own ? open(p, O_RDONLY) : given;
  char b = 0;
  if (fd < 0)
    return -1;
  read(fd, &b, 1);
  if (own)
    close(fd);
  return b;
}

// ternary default stdin: fine
int maybe_stdin(const char *p) {
  int fd = strcmp(p, "-") ? open(p, O_RDONLY) : STDIN_FILENO;
  char b = 0;
  if (fd < 0)
    return -1;
  read(fd, &b, 1);
  if (fd != STDIN_FILENO)
    close(fd);
  return b;
}

// getaddrinfo static out: fine
static struct addrinfo *cached;
struct addrinfo *resolve_cached(const char *h) {
  if (!cached)
    getaddrinfo(h, "80", NULL, &cached);
  return cached;
}

// reuse handle global: fine
static CURL *g;
int gget(const char *u) {
  if (!g) {
    g = curl_easy_init();
    if (!g)
      return -1;
    curl_easy_setopt(g, CURLOPT_TIMEOUT, 4L);
  }
  curl_easy_setopt(g, CURLOPT_URL, u);
  return curl_easy_perform(g);
}

// global without timeout: a defect
static CURL *g2;
int gget2(const char *u) {
  if (!g2) {
    g2 = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
    if (!g2)
      return -1;
  }
  curl_easy_setopt(g2, CURLOPT_URL, u);
  return curl_easy_perform(g2);
}
