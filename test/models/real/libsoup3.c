// The headers of libsoup 3 declare every name of its model.
//
// RUN: %clang -fsyntax-only -std=gnu11 -isystem /usr/include/libsoup-3.0 -isystem /usr/include/glib-2.0 -isystem /usr/lib/x86_64-linux-gnu/glib-2.0/include -isystem /usr/include/libmount -isystem /usr/include/blkid -isystem /usr/include/sysprof-4  -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <libsoup/soup.h>

// expected-remark@1 {{looked up the names of libsoup3}}
// expected-remark@1 {{looked up the names of glib}}
