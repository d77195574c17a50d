// The headers of Winsock declare every name of its model.
//
// RUN: %clang -fsyntax-only -target x86_64-w64-mingw32 \
// RUN:   -isystem /usr/x86_64-w64-mingw32/include -w \
// RUN:   -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#define _WIN32_WINNT 0x0A00
#include <winsock2.h>
#include <mswsock.h>
#include <ws2tcpip.h>

// expected-remark@1 {{looked up the names of winsock}}
