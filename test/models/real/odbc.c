// The headers of ODBC declare every name of its model.
//
// RUN: %clang -fsyntax-only -std=c11 -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <sql.h>
#include <sqlext.h>

// expected-remark@1 {{looked up the names of odbc}}
