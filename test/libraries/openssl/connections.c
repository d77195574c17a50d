// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TLS contexts, connections, BIOs and certificates of OpenSSL.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <string.h>
#include <unistd.h>

// --- contexts ----------------------------------------------------------------

SSL_CTX *new_context_ok(const char *authorities) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  if (!context)
    return NULL;
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
  if (SSL_CTX_load_verify_locations(context, authorities, NULL) != 1) {
    SSL_CTX_free(context);
    return NULL;
  }
  return context;
}

SSL_CTX *new_context_bad(const char *authorities) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this TLS context is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!context)
    return NULL;
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
  if (SSL_CTX_load_verify_locations(context, authorities, NULL) != 1)
    return NULL;
  return context;
}

int fetch_all_bad(const int *sockets, int count) {
  for (int i = 0; i < count; i++) {
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new TLS context is built for every iteration{{.*}} [net-client-per-call]
    if (!context)
      return -1;
    SSL_CTX_set_default_verify_paths(context);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL *ssl = SSL_new(context);
    if (ssl && SSL_set_fd(ssl, sockets[i]) == 1)
      SSL_connect(ssl);
    SSL_free(ssl);
    SSL_CTX_free(context);
  }
  return 0;
}

int fetch_all_ok(SSL_CTX *context, const int *sockets, int count) {
  for (int i = 0; i < count; i++) {
    SSL *ssl = SSL_new(context);
    if (ssl && SSL_set_fd(ssl, sockets[i]) == 1)
      SSL_connect(ssl);
    SSL_free(ssl);
  }
  return 0;
}

SSL *early_free_ok(const char *host) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  if (!context)
    return NULL;
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
  SSL *ssl = SSL_new(context); // holds the context itself
  SSL_CTX_free(context);
  if (ssl)
    SSL_set1_host(ssl, host);
  return ssl;
}

// --- connections -------------------------------------------------------------

int handshake_bad(SSL_CTX *context, int fd) {
  SSL *ssl = SSL_new(context);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this TLS connection is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!ssl)
    return -1;
  SSL_set_fd(ssl, fd);
  if (SSL_connect(ssl) != 1)
    return -1;
  SSL_shutdown(ssl);
  SSL_free(ssl);
  return 0;
}

int handshake_ok(SSL_CTX *context, int fd) {
  int status = -1;
  SSL *ssl = SSL_new(context);
  if (!ssl)
    return -1;
  SSL_set_fd(ssl, fd);
  if (SSL_connect(ssl) == 1) {
    SSL_shutdown(ssl);
    status = 0;
  }
  SSL_free(ssl);
  return status;
}

int used_after_free_bad(SSL_CTX *context, int fd, char *out, int size) {
  SSL *ssl = SSL_new(context);
  if (!ssl)
    return -1;
  SSL_set_fd(ssl, fd);
  if (SSL_connect(ssl) != 1)
    SSL_free(ssl);
  int count = SSL_read(ssl, out, size);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this TLS connection is used after it was released{{.*}} [net-use-after-close]
  SSL_free(ssl);
  return count;
}

// --- BIOs --------------------------------------------------------------------

int memory_pair_bad(SSL *ssl) {
  BIO *in = BIO_new(BIO_s_mem());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this BIO is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!in)
    return -1;
  BIO *out = BIO_new(BIO_s_mem());
  if (!out)
    return -1;
  SSL_set_bio(ssl, in, out);
  return 0;
}

int memory_pair_ok(SSL *ssl) {
  BIO *in = BIO_new(BIO_s_mem());
  BIO *out = BIO_new(BIO_s_mem());
  if (!in || !out) {
    BIO_free(in);
    BIO_free(out);
    return -1;
  }
  SSL_set_bio(ssl, in, out);
  return 0;
}

int encode_ok(const unsigned char *data, int size, char *text, int room) {
  BIO *base64 = BIO_new(BIO_f_base64());
  BIO *memory = BIO_new(BIO_s_mem());
  base64 = BIO_push(base64, memory);
  BIO_write(base64, data, size);
  int count = BIO_read(memory, text, room);
  BIO_free_all(base64);
  return count;
}

int encode_bad(const unsigned char *data, int size) {
  BIO *base64 = BIO_new(BIO_f_base64());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this BIO is not released on a path through this function{{.*}} [net-unclosed-connection]
  BIO *memory = BIO_new(BIO_s_mem());
  BIO_push(base64, memory);
  return BIO_write(base64, data, size);
}

int ask_bad(const char *host, const char *question, char *answer, int size) {
  BIO *bio = BIO_new_connect(host);
  if (!bio)
    return -1;
  if (BIO_do_connect(bio) <= 0) {
    BIO_free_all(bio);
    return -1;
  }
  BIO_write(bio, question, (int)strlen(question));
  int count = BIO_read(bio, answer, size);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'BIO_read' can wait for ever: no timeout is set on this connecting BIO{{.*}} [net-missing-timeout]
  BIO_free_all(bio);
  return count;
}

int ask_ok(const char *host, const char *question, char *answer, int size) {
  BIO *bio = BIO_new_connect(host);
  if (!bio)
    return -1;
  BIO_set_nbio(bio, 1);
  if (BIO_do_connect(bio) <= 0 && !BIO_should_retry(bio)) {
    BIO_free_all(bio);
    return -1;
  }
  BIO_write(bio, question, (int)strlen(question));
  int count = BIO_read(bio, answer, size);
  BIO_free_all(bio);
  return count;
}

// --- certificates and sessions -----------------------------------------------

int has_certificate_bad(SSL *ssl) {
  X509 *certificate = SSL_get_peer_certificate(ssl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this certificate of the peer is not released on a path through this function{{.*}} [net-unclosed-response]
  return certificate != NULL;
}

int has_certificate_ok(SSL *ssl) {
  X509 *certificate = SSL_get_peer_certificate(ssl);
  if (!certificate)
    return 0;
  X509_free(certificate);
  return 1;
}

long serial_ok(SSL *ssl) {
  X509 *certificate = SSL_get0_peer_certificate(ssl); // borrowed
  return certificate ? X509_get_version(certificate) : -1;
}

int trusted_bad(X509_STORE *store, const char *pem) {
  BIO *text = BIO_new_mem_buf(pem, -1);
  if (!text)
    return -1;
  X509 *certificate = PEM_read_bio_X509(text, NULL, NULL, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this certificate is not released on a path through this function{{.*}} [net-unclosed-connection]
  BIO_free(text);
  if (!certificate)
    return -1;
  return X509_STORE_add_cert(store, certificate); // takes its own reference
}

// The result is what the second argument points to.
int read_all_ok(BIO *text, STACK_OF(X509) *chain) {
  X509 *certificate = NULL;
  int count = 0;
  while (PEM_read_bio_X509(text, &certificate, NULL, NULL)) {
    if (!sk_X509_push(chain, certificate)) {
      X509_free(certificate);
      return -1;
    }
    certificate = NULL;
    count++;
  }
  return count;
}

struct identity {
  EVP_PKEY *key;
};

int read_key_ok(struct identity *mine, BIO *text) {
  return PEM_read_bio_PrivateKey(text, &mine->key, NULL, NULL) ? 0 : -1;
}

int read_key_bad(BIO *text) {
  EVP_PKEY *key = PEM_read_bio_PrivateKey(text, NULL, NULL, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this key is not released on a path through this function{{.*}} [net-unclosed-connection]
  return key ? 0 : -1;
}

int resumed_bad(SSL *old, SSL *next) {
  SSL_SESSION *session = SSL_get1_session(old);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this TLS session is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!session)
    return 0;
  return SSL_set_session(next, session);
}

int resumed_ok(SSL *old, SSL *next) {
  SSL_SESSION *session = SSL_get1_session(old);
  if (!session)
    return 0;
  int status = SSL_set_session(next, session);
  SSL_SESSION_free(session);
  return status;
}

// --- verification ------------------------------------------------------------

int accepts_anybody_bad(int fd) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new TLS context is built for every call{{.*}} [net-client-per-call]
  SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'SSL_CTX_set_verify' switches off the verification of the peer, so anybody on the way can read and change what is sent [net-disabled-tls-verification]
  SSL *ssl = SSL_new(context);
  SSL_CTX_free(context);
  SSL_set_fd(ssl, fd);
  int status = SSL_connect(ssl);
  SSL_free(ssl);
  return status;
}

SSL_CTX *server_ok(void) {
  SSL_CTX *context = SSL_CTX_new(TLS_server_method());
  if (context)
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL); // no client certificates
  return context;
}

int never_verified_bad(int fd) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new TLS context is built for every call{{.*}} [net-client-per-call]
  if (!context)
    return -1;
  SSL *ssl = SSL_new(context);
  SSL_CTX_free(context);
  if (!ssl)
    return -1;
  SSL_set_fd(ssl, fd);
  int status = SSL_connect(ssl);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'SSL_connect' accepts any peer: verification is off by default and nothing switches it on for this TLS connection [net-disabled-tls-verification]
  SSL_free(ssl);
  return status;
}

int judged_afterwards(int fd) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new TLS context is built for every call{{.*}} [net-client-per-call]
  if (!context)
    return -1;
  SSL *ssl = SSL_new(context);
  SSL_CTX_free(context);
  if (!ssl)
    return -1;
  SSL_set_fd(ssl, fd);
  int status = SSL_connect(ssl);
  if (status == 1 && SSL_get_verify_result(ssl) != X509_V_OK)
    status = -1;
  SSL_free(ssl);
  return status;
}
