/* Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   What ticks.yaml describes. */
#ifndef TEST_TICKS_H
#define TEST_TICKS_H
#ifdef __cplusplus
extern "C" {
#endif
typedef struct tick tick;
typedef void tick_handler(void *data);
tick *tick_new(void);
void tick_every(tick *t, unsigned ms, tick_handler *handler, void *data);
void tick_once(tick *t, unsigned ms, tick_handler *handler, void *data);
void tick_stop(tick *t);
void tick_free(tick *t);
#ifdef __cplusplus
}
#endif
#endif
