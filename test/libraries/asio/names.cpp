// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every name of the model that is not marked as optional is in the headers of
// Boost.Asio, Beast and standalone Asio. The second run, without one of them,
// shows that they are looked for.
//
// RUN: %clangxx -std=c++20 -fsyntax-only -fplugin=%build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +problems %s 2>&1 \
// RUN:   | %FileCheck %s --allow-empty --check-prefix=ALL
// ALL-NOT: {{remark|error|warning}}:
//
// RUN: %clangxx -std=c++20 -fsyntax-only -DLESS -fplugin=%build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +problems %s 2>&1 \
// RUN:   | %FileCheck %s --check-prefix=LESS
// LESS: asio.yaml:{{[0-9:]+}} class 'boost::beast::ssl_stream' is not declared

#include <asio.hpp>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#ifndef LESS
#include <asio/ssl.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/ssl.hpp>
#endif
