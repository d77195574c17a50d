// The headers of the library declare every name of the model mysql-connector-cpp.
//
// RUN: %clang -fsyntax-only -std=c++14 -I%unpacked/usr/include -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <mysql_driver.h>
#include <mysql_connection.h>
#include <cppconn/driver.h>
#include <cppconn/connection.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/statement.h>
#include <cppconn/resultset.h>

// expected-remark@1 {{looked up the names of mysql-connector-cpp}}
