// What stands in the headers of a library is its own: no remarks about it.
//
// RUN: %clang -cc1 -std=c++17 -load %build/lib/nettidy-probe-%llvm.so \
// RUN:   -plugin nettidy-probe -plugin-arg-nettidy-probe %S/Inputs/lookup.yaml \
// RUN:   -I %S/Inputs/library -verify %s

#include "lookup.h"      // a header of the model: not looked into
#include "not_lookup.h"  // ends the same, but is another file

void user(net::client *c) { c->send(); } // expected-remark {{net::client::send}} expected-remark {{object client}}
// expected-remark@not_lookup.h:1 {{net::client::send}}
// expected-remark@not_lookup.h:1 {{object client}}
