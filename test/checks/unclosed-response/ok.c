// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is released, or belongs to somebody else, in plain C.
//
// RUN: %check_tidy %s net-unclosed-response %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/mail.yaml'}}" \
// RUN:   -- -I%S/Inputs

#include <fake/netdb.h>
#include <mail.h>
#include <stdlib.h>

extern int busy(void);
extern void keep(mail_reply *reply);
extern int thread_main(void *argument);

struct owner {
  mail_reply *reply;
  struct owner *next;
};

static mail_reply *reply_global = NULL;
static mail_reply *table[8];

int every_path_ok(mail *box) {
  int status = -1;
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  if (mail_count(reply) < 0)
    goto out;
  if (busy())
    goto out;
  status = 0;
out:
  mail_reply_free(reply);
  return status;
}

int one_exit_ok(mail *box) {
  int status = -1;
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (reply) {
    status = mail_count(reply) < 0;
    mail_reply_free(reply);
  }
  return status;
}

int condition_with_assignment_ok(mail *box) {
  mail_reply *reply;
  int status = 0;
  if ((reply = mail_fetch(box, "INBOX")) == NULL)
    return -1;
  status = mail_count(reply) < 0;
  mail_reply_free(reply);
  return status;
}

mail_reply *returned_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (reply) {
  }
  return reply;
}

int out_parameter_ok(mail *box, mail_reply **out) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  *out = reply;
  return 0;
}

int field_ok(mail *box, struct owner *o) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  o->reply = reply;
  return 0;
}

struct owner *heap_owner_ok(mail *box) {
  struct owner *o = calloc(1, sizeof(*o));
  if (!o)
    return NULL;
  o->reply = mail_fetch(box, "INBOX");
  if (!o->reply) {
    free(o);
    return NULL;
  }
  return o;
}

int global_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  reply_global = reply;
  return 0;
}

int element_ok(mail *box, int i) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  table[i] = reply;
  return 0;
}

int local_static_ok(mail *box) {
  static mail_reply *reply = NULL;
  if (!reply)
    reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  return mail_count(reply) < 0;
}

int given_away_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  keep(reply);
  return 0;
}

static void release_it(mail_reply **reply) {
  if (*reply)
    mail_reply_free(*reply);
}

int cleanup_attribute_ok(mail *box) {
  __attribute__((cleanup(release_it))) mail_reply *reply =
      mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  return mail_count(reply) < 0;
}

int correlated_ok(mail *box, int wanted) {
  mail_reply *reply = NULL;
  if (wanted) {
    reply = mail_fetch(box, "INBOX");
    if (!reply)
      return -1;
  }
  if (busy())
    wanted = wanted ? 2 : 0;
  if (wanted)
    mail_reply_free(reply);
  return 0;
}

void exit_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    exit(1);
  if (mail_count(reply) < 0)
    exit(2);
  if (busy())
    abort();
  mail_reply_free(reply);
}

int replaced_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  mail_reply_free(reply);
  reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  mail_reply_free(reply);
  return 0;
}

int swapped_ok(mail *box) {
  mail_reply *other;
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  other = reply;
  reply = NULL;
  if (busy())
    other = other;
  mail_reply_free(other);
  return 0;
}

int loop_ok(mail *box, int count) {
  for (int i = 0; i < count; i++) {
    mail_reply *reply = mail_fetch(box, "INBOX");
    if (!reply)
      continue;
    if (mail_count(reply) < 0) {
      mail_reply_free(reply);
      continue;
    }
    mail_reply_free(reply);
  }
  return count;
}

int retried_ok(mail *box) {
  mail_reply *reply = NULL;
  for (int tries = 0; tries < 3; tries++) {
    reply = mail_fetch(box, "INBOX");
    if (reply)
      break;
  }
  if (!reply)
    return -1;
  mail_reply_free(reply);
  return 0;
}

#define RELEASE(reply)                                                         \
  do {                                                                         \
    if (reply)                                                                 \
      mail_reply_free(reply);                                                  \
    reply = NULL;                                                              \
  } while (0)

int macro_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  int status = 0;
  if (reply) {
    status = mail_count(reply) < 0;
  }
  RELEASE(reply);
  return status;
}

// What is open when the process ends goes with it.
int main(void) {
  mail *box = 0;
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return 1;
  return mail_count(reply) < 0;
}

int status_nonzero_ok(const char *host) {
  struct addrinfo *found;
  if (getaddrinfo(host, "80", NULL, &found))
    return -1;
  freeaddrinfo(found);
  return 0;
}

int status_zero_first_ok(const char *host) {
  struct addrinfo *found;
  if (0 != getaddrinfo(host, "80", NULL, &found))
    return -1;
  freeaddrinfo(found);
  return 0;
}

int status_not_ok(const char *host) {
  struct addrinfo *found;
  if (!getaddrinfo(host, "80", NULL, &found))
    freeaddrinfo(found);
  return 0;
}

int status_kept_ok(const char *host) {
  struct addrinfo *found = NULL;
  int status = getaddrinfo(host, "80", NULL, &found);
  if (status == 0)
    busy();
  if (status == 0)
    freeaddrinfo(found);
  return status;
}

int result_tested_ok(const char *host) {
  struct addrinfo *found = NULL;
  getaddrinfo(host, "80", NULL, &found);
  if (found)
    freeaddrinfo(found);
  return 0;
}

int callers_place_ok(const char *host, struct addrinfo **found) {
  return getaddrinfo(host, "80", NULL, found);
}
