// The headers of Cap'n Proto declare every name of its model.
//
// RUN: echo '// What the compiler of interfaces writes.' > %t.capnp.h
// RUN: %clang -fsyntax-only -std=c++17 -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -include %t.capnp.h -Xclang -verify %s

#include <capnp/ez-rpc.h>

// expected-remark@1 {{looked up the names of capnproto}}
