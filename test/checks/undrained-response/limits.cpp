// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is known to be missed.
//
// RUN: %check_tidy %s net-undrained-response %t -- --config="{CheckOptions: {ExtraModels: '%S/Inputs/post.yaml'}}" -- -I%S/Inputs

#include <post.h>

// Answers are not counted: one is read of two.
void FN_one_of_two(line *l) {
  line_send(l, "one; two");
  line_next(l);
  line_next(l);
  line_send(l, "three");
}

// The two requests stand in different functions that somebody else calls.
class FN_members {
public:
  explicit FN_members(line *l) : Line(l) {}
  void begin() { line_send(Line, "one"); }
  void go_on() { line_send(Line, "two"); }

private:
  line *Line;
};

// The stream is a member that no member function finishes.
class FN_member_stream {
public:
  FN_member_stream() : Reader(post::open("items")) {}
  bool next(int *Item) { return Reader->read(Item); }

private:
  std::unique_ptr<post::reader> Reader;
};
