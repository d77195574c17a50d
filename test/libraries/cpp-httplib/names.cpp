// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every name of the model that is not marked as optional is in the header. The
// second run, without TLS, shows that they are looked for.
//
// RUN: %clangxx -std=c++17 -fsyntax-only -DCPPHTTPLIB_OPENSSL_SUPPORT -fplugin=%build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +problems %s 2>&1 \
// RUN:   | %FileCheck %s --allow-empty --check-prefix=ALL
// ALL-NOT: {{remark|error|warning}}:
//
// RUN: %clangxx -std=c++17 -fsyntax-only -fplugin=%build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +problems %s 2>&1 \
// RUN:   | %FileCheck %s --check-prefix=LESS
// LESS: cpp-httplib.yaml:{{[0-9:]+}} class 'httplib::SSLClient' is not declared

#include <httplib.h>
