// The headers of Boost.Thread declare every name of its model.
//
// RUN: %clang -fsyntax-only -std=c++17 -w -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <boost/thread.hpp>
#include <boost/thread/scoped_thread.hpp>

// expected-remark@1 {{looked up the names of boost-thread}}
