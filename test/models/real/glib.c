// The headers of GLib, GObject and GIO declare every name of its model.
//
// RUN: %clang -fsyntax-only -std=gnu11 -isystem /usr/include/glib-2.0 -isystem /usr/lib/x86_64-linux-gnu/glib-2.0/include \
// RUN:   -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <gio/gio.h>
#include <glib-object.h>
#include <glib.h>

// expected-remark@1 {{looked up the names of glib}}
