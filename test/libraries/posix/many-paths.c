// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions with more paths than can be followed: what is lost on a short one is
// found all the same, and what is closed on all of them stays silent.
//
// RUN: %check_tidy %s net-unclosed-connection %t

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct steps {
  int (*prepare)(void **);
  int (*mode)(void *, int);
  int (*name)(void *, const char *);
  int (*finish)(void *);
};
static struct steps driver;

struct job {
  void *stream;
  const char *name;
  int flags;
};

extern int debug(const char *text);
extern int flag(const struct job *);
extern int old_state(struct job *);
extern const char *option(int);

static void describe(const struct job *j) {
  if (flag(j))
    debug("first");
  if (option(1))
    debug("second");
  if (option(2))
    debug("third");
  if (option(3))
    debug("fourth");
}

static int recover(struct job *j) {
  int result = 0;
  int fd = open("/var/lib/state.old", O_RDONLY);
  if (fd < 0)
    return -1;
  describe(j);
  if ((result = driver.prepare(&j->stream)) != 0)
    goto done;
  if ((result = driver.mode(j->stream, 2)) != 0)
    goto done;
  if ((result = driver.name(j->stream, j->name)) != 0)
    goto done;
  describe(j);
done:
  close(fd);
  return result;
}

int restore_bad(struct job *j) {
  int result = 0;
  describe(j);
  int fd = open("/var/lib/state", O_RDONLY);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this file descriptor is not released on a path{{.*}} [net-unclosed-connection]
  if (fd < 0) {
    if (errno == ENOENT) {
      debug("none");
      if ((result = recover(j)) != 0)
        goto done;
      goto done;
    }
    debug("failed");
    result = -1;
    goto done;
  }
  describe(j);
  if ((result = driver.prepare(&j->stream)) != 0)
    goto done;
  if (option(4))
    debug("fifth");
  if (option(5))
    debug("sixth");
  if ((result = driver.mode(j->stream, 1)) != 0)
    goto done;
  if ((result = driver.name(j->stream, j->name)) != 0)
    goto done;
  if ((result = driver.finish(j->stream)) != 0)
    goto done;
done:
  debug("restored");
  return result;
}

int restore_ok(struct job *j) {
  int result = 0;
  int known = 0;
  describe(j);
  int fd = open("/var/lib/state", O_RDONLY);
  if (fd < 0) {
    if (errno == ENOENT) {
      debug("none");
      if ((result = recover(j)) != 0)
        goto done;
      goto done;
    }
    result = -1;
    goto done;
  }
  known = 1;
  describe(j);
  if ((result = driver.prepare(&j->stream)) != 0)
    goto done;
  if (option(4))
    debug("fifth");
  if ((result = driver.mode(j->stream, 1)) != 0)
    goto done;
  if ((result = driver.finish(j->stream)) != 0)
    goto done;
done:
  debug("restored");
  if (known)
    close(fd);
  return result;
}
