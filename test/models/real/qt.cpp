// The headers of Qt 5 and Qt 6 declare every name of the model.
//
// RUN: %clang -fsyntax-only -std=c++17 %qt5 -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s
// RUN: %clang -fsyntax-only -std=c++17 %qt6 -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <QtCore>
#include <QtGui>
#include <QtNetwork>
#include <QtWidgets>

// expected-remark@1 {{looked up the names of qt}}
