// The headers of Asio, Boost.Asio and Boost.Beast declare every name of the model.
//
// RUN: %clang -fsyntax-only -std=c++17 -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <asio.hpp>
#include <asio/ssl.hpp>
#include <boost/asio.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket/ssl.hpp>

// expected-remark@1 {{looked up the names of asio}}
// expected-remark@1 {{looked up the names of openssl}}
