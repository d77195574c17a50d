// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Streams and messages of CFNetwork.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17 -isystem %S/stubs

#include <CFNetwork/CFNetwork.h>
#include <CoreFoundation/CoreFoundation.h>
#include <memory>

CFReadStreamRef keptStream;
void onEvent(CFReadStreamRef, CFStreamEventType, void *);

long statusBad(CFURLRef Url, CFStringRef Method) {
  CFHTTPMessageRef Ask =
      CFHTTPMessageCreateRequest(kCFAllocatorDefault, Method, Url, kCFHTTPVersion1_1);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-unclosed-connection]
  CFReadStreamRef Stream =
      CFReadStreamCreateForHTTPRequest(kCFAllocatorDefault, Ask);
  CFReadStreamScheduleWithRunLoop(Stream, CFRunLoopGetCurrent(), kCFRunLoopDefaultMode);
  if (!CFReadStreamOpen(Stream)) {
    CFRelease(Stream);
    return -1; // without the message
  }
  CFRunLoopRunInMode(kCFRunLoopDefaultMode, 10.0, 0);
  CFTypeRef Answer =
      CFReadStreamCopyProperty(Stream, kCFStreamPropertyHTTPResponseHeader);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-unclosed-response]
  long Status = Answer ? CFHTTPMessageGetResponseStatusCode(
                             (CFHTTPMessageRef)Answer)
                       : -1;
  CFReadStreamClose(Stream);
  CFRelease(Stream);
  CFRelease(Ask);
  return Status; // without the answer
}

long statusOk(CFURLRef Url, CFStringRef Method) {
  CFHTTPMessageRef Ask =
      CFHTTPMessageCreateRequest(kCFAllocatorDefault, Method, Url, kCFHTTPVersion1_1);
  CFReadStreamRef Stream =
      CFReadStreamCreateForHTTPRequest(kCFAllocatorDefault, Ask);
  CFRelease(Ask);
  CFReadStreamSetProperty(Stream, kCFStreamPropertyHTTPAttemptPersistentConnection, kCFBooleanTrue);
  CFReadStreamScheduleWithRunLoop(Stream, CFRunLoopGetCurrent(), kCFRunLoopDefaultMode);
  if (!CFReadStreamOpen(Stream)) {
    CFRelease(Stream);
    return -1;
  }
  CFRunLoopRunInMode(kCFRunLoopDefaultMode, 10.0, 0);
  CFTypeRef Answer =
      CFReadStreamCopyProperty(Stream, kCFStreamPropertyHTTPResponseHeader);
  long Status = -1;
  if (Answer) {
    Status = CFHTTPMessageGetResponseStatusCode((CFHTTPMessageRef)Answer);
    CFRelease(Answer);
  }
  CFReadStreamClose(Stream);
  CFRelease(Stream);
  return Status;
}

CFIndex readBad(CFHTTPMessageRef Ask, UInt8 *Buffer, CFIndex Size) {
  CFReadStreamRef Stream =
      CFReadStreamCreateForHTTPRequest(kCFAllocatorDefault, Ask);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-unclosed-connection]
  CFReadStreamSetProperty(Stream, kCFStreamPropertyHTTPAttemptPersistentConnection, kCFBooleanFalse);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-keep-alive]
  if (!CFReadStreamOpen(Stream))
    return -1;
  CFIndex Got = CFReadStreamRead(Stream, Buffer, Size);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'CFReadStreamRead' can wait for ever{{.*}} [net-missing-timeout]
  CFReadStreamClose(Stream);
  CFRelease(Stream);
  return Got;
}

// The stream asks whether there is something to read.
CFIndex readOk(CFHTTPMessageRef Ask, UInt8 *Buffer, CFIndex Size) {
  CFReadStreamRef Stream =
      CFReadStreamCreateForHTTPRequest(kCFAllocatorDefault, Ask);
  CFIndex Got = -1;
  if (CFReadStreamOpen(Stream)) {
    if (CFReadStreamHasBytesAvailable(Stream))
      Got = CFReadStreamRead(Stream, Buffer, Size);
    CFReadStreamClose(Stream);
  }
  CFRelease(Stream);
  return Got;
}

struct Release {
  void operator()(CFTypeRef Object) const { CFRelease(Object); }
};

bool ownedOk(CFURLRef Url, CFStringRef Method) {
  std::unique_ptr<__CFHTTPMessage, Release> Ask(
      CFHTTPMessageCreateRequest(kCFAllocatorDefault, Method, Url, kCFHTTPVersion1_1));
  std::unique_ptr<__CFReadStream, Release> Stream(
      CFReadStreamCreateForHTTPRequest(kCFAllocatorDefault, Ask.get()));
  CFReadStreamSetClient(Stream.get(), 1, onEvent, nullptr);
  return CFReadStreamOpen(Stream.get());
}

void keepOk(CFHTTPMessageRef Ask) {
  keptStream = CFReadStreamCreateForHTTPRequest(kCFAllocatorDefault, Ask);
}

bool settingsBad(CFReadStreamRef Stream) {
  CFMutableDictionaryRef Settings = CFDictionaryCreateMutable(
      kCFAllocatorDefault, 0, &kCFTypeDictionaryKeyCallBacks,
      &kCFTypeDictionaryValueCallBacks);
  CFDictionarySetValue(Settings, kCFStreamSSLValidatesCertificateChain, kCFBooleanFalse);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-tls-verification]
  bool Set = CFReadStreamSetProperty(Stream, kCFStreamPropertySSLSettings, Settings);
  CFRelease(Settings);
  return Set;
}

bool settingsOk(CFReadStreamRef Stream, CFStringRef Peer) {
  CFMutableDictionaryRef Settings = CFDictionaryCreateMutable(
      kCFAllocatorDefault, 0, &kCFTypeDictionaryKeyCallBacks,
      &kCFTypeDictionaryValueCallBacks);
  CFDictionarySetValue(Settings, kCFStreamSSLValidatesCertificateChain, kCFBooleanTrue);
  CFDictionarySetValue(Settings, kCFStreamSSLPeerName, Peer);
  bool Set = CFReadStreamSetProperty(Stream, kCFStreamPropertySSLSettings, Settings);
  CFRelease(Settings);
  return Set;
}

void pairBad(CFStringRef Host, bool Wanted) {
  CFReadStreamRef In = nullptr;
  CFWriteStreamRef Out = nullptr;
  CFStreamCreatePairWithSocketToHost(kCFAllocatorDefault, Host, 7000, &In, &Out);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-unclosed-connection]
  if (In)
    CFRelease(In);
  if (!Wanted)
    return; // without Out
  if (Out)
    CFRelease(Out);
}
