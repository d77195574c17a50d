// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stub of Grand Central Dispatch, for tests: true names and signatures of what
// the model and the tests use, as C and C++ see them. The real headers are not
// packaged for Debian 12.

#ifndef NETTIDY_STUB_DISPATCH_H
#define NETTIDY_STUB_DISPATCH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dispatch_queue_s *dispatch_queue_t;
typedef struct dispatch_source_s *dispatch_source_t;
#ifdef __cplusplus
typedef struct dispatch_object_s {
private:
  dispatch_object_s();
} *dispatch_object_t;
struct dispatch_queue_s : public dispatch_object_s {};
struct dispatch_source_s : public dispatch_object_s {};
#else
typedef union {
  struct dispatch_object_s *_do;
  struct dispatch_source_s *_ds;
  struct dispatch_queue_s *_dq;
} dispatch_object_t __attribute__((__transparent_union__));
#endif
typedef uint64_t dispatch_time_t;
typedef void (*dispatch_function_t)(void *);
typedef const struct dispatch_source_type_s *dispatch_source_type_t;
extern const struct dispatch_source_type_s _dispatch_source_type_timer;
extern const struct dispatch_source_type_s _dispatch_source_type_read;

#define DISPATCH_SOURCE_TYPE_TIMER (&_dispatch_source_type_timer)
#define DISPATCH_SOURCE_TYPE_READ (&_dispatch_source_type_read)
#define DISPATCH_TIME_NOW (0ull)
#define DISPATCH_TIME_FOREVER (~0ull)
#define NSEC_PER_SEC 1000000000ull

dispatch_queue_t dispatch_get_global_queue(long identifier, unsigned long flags);
dispatch_time_t dispatch_time(dispatch_time_t when, int64_t delta);
void dispatch_release(dispatch_object_t object);
void dispatch_retain(dispatch_object_t object);
void dispatch_resume(dispatch_object_t object);
void dispatch_suspend(dispatch_object_t object);
void dispatch_activate(dispatch_object_t object);
void dispatch_set_context(dispatch_object_t object, void *context);
dispatch_source_t dispatch_source_create(dispatch_source_type_t type,
                                         uintptr_t handle, unsigned long mask,
                                         dispatch_queue_t queue);
void dispatch_source_set_timer(dispatch_source_t source, dispatch_time_t start,
                               uint64_t interval, uint64_t leeway);
void dispatch_source_set_event_handler_f(dispatch_source_t source,
                                         dispatch_function_t handler);
void dispatch_source_set_cancel_handler_f(dispatch_source_t source,
                                          dispatch_function_t handler);
void dispatch_source_cancel(dispatch_source_t source);
long dispatch_source_testcancel(dispatch_source_t source);
void dispatch_after_f(dispatch_time_t when, dispatch_queue_t queue,
                      void *context, dispatch_function_t work);
void dispatch_async_f(dispatch_queue_t queue, void *context,
                      dispatch_function_t work);
#ifdef __BLOCKS__
typedef void (^dispatch_block_t)(void);
void dispatch_source_set_event_handler(dispatch_source_t source,
                                       dispatch_block_t handler);
void dispatch_source_set_cancel_handler(dispatch_source_t source,
                                        dispatch_block_t handler);
void dispatch_after(dispatch_time_t when, dispatch_queue_t queue,
                    dispatch_block_t block);
void dispatch_async(dispatch_queue_t queue, dispatch_block_t block);
#endif

#ifdef __cplusplus
}
#endif

#endif
