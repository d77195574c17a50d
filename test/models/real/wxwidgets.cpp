// The headers of wxWidgets declare every name of its model.
//
// RUN: %clang -fsyntax-only -std=c++17 %wx -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <wx/protocol/ftp.h>
#include <wx/protocol/http.h>
#include <wx/scopedptr.h>
#include <wx/timer.h>
#include <wx/url.h>

// expected-remark@1 {{looked up the names of wxwidgets}}
