// The headers of the library declare every name of the model neon.
//
// RUN: %clang -fsyntax-only -std=c11 -isystem /usr/include/neon -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <ne_auth.h>
#include <ne_basic.h>
#include <ne_props.h>
#include <ne_request.h>
#include <ne_session.h>
#include <ne_ssl.h>

// expected-remark@1 {{looked up the names of neon}}
