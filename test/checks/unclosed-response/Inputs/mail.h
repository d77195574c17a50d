/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   A library of the tests' own; mail.yaml beside it is its model. */
#ifndef TEST_MAIL_H
#define TEST_MAIL_H
#ifdef __cplusplus
extern "C" {
#endif
typedef struct mail mail;
typedef struct mail_reply mail_reply;
mail_reply *mail_fetch(mail *box, const char *folder);
int mail_count(mail_reply *reply);
void mail_reply_free(mail_reply *reply);
#ifdef __cplusplus
}
#endif
#endif
