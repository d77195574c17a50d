// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Members: acquired in one function, released in another one, or in none.
//
// RUN: %check_tidy %s net-unclosed-response %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/mail.yaml'}}" \
// RUN:   -- -I%S/Inputs

#include <mail.h>

// Every function that sees the member is here, and none releases it.
class leaks_bad {
public:
  explicit leaks_bad(mail *box) : own(mail_fetch(box, "INBOX")) {}
// CHECK-MESSAGES: :[[@LINE-1]]:39: warning: this mail reply is kept in 'own', and nothing that can see it releases it{{.*}} [net-unclosed-response]
  leaks_bad(const leaks_bad &) = delete;
  int use() { return mail_count(own) < 0; }

private:
  mail_reply *own;
};

class later_bad {
public:
  void start(mail *box) { own = mail_fetch(box, "INBOX"); }
// CHECK-MESSAGES: :[[@LINE-1]]:33: warning: this mail reply is kept in 'own', and nothing that can see it releases it{{.*}} [net-unclosed-response]
  int use() { return mail_count(own) < 0; }

private:
  mail_reply *own = nullptr;
};

class destructor_ok {
public:
  explicit destructor_ok(mail *box) : own(mail_fetch(box, "INBOX")) {}
  ~destructor_ok() { mail_reply_free(own); }
  int use() { return mail_count(own) < 0; }

private:
  mail_reply *own;
};

class other_function_ok {
public:
  explicit other_function_ok(mail *box) : own(mail_fetch(box, "INBOX")) {}
  ~other_function_ok() { stop(); }
  void stop() {
    if (own)
      mail_reply_free(own);
    own = nullptr;
  }

private:
  mail_reply *own;
};

class no_body_ok {
public:
  explicit no_body_ok(mail *box) : own(mail_fetch(box, "INBOX")) {}
  ~no_body_ok();
  int use() { return mail_count(own) < 0; }

private:
  mail_reply *own;
};

class other_body_missing_ok {
public:
  explicit other_body_missing_ok(mail *box) : own(mail_fetch(box, "INBOX")) {}
  void shut_down();
  int use() { return mail_count(own) < 0; }

private:
  mail_reply *own;
};

class accessor_ok {
public:
  explicit accessor_ok(mail *box) : own(mail_fetch(box, "INBOX")) {}
  mail_reply *get() const { return own; }

private:
  mail_reply *own;
};

class taken_out_ok {
public:
  explicit taken_out_ok(mail *box) : own(mail_fetch(box, "INBOX")) {}
  mail_reply *take() {
    auto result = own;
    own = nullptr;
    return result;
  }

private:
  mail_reply *own;
};

// Public, but of a class that no function outside this file can know.
class public_here_bad {
public:
  explicit public_here_bad(mail *box) : own(mail_fetch(box, "INBOX")) {}
// CHECK-MESSAGES: :[[@LINE-1]]:45: warning: this mail reply is kept in 'own', and nothing that can see it releases it{{.*}} [net-unclosed-response]
  mail_reply *own;
};

// An object of this class lives as long as the process.
class daemon_ok {
public:
  explicit daemon_ok(mail *box) : own(mail_fetch(box, "INBOX")) {}
  int use() { return mail_count(own) < 0; }

private:
  mail_reply *own;
};
daemon_ok the_daemon(nullptr);

struct seen_outside {
  mail_reply *own;
};

void extern_function_takes_it_ok(mail *box, seen_outside *o) {
  o->own = mail_fetch(box, "INBOX");
}

// The friend has no body here, but may release the member.
class befriended_ok {
public:
  explicit befriended_ok(mail *box) : own(mail_fetch(box, "INBOX")) {}
  int use() { return mail_count(own) < 0; }
  friend void tidy_up(befriended_ok &);

private:
  mail_reply *own;
};
