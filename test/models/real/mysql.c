// The headers of MariaDB's C library declare every name of the model.
//
// RUN: %clang -fsyntax-only -std=c11 -I/usr/include/mariadb -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <mysql.h>

// expected-remark@1 {{looked up the names of mysql}}
