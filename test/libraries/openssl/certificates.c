// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Certificates and keys that are read from files and from memory.
//
// RUN: %check_tidy %s net-unclosed-connection,net-unclosed-response %t

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <stdio.h>

struct identity {
  X509 *certificate;
  EVP_PKEY *key;
};

EVP_PKEY *key_of_bad(const unsigned char *der, long size) {
  X509 *certificate = d2i_X509(NULL, &der, size);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}certificate is not released on a path
  if (!certificate)
    return NULL;
  return X509_get_pubkey(certificate);
}

int is_current_bad(BIO *from) {
  X509 *certificate = d2i_X509_bio(from, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}certificate is not released on a path
  if (!certificate)
    return -1;
  if (X509_cmp_current_time(X509_get0_notAfter(certificate)) < 0)
    return 0;
  X509_free(certificate);
  return 1;
}

int can_sign_bad(FILE *file) {
  EVP_PKEY *key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}key is not released on a path
  if (!key)
    return 0;
  return EVP_PKEY_get_size(key) > 0;
}

int bits_bad(const unsigned char *der, long size) {
  EVP_PKEY *key = d2i_AutoPrivateKey(NULL, &der, size);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}key is not released on a path
  if (!key)
    return 0;
  if (EVP_PKEY_get_bits(key) < 2048)
    return -1;
  EVP_PKEY_free(key);
  return 1;
}

EVP_PKEY *key_of_ok(const unsigned char *der, long size) {
  X509 *certificate = d2i_X509(NULL, &der, size);
  if (!certificate)
    return NULL;
  EVP_PKEY *key = X509_get_pubkey(certificate);
  X509_free(certificate);
  return key;
}

// What is given to be filled stays its owner's.
int refill_ok(struct identity *of, const unsigned char *der, long size) {
  X509 *certificate = d2i_X509(&of->certificate, &der, size);
  EVP_PKEY *key = d2i_PrivateKey(EVP_PKEY_RSA, &of->key, &der, size);
  return certificate && key;
}

int use_ok(SSL_CTX *context, BIO *from) {
  X509 *certificate = d2i_X509_bio(from, NULL);
  EVP_PKEY *key = d2i_PrivateKey_bio(from, NULL);
  int done = certificate && key &&
             SSL_CTX_use_certificate(context, certificate) == 1 &&
             SSL_CTX_use_PrivateKey(context, key) == 1;
  X509_free(certificate);
  EVP_PKEY_free(key);
  return done;
}
