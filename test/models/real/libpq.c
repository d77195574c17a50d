// The headers of libpq declare every name of its model.
//
// RUN: %clang -fsyntax-only -std=c11 -I/usr/include/postgresql -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <libpq-fe.h>
#include <libpq-events.h>

// expected-remark@1 {{looked up the names of libpq}}
