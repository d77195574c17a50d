// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients, pools, collections, cursors and documents in C.
//
// RUN: %check_tidy %s %core %t -- -- -std=c11 -I/usr/include/libmongoc-1.0 -I/usr/include/libbson-1.0

#include <mongoc/mongoc.h>
#include <stdio.h>

bool insert_bad(const bson_t *doc) {
  mongoc_client_t *c = mongoc_client_new("mongodb://db.internal/");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new MongoDB client is built for every call{{.*}} [net-client-per-call]
  mongoc_collection_t *k = mongoc_client_get_collection(c, "app", "log");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MongoDB collection is not released on a path{{.*}} [net-unclosed-connection]
  bool ok = mongoc_collection_insert_one(k, doc, NULL, NULL, NULL);
  mongoc_client_destroy(c);
  return ok;
}

bool insert_ok(mongoc_client_pool_t *pool, const bson_t *doc) {
  mongoc_client_t *c = mongoc_client_pool_pop(pool);
  mongoc_collection_t *k = mongoc_client_get_collection(c, "app", "log");
  bool ok = mongoc_collection_insert_one(k, doc, NULL, NULL, NULL);
  mongoc_collection_destroy(k);
  mongoc_client_pool_push(pool, c);
  return ok;
}

bool not_pushed_bad(mongoc_client_pool_t *pool, const bson_t *doc) {
  bson_error_t error;
  mongoc_client_t *c = mongoc_client_pool_pop(pool);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MongoDB client of a pool is not released on a path{{.*}} [net-unclosed-connection]
  mongoc_collection_t *k = mongoc_client_get_collection(c, "app", "log");
  if (!mongoc_collection_insert_one(k, doc, NULL, NULL, &error)) {
    fprintf(stderr, "%s\n", error.message);
    mongoc_collection_destroy(k);
    return false;
  }
  mongoc_collection_destroy(k);
  mongoc_client_pool_push(pool, c);
  return true;
}

int count_bad(mongoc_collection_t *k) {
  int n = 0;
  const bson_t *doc;
  bson_error_t error;
  bson_t *query = bson_new();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this BSON document is not released on a path{{.*}} [net-unclosed-connection]
  mongoc_cursor_t *cursor = mongoc_collection_find_with_opts(k, query, NULL, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MongoDB cursor is not released on a path{{.*}} [net-unclosed-response]
  while (mongoc_cursor_next(cursor, &doc))
    n++;
  if (mongoc_cursor_error(cursor, &error))
    return -1;
  mongoc_cursor_destroy(cursor);
  bson_destroy(query);
  return n;
}

int count_ok(mongoc_collection_t *k) {
  int n = 0;
  const bson_t *doc; /* borrowed from the cursor */
  bson_error_t error;
  bson_t *query = bson_new();
  mongoc_cursor_t *cursor = mongoc_collection_find_with_opts(k, query, NULL, NULL);
  while (mongoc_cursor_next(cursor, &doc)) {
    char *text = bson_as_canonical_extended_json(doc, NULL);
    puts(text);
    bson_free(text);
    n++;
  }
  if (mongoc_cursor_error(cursor, &error))
    n = -1;
  mongoc_cursor_destroy(cursor);
  bson_destroy(query);
  return n;
}

void print_bad(const bson_t *doc) {
  char *text = bson_as_json(doc, NULL);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this string is not released on a path{{.*}} [net-unclosed-connection]
  if (text)
    puts(text);
}

mongoc_client_pool_t *pool_bad(const char *text) {
  mongoc_uri_t *uri = mongoc_uri_new(text);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this MongoDB URI is not released on a path{{.*}} [net-unclosed-connection]
  if (!uri)
    return NULL;
  return mongoc_client_pool_new(uri); /* which copies it */
}

mongoc_client_pool_t *pool_ok(const char *text) {
  mongoc_uri_t *uri = mongoc_uri_new(text);
  if (!uri)
    return NULL;
  mongoc_client_pool_t *pool = mongoc_client_pool_new(uri);
  mongoc_uri_destroy(uri);
  return pool;
}

static mongoc_client_t *shared;

mongoc_client_t *shared_ok(void) {
  if (!shared)
    shared = mongoc_client_new("mongodb://db.internal/");
  return shared;
}
