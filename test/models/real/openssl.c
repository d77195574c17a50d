// The headers of OpenSSL declare every name of its model.
//
// RUN: %clang -fsyntax-only -std=c11 -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// expected-remark@1 {{looked up the names of openssl}}
