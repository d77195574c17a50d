// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers of the Windows API.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 %mingw

#include <windows.h>
#include <memory>

static VOID CALLBACK on_tick(PVOID data, BOOLEAN) { ++*static_cast<int *>(data); }
static VOID CALLBACK on_pool_tick(PTP_CALLBACK_INSTANCE, PVOID data, PTP_TIMER) { ++*static_cast<int *>(data); }

// --- timer queues ----------------------------------------------------------

bool dropped_bad(int *count) {
  HANDLE timer = nullptr;
  if (!CreateTimerQueueTimer(&timer, nullptr, on_tick, count, 1000, 1000, WT_EXECUTEDEFAULT))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer-queue timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    return false;
  return *count > 0;
}

bool early_return_bad(int *count) {
  HANDLE timer = nullptr;
  if (!CreateTimerQueueTimer(&timer, nullptr, on_tick, count, 0, 500, 0))
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer-queue timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    return false;
  Sleep(2000);
  if (*count == 0)
    return false; // goes on firing
  DeleteTimerQueueTimer(nullptr, timer, INVALID_HANDLE_VALUE);
  return true;
}

bool deleted_ok(int *count) {
  HANDLE timer = nullptr;
  if (!CreateTimerQueueTimer(&timer, nullptr, on_tick, count, 0, 500, 0))
    return false;
  Sleep(2000);
  DeleteTimerQueueTimer(nullptr, timer, INVALID_HANDLE_VALUE);
  return *count > 0;
}

// Deleted again until the system takes it.
bool repeated_ok(int *count) {
  HANDLE timer = nullptr;
  if (!CreateTimerQueueTimer(&timer, nullptr, on_tick, count, 0, 500, 0))
    return false;
  while (!DeleteTimerQueueTimer(nullptr, timer, nullptr) && GetLastError() != ERROR_IO_PENDING)
    Sleep(10);
  return true;
}

// The queue takes its timers along.
bool whole_queue_ok(int *count) {
  HANDLE queue = CreateTimerQueue();
  if (!queue)
    return false;
  HANDLE timer = nullptr;
  bool started = CreateTimerQueueTimer(&timer, queue, on_tick, count, 0, 500, 0);
  Sleep(1000);
  DeleteTimerQueueEx(queue, INVALID_HANDLE_VALUE);
  return started;
}

bool queue_bad(bool wanted) {
  HANDLE queue = CreateTimerQueue();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer queue is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!queue || !wanted)
    return false;
  DeleteTimerQueueEx(queue, INVALID_HANDLE_VALUE);
  return true;
}

class Heartbeat {
public:
  Heartbeat() {
    CreateTimerQueueTimer(&timer, nullptr, beat, this, 1000, 1000, WT_EXECUTEDEFAULT);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer-queue timer is armed here but no member function stops it{{.*}} [net-unstopped-timer]
  }

private:
  static VOID CALLBACK beat(PVOID self, BOOLEAN) { ++static_cast<Heartbeat *>(self)->beats; }
  HANDLE timer = nullptr;
  int beats = 0;
};

class StoppedHeartbeat {
public:
  StoppedHeartbeat() {
    CreateTimerQueueTimer(&timer, nullptr, beat, this, 1000, 1000, WT_EXECUTEDEFAULT);
  }
  ~StoppedHeartbeat() {
    if (timer)
      DeleteTimerQueueTimer(nullptr, timer, INVALID_HANDLE_VALUE);
  }

private:
  static VOID CALLBACK beat(PVOID self, BOOLEAN) { ++static_cast<StoppedHeartbeat *>(self)->beats; }
  HANDLE timer = nullptr;
  int beats = 0;
};

// A timer that fires once and deletes itself.
struct Job {
  HANDLE timer = nullptr;
  int steps = 0;
  static VOID CALLBACK run(PVOID data, BOOLEAN) {
    std::unique_ptr<Job> job(static_cast<Job *>(data));
    ++job->steps;
    DeleteTimerQueueTimer(nullptr, job->timer, nullptr);
  }
};
bool later_ok() {
  auto job = std::make_unique<Job>();
  if (!CreateTimerQueueTimer(&job->timer, nullptr, Job::run, job.get(), 100, 0, WT_EXECUTEONLYONCE))
    return false;
  job.release();
  return true;
}

// --- the thread pool -------------------------------------------------------

bool pool_bad(int *count) {
  PTP_TIMER timer = CreateThreadpoolTimer(on_pool_tick, count, nullptr);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this thread-pool timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (!timer)
    return false;
  FILETIME due = {};
  SetThreadpoolTimer(timer, &due, 1000, 0);
  return true;
}

bool unused_pool_bad(int *count, bool wanted) {
  PTP_TIMER timer = CreateThreadpoolTimer(on_pool_tick, count, nullptr);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this thread-pool timer is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (!timer || !wanted)
    return false;
  FILETIME due = {};
  SetThreadpoolTimer(timer, &due, 1000, 0);
  Sleep(5000);
  SetThreadpoolTimer(timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(timer, TRUE);
  CloseThreadpoolTimer(timer);
  return true;
}

// Its group closes it.
bool group_ok(int *count, PTP_CALLBACK_ENVIRON environment) {
  PTP_TIMER timer = CreateThreadpoolTimer(on_pool_tick, count, environment);
  if (!timer)
    return false;
  FILETIME due = {};
  SetThreadpoolTimer(timer, &due, 1000, 0);
  return true;
}

class Poller {
public:
  explicit Poller(int *count) : timer(CreateThreadpoolTimer(on_pool_tick, count, nullptr)) {
    FILETIME due = {};
    if (timer)
      SetThreadpoolTimer(timer, &due, 1000, 0);
  }
  ~Poller() {
    if (!timer)
      return;
    SetThreadpoolTimer(timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(timer, TRUE);
    CloseThreadpoolTimer(timer);
  }

private:
  PTP_TIMER timer;
};

struct TimerCloser {
  void operator()(PTP_TIMER timer) const {
    SetThreadpoolTimer(timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(timer, TRUE);
    CloseThreadpoolTimer(timer);
  }
};
bool owned_ok(int *count) {
  std::unique_ptr<TP_TIMER, TimerCloser> timer(CreateThreadpoolTimer(on_pool_tick, count, nullptr));
  if (!timer)
    return false;
  FILETIME due = {};
  SetThreadpoolTimer(timer.get(), &due, 1000, 0);
  Sleep(1000);
  return *count > 0;
}

// --- waitable timers -------------------------------------------------------

bool waitable_bad(DWORD limit) {
  HANDLE timer = CreateWaitableTimerW(nullptr, FALSE, nullptr);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this waitable timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  if (!timer)
    return false;
  LARGE_INTEGER due;
  due.QuadPart = -10000000LL;
  if (!SetWaitableTimer(timer, &due, 1000, nullptr, nullptr, FALSE))
    return false;
  bool fired = WaitForSingleObject(timer, limit) == WAIT_OBJECT_0;
  CloseHandle(timer);
  return fired;
}

// Closing it is enough.
bool waitable_ok(DWORD limit) {
  HANDLE timer = CreateWaitableTimer(nullptr, FALSE, nullptr);
  if (timer == NULL)
    return false;
  LARGE_INTEGER due;
  due.QuadPart = -10000000LL;
  bool fired = SetWaitableTimer(timer, &due, 1000, nullptr, nullptr, FALSE) && WaitForSingleObject(timer, limit) == WAIT_OBJECT_0;
  CloseHandle(timer);
  return fired;
}

// --- process lifetime ------------------------------------------------------

static HANDLE watchdog;
void start_watchdog_ok(int *count) {
  CreateTimerQueueTimer(&watchdog, nullptr, on_tick, count, 1000, 1000, 0);
}
