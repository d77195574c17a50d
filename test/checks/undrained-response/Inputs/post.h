/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   A library of the tests' own; post.yaml beside it is its model. */
#ifndef TEST_POST_H
#define TEST_POST_H
#include <memory>

struct line;
int line_send(line *l, const char *text); // 0 on failure
char *line_next(line *l);                 // null when there is no more
void line_skip(line *l);
void line_pipeline(line *l);
void line_free(line *l);

namespace post {
struct text {
  text &operator>>(int &);
  bool good() const;
};
int copy(text &from);
class session {
public:
  explicit session(const char *host);
  void set_keep_open(bool on);
  void send(const char *text);
  text &receive();
};
class reader {
public:
  bool read(int *item);
  int finish();
};
std::unique_ptr<reader> open(const char *what);
void cancel(reader &r);
} // namespace post
#endif
