// The headers of curlpp declare every name of its model.
//
// RUN: %clang -fsyntax-only -std=c++17 -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <curl/mprintf.h>
#include <curlpp/Easy.hpp>
#include <curlpp/Infos.hpp>
#include <curlpp/Multi.hpp>
#include <curlpp/Options.hpp>
#include <curlpp/cURLpp.hpp>

// expected-remark@1 {{looked up the names of curlpp}}
// expected-remark@1 {{looked up the names of libcurl}}
