// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects in memory of the caller, calls that return their argument or null,
// and out parameters that are filled again.
//
// RUN: %check_tidy %s net-unclosed-connection,net-unclosed-response,net-use-after-close %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/store.yaml'}}" -- -std=c++17 -I%S/Inputs

#include "store.h"

extern "C" void keep(store *S);
extern "C" void keep_copy(store S);

// --- structs of the caller ---------------------------------------------------

int early_return_bad() {
  store S;
  store_init(&S);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this store is not released on a path{{.*}} [net-unclosed-connection]
  if (!store_connect(&S, "host"))
    return -1;
  store_close(&S);
  return 0;
}

int every_path_ok() {
  store S;
  store_init(&S);
  if (!store_connect(&S, "host")) {
    store_close(&S);
    return -1;
  }
  int Answer = store_ask(&S, "how many");
  store_close(&S);
  return Answer;
}

int alias_ok() {
  store S;
  store *Handle = store_init(&S);
  if (store_connect(Handle, "host") != nullptr)
    store_ask(Handle, "how many");
  store_close(&S);
  return 0;
}

int used_after_bad() {
  store S;
  store_init(&S);
  store_close(&S);
  return store_ask(&S, "how many");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this store is used after it was released{{.*}} [net-use-after-close]
}

int opened_again_ok() {
  store S;
  store_init(&S);
  store_close(&S);
  store_init(&S);
  int Answer = store_ask(&S, "how many");
  store_close(&S);
  return Answer;
}

void handed_out_ok() {
  store S;
  store_init(&S);
  keep(&S);
}

void copied_out_ok() {
  store S;
  store_init(&S);
  keep_copy(S);
}

store returned_ok() {
  store S;
  store_init(&S);
  return S;
}

void filled_in_ok(store *S) { store_init(S); }

struct Owner {
  store S;
  Owner() { store_init(&S); }
  ~Owner() { store_close(&S); }
};

struct OwnerElsewhere {
  store S;
  OwnerElsewhere() { store_init(&S); }
  ~OwnerElsewhere();
};

void owners_ok() {
  Owner First;
  OwnerElsewhere Second;
  store_ask(&First.S, "how many");
  store_ask(&Second.S, "how many");
}

struct Context {
  store S;
  int Tries;
};

int member_of_local_bad() {
  Context C;
  store_init(&C.S);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this store is not released on a path{{.*}} [net-unclosed-connection]
  return store_ask(&C.S, "how many");
}

// --- the argument or null ------------------------------------------------------

store *connected_ok(const char *Host) {
  store *S = store_init(nullptr);
  if (!S)
    return nullptr;
  if (!store_connect(S, Host)) {
    store_close(S);
    return nullptr;
  }
  return S;
}

store *same_variable_bad(const char *Host) {
  store *S = store_init(nullptr);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this store is not released on a path{{.*}} [net-unclosed-connection]
  S = store_connect(S, Host);
  return S;
}

store *second_name_ok(const char *Host) {
  store *S = store_init(nullptr);
  store *Connected = store_connect(S, Host);
  if (!Connected)
    store_close(S);
  return Connected;
}

// --- out parameters --------------------------------------------------------------

int rows_ok(store *S) {
  char *Row = nullptr;
  int Length, Total = 0;
  while ((Length = store_row(S, &Row)) > 0) {
    Total += Length;
    store_row_free(Row);
  }
  return Length < 0 ? -1 : Total;
}

int rows_bad(store *S) {
  char *Row = nullptr;
  int Length, Total = 0;
  while ((Length = store_row(S, &Row)) > 0)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the row is overwritten while it is still open{{.*}} [net-unclosed-response]
    Total += Length;
  return Total;
}
