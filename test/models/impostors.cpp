// The names of C libraries are ordinary words: a function of the user's own with
// such a name is not the library's.
//
// RUN: %clang -cc1 -std=c++17 -load %build/lib/nettidy-probe-%llvm.so \
// RUN:   -plugin nettidy-probe -verify %s

struct widget {};
extern "C" int accept(int, void *, unsigned *);
extern "C" int dup(int);
int accept(widget, void *, unsigned *);
namespace local { int accept(int, void *, unsigned *); }
struct server { int accept(int, void *, unsigned *); };
static int listen(int, int) { return 0; }

void calls(server &s) {
  dup(1);                        // expected-remark {{dup: acquire}}
  accept(1, nullptr, nullptr);   // expected-remark {{accept: acquire}}
  accept(widget(), nullptr, nullptr);
  local::accept(1, nullptr, nullptr);
  s.accept(1, nullptr, nullptr);
  listen(1, 1);
}
