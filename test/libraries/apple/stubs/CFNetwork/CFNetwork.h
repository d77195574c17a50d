// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stub of Apple's CFNetwork, for tests: true names and signatures of what the
// model and the tests use. The real headers are not packaged for Debian.

#ifndef NETTIDY_STUB_CFNETWORK_H
#define NETTIDY_STUB_CFNETWORK_H

#include <CoreFoundation/CoreFoundation.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct __CFHTTPMessage *CFHTTPMessageRef;
typedef struct __CFHost *CFHostRef;

extern const CFStringRef kCFHTTPVersion1_0;
extern const CFStringRef kCFHTTPVersion1_1;
extern const CFStringRef kCFStreamPropertyHTTPResponseHeader;
extern const CFStringRef kCFStreamPropertyHTTPAttemptPersistentConnection;
extern const CFStringRef kCFStreamPropertyHTTPShouldAutoredirect;
extern const CFStringRef kCFStreamPropertySSLSettings;
extern const CFStringRef kCFStreamSSLValidatesCertificateChain;
extern const CFStringRef kCFStreamSSLAllowsAnyRoot;
extern const CFStringRef kCFStreamSSLPeerName;

CFHTTPMessageRef CFHTTPMessageCreateRequest(CFAllocatorRef alloc,
                                            CFStringRef requestMethod,
                                            CFURLRef url,
                                            CFStringRef httpVersion);
CFHTTPMessageRef CFHTTPMessageCreateEmpty(CFAllocatorRef alloc,
                                          Boolean isRequest);
CFHTTPMessageRef CFHTTPMessageCreateCopy(CFAllocatorRef alloc,
                                         CFHTTPMessageRef message);
void CFHTTPMessageSetBody(CFHTTPMessageRef message, CFDataRef bodyData);
void CFHTTPMessageSetHeaderFieldValue(CFHTTPMessageRef message,
                                      CFStringRef headerField,
                                      CFStringRef value);
CFIndex CFHTTPMessageGetResponseStatusCode(CFHTTPMessageRef response);
CFReadStreamRef CFReadStreamCreateForHTTPRequest(CFAllocatorRef alloc,
                                                 CFHTTPMessageRef request);
CFReadStreamRef
CFReadStreamCreateForStreamedHTTPRequest(CFAllocatorRef alloc,
                                         CFHTTPMessageRef requestHeaders,
                                         CFReadStreamRef requestBody);
CFHostRef CFHostCreateWithName(CFAllocatorRef allocator, CFStringRef hostname);

#ifdef __cplusplus
}
#endif

#endif
