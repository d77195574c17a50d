// The headers of WebSocket++ declare every name of its model.
//
// RUN: %clang -fsyntax-only -std=c++17 -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <websocketpp/client.hpp>
#include <websocketpp/config/asio.hpp>
#include <websocketpp/config/asio_client.hpp>
#include <websocketpp/config/asio_no_tls.hpp>
#include <websocketpp/server.hpp>

// expected-remark@1 {{looked up the names of openssl}}
// expected-remark@1 {{looked up the names of websocketpp}}
