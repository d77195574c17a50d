// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that judge certificates, and contexts that are built for each call.
//
// RUN: %check_tidy %s net-disabled-tls-verification,net-client-per-call,net-unclosed-connection %t -- -- -std=c++17

#include <cstdio>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

static int acceptAll(int, X509_STORE_CTX *) { return 1; }

static int acceptAndTell(int good, X509_STORE_CTX *) {
  if (!good)
    std::printf("never mind\n");
  return 1;
}

static int checkDepth(int good, X509_STORE_CTX *store) {
  return good && X509_STORE_CTX_get_error_depth(store) < 4;
}

// Looked at later.
static int remember(int good, X509_STORE_CTX *store) {
  if (!good)
    X509_STORE_CTX_set_error(store, X509_V_OK);
  return 1;
}

SSL_CTX *makeLax() {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, acceptAll);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'SSL_CTX_set_verify' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  return context;
}

SSL_CTX *makeLaxAndTell() {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, acceptAndTell);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'SSL_CTX_set_verify' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  return context;
}

static int acceptChain(X509_STORE_CTX *, void *) { return 1; }

SSL_CTX *makeLaxChain() {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_cert_verify_callback(context, acceptChain, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'SSL_CTX_set_cert_verify_callback' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  return context;
}

SSL_CTX *makeStrictOk() {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, checkDepth);
  return context;
}

SSL_CTX *makeRememberingOk() {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, remember);
  return context;
}

SSL_CTX *makePlainOk() {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  return context;
}

// A server need not ask its clients for certificates.
SSL_CTX *makeServerOk() {
  SSL_CTX *context = SSL_CTX_new(TLS_server_method());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, acceptAll);
  return context;
}

// --- contexts per call --------------------------------------------------------------

bool greet(int socket) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: a new TLS context is built for every call{{.*}} [net-client-per-call]
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL *ssl = SSL_new(context);
  SSL_set_fd(ssl, socket);
  bool good = SSL_connect(ssl) == 1;
  SSL_free(ssl);
  SSL_CTX_free(context);
  return good;
}

bool greetAllOk(const int *sockets, int count) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  bool good = true;
  for (int i = 0; i < count; ++i) {
    SSL *ssl = SSL_new(context);
    SSL_set_fd(ssl, sockets[i]);
    good &= SSL_connect(ssl) == 1;
    SSL_free(ssl);
  }
  SSL_CTX_free(context);
  return good;
}

bool greetWithOk(SSL_CTX *context, int socket) {
  SSL *ssl = SSL_new(context);
  SSL_set_fd(ssl, socket);
  bool good = SSL_connect(ssl) == 1;
  SSL_free(ssl);
  return good;
}

// --- keys and certificates from files ---------------------------------------------

bool useKey(SSL_CTX *context, FILE *file) {
  EVP_PKEY *key = PEM_read_PrivateKey(file, nullptr, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: this key is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!key)
    return false;
  return SSL_CTX_use_PrivateKey(context, key) == 1;
}

bool useKeyOk(SSL_CTX *context, FILE *file) {
  EVP_PKEY *key = PEM_read_PrivateKey(file, nullptr, nullptr, nullptr);
  bool used = key && SSL_CTX_use_PrivateKey(context, key) == 1;
  EVP_PKEY_free(key);
  return used;
}

bool isCertificate(FILE *file) {
  X509 *certificate = PEM_read_X509(file, nullptr, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: this certificate is not released on a path through this function{{.*}} [net-unclosed-connection]
  return certificate != nullptr;
}

bool isCertificateOk(FILE *file) {
  X509 *certificate = PEM_read_X509(file, nullptr, nullptr, nullptr);
  X509_free(certificate);
  return certificate != nullptr;
}
