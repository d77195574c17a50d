// The headers of the C++ REST SDK declare every name of the model.
//
// RUN: %clang -fsyntax-only -std=c++17 -I%unpacked/usr/include -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <cpprest/http_client.h>
#include <cpprest/http_listener.h>
#include <cpprest/ws_client.h>
#include <pplx/pplxtasks.h>

// expected-remark@1 {{looked up the names of cpprestsdk}}
// expected-remark@1 {{looked up the names of openssl}}
