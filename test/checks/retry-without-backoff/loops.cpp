// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What counts as success, as a bound, as a pause and as a change.
//
// RUN: %check_tidy %s net-retry-without-backoff %t -- --config="{CheckOptions: {ExtraModels: '%S/Inputs/ferry.yaml'}}" -- -I%S/Inputs

#include <cerrno>
#include <ferry.h>

// --- outcomes ----------------------------------------------------------------

void truth_bad(ferry *F) {
  while (!ferry_send(F, "hello")) {
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'ferry_send' is tried again at once for as long as it fails, so a peer that is down meets a flood of tries [net-retry-without-backoff]
  }
}

cargo *pointer_bad(ferry *F) {
  for (;;) {
    cargo *C = ferry_fetch(F);
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'ferry_fetch' is tried again
    if (C != nullptr)
      return C;
  }
}

void status_bad(ferry *F) {
  while (ferry_call(F))
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'ferry_call' is tried again
    ;
}

void else_bad(ferry *F) {
  while (true) {
    int Status = ferry_call(F);
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'ferry_call' is tried again
    if (Status < 0) {
      continue;
    } else {
      break;
    }
  }
}

void flag_bad(ferry *F) {
  bool Sent = false;
  while (!Sent)
    Sent = ferry_send(F, "hello");
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'ferry_send' is tried again
}

// A call that asks to be made again has not failed.
#define FERRY_ERROR_EAGAIN -7
#define FERRY_ERROR_LOST -8
void again_ok(ferry *F) {
  while (ferry_call(F) == FERRY_ERROR_EAGAIN)
    ;
}

void again_or_return_ok(ferry *F) {
  for (;;) {
    int Status = ferry_call(F);
    if (Status < 0 && Status != FERRY_ERROR_EAGAIN)
      return;
    if (Status == 0)
      return;
  }
}

// Asked through a function of one's own.
static bool was_interrupted() { return errno == EINTR; }
void interrupted_ok(ferry *F) {
  while (ferry_call(F) < 0 && was_interrupted())
    ;
}

static int last_error() { return errno; }
static bool was_told_to_go_on() { return last_error() == EINTR; }
void interrupted_two_functions_away_ok(ferry *F) {
  while (ferry_call(F) < 0 && was_told_to_go_on())
    ;
}

bool was_interrupted_elsewhere();
void interrupted_elsewhere_ok(ferry *F) {
  while (ferry_call(F) < 0 && was_interrupted_elsewhere())
    ;
}

static bool still_wanted(ferry *F) { return F != nullptr; }
void still_wanted_bad(ferry *F) {
  while (ferry_call(F) < 0 && still_wanted(F))
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'ferry_call' is tried again
    ;
}

void lost_bad(ferry *F) {
  while (ferry_call(F) == FERRY_ERROR_LOST)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'ferry_call' is tried again
    ;
}

enum Answer { NO_ANSWER, TOKEN_EXPIRED = 7, ANSWER_OK };
Answer answer(ferry *F) { return static_cast<Answer>(ferry_call(F)); }
void enumerator_bad(ferry *F) {
  for (;;)
    if (answer(F) == ANSWER_OK)
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'answer' is tried again
      return;
}

// --- what excuses ------------------------------------------------------------

void modelled_pause_ok(ferry *F) {
  while (!ferry_send(F, "hello"))
    ferry_rest(100);
}

struct Sender {
  virtual void failed() {}
};
void virtual_ok(ferry *F, Sender &S) {
  while (!ferry_send(F, "hello"))
    S.failed();
}

void pointer_ok(ferry *F, void (*Failed)()) {
  while (!ferry_send(F, "hello"))
    Failed();
}

void login(ferry *F);
void unseen_ok(ferry *F) {
  while (!ferry_send(F, "hello"))
    login(F);
}

void log_error(const char *Text);
void logging_bad(ferry *F) {
  while (!ferry_send(F, "hello"))
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'ferry_send' is tried again
    log_error("not sent");
}

void another_text_ok(ferry *F, const char *const *Texts) {
  while (!ferry_send(F, *Texts))
    ++Texts;
}

// Gives up, at last.
void word_in_word_ok(ferry *F) {
  for (;;)
    if (answer(F) == TOKEN_EXPIRED)
      return;
}

// As long as there is something to fetch.
void all_of_it_ok(ferry *F) {
  while (cargo *C = ferry_fetch(F))
    (void)C;
}

// A user's integers may mean anything.
static int remaining(ferry *F) { return ferry_call(F) + 1; }
void any_integer_ok(ferry *F) {
  while (remaining(F)) {
  }
}

int one_pass_ok(ferry *F) {
  do {
    if (ferry_send(F, "hello"))
      break;
    return -1;
  } while (false);
  return 0;
}
