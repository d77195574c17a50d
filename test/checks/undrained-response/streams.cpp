// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Streams that must be finished before they die.
//
// RUN: %check_tidy %s net-undrained-response %t -- --config="{CheckOptions: {ExtraModels: '%S/Inputs/post.yaml'}}" -- -I%S/Inputs

#include <post.h>
#include <utility>
#include <vector>

int sum(const std::vector<int> &Items);

// --- reported ----------------------------------------------------------------

std::vector<int> never_bad() {
  std::vector<int> Items;
  std::unique_ptr<post::reader> Reader = post::open("items");
  // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: this reader is dropped without being finished by 'Reader->finish()', so its status is never seen [net-undrained-response]
  int Item;
  while (Reader->read(&Item))
    Items.push_back(Item);
  return Items;
}

int early_return_bad() {
  auto Reader = post::open("items");
  if (!Reader)
    return -1;
  int Item;
  while (Reader->read(&Item))
    if (Item < 0)
      return -1;
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this reader is dropped without being finished by 'Reader->finish()'
  return Reader->finish();
}

void by_value_bad() {
  post::reader Reader = post::reader();
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: this reader is dropped
  int Item;
  Reader.read(&Item);
}

// --- silent ------------------------------------------------------------------

int finished_ok() {
  auto Reader = post::open("items");
  int Item;
  while (Reader->read(&Item)) {
  }
  return Reader->finish();
}

int null_ok() {
  auto Reader = post::open("items");
  if (Reader == nullptr)
    return -1;
  return Reader->finish();
}

int null_again_ok() {
  auto Reader = post::open("items");
  if (Reader) {
    return Reader->finish();
  }
  return -1;
}

int cancelled_ok() {
  auto Reader = post::open("items");
  int Item;
  while (Reader->read(&Item))
    if (Item < 0) {
      post::cancel(*Reader);
      return -1;
    }
  return Reader->finish();
}

// Whether it is finished depends.
int correlated_ok(bool Wanted) {
  auto Reader = post::open("items");
  int Status = 0;
  if (Wanted)
    Status = Reader->finish();
  return Status;
}

std::unique_ptr<post::reader> given_out_ok() {
  auto Reader = post::open("items");
  return Reader;
}

void keep(std::unique_ptr<post::reader> Reader);
void handed_over_ok() {
  auto Reader = post::open("items");
  keep(std::move(Reader));
}

int finish_all(post::reader &Reader);
int finished_elsewhere_ok() {
  auto Reader = post::open("items");
  return finish_all(*Reader);
}

int in_lambda_ok() {
  auto Reader = post::open("items");
  auto Finish = [&Reader] { return Reader->finish(); };
  return Finish();
}

struct Holder {
  std::unique_ptr<post::reader> Reader;
  void begin() { Reader = post::open("items"); }
};

int somebody_elses_ok(post::reader &Reader) {
  int Item;
  return Reader.read(&Item);
}
