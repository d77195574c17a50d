// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers of Dispatch and of run loops.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 -isystem %S/stubs

#include <CoreFoundation/CoreFoundation.h>
#include <dispatch/dispatch.h>

void tick(void *);
void fire(CFRunLoopTimerRef, void *);

class Beats {
public:
  explicit Beats(dispatch_queue_t Queue) {
    Timer = dispatch_source_create(DISPATCH_SOURCE_TYPE_TIMER, 0, 0, Queue);
    dispatch_source_set_timer(Timer, DISPATCH_TIME_NOW, NSEC_PER_SEC, 0);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-unstopped-timer]
    dispatch_set_context(Timer, this);
    dispatch_source_set_event_handler_f(Timer, tick);
    dispatch_resume(Timer);
  }

private:
  dispatch_source_t Timer;
};

class BeatsUntilTheEnd {
public:
  explicit BeatsUntilTheEnd(dispatch_queue_t Queue) {
    Timer = dispatch_source_create(DISPATCH_SOURCE_TYPE_TIMER, 0, 0, Queue);
    dispatch_source_set_timer(Timer, DISPATCH_TIME_NOW, NSEC_PER_SEC, 0);
    dispatch_source_set_event_handler_f(Timer, tick);
    dispatch_resume(Timer);
  }
  ~BeatsUntilTheEnd() {
    dispatch_source_cancel(Timer);
    dispatch_release(Timer);
  }

private:
  dispatch_source_t Timer;
};

bool startBad(dispatch_queue_t Queue, bool (*Ready)()) {
  dispatch_source_t Timer =
      dispatch_source_create(DISPATCH_SOURCE_TYPE_TIMER, 0, 0, Queue);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-unclosed-connection]
  if (!Timer)
    return false;
  if (!Ready())
    return false;
  dispatch_source_cancel(Timer);
  dispatch_release(Timer);
  return true;
}

// Other sources are none of ours.
dispatch_source_t readerOk(dispatch_queue_t Queue, int Descriptor) {
  dispatch_source_t Source =
      dispatch_source_create(DISPATCH_SOURCE_TYPE_READ, Descriptor, 0, Queue);
  if (!Descriptor)
    return nullptr;
  return Source;
}

void laterOk(dispatch_queue_t Queue, void *Data) {
  dispatch_after_f(dispatch_time(DISPATCH_TIME_NOW, NSEC_PER_SEC), Queue, Data, tick);
}

class Loop {
public:
  Loop() {
    Timer = CFRunLoopTimerCreate(kCFAllocatorDefault, CFAbsoluteTimeGetCurrent(), 1.0, 0, 0, fire, nullptr);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-unstopped-timer]
    CFRunLoopAddTimer(CFRunLoopGetMain(), Timer, kCFRunLoopCommonModes);
  }

private:
  CFRunLoopTimerRef Timer;
};

class LoopUntilTheEnd {
public:
  LoopUntilTheEnd() {
    Timer = CFRunLoopTimerCreate(kCFAllocatorDefault, CFAbsoluteTimeGetCurrent(), 1.0, 0, 0, fire, nullptr);
    CFRunLoopAddTimer(CFRunLoopGetMain(), Timer, kCFRunLoopCommonModes);
  }
  ~LoopUntilTheEnd() {
    CFRunLoopTimerInvalidate(Timer);
    CFRelease(Timer);
  }

private:
  CFRunLoopTimerRef Timer;
};

// The run loop retains it.
void forTheProcessOk() {
  CFRunLoopTimerRef Timer = CFRunLoopTimerCreate(
      kCFAllocatorDefault, CFAbsoluteTimeGetCurrent(), 60.0, 0, 0, fire, nullptr);
  CFRunLoopAddTimer(CFRunLoopGetMain(), Timer, kCFRunLoopCommonModes);
  CFRelease(Timer);
}
