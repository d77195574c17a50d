// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stub of Apple's Core Foundation, for tests: true names and signatures of what
// the model and the tests use. The real headers are not packaged for Debian.

#ifndef NETTIDY_STUB_COREFOUNDATION_H
#define NETTIDY_STUB_COREFOUNDATION_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned char Boolean;
typedef unsigned char UInt8;
typedef int32_t SInt32;
typedef uint32_t UInt32;
typedef long CFIndex;
typedef unsigned long CFOptionFlags;
typedef double CFTimeInterval;
typedef CFTimeInterval CFAbsoluteTime;
typedef const void *CFTypeRef;
typedef const struct __CFAllocator *CFAllocatorRef;
typedef const struct __CFString *CFStringRef;
typedef const struct __CFBoolean *CFBooleanRef;
typedef const struct __CFData *CFDataRef;
typedef const struct __CFURL *CFURLRef;
typedef const struct __CFDictionary *CFDictionaryRef;
typedef struct __CFDictionary *CFMutableDictionaryRef;
typedef struct __CFRunLoop *CFRunLoopRef;
typedef struct __CFRunLoopTimer *CFRunLoopTimerRef;
typedef struct __CFReadStream *CFReadStreamRef;
typedef struct __CFWriteStream *CFWriteStreamRef;
typedef struct __CFSocket *CFSocketRef;
typedef CFStringRef CFRunLoopMode;
typedef CFStringRef CFStreamPropertyKey;

extern const CFAllocatorRef kCFAllocatorDefault;
extern const CFBooleanRef kCFBooleanTrue;
extern const CFBooleanRef kCFBooleanFalse;
extern const CFRunLoopMode kCFRunLoopDefaultMode;
extern const CFRunLoopMode kCFRunLoopCommonModes;

CFTypeRef CFRetain(CFTypeRef cf);
void CFRelease(CFTypeRef cf);
CFTypeRef CFAutorelease(CFTypeRef arg);
CFAbsoluteTime CFAbsoluteTimeGetCurrent(void);

typedef struct {
  CFIndex version;
} CFDictionaryKeyCallBacks;
typedef struct {
  CFIndex version;
} CFDictionaryValueCallBacks;
extern const CFDictionaryKeyCallBacks kCFTypeDictionaryKeyCallBacks;
extern const CFDictionaryValueCallBacks kCFTypeDictionaryValueCallBacks;
CFMutableDictionaryRef CFDictionaryCreateMutable(
    CFAllocatorRef allocator, CFIndex capacity,
    const CFDictionaryKeyCallBacks *keyCallBacks,
    const CFDictionaryValueCallBacks *valueCallBacks);
void CFDictionarySetValue(CFMutableDictionaryRef theDict, const void *key,
                          const void *value);
void CFDictionaryAddValue(CFMutableDictionaryRef theDict, const void *key,
                          const void *value);

/* Timers of run loops. */
typedef void (*CFRunLoopTimerCallBack)(CFRunLoopTimerRef timer, void *info);
typedef struct {
  CFIndex version;
  void *info;
  const void *(*retain)(const void *info);
  void (*release)(const void *info);
  CFStringRef (*copyDescription)(const void *info);
} CFRunLoopTimerContext;

CFRunLoopRef CFRunLoopGetCurrent(void);
CFRunLoopRef CFRunLoopGetMain(void);
void CFRunLoopRun(void);
SInt32 CFRunLoopRunInMode(CFRunLoopMode mode, CFTimeInterval seconds,
                          Boolean returnAfterSourceHandled);
CFRunLoopTimerRef CFRunLoopTimerCreate(CFAllocatorRef allocator,
                                       CFAbsoluteTime fireDate,
                                       CFTimeInterval interval,
                                       CFOptionFlags flags, CFIndex order,
                                       CFRunLoopTimerCallBack callout,
                                       CFRunLoopTimerContext *context);
#ifdef __BLOCKS__
CFRunLoopTimerRef CFRunLoopTimerCreateWithHandler(
    CFAllocatorRef allocator, CFAbsoluteTime fireDate, CFTimeInterval interval,
    CFOptionFlags flags, CFIndex order, void (^block)(CFRunLoopTimerRef timer));
#endif
void CFRunLoopAddTimer(CFRunLoopRef rl, CFRunLoopTimerRef timer,
                       CFRunLoopMode mode);
void CFRunLoopRemoveTimer(CFRunLoopRef rl, CFRunLoopTimerRef timer,
                          CFRunLoopMode mode);
Boolean CFRunLoopContainsTimer(CFRunLoopRef rl, CFRunLoopTimerRef timer,
                               CFRunLoopMode mode);
void CFRunLoopTimerInvalidate(CFRunLoopTimerRef timer);
Boolean CFRunLoopTimerIsValid(CFRunLoopTimerRef timer);
void CFRunLoopTimerSetNextFireDate(CFRunLoopTimerRef timer,
                                   CFAbsoluteTime fireDate);

/* Streams. */
typedef CFIndex CFStreamStatus;
typedef CFOptionFlags CFStreamEventType;
typedef struct {
  CFIndex version;
  void *info;
  void *(*retain)(void *info);
  void (*release)(void *info);
  CFStringRef (*copyDescription)(void *info);
} CFStreamClientContext;
typedef void (*CFReadStreamClientCallBack)(CFReadStreamRef stream,
                                           CFStreamEventType type,
                                           void *clientCallBackInfo);
typedef void (*CFWriteStreamClientCallBack)(CFWriteStreamRef stream,
                                            CFStreamEventType type,
                                            void *clientCallBackInfo);

void CFStreamCreatePairWithSocketToHost(CFAllocatorRef alloc, CFStringRef host,
                                        UInt32 port,
                                        CFReadStreamRef *readStream,
                                        CFWriteStreamRef *writeStream);
CFStreamStatus CFReadStreamGetStatus(CFReadStreamRef stream);
Boolean CFReadStreamOpen(CFReadStreamRef stream);
Boolean CFWriteStreamOpen(CFWriteStreamRef stream);
void CFReadStreamClose(CFReadStreamRef stream);
void CFWriteStreamClose(CFWriteStreamRef stream);
Boolean CFReadStreamHasBytesAvailable(CFReadStreamRef stream);
CFIndex CFReadStreamRead(CFReadStreamRef stream, UInt8 *buffer,
                         CFIndex bufferLength);
CFIndex CFWriteStreamWrite(CFWriteStreamRef stream, const UInt8 *buffer,
                           CFIndex bufferLength);
CFTypeRef CFReadStreamCopyProperty(CFReadStreamRef stream,
                                   CFStreamPropertyKey propertyName);
Boolean CFReadStreamSetProperty(CFReadStreamRef stream,
                                CFStreamPropertyKey propertyName,
                                CFTypeRef propertyValue);
Boolean CFWriteStreamSetProperty(CFWriteStreamRef stream,
                                 CFStreamPropertyKey propertyName,
                                 CFTypeRef propertyValue);
Boolean CFReadStreamSetClient(CFReadStreamRef stream,
                              CFOptionFlags streamEvents,
                              CFReadStreamClientCallBack clientCB,
                              CFStreamClientContext *clientContext);
Boolean CFWriteStreamSetClient(CFWriteStreamRef stream,
                               CFOptionFlags streamEvents,
                               CFWriteStreamClientCallBack clientCB,
                               CFStreamClientContext *clientContext);
void CFReadStreamScheduleWithRunLoop(CFReadStreamRef stream,
                                     CFRunLoopRef runLoop,
                                     CFRunLoopMode runLoopMode);
void CFWriteStreamScheduleWithRunLoop(CFWriteStreamRef stream,
                                      CFRunLoopRef runLoop,
                                      CFRunLoopMode runLoopMode);
void CFReadStreamUnscheduleFromRunLoop(CFReadStreamRef stream,
                                       CFRunLoopRef runLoop,
                                       CFRunLoopMode runLoopMode);
void CFWriteStreamUnscheduleFromRunLoop(CFWriteStreamRef stream,
                                        CFRunLoopRef runLoop,
                                        CFRunLoopMode runLoopMode);

#ifdef __cplusplus
}
#endif

#endif
