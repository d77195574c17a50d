// The headers of c-ares declare every name of its model.
//
// RUN: %clang -fsyntax-only -std=gnu11 -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <ares.h>

// expected-remark@1 {{looked up the names of c-ares}}
