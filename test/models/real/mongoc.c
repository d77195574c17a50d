// The headers of the library declare every name of the model mongoc.
//
// RUN: %clang -fsyntax-only -std=c11 -D_GNU_SOURCE -I/usr/include/libmongoc-1.0 -I/usr/include/libbson-1.0 -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <mongoc/mongoc.h>

// expected-remark@1 {{looked up the names of mongoc}}
