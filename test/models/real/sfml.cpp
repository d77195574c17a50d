// The headers of the library declare every name of the model sfml.
//
// RUN: %clang -fsyntax-only -std=c++17 -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <SFML/Network.hpp>
#include <SFML/System.hpp>

// expected-remark@1 {{looked up the names of sfml}}
