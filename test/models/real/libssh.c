// The headers of the library declare every name of the model libssh.
//
// RUN: %clang -fsyntax-only -std=c11 -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <libssh/libssh.h>

// expected-remark@1 {{looked up the names of libssh}}
