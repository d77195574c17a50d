// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Owners of C++, and what they take.
//
// RUN: %check_tidy %s net-unclosed-response %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/mail.yaml'}}" \
// RUN:   -- -I%S/Inputs

#include <functional>
#include <mail.h>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

extern int busy();

static void check(int status) {
  if (status)
    throw std::runtime_error("failed");
}
extern void keep(mail_reply *reply);

struct deleter {
  void operator()(mail_reply *reply) const { mail_reply_free(reply); }
};
static void release_function(mail_reply *reply) { mail_reply_free(reply); }

int deleter_class_ok(mail *box) {
  std::unique_ptr<mail_reply, deleter> reply(mail_fetch(box, "INBOX"));
  if (!reply)
    return -1;
  return mail_count(reply.get()) < 0;
}

int deleter_function_ok(mail *box) {
  std::unique_ptr<mail_reply, void (*)(mail_reply *reply)> reply(
      mail_fetch(box, "INBOX"), release_function);
  if (!reply)
    return -1;
  return mail_count(reply.get()) < 0;
}

int deleter_library_function_ok(mail *box) {
  std::unique_ptr<mail_reply, decltype(&mail_reply_free)> reply(
      mail_fetch(box, "INBOX"), &mail_reply_free);
  if (!reply)
    return -1;
  return mail_count(reply.get()) < 0;
}

int deleter_lambda_ok(mail *box) {
  auto end = [](mail_reply *p) { mail_reply_free(p); };
  std::unique_ptr<mail_reply, decltype(end)> reply(mail_fetch(box, "INBOX"),
                                                   end);
  if (!reply)
    return -1;
  return mail_count(reply.get()) < 0;
}

int shared_pointer_ok(mail *box) {
  std::shared_ptr<mail_reply> reply(mail_fetch(box, "INBOX"), deleter());
  if (!reply)
    return -1;
  check(busy());
  return mail_count(reply.get()) < 0;
}

int reset_later_ok(mail *box) {
  std::unique_ptr<mail_reply, deleter> reply;
  reply.reset(mail_fetch(box, "INBOX"));
  if (!reply)
    return -1;
  check(busy());
  return 0;
}

std::unique_ptr<mail_reply, deleter> returned_owner_ok(mail *box) {
  std::unique_ptr<mail_reply, deleter> reply(mail_fetch(box, "INBOX"));
  return reply;
}

mail_reply *released_to_caller_ok(mail *box) {
  std::unique_ptr<mail_reply, deleter> reply(mail_fetch(box, "INBOX"));
  check(busy());
  return reply.release();
}

class owner {
public:
  explicit owner(mail_reply *reply) : own(reply) {}
  owner(owner &&other) noexcept : own(std::exchange(other.own, nullptr)) {}
  owner &operator=(owner &&other) noexcept {
    std::swap(own, other.own);
    return *this;
  }
  ~owner() {
    if (own)
      mail_reply_free(own);
  }
  mail_reply *get() const { return own; }

private:
  mail_reply *own;
};

int owning_class_ok(mail *box) {
  owner reply(mail_fetch(box, "INBOX"));
  if (!reply.get())
    return -1;
  if (busy())
    return -2;
  return mail_count(reply.get()) < 0;
}

// Its destructor runs when the exception passes.
int owner_at_exception_ok(mail *box) {
  owner reply(mail_fetch(box, "INBOX"));
  if (!reply.get())
    return -1;
  check(busy());
  return 0;
}

owner moved_out_ok(mail *box) {
  owner first(mail_fetch(box, "INBOX"));
  owner second(std::move(first));
  return second;
}

template <class F> class scope_guard {
public:
  explicit scope_guard(F f) : f(std::move(f)) {}
  ~scope_guard() { f(); }
  scope_guard(const scope_guard &) = delete;

private:
  F f;
};

int scope_guard_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  scope_guard guard([&] { mail_reply_free(reply); });
  check(busy());
  return mail_count(reply) < 0;
}

int guard_by_copy_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  scope_guard guard([reply] { mail_reply_free(reply); });
  if (busy())
    return -2;
  return 0;
}

std::vector<mail_reply *> container_ok(mail *box, int count) {
  std::vector<mail_reply *> all;
  while (count-- > 0) {
    mail_reply *reply = mail_fetch(box, "INBOX");
    if (!reply)
      break;
    all.push_back(reply);
  }
  return all;
}

void map_ok(mail *box, std::map<int, mail_reply *> &all, int key) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return;
  all[key] = reply;
}

void thread_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return;
  std::thread([reply] {
    if (busy())
      mail_reply_free(reply);
    else
      mail_reply_free(reply);
  }).detach();
}

std::function<int()> captured_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return nullptr;
  return [reply] { return (mail_count(reply) < 0) ? 1 : 0; };
}

int rethrown_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  try {
    check(busy());
  } catch (...) {
    mail_reply_free(reply);
    throw;
  }
  mail_reply_free(reply);
  return 0;
}

int does_not_throw_ok(mail *box) noexcept {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  int status = busy();
  mail_reply_free(reply);
  return status;
}

void reference_parameter_ok(mail *box, mail_reply *&out) {
  out = mail_fetch(box, "INBOX");
}

std::pair<mail_reply *, int> pair_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  return {reply, 1};
}

struct plain {
  mail_reply *reply;
  int count;
};

plain aggregate_ok(mail *box) { return plain{mail_fetch(box, "INBOX"), 0}; }

int released_by_handler_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  try {
    check(busy());
    mail_reply_free(reply);
  } catch (const std::exception &) {
    mail_reply_free(reply);
    return -1;
  }
  return 0;
}

int released_behind_handler_ok(mail *box) {
  mail_reply *reply = mail_fetch(box, "INBOX");
  if (!reply)
    return -1;
  try {
    check(busy());
  } catch (const std::exception &) {
    busy();
  }
  mail_reply_free(reply);
  return 0;
}
