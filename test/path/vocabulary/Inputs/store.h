// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A library whose clients may be structs of the caller, and whose settings
// stand in a text.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
typedef struct store {
  int opaque[8];
} store;
typedef struct store_session store_session;

store *store_init(store *memory); /* NULL: allocates */
store *store_connect(store *s, const char *host); /* s, or NULL on failure */
int store_ask(store *s, const char *question);
void store_close(store *s);
int store_row(store *s, char **row); /* length, 0: none, -1: error */
void store_row_free(char *row);

store_session *session_open(const char *settings);
store_session *session_open_words(const char *const *words);
int session_ask(store_session *s, const char *question);
void session_close(store_session *s);
#ifdef __cplusplus
}
#endif
