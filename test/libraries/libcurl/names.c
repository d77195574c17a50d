// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every name of the model that is not marked as optional is in the headers. The
// second run, without one header, shows that they are looked for.
//
// RUN: %clang -std=c11 -fsyntax-only -fplugin=%build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +problems %s 2>&1 \
// RUN:   | %FileCheck %s --allow-empty --check-prefix=ALL
// ALL-NOT: {{remark|error|warning}}:
//
// RUN: %clang -std=c11 -fsyntax-only -DLESS -fplugin=%build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +problems %s 2>&1 \
// RUN:   | %FileCheck %s --check-prefix=LESS
// LESS: libcurl.yaml:{{[0-9:]+}} function 'curl_maprintf' is not declared

#include <curl/curl.h>
#ifndef LESS
#include <curl/mprintf.h>
#endif
