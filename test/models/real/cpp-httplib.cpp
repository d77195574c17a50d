// The header of cpp-httplib declares every name of its model.
//
// RUN: %clang -fsyntax-only -std=c++17 -DCPPHTTPLIB_OPENSSL_SUPPORT -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <httplib.h>

// expected-remark@1 {{looked up the names of cpp-httplib}}
// expected-remark@1 {{looked up the names of openssl}}
